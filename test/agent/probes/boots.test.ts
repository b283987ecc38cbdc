/** How the last run ended, by the gateway's own record. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { boots } from '../../../src/agent/probes/boots.ts';
import { type Run, record } from '../boot-record.ts';
import { contextOf, emptyPlace, processLike, said } from '../place.ts';

it.each<[string, Run[], string]>([
  [
    'stopped on purpose',
    [
      [2_000_001, 1, null],
      [2_000_002, 2, 'clean_stop'],
    ],
    'clean-stop',
  ],
  ['restarted as planned', [[2_000_001, 1, 'planned_restart']], 'planned-restart'],
  [
    'gone without a word',
    [
      [2_000_001, 1, 'clean_stop'],
      [2_000_002, 2, null],
    ],
    'crash',
  ],
])('%s', async (_case, runs, outcome) => {
  const place = emptyPlace();
  record(place, runs);
  expect(said(await boots.look(await contextOf(place)))).toMatchObject({
    'gateway.boot.last-outcome': outcome,
  });
});

it('the run that is still on has not ended', async () => {
  const place = emptyPlace();
  const pid = await processLike(place);
  record(place, [
    [2_000_001, 1, 'clean_stop'],
    [pid, 2, null],
  ]);
  expect(said(await boots.look(await contextOf(place)))).toMatchObject({
    'gateway.boot.last-outcome': 'clean-stop',
  });
});

it('no record, no fact; another form is unavailable', async () => {
  const place = emptyPlace();
  expect(await boots.look(await contextOf(place))).toMatchObject({ facts: [] });
  mkdirSync(join(place.stateDir, 'state'));
  const database = new DatabaseSync(join(place.stateDir, 'state', 'openclaw.sqlite'));
  database.exec(
    "CREATE TABLE gateway_boot_lifecycle (pid TEXT, started_at_ms TEXT, outcome TEXT); INSERT INTO gateway_boot_lifecycle VALUES ('x', 'y', 'z')",
  );
  database.close();
  expect(await boots.look(await contextOf(place))).toMatchObject({ look: 'unavailable', facts: [] });
});

it('three runs without an end within ten minutes are three crashes; the present run and old ones are none', async () => {
  const place = emptyPlace();
  const pid = await processLike(place);
  const context = await contextOf(place);
  const ago = (minutes: number) => Math.round(context.now() - minutes * 60_000);
  record(place, [
    [2_000_001, ago(40), null],
    [2_000_002, ago(8), null],
    [2_000_003, ago(5), null],
    [2_000_004, ago(4), 'clean_stop'],
    [2_000_005, ago(3), null],
    [pid, ago(1), null],
  ]);
  expect(said(await boots.look(context))).toMatchObject({ 'gateway.boot.recent-crashes': 3 });
});

it.each<[string, number[], number | undefined]>([
  ['ended four times, at even distances', [10, 71, 131, 193], 60],
  ['as somebody does by hand', [10, 22, 117, 148], undefined],
  ['three times', [10, 70, 130], undefined],
  ['long ago', [10, 600, 1200, 1800], undefined],
])('%s', async (_case, ago, seconds) => {
  const place = emptyPlace();
  record(place, []);
  const database = new DatabaseSync(join(place.stateDir, 'state', 'openclaw.sqlite'));
  const add = database.prepare(
    `INSERT INTO gateway_boot_lifecycle VALUES (?, ?, ?, ?, 'clean_stop', NULL, 'stop (SIGTERM)')`,
  );
  const context = await contextOf(place);
  ago.forEach((each, n) => {
    const ended = Math.round(context.now()) - each * 1000;
    add.run(String(n), 2_000_000 + n, ended - 8000, ended);
  });
  database.close();
  expect(said(await boots.look(context))['gateway.boot.ended-every-s']).toBe(seconds);
});
