/** AUTO_ANNOUNCE: a gateway that is certainly down is told where everybody looks; anything less is not. */
import { expect, it } from 'vitest';
import { CHANNEL, MIRA, ORDER } from './given.ts';
import { aWorld, evidence } from './world.ts';

const CHANGES = { via: 'slack', team: 'T1', channel: 'C-changes' } as const;
const about = { host: 'node-3', order: ORDER };

const WORK = { by: 'olaf', because: 'disks', from: 0, until: Number.MAX_SAFE_INTEGER };

async function looked(verdict: string, { announces = true, ends = true, worked = false } = {}) {
  const world = aWorld(announces ? { announceIn: () => [CHANGES] } : {});
  const asked = { host: 'node-3', person: MIRA, place: CHANNEL, text: 'triage node-3' };
  await world.tell({ id: 'ask', type: 'asked', ...asked });
  await world.tell({ id: 'e', type: 'evidence', ...about, seq: 0, evidence: evidence(verdict) });
  if (ends)
    await world.tell({
      id: 'd',
      type: 'done',
      ...about,
      tookMs: 300,
      ...(worked ? { maintenance: WORK } : {}),
    });
  await world.pass(2_000);
  return world;
}
const channels = (world: Awaited<ReturnType<typeof looked>>): string[] => [
  ...new Set(world.posted.map(({ notice: { place } }) => (place.via === 'slack' ? place.channel : ''))),
];

it.each([
  ['down, as a whole look says', 'down', {}, ['C1', 'C-changes']],
  ['healthy', 'healthy', {}, ['C1']],
  ['down, and nobody wants it announced', 'down', { announces: false }, ['C1']],
  ['down, while people work on it', 'down', { worked: true }, ['C1']],
  ['down so far, while the look goes on', 'down', { ends: false }, ['C1']],
])('a gateway that is %s', async (_what, verdict, how, where) => {
  expect(channels(await looked(verdict, how))).toEqual(where);
});

it('is announced once, by a message that edits itself', async () => {
  const world = await looked('down');
  await world.tell({ id: 'd2', type: 'done', ...about, tookMs: 300 });
  await world.pass(9_000);
  const there = world.posted.filter(({ notice }) => notice.place === CHANGES || notice.key === 'status#2');
  expect(there).toHaveLength(1);
});
