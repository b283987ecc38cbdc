/** A whole host, as the probes describe it: every demo fault is found first, every twin stays quiet. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { CLAIM, type Verdict } from '../../src/diagnosis/finding.ts';
import { describe as describeFinding } from '../../src/diagnosis/wording/describe.ts';
import { reasonWords } from '../../src/diagnosis/wording/reason-words.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { evidenceOf, GATEWAY, NOW, type Row, UP } from './cases/case.ts';

const HEALTHY: Row = {
  'host|host.platform': 'linux',
  'host|host.load-per-core': 0.4,
  'gateway.port': 18789,
  'gateway.process.count': 1,
  'gateway.process.state': 'running',
  'gateway.process.pid': 4100,
  'gateway.process.uptime-s': 5_000,
  'gateway.process.exe-deleted': false,
  'gateway.rivals.same-port': 0,
  'gateway.rivals.same-state': 0,
  'gateway.service.installed': true,
  'gateway.service.manager': 'systemd-user',
  'gateway.service.active': 'active',
  'gateway.service.restarts': 0,
  'gateway.listener.state': 'listening',
  'gateway.listener.owner': 'gateway',
  'gateway.listener.addresses': ['127.0.0.1', '::1'],
  'gateway.http.live': 'ok',
  'gateway.http.startup': 'started',
  'gateway.http.ready': true,
  'gateway.http.ready-failing': [],
  'gateway.http.event-loop-degraded': false,
  'gateway.version.running': '2026.9.6',
  'gateway.version.installed': '2026.9.6',
  'gateway.auth.mode': 'token',
  'client:probe|connect.reached': 'rpc',
  'client:probe|connect.hello': true,
  'client:probe|rpc.read.ok': true,
  'credential:config|credential.fingerprint': 'aa',
  'credential:config|credential.in-force': true,
  'credential:config|credential.presented': true,
  'config.file': 'readable',
  'config.parse': 'ok',
  'config.valid': true,
  'config.mode': 'local',
  'config.bind': 'loopback',
  'config.auth-configured': true,
  'config.reload-mode': 'hybrid',
  'config.in-force': true,
  'config.changed-after-start': false,
  'agent:main|agent.workspace.path': '/srv/ws',
  'agent:main|agent.workspace.exists': true,
  'agent:main|agent.workspace.is-directory': true,
  'agent:main|agent.workspace.writable': true,
  'agent:main|agent.workspace.ever-used': true,
  'agent:main|agent.model.primary': 'stub/one',
  'agent:main|agent.model.route': 'api',
  'gateway.disk.free-bytes': 5_000_000_000,
  'gateway.disk.free-inodes': 1_000_000,
  'gateway.disk.used-percent': 40,
  'gateway.disk.read-only': false,
};
const without = (row: Row, ...facts: string[]): Row =>
  Object.fromEntries(
    Object.entries(row).filter(([key]) => !facts.some((f) => key === f || key.startsWith(f))),
  );
const REFUSED: Row = {
  'client:probe|connect.reached': 'challenge',
  'client:probe|connect.hello': false,
  'client:probe|connect.refusal.code': 'AUTH_TOKEN_MISMATCH',
};
const NO_ANSWER: Row = {
  'gateway.http.live': 'timeout',
  'client:probe|connect.reached': 'tcp',
  'client:probe|connect.hello': false,
};
const TALKED = ['client:probe|rpc', 'client:probe|connect'];
/** Nothing runs: what the probes can still see then. */
const DEAD: Row = {
  ...without(
    HEALTHY,
    ...TALKED,
    'gateway.process.',
    'gateway.listener.',
    'gateway.http.',
    'gateway.version.running',
    'config.in-force',
    'config.changed-after-start',
    'credential:config|credential.in-force',
  ),
  'gateway.process.count': 0,
  'gateway.listener.state': 'free',
  'gateway.http.live': 'refused',
  'gateway.service.installed': false,
  'gateway.service.manager': 'none',
  'client:probe|connect.reached': 'none',
  'client:probe|connect.transport-error': 'ECONNREFUSED',
};
const first = (row: Row) => classify(evidenceOf(row), NOW).findings[0];
const claims = (row: Row) =>
  classify(evidenceOf(row), NOW)
    .findings.filter((f) => f.confidence >= CLAIM)
    .map((f) => f.id);

const FAULTS: [string, Row, readonly string[], Verdict][] = [
  [
    'a token given by flag while the config holds another',
    {
      ...without(HEALTHY, 'client:probe|rpc'),
      ...REFUSED,
      'credential:config|credential.in-force': false,
      'credential:flag|credential.fingerprint': 'bb',
      'credential:flag|credential.in-force': true,
      'credential:flag|credential.presented': false,
    },
    ['token-drift'],
    'degraded',
  ],
  [
    'an edited token while reload is off',
    {
      ...without(HEALTHY, 'client:probe|rpc', 'config.in-force'),
      ...REFUSED,
      'config.reload-mode': 'off',
      'config.changed-after-start': true,
    },
    ['token-drift', 'reload-off-stale-config'],
    'degraded',
  ],
  [
    'a workspace that is gone',
    { ...HEALTHY, 'agent:main|agent.workspace.exists': false },
    ['workspace-path-missing'],
    'degraded',
  ],
  [
    'a model behind a command-line backend',
    { ...HEALTHY, 'agent:main|agent.model.route': 'cli', 'agent:main|agent.model.cli-binary': 'missing' },
    ['cli-only-backend'],
    'degraded',
  ],
  ['nothing runs, no service', DEAD, ['gateway-unreachable', 'service-not-installed'], 'down'],
  [
    'a stopped service',
    {
      ...DEAD,
      'gateway.service.installed': true,
      'gateway.service.manager': 'systemd-user',
      'gateway.service.active': 'inactive',
    },
    ['service-stopped'],
    'down',
  ],
  [
    'a host with systemd where nobody installed the service',
    { ...DEAD, 'gateway.service.manager': 'systemd-user' },
    ['service-not-installed'],
    'down',
  ],
  [
    'a frozen process',
    { ...without(HEALTHY, ...TALKED, 'gateway.http.'), ...NO_ANSWER, 'gateway.process.state': 'stopped' },
    ['gateway-frozen'],
    'down',
  ],
  [
    'a second start on the port',
    { ...HEALTHY, 'gateway.rivals.same-port': 1, 'gateway.rivals.pids': ['77'] },
    ['duplicate-gateway'],
    'degraded',
  ],
  [
    'another program on the port',
    {
      ...DEAD,
      'gateway.listener.state': 'listening',
      'gateway.listener.owner': 'foreign',
      'gateway.listener.program': 'python3',
      'gateway.http.live': 'not-openclaw',
    },
    ['port-conflict-foreign'],
    'down',
  ],
  ['mode remote', { ...DEAD, 'config.mode': 'remote' }, ['gateway-mode-remote'], 'down'],
  [
    'an unknown key at the start',
    { ...DEAD, 'config.valid': false, 'config.issues': ['gateway: Unrecognized key: "tokn"'] },
    ['config-invalid'],
    'down',
  ],
  [
    'a wide bind without a credential',
    { ...DEAD, 'config.bind': 'lan', 'config.auth-configured': false },
    ['bind-refused-no-auth'],
    'down',
  ],
  [
    'a grant that is too narrow',
    {
      ...HEALTHY,
      'client:c|rpc.error.missing-scope': 'operator.write',
      'client:c|rpc.error.method': 'agent',
    },
    ['missing-scope'],
    'degraded',
  ],
  [
    'a full state directory under green HTTP',
    {
      ...without(HEALTHY, ...TALKED),
      'gateway.disk.free-bytes': 0,
      'gateway.disk.used-percent': 100,
      'client:probe|connect.reached': 'challenge',
      'client:probe|connect.hello': false,
      'client:probe|connect.timed-out': 'hello',
    },
    ['disk-full'],
    'down',
  ],
  [
    'a limiter that is locked',
    {
      ...without(HEALTHY, 'client:probe|rpc'),
      ...REFUSED,
      'client:probe|connect.refusal.code': 'AUTH_RATE_LIMITED',
      'gateway.auth.rate-limited': true,
    },
    ['auth-rate-limited'],
    'degraded',
  ],
];

describe('a host with', () => {
  it.each(FAULTS)('%s', (_, row, accepted, verdict) => {
    expect(accepted).toContain(first(row)?.id);
    expect(first(row)?.confidence).toBeGreaterThanOrEqual(0.9);
    expect(classify(evidenceOf(row), NOW).verdict).toBe(verdict);
  });
});

const TWINS: [string, Row][] = [
  ['nothing wrong', {}],
  [
    'an old token in the environment that nobody uses',
    {
      'credential:env|credential.fingerprint': 'old',
      'credential:env|credential.in-force': false,
      'credential:env|credential.presented': false,
    },
  ],
  ['reload off and an unchanged file', { 'config.reload-mode': 'off' }],
  ['a workspace that is a link to a directory', { 'agent:main|agent.workspace.path': '/srv/link' }],
  ['a model that is only named like a command line', { 'agent:main|agent.model.primary': 'stub/fast-cli' }],
  ['a slow answer', { 'host|host.load-per-core': 3, 'gateway.http.event-loop-degraded': true }],
  ['loopback without a credential', { 'config.auth-configured': false, 'gateway.auth.mode': 'none' }],
  [
    'a plain probe without scopes',
    {
      'client:probe|rpc.read.ok': false,
      'client:probe|rpc.error.missing-scope': 'operator.read',
      'client:probe|rpc.error.method': 'status',
    },
  ],
  [
    'no service manager in a container',
    { 'gateway.service.installed': false, 'gateway.service.manager': 'none' },
  ],
  ['a small but not full disk', { 'gateway.disk.free-bytes': 3_000_000, 'gateway.disk.used-percent': 75 }],
];

describe('nothing is claimed on a healthy host with', () => {
  it.each(TWINS)('%s', (_, change) => {
    expect(claims({ ...HEALTHY, ...change })).toEqual([]);
  });
});

it('a healthy host is called healthy, and a starting one waiting', () => {
  expect(classify(evidenceOf(HEALTHY), NOW).verdict).toBe('healthy');
  const starting: Row = {
    ...without(HEALTHY, ...TALKED),
    'gateway.process.uptime-s': 9,
    'gateway.http.startup': 'starting',
    'gateway.http.ready': false,
  };
  expect(classify(evidenceOf(starting), NOW).verdict).toBe('waiting');
  expect(first(starting)?.id).toBe('gateway-starting');
});

it('a gateway without health pages is healthy: its releases greet all the same', () => {
  const { 'gateway.http.ready': _ready, 'gateway.http.startup': _startup, ...rest } = HEALTHY;
  const row: Row = { ...rest, 'gateway.http.live': 'not-openclaw', 'client:probe|connect.reached': 'rpc' };
  expect(classify(evidenceOf(row), NOW)).toMatchObject({ verdict: 'healthy', findings: [] });
});

it('a greeting without scopes is as much as some older releases give, and no false green', () => {
  const { 'client:probe|rpc.read.ok': _read, ...rest } = HEALTHY;
  const row: Row = { ...rest, 'client:probe|connect.scopes-withheld': true };
  expect(classify(evidenceOf(row), NOW)).toMatchObject({ verdict: 'healthy', findings: [] });
});

it('a gateway that greets is not down because some clients are refused', () => {
  const row = { ...UP, 'client:probe|connect.hello': true, 'client:probe|rpc.read.ok': true };
  const old = { 'client:old|connect.refusal.code': 'PROTOCOL_MISMATCH' };
  expect(classify(evidenceOf({ ...row, ...old }), NOW).verdict).toBe('degraded');
  expect(classify(evidenceOf({ ...UP, ...old }), NOW).verdict).toBe('down');
});

it('a refused start explains why nothing runs', () => {
  const row: Row = { ...DEAD, 'gateway.start.refusal': 'mode-missing', 'config.mode': 'unset' };
  expect(claims(row)).toEqual(['gateway-mode-missing']);
});

it('an update without its restart explains what the old release cannot load any more', () => {
  const row: Row = {
    ...HEALTHY,
    'gateway.build.running': '2026.8.2-0965',
    'gateway.build.installed': '2026.9.6-eb37',
    'upgrade.sign': 'stale-install',
    'client:probe|rpc.read.ok': false,
    'client:probe|rpc.error.method': 'sessions.list',
  };
  expect(claims(row)).toEqual(['post-upgrade-no-restart']);
});

it('the same evidence gives the same words in any order', () => {
  const evidence = evidenceOf({ ...HEALTHY, ...REFUSED, 'agent:main|agent.workspace.exists': false });
  expect(classify([...evidence].reverse(), NOW)).toEqual(classify(evidence, NOW));
});

it('a part of the evidence gives a part of the answer', () => {
  const part = classify(evidenceOf({ 'config.mode': 'local', 'gateway.process.state': 'stopped' }), NOW);
  expect(part.findings.map((f) => f.id)).toEqual(['gateway-frozen']);
  expect(part.layers.find((l) => l.layer === 'authority')).toEqual({
    layer: 'authority',
    state: 'unknown',
    because: { code: 'not-seen', params: {} },
  });
  expect(classify([], NOW).verdict).toBe('unknown');
});

it('says what could not be looked at, unless a later look could', () => {
  const blind: Evidence = {
    probe: 'service',
    subject: GATEWAY,
    source: 'systemctl',
    at: new Date(NOW - 1_000).toISOString(),
    how: 'live',
    look: 'timed-out',
    why: 'no answer within 3 s',
    facts: [],
  };
  expect(classify([blind], NOW).unknowns).toEqual([
    { probe: 'service', look: 'timed-out', why: 'no answer within 3 s' },
  ]);
  expect(
    classify([blind, { ...blind, look: 'seen', at: new Date(NOW).toISOString() }], NOW).unknowns,
  ).toEqual([]);
});

it('keeps two gateways of one host apart', () => {
  const rescue = evidenceOf(HEALTHY).map((e) => ({
    ...e,
    subject: e.subject.replace('default', 'rescue'),
    facts: e.facts.map((f) => ({ ...f, subject: f.subject.replace('default', 'rescue') })),
  }));
  const diagnosis = classify([...evidenceOf(DEAD), ...rescue], NOW);
  expect(new Set(diagnosis.findings.map((f) => f.gateway))).toEqual(new Set(['default']));
  expect(diagnosis.layers.slice(0, 1).map(({ because }) => reasonWords(because))).toEqual([
    expect.stringMatching(/^default: /),
  ]);
});

it('fills the placeholders from the thing that matched', () => {
  const row: Row = {
    ...HEALTHY,
    'agent:other|agent.workspace.path': '/srv/gone',
    'agent:other|agent.workspace.exists': false,
  };
  expect(first(row)?.params).toEqual({ workspace: '/srv/gone', agent: 'other' });
});

it('names the channel whose list knows nobody, and how many stand on it in vain', () => {
  const row: Row = {
    ...HEALTHY,
    'channel:telegram|channel.enabled': true,
    'channel:telegram|channel.dm-policy': 'allowlist',
    'channel:telegram|channel.dm-nobody': true,
    'channel:telegram|channel.dm-nameless': 2,
  };
  const finding = first(row);
  expect(finding && describeFinding(finding).says).toBe(
    'The direct-message policy of telegram drops this sender’s messages. Listed by name, which never matches: 2.',
  );
});
