/** One freeze as an object: it holds, speaks, and ends on time, whatever dies meanwhile. */
import { expect, it } from 'vitest';
import { begun, CHANGES, CHANNEL, HOUR, heldBy, LI, MINUTE, T0 } from './given.ts';
import { aFreezeWorld } from './world.ts';

const TWO_PLACES = begun({ places: [CHANNEL, CHANGES], targets: [{ host: 'node-3' }] });
const lifted = { id: 'lift', type: 'lifted', person: LI } as const;

it('holds before it answers, and is told in every place at once', async () => {
  const world = aFreezeWorld();
  const { view } = await world.tell(TWO_PLACES);
  expect(view).toMatchObject({ state: 'active', targets: [{ host: 'node-3', state: 'held' }] });
  expect(world.holds()).toMatchObject([
    { freeze: 'frz-1', by: 'dana', because: 'token-drift', until: T0 + 30 * MINUTE },
  ]);
  expect(world.posted.map(({ key }) => key)).toEqual(['freeze', 'freeze#2']);
  expect(world.jobs).toMatchObject([
    {
      op: 'freeze.hold',
      args: { freeze: 'frz-1', until: T0 + 30 * MINUTE },
      tell: 'freeze:frz-1',
      requester: 'slack:T1/U-dana',
    },
  ]);
});

it('says who was first, and nothing to anybody else', async () => {
  const world = aFreezeWorld();
  world.rival(heldBy());
  const { view } = await world.tell(TWO_PLACES);
  expect(view).toMatchObject({ state: 'refused', targets: [{ rival: { by: 'sam', until: T0 + HOUR } }] });
  expect(world.posted).toEqual([]);
  expect(world.jobs).toEqual([]);
});

it('sends whoever meets it to its message', async () => {
  const world = aFreezeWorld();
  await world.tell(TWO_PLACES);
  expect(world.holds()).toMatchObject([{ link: expect.stringContaining('/C-ops/thread/C-ops-1.0') }]);
});

it('lets go when it is lifted', async () => {
  const world = aFreezeWorld();
  await world.tell(TWO_PLACES);
  await world.tell(lifted);
  expect(world.holds()).toEqual([]);
  expect(world.jobs.map(({ op }) => op)).toEqual(['freeze.hold', 'freeze.lift']);
  expect(world.posted).toMatchObject([
    { notice: { view: { state: 'lifted', ended: { by: LI } } } },
    { edits: 1 },
  ]);
});

it('reminds people in the thread of the notice, and ends by its own time', async () => {
  const world = aFreezeWorld();
  await world.tell(begun());
  await world.pass(21 * MINUTE);
  expect(world.posted.map(({ key, under }) => [key.split('/')[0], under])).toEqual([
    ['freeze', undefined],
    ['reminder', '1.0'],
  ]);
  await world.pass(31 * MINUTE);
  expect(world.posted.map(({ notice }) => notice.what)).toEqual(['freeze', 'reminder', 'reminder', 'ended']);
  expect(await world.view()).toMatchObject({ state: 'lapsed', ended: { at: T0 + 30 * MINUTE, by: null } });
});

it('that lapses while the bot is dead says so once when it is back', async () => {
  const world = aFreezeWorld();
  await world.tell(begun());
  world.dead(5 * HOUR);
  await world.pass(6 * HOUR);
  expect(world.posted.map(({ notice }) => notice.what)).toEqual(['freeze', 'ended']);
  expect(world.posted[0]?.notice.view).toMatchObject({
    state: 'lapsed',
    ended: { at: T0 + 30 * MINUTE, noticedAt: T0 + 5 * HOUR },
  });
  const said = JSON.stringify(world.posted.map(({ edits }) => edits));
  await world.pass(30 * HOUR);
  expect(JSON.stringify(world.posted.map(({ edits }) => edits))).toBe(said);
});

it('that lapses while Slack is away says so once when it is back', async () => {
  const world = aFreezeWorld();
  await world.tell(begun());
  world.slackAway(true);
  await world.pass(2 * HOUR);
  world.slackAway(false);
  await world.pass(4 * HOUR);
  expect(world.posted.map(({ notice }) => notice.what)).toEqual(['freeze', 'ended']);
  expect(world.posted[0]?.notice).toMatchObject({
    view: { state: 'lapsed' },
    silence: { from: expect.any(Number) },
  });
});

it('that began by a clock far ahead holds to its end, and is told of at once when the clock is put right', async () => {
  const world = aFreezeWorld();
  world.slackAway(true);
  await world.tell(TWO_PLACES);
  world.slackAway(false);
  await world.putBack(3 * HOUR);
  expect(world.posted.map(({ key }) => key).sort()).toEqual(['freeze', 'freeze#2']);
  expect(world.wakeTime()).toBeLessThanOrEqual(T0 + 30 * MINUTE);
  const held = { state: 'active', targets: [{ host: 'node-3', state: 'held' }] };
  expect(await world.view()).toMatchObject({ ...held, until: T0 + 30 * MINUTE });
  expect(world.holds()).toMatchObject([{ freeze: 'frz-1', until: T0 + 30 * MINUTE }]);
  await world.pass(29 * MINUTE);
  expect(await world.view()).toMatchObject(held);
  await world.pass(31 * MINUTE);
  expect(await world.view()).toMatchObject({ state: 'lapsed' });
});

it('is announced only where the host does not answer', async () => {
  const world = aFreezeWorld();
  await world.tell(begun());
  await world.pass(2 * MINUTE);
  expect(world.posted).toMatchObject([
    {
      notice: {
        view: { targets: [{ words: { '': { held: 'announced', why: { code: 'host.no-answer' } } } }] },
      },
    },
  ]);
});

it('that is killed at any step holds, tells each message once, and ends', async () => {
  const story = async (world: ReturnType<typeof aFreezeWorld>): Promise<void> => {
    await world.tell(TWO_PLACES);
    await world.tell({ id: 'a', type: 'acknowledged', person: LI });
    await world.pass(MINUTE);
    await world.tell(lifted);
    await world.pass(10 * MINUTE);
  };
  const whole = aFreezeWorld();
  await story(whole);
  expect(whole.steps()).toBeGreaterThan(40);
  for (let dieAt = 1; dieAt <= whole.steps(); dieAt += 1) {
    const world = aFreezeWorld({ dieAt });
    await story(world);
    expect(world.posted.map(({ key }) => key).sort(), `died at ${dieAt}`).toEqual(['freeze', 'freeze#2']);
    for (const { notice } of world.posted) expect(notice.view.state, `died at ${dieAt}`).toBe('lifted');
    expect(world.holds(), `died at ${dieAt}`).toEqual([]);
    expect(
      world.jobs.map(({ op }) => op),
      `died at ${dieAt}`,
    ).toEqual(['freeze.hold', 'freeze.lift']);
  }
});
