/** One timeline from everything that a host keeps: rows, files, log. */
import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { changes } from '../../../src/agent/probes/changes.ts';
import { contextOf, emptyPlace, type Place, processLike, said } from '../place.ts';

const NOW = Date.now();
const ago = (minutes: number): number => NOW - minutes * 60_000;
const iso = (minutes: number): string => new Date(ago(minutes)).toISOString();

/** Tables of 2026.9.6, the columns that are asked for. */
function database(place: Place, sql: string): void {
  mkdirSync(join(place.stateDir, 'state'), { recursive: true });
  const opened = new DatabaseSync(join(place.stateDir, 'state', 'openclaw.sqlite'));
  opened.exec(sql);
  opened.close();
}
const AUDIT =
  'CREATE TABLE diagnostic_events (scope TEXT, event_key TEXT, payload_json TEXT, created_at INTEGER, sequence INTEGER);';
const audit = (minutes: number, changedPaths: string[]): string =>
  `INSERT INTO diagnostic_events VALUES ('config-audit', '${iso(minutes)}', '${JSON.stringify({ ts: iso(minutes), event: 'config.external', valid: true, changedPaths })}', 1, 1);`;

const written = (place: Place, path: string, text: string, minutes: number): void => {
  const at = new Date(ago(minutes));
  utimesSync(place.write(path, text), at, at);
};

const told = async (place: Place, more = {}) => {
  const sight = await changes.look(await contextOf(place, { now: () => NOW, ...more }));
  return {
    sight,
    list: sight.facts
      .filter(({ fact }) => /^change\.[a-z]+$/.test(fact))
      .map(({ fact, value }) => `${fact.slice(7)}: ${String(value)}`),
  };
};

const refusedLine = (minutes: number): string =>
  `${JSON.stringify({
    '0': '{"subsystem":"gateway/ws"}',
    _meta: { logLevelName: 'WARN' },
    time: iso(minutes),
    message: `unauthorized conn=aaaaaaaa-9209-4253-8971-a65a1c420552 remote=127.0.0.1 client=openclaw-macos auth=token device=no reason=token_mismatch`,
  })}\n`;

it('puts a rotated token before the first refusal', async () => {
  const place = emptyPlace();
  const log = place.write('gateway.log', refusedLine(8) + refusedLine(2));
  written(place, 'openclaw.json', JSON.stringify({ logging: { file: log } }), 9);
  database(place, AUDIT + audit(9, ['gateway.auth.token']));
  const { sight, list } = await told(place);
  expect(list).toEqual(['credential: configuration edited outside OpenClaw: gateway.auth.token']);
  expect(said(sight)).toMatchObject({
    'failure.first': ['connect.refusal.code', 'AUTH_TOKEN_MISMATCH', '2'],
    'failure.after': ['credential'],
    'failure.log-from': iso(8),
  });
  const times = sight.facts.filter(({ fact }) => fact.startsWith('failure.')).map(({ at }) => at);
  expect(times.slice(0, 2)).toEqual([iso(8), iso(2)]);
});

it('goes by files where a release keeps no record', async () => {
  const place = emptyPlace();
  written(place, 'openclaw.json', '{}', 5);
  written(place, 'openclaw.json.bak', '{}', 6);
  written(place, 'openclaw.json.rejected.2026-11-21T02-51-40', '{}', 4);
  written(place, 'openclaw.json.notes', '{}', 3);
  written(
    place,
    'state/logs/gateway-restart.log',
    `[${iso(2)}] openclaw gateway lifecycle source=cli action=restart mode=rpc pid=1 interactive=0\nTOKEN=hunter2\n`,
    2,
  );
  const { list } = await told(place);
  expect(list).toEqual([
    'config: OpenClaw replaced the configuration; the version before is openclaw.json.bak',
    'config: configuration written',
    'config: a write of the configuration was rejected; it is kept as openclaw.json.rejected.2026-11-21T02-51-40',
    'restart: restart asked for by cli (rpc)',
  ]);
});

it('says when a file was written and OpenClaw has no record of it', async () => {
  const place = emptyPlace();
  database(place, AUDIT + audit(60, ['logging']));
  written(place, 'openclaw.json', '{}', 5);
  expect((await told(place)).list.at(-1)).toBe(
    'config: configuration written, and OpenClaw has no record of it',
  );
});

it('a package put in place after the process began is newer than it', async () => {
  const place = emptyPlace();
  place.configure({ meta: { lastTouchedVersion: '2026.9.5' } });
  const program = place.write('lib/node_modules/openclaw/openclaw.mjs', '');
  place.write('lib/node_modules/openclaw/package.json', '{"name":"openclaw","version":"2026.9.6"}');
  await processLike(place);
  written(place, 'lib/node_modules/openclaw/package.json', '{"name":"openclaw","version":"2026.9.6"}', -0.5);
  const { sight, list } = await told(place, { openclaw: program });
  expect(said(sight)['gateway.package.newer-than-process']).toBe(true);
  expect(list).toContain(
    'package: package openclaw 2026.9.6 put in place; the configuration was last written by 2026.9.5',
  );
});

describe('a package that was put in place', () => {
  const packageAt = (place: Place, minutes: number): string => {
    const program = place.write('lib/node_modules/openclaw/openclaw.mjs', '');
    written(
      place,
      'lib/node_modules/openclaw/package.json',
      '{"name":"openclaw","version":"2026.9.6"}',
      minutes,
    );
    return program;
  };
  const refusedAfter = async (configured: number) => {
    const place = emptyPlace();
    const openclaw = packageAt(place, 30);
    const log = place.write('gateway.log', refusedLine(8) + refusedLine(2));
    written(place, 'openclaw.json', JSON.stringify({ logging: { file: log } }), configured);
    const { sight, list } = await told(place, { openclaw });
    const after = said(sight)['failure.after'];
    return { after, packages: list.filter((one) => one.startsWith('package')) };
  };

  it('before anything was configured here was installed, and is no change', async () => {
    expect(await refusedAfter(29)).toEqual({ after: [], packages: [] });
  });

  it('under a state that was there before is an update', async () => {
    expect(await refusedAfter(60 * 24)).toEqual({
      after: ['package'],
      packages: ['package: package openclaw 2026.9.6 put in place'],
    });
  });
});

it('names the keys that the last good version had, never their values', async () => {
  const place = emptyPlace();
  const good = { gateway: { mode: 'local', auth: { token: 'hunter2' } }, models: {}, agents: {}, tools: {} };
  place.write('openclaw.json.last-good', JSON.stringify({ ...good, note: 'x'.repeat(600) }));
  place.configure({ gateway: { auth: { token: 'hunter3' } } });
  const { sight } = await told(place);
  expect(said(sight)).toMatchObject({
    'config.lost-keys': ['models', 'agents', 'tools', 'note', 'gateway.mode'],
    'config.lost-sections': 4,
    'config.size-percent': 6,
  });
  expect(JSON.stringify(sight)).not.toContain('hunter');
});

it('on an empty host says only what the clock says', async () => {
  const place = emptyPlace();
  // Without a log of its own it would be this machine's.
  const log = join(place.stateDir, 'not-there.log');
  written(place, 'openclaw.json', JSON.stringify({ logging: { file: log } }), 60 * 24 * 30);
  const { list, sight } = await told(place);
  expect(list).toEqual([]);
  expect(sight.facts.map(({ fact }) => fact)).toEqual(['host.utc-offset-min']);
});
