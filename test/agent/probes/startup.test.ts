/** How long starts take here, from the log; how far the present one is. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { startup } from '../../../src/agent/probes/startup.ts';
import { contextOf, emptyPlace, type Place, processLike, said } from '../place.ts';

const line = (at: number, message: string): string =>
  `${JSON.stringify({ '0': '{"subsystem":"gateway"}', _meta: { logLevelName: 'INFO' }, time: new Date(at).toISOString(), message })}\n`;
const start = (at: number, took: number): string =>
  line(at, 'loading configuration…') +
  line(at + 1_000, 'starting HTTP server...') +
  line(at + took * 1_000, 'gateway ready');

async function look(place: Place, log: string, now: number) {
  place.configure({ logging: { file: place.write('gateway.log', log) } });
  return said(await startup.look(await contextOf(place, { now: () => now })));
}

it('the usual start is the middle one of the last', async () => {
  const then = Date.now() - 3_600_000;
  const log = [9, 14, 12, 90].map((took, n) => start(then + n * 200_000, took)).join('');
  expect(await look(emptyPlace(), log, Date.now())).toEqual({ 'gateway.startup.usual-s': 12 });
});

it.each([
  [
    'moves on',
    9,
    1,
    { 'gateway.startup.elapsed-s': 9, 'gateway.startup.quiet-s': 8, 'gateway.startup.overdue': false },
  ],
  ['is slow and moves on', 400, 390, { 'gateway.startup.quiet-s': 10, 'gateway.startup.overdue': false }],
  ['stands still, but not for long', 100, 1, { 'gateway.startup.overdue': false }],
  ['stands still for minutes', 400, 60, { 'gateway.startup.overdue': true }],
])('a start that %s', async (_, elapsed, lastWord, expected) => {
  const place = emptyPlace();
  await processLike(place);
  const began = Date.now();
  const log =
    start(began - 500_000, 14) +
    line(began, 'loading configuration…') +
    line(began + lastWord * 1_000, 'a step of a plugin that nobody knows here');
  expect(await look(place, log, began + elapsed * 1_000)).toMatchObject({
    'gateway.startup.usual-s': 14,
    ...expected,
  });
});

it('a start of a process that is gone is not under way', async () => {
  const then = Date.now() - 10_000;
  expect(await look(emptyPlace(), line(then, 'loading configuration…'), Date.now())).toEqual({});
});

it('a restart that was planned has an age', async () => {
  const place = emptyPlace();
  mkdirSync(join(place.stateDir, 'state'));
  const opened = new DatabaseSync(join(place.stateDir, 'state', 'openclaw.sqlite'));
  opened.exec(
    `CREATE TABLE gateway_boot_lifecycle (outcome TEXT, completed_at_ms INTEGER);
     INSERT INTO gateway_boot_lifecycle VALUES ('clean_stop', 1795260300000), ('planned_restart', 1795260379240), (NULL, NULL)`,
  );
  expect(await look(place, '', 1_795_260_384_240)).toEqual({ 'gateway.restart.planned-age-s': 5 });
  opened.exec("INSERT INTO gateway_boot_lifecycle VALUES ('clean_stop', 1795260380000)");
  opened.close();
  expect(await look(place, '', 1_795_260_384_240), 'stopped by hand since').toEqual({});
});
