/** One incident over a real store: what is said when, and what a crash at any step changes (nothing). */
import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import type { IncidentView, Notice } from '../../src/incidents/notifier.ts';
import { CHANNEL, MIRA, ORDER, T0 } from './given.ts';
import { aWorld, evidence } from './world.ts';

const DAY = 86_400_000;
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
const seen = (seq: number, verdict: string): IncidentEvent => ({
  id: `evidence-${seq}`,
  type: 'evidence',
  ...about,
  seq,
  evidence: evidence(verdict),
});
const done: IncidentEvent = { id: 'done', type: 'done', ...about, tookMs: 640 };

const stateOf = (notice: Notice | undefined): (string | undefined)[] => [
  notice?.view.hosts[0]?.state,
  notice?.view.hosts[0]?.diagnosis?.verdict,
];

/** A triage that finds something, from the command to the last word. */
async function triage(world: ReturnType<typeof aWorld>): Promise<void> {
  await world.tell(asked);
  await world.pass(100);
  await world.tell(accepted);
  await world.pass(300);
  await world.tell(seen(0, 'unknown'));
  await world.pass(700);
  await world.tell(seen(1, 'down'));
  await world.pass(900);
  await world.tell(done);
  await world.pass(15_000);
}

describe('a triage', () => {
  it('says one status message, keeps it up to date, and puts the details under it', async () => {
    const world = aWorld();
    await triage(world);
    expect(world.keys()).toEqual(['status', 'details/node-3']);
    expect(stateOf(world.posted[0]?.notice)).toEqual(['done', 'down']);
    expect(world.posted[1]?.under).toBe(world.posted[0]?.ref);
    expect(world.told.map((message) => message.type)).toEqual(['dispatch', 'report']);
  });

  it('speaks after 600 ms, and edits no faster than the pace', async () => {
    const world = aWorld();
    await triage(world);
    const [first, ...rest] = world.spokenAt.filter(({ key }) => key === 'status').map(({ at }) => at);
    expect((first ?? 0) % 60_000).toBe(600);
    expect(rest.map((at) => at - (first ?? 0))).toEqual([1_500]);
  });

  it('brings what the first word could not wait for sooner than a second edit', async () => {
    const world = aWorld({ pace: { postMs: 1_000, editMs: 1_500, firstEditMs: 250 } });
    await triage(world);
    const [first = 0, ...rest] = world.spokenAt.filter(({ key }) => key === 'status').map(({ at }) => at);
    // Found 100 ms after the first word, over 200 ms later: that edit keeps its distance from the first.
    expect(rest.map((at) => at - first)).toEqual([250, 250 + 1_500]);
  });

  it('needs one message only when it is over within 600 ms', async () => {
    const world = aWorld();
    await world.tell(asked);
    await world.pass(300);
    await world.tell(accepted);
    await world.tell(seen(0, 'healthy'));
    await world.tell(done);
    await world.pass(15_000);
    expect(world.spokenAt).toHaveLength(1);
    expect(stateOf(world.posted[0]?.notice)).toEqual(['done', 'healthy']);
    expect(world.told.map((message) => message.type)).toEqual(['dispatch', 'release']);
  });

  it('tells at once that the host is away, and since when', async () => {
    const world = aWorld();
    world.hostSays(() => ({ state: 'absent', lastSeen: 1_000 }));
    await world.tell(asked);
    expect(world.posted[0]?.notice.view.hosts[0]).toMatchObject({ state: 'absent', lastSeen: 1_000 });
    // Nothing is waited for any more, but the end of the time for which it is kept.
    await world.pass(1_000);
    expect(world.wakeTime()).toBeGreaterThan(T0 + 89 * DAY);
  });

  it('is erased 90 days after the last that happened in it', async () => {
    const world = aWorld();
    await triage(world);
    await world.pass(80 * DAY);
    await world.tell({ ...asked, id: 'ask-2' });
    await world.pass(160 * DAY);
    expect(world.erased()).toBe(0);
    await world.pass(171 * DAY);
    expect(world.erased()).toBeGreaterThan(0);
  });

  it('is concluded at the deadline with what there is', async () => {
    const world = aWorld();
    await world.tell(asked);
    await world.tell(accepted);
    await world.tell(seen(0, 'down'));
    await world.pass(25_000);
    expect(world.posted[0]?.notice.view.hosts[0]).toMatchObject({ state: 'partial', why: 'not-finished' });
    expect(world.posted[0]?.notice.view.elapsedMs).toBe(20_000);
    expect(world.keys()).toEqual(['status', 'details/node-3']);
  });

  it('is concluded though the hub never answered', async () => {
    const world = aWorld();
    world.hubAway(1_000);
    await world.tell(asked);
    await world.pass(25_000);
    expect(world.posted[0]?.notice.view.hosts[0]).toMatchObject({ state: 'partial', why: 'not-delivered' });
  });

  it('reaches a hub that is away for a moment', async () => {
    const world = aWorld();
    world.hubAway(2);
    await world.tell(asked);
    await world.pass(5_000);
    expect(world.jobs.map((job) => [job.id, job.requester])).toEqual([[ORDER, 'slack:T1/U1']]);
  });

  it('goes on where it was after an eviction', async () => {
    const world = aWorld();
    await world.tell(asked);
    world.evict();
    await world.tell(accepted);
    world.evict();
    await world.tell(seen(0, 'down'));
    await world.tell(done);
    world.evict();
    await world.pass(15_000);
    expect(world.keys()).toEqual(['status', 'details/node-3']);
  });

  it('ignores a command that comes again, and answers it the same', async () => {
    const world = aWorld();
    const first = await world.tell(asked);
    const again = await world.tell(asked);
    expect([first.order, first.fresh, again.order, again.fresh]).toEqual([ORDER, true, ORDER, false]);
    expect(world.jobs).toHaveLength(1);
  });
});

describe('a crash', () => {
  it('at any step read-only in what people see, and nothing is said or ordered twice', async () => {
    const calm = aWorld();
    await triage(calm);
    const seenBy = (world: ReturnType<typeof aWorld>) =>
      world.posted.map(({ key, under, notice }) => [key, under, ...stateOf(notice)]);
    const wanted = seenBy(calm);
    for (let dieAt = 1; dieAt <= calm.steps(); dieAt++) {
      const world = aWorld({ dieAt });
      await triage(world);
      await world.pass(60_000);
      expect([dieAt, seenBy(world)]).toEqual([dieAt, wanted]);
      expect([dieAt, world.jobs.length]).toEqual([dieAt, 1]);
      expect([dieAt, world.told.at(-1)?.type]).toEqual([dieAt, 'report']);
    }
    expect(calm.steps()).toBeGreaterThan(40);
  });
});

describe('a message', () => {
  it('whose outcome is unknown is looked for before it is said again', async () => {
    const world = aWorld();
    let lost = true;
    world.script(() => {
      if (!lost) return undefined;
      lost = false;
      return { ok: false, outcome: 'unknown', why: 'timed out' };
    });
    await triage(world);
    await world.pass(60_000);
    expect(world.keys()).toEqual(['status', 'details/node-3']);
    expect(stateOf(world.posted[0]?.notice)).toEqual(['done', 'down']);
  });

  it('waits as long as the place asks, and then tells the present', async () => {
    const world = aWorld();
    let refusals = 1;
    world.script(() =>
      refusals-- > 0
        ? { ok: false, outcome: 'not-said', retryAfterMs: 7_000, why: 'ratelimited' }
        : undefined,
    );
    await triage(world);
    const [first] = world.spokenAt;
    expect((first?.at ?? 0) % 60_000).toBeGreaterThanOrEqual(7_600);
    expect(stateOf(world.posted[0]?.notice)).toEqual(['done', 'down']);
    expect(world.posted[0]?.edits).toBe(0);
  });

  it('that can never be shown ends with its reason, and the incident goes on', async () => {
    const world = aWorld();
    world.script(() => ({ ok: false, outcome: 'never', why: 'channel_not_found' }));
    await triage(world);
    expect(world.posted).toEqual([]);
    expect(world.told.map((message) => message.type)).toEqual(['dispatch', 'report']);
    const { view } = (await world.view()) as { view: IncidentView };
    expect(view.hosts[0]?.state).toBe('done');
    expect(world.wakeTime()).toBeGreaterThan(3_600_000);
  });

  it('that could not be shown is tried again when somebody asks again', async () => {
    const world = aWorld();
    world.script(() => ({ ok: false, outcome: 'never', why: 'not_in_channel' }));
    await triage(world);
    expect(world.posted).toEqual([]);
    world.script(() => undefined);
    await world.tell({ ...asked, id: 'ask-2' });
    await world.pass(60_000);
    expect(world.keys()).toContain('status');
    expect(world.posted.filter(({ notice }) => notice.key === 'status')).toHaveLength(1);
  });

  it('of another place has a pace of its own', async () => {
    const world = aWorld();
    await triage(world);
    await world.tell({
      ...asked,
      id: 'ask-2',
      place: { via: 'terminal', session: 's' },
      person: { id: 'mira', via: 'terminal' },
    });
    await world.pass(60_000);
    expect(world.keys()).toEqual(['status', 'details/node-3', 'status#2']);
    expect(world.posted[2]?.notice.view.hosts[0]).toMatchObject({ state: 'partial', look: 2 });
  });
});
