/** OpenClaw's own rows, as 2026.9.6 writes them, become changes: names and times, and never what somebody typed. */
import { describe, expect, it } from 'vitest';
import { actorOf, auditLines, readRecords } from '../../../src/agent/changes/state-records.ts';

const NODE = '/usr/bin/node';
const BIN = '/usr/lib/node_modules/openclaw/openclaw.mjs';

it.each<[string[] | undefined, string | undefined, string]>([
  [[NODE, BIN, 'config', 'set', 'gateway.auth.token', '***'], 'cli', 'openclaw config set (cli)'],
  [[NODE, '/x/node_modules/.bin/openclaw', 'doctor', '--fix'], 'doctor', 'openclaw doctor'],
  [[NODE, BIN, 'gateway', 'run', '--token', 'sk-secret-value'], undefined, 'openclaw gateway run'],
  [[NODE, BIN, '--token=sk-secret', 'config'], undefined, 'openclaw'],
  [['/opt/my tool/edit.js', 'hunter2'], undefined, 'edit'],
  [['/opt/x; rm -rf', 'hunter2'], 'config-rpc', 'config-rpc'],
  [undefined, undefined, 'an unknown program'],
  [[], 'config rpc; hunter2', 'an unknown program'],
])('%j with origin %j is “%s”', (argv, origin, actor) => {
  expect(actorOf(argv, origin)).toBe(actor);
});

const row = (payload: object) => ({ payload_json: JSON.stringify(payload) });
const ts = '2026-11-21T02:51:40.000Z';
const whats = (...rows: object[]) =>
  readRecords([rows.map(row)], new Set()).changes.map(({ kind, what }) => `${kind}: ${what}`);

describe('a row of config-audit', () => {
  it('names the keys, and a rotated token is a change of credentials', () => {
    expect(
      whats({ ts, event: 'config.external', valid: true, changedPaths: ['gateway.auth.token'] }),
    ).toEqual(['credential: configuration edited outside OpenClaw: gateway.auth.token']);
  });

  it('says when the file is invalid since', () => {
    expect(whats({ ts, event: 'config.external', valid: false })).toEqual([
      'config: configuration edited outside OpenClaw; the file is INVALID since then',
    ]);
  });

  it('leaves bookkeeping out and counts what is too much', () => {
    const changedPaths = ['meta', 'meta.lastTouchedAt', 'agents.defaults.workspace'];
    expect(whats({ ts, event: 'config.write', origin: 'cli', result: 'rename', changedPaths })).toEqual([
      'config: configuration written by cli: agents.defaults.workspace and 2 more',
    ]);
  });

  it('says when a write was refused, and what OpenClaw finds suspicious', () => {
    const suspicious = ['missing-meta-before-write', 'size-drop:974->9'];
    expect(whats({ ts, event: 'config.write', origin: 'cli', result: 'rejected', suspicious })).toEqual([
      'config: write of the configuration was refused, asked for by cli; OpenClaw finds it suspicious (size-drop:974->9)',
    ]);
    expect(whats({ ts, event: 'config.observe' })).toEqual([]);
  });

  it('is left out when it has another form', () => {
    expect(whats({ ts: 'yesterday', event: 'config.write' }, { event: 7 })).toEqual([]);
    expect(readRecords([[{ payload_json: '{"ts":' }, { payload_json: 5 }]], new Set()).changes).toEqual([]);
  });

  it('stood in a file of lines before', () => {
    const line = JSON.stringify({
      ts,
      event: 'config.write',
      argv: [NODE, BIN, 'onboard'],
      changedPaths: ['models'],
    });
    expect(auditLines(`half a line"}\n${line}\n`)).toMatchObject([
      { at: Date.parse(ts), what: 'configuration written by openclaw onboard: models' },
    ]);
  });
});

const T = Date.parse('2026-11-21T02:00:00Z');
const boot = (pid: number, began: number, outcome: string | null, reason: string | null = null) => ({
  pid,
  started_at_ms: T + began * 1000,
  completed_at_ms: outcome === null ? null : T + (began + 50) * 1000,
  outcome,
  startup_reason: null,
  reason,
});

describe('runs', () => {
  it('end with their reason; one that said nothing was gone when the next began', () => {
    const rows = [
      boot(3, 200, null),
      boot(2, 100, null),
      boot(1, 0, 'planned_restart', 'restart (SIGUSR2: gateway.restart)'),
    ];
    const { changes, plannedAt } = readRecords([null, rows], new Set([3]));
    expect(changes.map(({ at, what }) => [(at - T) / 1000, what])).toEqual([
      [200, 'gateway started, pid 3'],
      [100, 'gateway started, pid 2'],
      [200, 'the run of 2026-11-21 02:01 UTC ended without a word (crash, kill or power cut)'],
      [0, 'gateway started, pid 1'],
      [50, 'planned restart: restart (SIGUSR2: gateway.restart)'],
    ]);
    expect(plannedAt).toBe(T + 50_000);
  });
});

it('a device token that was rotated or revoked is a change; a release without these tables has none', () => {
  const rows = [
    { device: 'aa11', name: 'mira’s laptop', role: 'operator', rotated: T, revoked: null },
    { device: 'bb22cc33dd44', name: null, role: 'node', rotated: null, revoked: T },
  ];
  expect(readRecords([null, null, null, null, rows], new Set()).changes).toMatchObject([
    { kind: 'credential', what: 'operator token of device mira’s laptop was rotated' },
    { kind: 'credential', what: 'node token of device bb22cc33 was revoked' },
  ]);
  expect(readRecords([null, null, null, null, null, null], new Set())).toEqual({
    changes: [],
    runs: null,
    plannedAt: null,
    audited: false,
  });
});
