/** Words that status commands leave in the gateway's log, as 2026.9.6 writes them. */
import { expect, it } from 'vitest';
import { statusWords } from '../../../src/agent/probes/status-words.ts';
import { contextOf, emptyPlace, said } from '../place.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');
const line = (secondsBefore: number, message: string, subsystem?: string): string =>
  `${JSON.stringify({
    '0': subsystem ? `{"subsystem":"${subsystem}"}` : message,
    _meta: { logLevelName: 'ERROR' },
    time: new Date(NOW - secondsBefore * 1000).toISOString(),
    message,
  })}\n`;
const status = (secondsBefore: number, verdict: string, port: number): string =>
  line(secondsBefore, `Probe target: ws://127.0.0.1:${port}`) +
  line(secondsBefore, `Connectivity probe: ${verdict}`);
const probe = (secondsBefore: number, verdict: string, port: number): string =>
  line(secondsBefore, `Reachable: ${verdict}`) + line(secondsBefore, `Local loopback ws://127.0.0.1:${port}`);

it.each<[string, string, number | undefined]>([
  ['a red status', status(30, 'failed', 18_789), 18_789],
  ['a status that gave up', status(30, 'timed out', 18_789), 18_789],
  ['a red probe', probe(30, 'no', 19_001), 19_001],
  ['the newest of two', status(60, 'failed', 18_789) + probe(30, 'no', 19_001), 19_001],
  ['a green one after it', status(60, 'failed', 18_789) + status(10, 'ok', 18_789), undefined],
  ['one of an hour ago', status(3_600, 'failed', 18_789), undefined],
  ['the words of a part of the gateway', line(5, 'Connectivity probe: failed', 'gateway/ws'), undefined],
  ['words that name no port', line(5, 'Gateway not reachable after waiting 3 s.'), undefined],
  ['nothing', '', undefined],
])('%s', async (_, log, port) => {
  const place = emptyPlace();
  place.configure({ logging: { file: place.write('gateway.log', log) } });
  const sight = await statusWords.look(await contextOf(place, { now: () => NOW }));
  expect(said(sight)['command.red-port']).toBe(port);
});
