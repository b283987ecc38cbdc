/** A place that cannot be spoken to for long: nothing is lost, nothing doubled, and one summary tells of it. */
import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import type { Notice } from '../../src/incidents/notifier.ts';
import type { PublishResult } from '../../src/outbox/notifier.ts';
import { CHANNEL, MIRA, T0 } from './given.ts';
import { aWorld, evidence } from './world.ts';

type World = ReturnType<typeof aWorld>;
const MINUTE = 60_000;
const DOWN: PublishResult = { ok: false, outcome: 'unknown', why: 'HTTP 503' };

let made = 0;
const fresh = (): string => `event-${++made}`;
const asked = (host: string): IncidentEvent => ({
  id: fresh(),
  type: 'asked',
  host,
  person: MIRA,
  place: CHANNEL,
  text: `triage ${host}`,
});
const seen = (host: string, look = 1, seq = 0): IncidentEvent => ({
  id: fresh(),
  type: 'evidence',
  host,
  order: `inc-1.${host}.${look}`,
  seq,
  evidence: evidence('down'),
});
const done = (host: string, look = 1): IncidentEvent => ({
  id: fresh(),
  type: 'done',
  host,
  order: `inc-1.${host}.${look}`,
  tookMs: 640,
});

async function look(world: World, host: string, n = 1): Promise<void> {
  for (const event of [asked(host), seen(host, n), done(host, n)]) await world.tell(event);
}

/** Nothing is taken until `untilMs` after T0, and nothing of it was shown. */
async function silentUntil(world: World, untilMs: number, said: PublishResult): Promise<void> {
  let over = false;
  world.script(() => (over ? undefined : said));
  await world.pass(untilMs);
  over = true;
  world.script(() => undefined);
}
/** As `unknown`, but certain: the scripted notifier shows what it is unsure of. */
const UNREACHED: PublishResult & { outcome: 'not-said' } = {
  ok: false,
  outcome: 'not-said',
  retryAfterMs: 0,
  why: 'ECONNREFUSED',
};

const statusOf = (world: World): Notice | undefined =>
  world.posted.find(({ key }) => key === 'status')?.notice;

describe('a silence of ten minutes or more', () => {
  it('ends with one status in its present state and one message with the details of all hosts', async () => {
    const world = aWorld();
    world.script(() => UNREACHED);
    for (const host of ['node-1', 'node-2', 'node-3']) await look(world, host);
    await silentUntil(world, 13 * MINUTE, UNREACHED);
    await world.pass(15 * MINUTE);
    expect(world.keys()).toEqual(['status', `details@${T0}`]);
    expect(statusOf(world)?.view.hosts.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    expect(world.posted[1]?.notice.hosts).toEqual(['node-1', 'node-2', 'node-3']);
    expect(world.posted[1]?.under).toBe(world.posted[0]?.ref);
  });

  it('is told of in the status: since when, until when, and of which kind', async () => {
    const limit = (retryAfterMs: number): PublishResult => ({ ...UNREACHED, retryAfterMs, limited: true });
    for (const [first, then, limited] of [
      [UNREACHED, UNREACHED, false],
      [limit(3_600_000), limit(3_600_000), true],
      [limit(30_000), limit(30_000), true],
      [limit(30_000), UNREACHED, false],
    ] as const) {
      const world = aWorld();
      world.script(() => first);
      await look(world, 'node-1');
      await silentUntil(world, 13 * MINUTE, then);
      await world.pass(90 * MINUTE);
      const { silence } = statusOf(world) ?? {};
      expect(silence).toEqual({ from: T0, to: world.posted[0]?.postedAt, limited });
      expect(world.keys()).toEqual(['status', 'details/node-1']);
    }
  });

  it('is told of until somebody asks anew', async () => {
    const world = aWorld();
    world.script(() => UNREACHED);
    await look(world, 'node-1');
    await silentUntil(world, 13 * MINUTE, UNREACHED);
    await world.pass(15 * MINUTE);
    await world.tell(seen('node-1', 1, 1));
    await world.pass(16 * MINUTE);
    expect(statusOf(world)?.silence).toBeDefined();
    await look(world, 'node-1', 2);
    await world.pass(17 * MINUTE);
    expect(statusOf(world)?.silence).toBeUndefined();
  });

  it('leaves no reply for a look that a later one replaced', async () => {
    const world = aWorld();
    world.script(() => UNREACHED);
    for (const n of [1, 2, 3]) await look(world, 'node-1', n);
    await silentUntil(world, 13 * MINUTE, UNREACHED);
    await world.pass(15 * MINUTE);
    expect(world.keys()).toEqual(['status', 'details/node-1/3']);
  });

  it('brings a status that was shown before up to date', async () => {
    const world = aWorld();
    await world.tell(asked('node-1'));
    await world.pass(1_000);
    world.script(() => UNREACHED);
    await world.tell(seen('node-1'));
    await world.tell(done('node-1'));
    await look(world, 'node-2');
    await silentUntil(world, 13 * MINUTE, UNREACHED);
    await world.pass(15 * MINUTE);
    // The first that failed was the edit, at its pace.
    expect(world.keys()).toEqual(['status', `details@${T0 + 2_100}`]);
    expect(statusOf(world)?.silence).toMatchObject({ from: T0 + 2_100 });
  });

  it('is told of though only a detail had to wait', async () => {
    const world = aWorld();
    world.script(({ what }) => (what === 'details' ? UNREACHED : undefined));
    await look(world, 'node-1');
    await world.pass(13 * MINUTE);
    expect(world.keys()).toEqual(['status']);
    expect(statusOf(world)?.silence).toBeUndefined();
    world.script(() => undefined);
    await world.pass(15 * MINUTE);
    expect(world.keys()).toEqual(['status', 'details/node-1']);
    expect(statusOf(world)?.silence).toBeDefined();
  });

  it('tells what nobody was sure of once it is clear that it was not shown', async () => {
    const world = aWorld();
    await world.tell(asked('node-1'));
    await world.pass(1_000);
    // The details of both hosts are not posted, nobody knows, and the search fails for long.
    world.script(({ what }) => (what === 'details' ? DOWN : UNREACHED));
    world.canSearch(false);
    for (const event of [seen('node-1'), done('node-1')]) await world.tell(event);
    await look(world, 'node-2');
    await world.pass(10_000);
    for (const host of ['node-1', 'node-2']) world.forget(`details/${host}`);
    expect(world.keys()).toEqual(['status']);
    await silentUntil(world, 15 * MINUTE, UNREACHED);
    world.canSearch(true);
    await world.pass(17 * MINUTE);
    expect(world.keys()).toEqual(['status', `details@${T0 + 2_100}`]);
    expect(world.posted.at(-1)?.notice.hosts).toEqual(['node-1', 'node-2']);
  });

  it('does not hold back what is clear for what is not', async () => {
    const world = aWorld();
    await world.tell(asked('node-1'));
    await world.pass(1_000);
    // The first details are not posted, but nobody knows: the search fails for long.
    let posts = 0;
    world.script((notice) => (notice.key === 'details/node-1' && posts++ === 0 ? DOWN : UNREACHED));
    world.canSearch(false);
    for (const event of [seen('node-1'), done('node-1')]) await world.tell(event);
    for (const host of ['node-2', 'node-3']) await look(world, host);
    await world.pass(10_000);
    world.forget('details/node-1');
    await silentUntil(world, 13 * MINUTE, UNREACHED);
    await world.pass(15 * MINUTE);
    expect(world.posted.at(-1)?.notice.hosts).toEqual(['node-2', 'node-3']);
    world.canSearch(true);
    await world.pass(17 * MINUTE);
    expect(world.keys()).toEqual(['status', `details@${T0 + 2_100}`]);
    expect(world.posted.at(-1)?.notice.hosts).toEqual(['node-1', 'node-2', 'node-3']);
  });

  it('does not say again what had been shown without the bot knowing', async () => {
    const world = aWorld();
    await world.tell(asked('node-1'));
    await world.pass(1_000);
    // The first details are posted and their answer is lost; then nothing goes through.
    let posts = 0;
    world.script((notice) => (notice.key === 'details/node-1' && posts++ === 0 ? DOWN : UNREACHED));
    world.canSearch(false);
    for (const event of [seen('node-1'), done('node-1')]) await world.tell(event);
    for (const host of ['node-2', 'node-3']) await look(world, host);
    await world.pass(10_000);
    await silentUntil(world, 13 * MINUTE, UNREACHED);
    expect(world.keys()).toEqual(['status', 'details/node-1']);
    world.canSearch(true);
    await world.pass(15 * MINUTE);
    expect(world.keys()).toEqual(['status', 'details/node-1', `details@${T0 + 2_100}`]);
    expect(world.posted.at(-1)?.notice.hosts).toEqual(['node-2', 'node-3']);
  });

  it('lets evidence that comes later into the one message', async () => {
    const world = aWorld();
    world.script(() => UNREACHED);
    await world.tell(asked('node-1'));
    await world.pass(25_000);
    await look(world, 'node-2');
    await world.tell(seen('node-1'));
    await silentUntil(world, 13 * MINUTE, UNREACHED);
    await world.pass(15 * MINUTE);
    const before = world.posted[1]?.edits ?? 0;
    await world.tell(done('node-1'));
    await world.pass(16 * MINUTE);
    expect(world.keys()).toEqual(['status', `details@${T0 + 600}`]);
    expect(world.posted[1]?.edits).toBe(before + 1);
    expect(world.posted[1]?.notice.view.hosts[0]?.state).toBe('done');
  });

  it('ends the same wherever the bot dies over it', async () => {
    // Few tries, so that there are few steps to die at.
    const rarely: PublishResult = { ...UNREACHED, retryAfterMs: 5 * MINUTE };
    const story = async (world: World): Promise<World> => {
      world.script(() => rarely);
      for (const host of ['node-1', 'node-2']) await look(world, host);
      await silentUntil(world, 11 * MINUTE, rarely);
      await world.pass(20 * MINUTE);
      return world;
    };
    const calm = await story(aWorld());
    // A first failure that was never stored did not happen: the silence then begins with the next.
    const keys = (world: World): string[] => world.keys().map((key) => key.replace(/@\d+/, '@'));
    expect(keys(calm)).toEqual(['status', 'details@']);
    for (let dieAt = 1; dieAt <= calm.steps(); dieAt++) {
      const world = await story(aWorld({ dieAt }));
      expect([dieAt, keys(world)]).toEqual([dieAt, keys(calm)]);
    }
  }, 120_000);
});

describe('a shorter silence', () => {
  it('is not told of, and every host has its own reply', async () => {
    const world = aWorld();
    world.script(() => UNREACHED);
    for (const host of ['node-1', 'node-2']) await look(world, host);
    await silentUntil(world, 8 * MINUTE, UNREACHED);
    await world.pass(12 * MINUTE);
    expect(world.keys()).toEqual(['status', 'details/node-1', 'details/node-2']);
    expect(statusOf(world)?.silence).toBeUndefined();
  });
});

it('takes a message that must wait its turn for no failure', async () => {
  const world = aWorld();
  const isEarly = ({ view }: Notice): boolean => (view.at ?? 0) < T0 + 2_500;
  world.script((notice) => (isEarly(notice) ? { ok: false, outcome: 'later', afterMs: 1_000 } : undefined));
  await look(world, 'node-1');
  await world.pass(15 * MINUTE);
  expect(world.keys()).toEqual(['status', 'details/node-1']);
  // A second each time, and no growing distance between tries.
  expect(world.posted[0]?.postedAt).toBe(T0 + 3_000);
});
