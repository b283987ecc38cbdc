/** Whoever runs the bot freezes hosts from its terminal; what is asked of them meanwhile tells it. */
import { expect, it } from 'vitest';
import { HEALTHY } from '../fakes/seen.ts';
import { aTerminal } from './terminal-world.ts';

it('a freeze is typed, seen by whoever asks, and ended', async () => {
  const world = await aTerminal({ 'node-3': { evidence: [HEALTHY] }, 'node-4': { evidence: [HEALTHY] } });
  const begun = await world.once('/openclaw freeze node-3 for 20m because the disk is swapped');
  expect(begun.out).toContain('Freeze on node-3 started');
  const hosts = await world.once('hosts');
  expect(hosts.out.replace(/\s+/g, ' ')).toMatch(
    /node-3: no changes until .* UTC, by .* – the disk is swapped/,
  );
  const second = await world.once('freeze all');
  expect(second.out.replace(/\s+/g, ' ')).toContain('Freeze on node-4 started');
  expect(second.out.replace(/\s+/g, ' ')).toMatch(/Not covered, held by others: • node-3 is held by/);
  expect((await world.once('unfreeze node-3')).out).toContain('Freeze on node-3 lifted');
  expect((await world.once('unfreeze node-3')).out).toContain('node-3: no freeze');
});

it.each([
  ['freeze', 'Which host?'],
  ['freeze nowhere', 'Host not found'],
  ['freeze node-3 for ever', 'Invalid time: ever'],
  ['freeze node-3 for 13h', 'A freeze lasts 12 h at most'],
  ['unfreeze node-9', 'Host not found'],
])('%o is answered with what works', async (line, headline) => {
  const world = await aTerminal({ 'node-3': {} });
  const { out } = await world.once(line);
  expect(out).toContain(headline);
  expect(out).toContain('Nothing was done.');
});

it('a script gets it as data', async () => {
  const world = await aTerminal({ 'node-3': {} });
  const told = JSON.parse((await world.once('freeze node-3 for 20m', { json: true })).out);
  expect(told).toMatchObject({ state: 'active', hosts: [{ host: 'node-3', held: true }] });
  const status = JSON.parse((await world.once('status', { json: true })).out);
  expect(status.freezes).toMatchObject([{ freeze: told.freeze, hosts: ['node-3'] }]);
});

it('the notice is shown to whoever asked, and changes in place', async () => {
  const world = await aTerminal({ 'node-3': {} });
  const { out } = await world.pipes(['freeze node-3', 'unfreeze node-3']);
  expect(out).toContain('🧊 Change freeze on node-3 · active');
});
