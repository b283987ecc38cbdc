/** What OpenClaw's commands and the supervisor print, as JSON and as text, in old and new wording. */
import { describe, expect, it } from 'vitest';
import type { Reader } from '../../../src/evidence/reader.ts';
import { commandJson } from '../../../src/evidence/readers/command-json.ts';
import { commandText } from '../../../src/evidence/readers/command-text.ts';
import { configSnippet } from '../../../src/evidence/readers/config-snippet.ts';

const reading = (reader: Reader) => (text: string, kind?: string) =>
  reader
    .read(text, { gateway: 'gateway:default', ...(kind ? { kind } : {}) })
    .map((f) => `${f.subject.slice('gateway:default'.length)} ${f.fact}=${JSON.stringify(f.value)}`.trim());
const json = (value: unknown) => reading(commandJson)(JSON.stringify(value));
const text = reading(commandText);
const snippet = reading(configSnippet);

const STATUS = {
  cli: { version: '2026.9.6' },
  service: {
    runtime: { status: 'stopped' },
    loaded: true,
    configAudit: { issues: [{ code: 'gateway-token-drift' }, { code: 'gateway-port-mismatch' }] },
  },
  config: { mismatch: true, cli: { exists: true, valid: true } },
  gateway: { port: 18789 },
  port: {
    status: 'busy',
    listeners: [{ pid: 7, command: 'python3', commandLine: 'python3 -m http.server' }],
  },
  rpc: {
    ok: false,
    timedOut: false,
    connectFailure: { kind: 'auth-rejected', detailCode: 'AUTH_TOKEN_MISMATCH' },
    server: { version: '2026.9.5' },
  },
};

describe('gateway status --json', () => {
  it('gives listener, service, versions and the refused probe', () => {
    const facts = json(STATUS);
    for (const fact of [
      'gateway.listener.state="listening"',
      'gateway.listener.owner="foreign"',
      'gateway.service.active="inactive"',
      'gateway.service.installed=true',
      'gateway.version.running="2026.9.5"',
      'gateway.version.installed="2026.9.6"',
      'service.sign="config-path-differs"',
      'auth.sign="drift-audit"',
      'service.sign="definition-drift"',
      'protocol.sign="probe-failed"',
      '/client:command-0 connect.refusal.code="AUTH_TOKEN_MISMATCH"',
    ])
      expect(facts).toContain(fact);
  });

  it('says nothing of the service where no manager can be asked', () => {
    const facts = json({
      ...STATUS,
      service: { ...STATUS.service, inspectionReason: 'service-manager-unavailable' },
    });
    expect(facts.filter((f) => f.startsWith('gateway.service'))).toEqual([]);
  });

  it('sees that another process than the service owns the port', () => {
    const port = { status: 'busy', listeners: [{ pid: 7, command: 'openclaw-gatewa' }] };
    expect(json({ ...STATUS, port, service: { runtime: { status: 'running', pid: 9 } } })).toContain(
      'service.sign="pid-not-owner"',
    );
    expect(json({ ...STATUS, port, service: { runtime: { status: 'running', pid: 7 } } })).not.toContain(
      'service.sign="pid-not-owner"',
    );
  });
});

it('gateway probe --json is green with a wrong token; the target tells', () => {
  const probe = (connect: object, warning: string) =>
    json({ ok: true, warnings: [{ code: warning }], targets: [{ active: true, connect }] });
  expect(
    probe(
      { ok: true, rpcOk: false, error: 'unauthorized: gateway token mismatch', close: { code: 1008 } },
      'probe_detail_failed',
    ),
  ).toEqual([
    'protocol.sign="probe-detail-failed"',
    '/client:command-0 connect.close.code=1008',
    '/client:command-0 connect.refusal.code="AUTH_TOKEN_MISMATCH"',
    '/client:command-0 rpc.read.ok=false',
  ]);
  expect(
    probe(
      { ok: true, rpcOk: false, scopeLimited: true, error: 'missing scope: operator.read', close: null },
      'probe_scope_limited',
    ),
  ).toEqual(['protocol.sign="probe-scope-limited"']);
});

it.each([
  [
    'config validate',
    { valid: false, issues: [{ path: 'gateway', message: 'Unrecognized key: "prot"' }] },
    [
      'config.valid=false',
      'config.issues=["gateway: Unrecognized key: \\"prot\\""]',
      'config.only-retired=false',
    ],
  ],
  [
    'doctor --lint',
    {
      checksRun: 3,
      findings: [
        { checkId: 'core/doctor/systemd-linger', severity: 'warning' },
        { checkId: 'core/doctor/skills-readiness', severity: 'warning' },
      ],
    },
    ['service.sign="linger-off"'],
  ],
  [
    'models status',
    { defaultModel: 'codex-cli/x', auth: { missingProvidersInUse: ['acme'] } },
    [
      '/agent:main agent.model.primary="codex-cli/x"',
      '/agent:main agent.model.route="cli"',
      'model.sign="auth"',
    ],
  ],
  [
    'channels status',
    { channelAccounts: { chat: [{ enabled: true, running: false, probe: { status: 401 } }] } },
    ['channels.well=true', 'channel.sign="auth-refused"', 'channels.failing="chat"'],
  ],
  [
    'channels status, one account of a channel refused',
    {
      channelAccounts: {
        chat: [
          { accountId: 'day', enabled: true, configured: true, running: true, connected: true },
          { accountId: 'night', enabled: true, configured: true, running: false, lastError: 'Unauthorized' },
        ],
      },
    },
    ['channels.well=false', 'channel.sign="auth-refused"', 'channels.failing="chat (account night)"'],
  ],
  [
    'channels status, one that runs and does not get through',
    {
      channelAccounts: {
        chat: [
          {
            accountId: 'night',
            enabled: true,
            configured: true,
            running: true,
            connected: false,
            lastError: 'getUpdates conflict',
          },
        ],
      },
    },
    [
      'channels.well=false',
      '/channel:chat.night channel.cut-off=true',
      'channels.failing="chat (account night)"',
    ],
  ],
  [
    'channels status, one that never got through',
    {
      ts: 1_795_373_600_000,
      channelAccounts: {
        chat: [
          {
            enabled: true,
            configured: true,
            running: true,
            connected: false,
            lastError: null,
            lastStartAt: 1_795_373_370_625,
          },
        ],
      },
    },
    ['channels.well=false', 'channel.sign="disconnected"', 'channels.failing="chat"'],
  ],
  [
    'channels status, one that begins',
    {
      ts: 1_795_373_400_000,
      channelAccounts: {
        chat: [
          {
            enabled: true,
            configured: true,
            running: true,
            connected: false,
            lastError: null,
            lastStartAt: 1_795_373_370_625,
          },
        ],
      },
    },
    ['channels.well=false'],
  ],
  [
    'channels status, one of two cut off',
    {
      channelAccounts: {
        chat: [{ enabled: true, configured: true, running: true, connected: true }],
        other: [{ enabled: true, configured: true, running: true, connected: false }],
        third: [{ enabled: false, configured: true, running: false }],
      },
    },
    ['channels.well=false'],
  ],
  ['automations status, off', { enabled: false, nextWakeAtMs: null }, ['schedule.sign="disabled"']],
  [
    'automations status, no wake',
    { enabled: true, jobs: 2, nextWakeAtMs: null },
    ['schedule.sign="no-next-wake"'],
  ],
  ['automations status, fine', { enabled: true, jobs: 2, nextWakeAtMs: 5 }, []],
  ['health while starting', { ok: false, status: 'starting' }, ['protocol.sign="gateway-starting"']],
  ['something else', { hello: 'world' }, []],
])('%s', (_, value, facts) => {
  expect(json(value)).toEqual(facts);
});

describe('printed status', () => {
  it.each([
    ['RPC probe: ok', 'protocol.sign="probe-ok"'],
    ['Connectivity probe: failed', 'protocol.sign="probe-failed"'],
    ['Read probe: timed out before reaching Gateway', 'protocol.sign="probe-timeout"'],
    ['     Active: failed (Result: exit-code)', 'gateway.service.active="failed"'],
    ['NRestarts=41', 'gateway.service.restarts=41'],
    ['ExecMainStatus=78', 'gateway.service.exit-code=78'],
    ['Config valid', 'config.valid=true'],
    ['Gateway version: 2026.9.6', 'gateway.version.running="2026.9.6"'],
    ['- pid 12 root: openclaw-gateway (127.0.0.1:18789)', 'gateway.listener.owner="gateway"'],
    [
      'LISTEN 0 511 127.0.0.1:18789 0.0.0.0:* users:(("nginx",pid=7,fd=3))',
      'gateway.listener.owner="foreign"',
    ],
  ])('%s', (line, fact) => {
    expect(text(line)).toContain(fact);
  });

  it('does not guess whose a bare node process or another port is', () => {
    expect(text('LISTEN 0 511 127.0.0.1:18789 0.0.0.0:* users:(("node",pid=7,fd=3))')).toEqual([]);
    expect(text('LISTEN 0 511 127.0.0.1:8080 0.0.0.0:* users:(("nginx",pid=7,fd=3))')).toEqual([]);
  });
});

describe('a pasted piece of configuration', () => {
  it.each([
    ['{"gateway": {"mode": "remote", "port": 1}}', 'config.mode="remote"'],
    ['gateway.mode: local', 'config.mode="local"'],
    ['gateway.bind=lan', 'config.bind="lan"'],
    ['"auth": { "mode": "trusted-proxy" }', 'gateway.auth.mode="trusted-proxy"'],
    ['gateway.reload.mode: off', 'config.reload-mode="off"'],
    ['agents.defaults.model.primary: acme/large', '/agent:main agent.model.primary="acme/large"'],
    ['defaultModel: acme-cli/small', '/agent:main agent.model.route="cli"'],
  ])('%s', (line, fact) => {
    expect(snippet(line, 'config')).toContain(fact);
  });

  it('is not seen in advice or in a log', () => {
    expect(
      snippet('Run setup, set gateway.mode=local manually, or pass --allow-unconfigured.', 'text'),
    ).toEqual([]);
    expect(snippet('gateway.mode: local', 'log')).toEqual([]);
  });

  it('gives nothing of a secret', () => {
    expect(snippet('"auth": { "mode": "token", "token": "dummy-secret-1" }', 'config').join()).not.toContain(
      'dummy-secret-1',
    );
  });
});
