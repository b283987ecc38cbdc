/** How often evidence is judged, and what happens to a look that brings more than a look may. */
import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { MAX_LOOK_FACTS, MAX_LOOK_GATEWAYS } from '../../src/protocol/limits.ts';
import { CHANNEL, MIRA, ORDER, T0 } from './given.ts';
import { aWorld, evidence } from './world.ts';

const about = { host: 'node-3', order: ORDER };
const asked: IncidentEvent = {
  id: 'ask-1',
  type: 'asked',
  host: 'node-3',
  person: MIRA,
  place: CHANNEL,
  text: 'triage node-3',
};
const accepted: IncidentEvent = { id: 'accepted', type: 'accepted', ...about };
const done: IncidentEvent = { id: 'done', type: 'done', ...about, tookMs: 640 };
const brings = (seq: number, pieces: Evidence[]): IncidentEvent => ({
  id: `evidence-${seq}`,
  type: 'evidence',
  ...about,
  seq,
  evidence: pieces,
});
const verdictOf = (world: ReturnType<typeof aWorld>) =>
  world.posted[0]?.notice.view.hosts[0]?.diagnosis?.verdict;
const many = (n: number, subject: (i: number) => string, fact = 'gateway.process.count'): Evidence[] => [
  {
    ...(evidence('down')[0] as Evidence),
    facts: Array.from({ length: n }, (_, i) => ({ fact, subject: subject(i), value: 1 })),
  },
];

async function begun(options: Parameters<typeof aWorld>[0] = {}) {
  const world = aWorld(options);
  await world.tell(asked);
  await world.tell(accepted);
  return world;
}

describe('evidence', () => {
  it('is judged at the first frame, so that a headline does not wait', async () => {
    const world = await begun();
    await world.tell(brings(0, evidence('down')));
    expect(world.judgements()).toBe(1);
    await world.pass(600);
    expect(verdictOf(world)).toBe('down');
  });

  it('of a hundred frames in one breath is judged twice, and the end knows all of it', async () => {
    const world = await begun();
    for (let seq = 0; seq < 99; seq++) await world.tell(brings(seq, evidence('unknown')));
    await world.tell(brings(99, evidence('down')));
    expect(world.judgements()).toBe(1);
    await world.tell(done);
    expect(world.judgements()).toBe(2);
    await world.pass(15_000);
    expect(world.judgements()).toBe(2);
    expect(verdictOf(world)).toBe('down');
  });

  it('that comes after the first is judged soon, by the wake time alone', async () => {
    const world = await begun();
    await world.tell(brings(0, evidence('unknown')));
    await world.tell(brings(1, evidence('down')));
    expect(world.wakeTime()).toBe(T0 + 100);
    world.evict();
    await world.pass(700);
    expect(verdictOf(world)).toBe('down');
    expect(world.posted[0]?.notice.view.hosts[0]?.state).toBe('looking');
  });

  it('of a long look is judged once a second', async () => {
    const world = await begun();
    for (let seq = 0; seq < 100; seq++) {
      await world.tell(brings(seq, evidence('unknown')));
      await world.pass(100 * (seq + 1));
    }
    // Ten times in each of the first two seconds, and then eight times more.
    expect(world.judgements()).toBeLessThanOrEqual(31);
  });

  it('that waits to be judged decides at the deadline too', async () => {
    const world = await begun();
    await world.pass(19_900);
    await world.tell(brings(0, evidence('unknown')));
    await world.tell(brings(1, evidence('down')));
    await world.pass(25_000);
    expect(verdictOf(world)).toBe('down');
    expect(world.posted[0]?.notice.view.hosts[0]?.state).toBe('partial');
  });
});

describe('a look that brings too much', () => {
  it.each([
    [
      'gateways',
      many(MAX_LOOK_GATEWAYS + 1, (i) => `gateway:g${i}`),
      `more than ${MAX_LOOK_GATEWAYS} gateways`,
    ],
    [
      'facts',
      [...many(2_000, () => 'host'), ...many(2_000, () => 'host'), ...many(1, () => 'host')],
      `more than ${MAX_LOOK_FACTS} facts`,
    ],
    ['clients', many(1_000, (i) => `gateway:a/client:c${i}`), 'facts about more than 800'],
  ])('of %s ends partial and says so', async (_what, pieces, why) => {
    const world = await begun();
    await world.tell(brings(0, pieces));
    await world.tell(brings(1, evidence('healthy')));
    await world.tell(done);
    await world.pass(15_000);
    const [host] = world.posted[0]?.notice.view.hosts ?? [];
    expect(host).toMatchObject({
      state: 'partial',
      why: expect.stringContaining(`too-much-evidence: the host sent ${why}`),
    });
    expect(world.facts()).toBeLessThanOrEqual(MAX_LOOK_FACTS);
    expect(world.judgements()).toBe(1);
  });

  it('and lies on disk from an older bot is judged within the same bounds after a restart', async () => {
    const world = await begun();
    await world.tell(brings(0, evidence('down')));
    world.plant(
      ORDER,
      1,
      many(2_000, (i) => `gateway:g${i}`),
    );
    world.plant(
      ORDER,
      2,
      many(2_000, (i) => `gateway:h${i}`),
    );
    world.evict();
    await world.tell(brings(3, evidence('down')));
    await world.tell(done);
    await world.pass(15_000);
    expect(world.posted[0]?.notice.view.hosts[0]).toMatchObject({ state: 'partial' });
    expect(world.facts()).toBeLessThanOrEqual(MAX_LOOK_GATEWAYS + 1);
  });

  it('of bytes is read only as far as a look may go', async () => {
    const world = await begun();
    const heavy = Array.from({ length: 30 }, () => ({
      ...(evidence('down')[0] as Evidence),
      text: 'x'.repeat(16_000),
    }));
    for (let seq = 0; seq < 20; seq++) world.plant(ORDER, seq, heavy);
    await world.tell(brings(20, evidence('down')));
    await world.tell(done);
    await world.pass(15_000);
    expect(world.posted[0]?.notice.view.hosts[0]).toMatchObject({ why: expect.stringContaining('4 MiB') });
  });
});

it('a crash at any step of a look with many frames loses and doubles nothing', async () => {
  const run = async (dieAt?: number) => {
    const world = await begun(dieAt === undefined ? {} : { dieAt });
    for (let seq = 0; seq < 5; seq++) await world.tell(brings(seq, evidence(seq < 4 ? 'unknown' : 'down')));
    await world.pass(400);
    await world.tell(done);
    await world.pass(60_000);
    return world;
  };
  const calm = await run();
  const seen = (world: ReturnType<typeof aWorld>) =>
    world.posted.map(({ key, notice }) => [
      key,
      notice.view.hosts[0]?.state,
      notice.view.hosts[0]?.diagnosis?.verdict,
    ]);
  for (let dieAt = 1; dieAt <= calm.steps(); dieAt += 3)
    expect([dieAt, seen(await run(dieAt))]).toEqual([dieAt, seen(calm)]);
});
