/** A report's input as a real look, a real recovery and a real thread give it: token drift on node-3. */

import type { BundleReportInput } from '../../src/bundles/report-input.ts';
import type { TriageReport } from '../../src/diagnosis/report.ts';

export const at = (clock: string, day = '2026-11-21'): number => Date.parse(`${day}T${clock}Z`);

const live = { source: 'ws://127.0.0.1:18789', how: 'live', at: '2026-11-21T02:58:04.000Z' } as const;

export const TRIAGE: TriageReport = {
  schema: 1,
  host: 'node-3',
  startedAt: '2026-11-21T02:58:03.100Z',
  durationMs: 912,
  verdict: 'degraded',
  layers: [
    { layer: 'process', state: 'ok', because: 'the process runs' },
    { layer: 'listener', state: 'ok', because: 'a client is greeted' },
    { layer: 'handshake', state: 'ok', because: 'the challenge is offered' },
    {
      layer: 'authority',
      state: 'failed',
      because: 'token-drift (connect.refusal.code AUTH_TOKEN_MISMATCH)',
    },
    {
      layer: 'configuration',
      state: 'waiting',
      because: 'the saved configuration is loaded at the next restart',
    },
    { layer: 'work', state: 'unknown', because: 'not tried' },
  ],
  findings: [
    {
      id: 'token-drift',
      gateway: 'default',
      layer: 'authority',
      severity: 2,
      confidence: 0.92,
      title: 'Client and gateway credentials differ',
      says: 'The gateway uses the token from its unit file; the configuration and 3 clients use another.',
      mistakenWhen: 'Another gateway answers on the port.',
      params: {},
      for: [
        {
          fact: 'connect.refusal.code',
          subject: 'gateway:default/client:probe',
          value: 'AUTH_TOKEN_MISMATCH',
          ...live,
        },
        {
          fact: 'connect.attempts',
          subject: 'gateway:default/client:openclaw-control-ui',
          value: 37,
          source: '/tmp/openclaw/openclaw-2026-11-21.log',
          how: 'log',
          at: '2026-11-21T02:58:01.411Z',
          quote:
            'conn=8c1f closed code=1008 reason=unauthorized: gateway token mismatch client=openclaw-control-ui',
        },
        { fact: 'gateway.clients.failing', subject: 'gateway:default', value: 3, ...live },
        {
          fact: 'credential.fingerprint',
          subject: 'gateway:default/credential:unit-file',
          value: '9c41f03a',
          source: '~/.config/systemd/user/openclaw-gateway.service',
          how: 'live',
          at: '2026-11-21T02:58:03.400Z',
        },
        {
          fact: 'credential.fingerprint',
          subject: 'gateway:default/credential:config-file',
          value: 'e07b91d2',
          source: '~/.openclaw/openclaw.json',
          how: 'live',
          at: '2026-11-21T02:58:03.400Z',
        },
      ],
      against: [],
      checks: ['openclaw gateway status --json', 'systemctl --user cat openclaw-gateway'],
      fixes: [
        {
          kind: 'command',
          command: 'openclaw gateway install --force',
          note: 'writes the unit anew',
          mutates: true,
        },
        { kind: 'command', command: 'openclaw gateway restart', mutates: true },
      ],
      remediation: 'restart+validate',
      defects: [
        {
          number: 38112,
          url: 'https://github.com/openclaw/openclaw/issues/38112',
          says: 'A token set by the wizard does not reach an installed unit.',
          affected: '2026.8.1 and later',
          fixed: null,
          runningHasIt: 'yes',
        },
      ],
    },
    {
      id: 'probe-false-green',
      gateway: 'default',
      layer: 'work',
      severity: 2,
      confidence: 0.9,
      title: 'The probe is green, the work fails',
      says: 'The plain probe says ok, and the work behind it fails (connect).',
      mistakenWhen: 'Only one tool is configured wrongly.',
      params: { hidden: 'connect' },
      for: [
        {
          fact: 'gateway.http.ready',
          subject: 'gateway:default',
          value: true,
          ...live,
          source: 'http://127.0.0.1:18789/readyz',
        },
      ],
      against: [{ fact: 'gateway.channels.up', subject: 'gateway:default', value: ['slack'], ...live }],
      checks: ['openclaw gateway status --require-rpc'],
      fixes: [],
      remediation: 'restart+validate',
    },
    {
      id: 'browser-attach-no-target',
      gateway: 'default',
      layer: 'work',
      severity: 3,
      confidence: 0.31,
      title: 'The browser profile has no tab to attach to',
      says: 'A browser runs without a page.',
      mistakenWhen: 'A tab was opened since.',
      params: {},
      for: [],
      against: [],
      checks: [],
      fixes: [],
      remediation: 'operator-manual',
    },
  ],
  unknowns: [
    { probe: 'container', look: 'refused', why: 'no permission for the Docker socket' },
    { probe: 'deep-tools', look: 'timed-out', why: 'no answer in 2 s' },
  ],
  complaint: null,
  contradictions: [
    {
      gateway: 'default',
      kind: 'false-green',
      yes: [{ fact: 'gateway.http.ready', subject: 'gateway:default', value: true, ...live }],
      no: [{ fact: 'connect.hello', subject: 'gateway:default/client:probe', value: false, ...live }],
      believe: 'no',
      why: 'health pages need no credential',
      cause: 'token-drift',
    },
  ],
  changes: [
    {
      at: '2026-11-20T18:02:11.000Z',
      kind: 'package',
      what: 'openclaw 2026.9.4 → 2026.9.6',
      source: 'time of package.json',
      gateway: 'default',
    },
    {
      at: '2026-11-21T02:41:07.000Z',
      kind: 'credential',
      what: 'gateway.auth.token set',
      source: 'config-audit.jsonl',
      gateway: 'default',
    },
    {
      at: '2026-11-21T02:42:58.000Z',
      kind: 'restart',
      what: 'gateway started, pid 41207',
      source: 'state database, boot lifecycle',
      gateway: 'default',
    },
    {
      at: '2026-11-21T02:43:12.000Z',
      kind: 'first-failure',
      what: 'first AUTH_TOKEN_MISMATCH: unauthorized: gateway token mismatch',
      source: 'openclaw-2026-11-21.log',
      gateway: 'default',
    },
    {
      at: '2026-11-21T02:58:01.000Z',
      kind: 'last-failure',
      what: 'last AUTH_TOKEN_MISMATCH, 37 times until now',
      source: 'openclaw-2026-11-21.log',
      gateway: 'default',
    },
  ],
  changesLeftOut: 0,
  utcOffsetMin: 60,
  brokeAfter: {
    change: {
      at: '2026-11-21T02:41:07.000Z',
      kind: 'credential',
      what: 'gateway.auth.token set',
      source: 'config-audit.jsonl',
      gateway: 'default',
    },
    failure: {
      at: '2026-11-21T02:43:12.000Z',
      kind: 'first-failure',
      what: 'first AUTH_TOKEN_MISMATCH',
      source: 'openclaw-2026-11-21.log',
      gateway: 'default',
    },
    gapMs: 125_000,
  },
};

const sha256 = '3f9a61d2'.repeat(8);

export const INPUT: BundleReportInput = {
  host: 'node-3',
  madeAt: at('03:04:31'),
  since: at('03:04:31', '2026-11-20'),
  triage: TRIAGE,
  versions: {
    cli: '2026.9.6',
    gateway: '2026.9.4 (build 5f2e1c9)',
    agent: '0.1.0',
    node: '24.21.0',
    os: 'Debian GNU/Linux 13, Linux 6.12.48 x86_64',
  },
  events: [
    {
      at: at('02:43:12'),
      kind: 'closed',
      what: 'conn=8c1f closed code=1008 reason=unauthorized: gateway token mismatch',
      source: 'openclaw-2026-11-21.log',
    },
    {
      at: at('02:44:40'),
      kind: 'refused',
      what: 'conn=8c2b refused AUTH_TOKEN_MISMATCH client=cli',
      source: 'openclaw-2026-11-21.log',
    },
  ],
  outages: [{ from: at('02:43:12'), to: null, what: 'clients rejected' }],
  tried: [
    {
      run: 'run-7f3k',
      by: 'slack:T024/U061',
      because: 'clients are rejected since the token was set',
      at: at('03:01:23'),
      plan: {
        gateway: 'default',
        finding: 'token-drift',
        path: 'restart',
        because: { code: 'way.stale-in-memory', params: {} },
      },
      progress: {
        at: at('03:03:47'),
        steps: [
          { step: 'freeze', state: 'done', startedAt: at('03:01:23'), tookMs: 1_200, because: null },
          { step: 'snapshot', state: 'done', startedAt: at('03:01:25'), tookMs: 300, because: null },
          { step: 'validate', state: 'done', startedAt: at('03:01:26'), tookMs: 8_100, because: null },
          {
            step: 'doctor',
            state: 'skipped',
            startedAt: null,
            tookMs: null,
            because: { code: 'skipped.by-person', params: {} },
          },
          { step: 'change', state: 'done', startedAt: at('03:01:40'), tookMs: 31_000, because: null },
          {
            step: 'acceptance',
            state: 'failed',
            startedAt: at('03:02:12'),
            tookMs: 95_000,
            because: { code: 'acceptance.read-refused', params: {} },
          },
        ],
        changed: [{ what: 'gateway process', before: 'pid 41207', after: 'pid 43981' }],
        acceptance: { level: 'control', read: 'failed', write: 'unknown', because: null },
        outcome: 'escalated',
        because: { code: 'recovery.still-there', params: { finding: 'token-drift' } },
      },
    },
  ],
  story: {
    incident: 'inc-7f3k2m9qxa',
    openedAt: at('02:57:58'),
    notes: [
      {
        at: at('02:59:30'),
        by: 'dana',
        text: 'Control UI in Firefox shows “disconnected (1008)” since the morning.',
      },
    ],
    history: [
      { at: at('02:57:58'), what: 'Triage of node-3 requested by dana' },
      { at: at('03:01:22'), what: 'Recovery approved by li' },
      { at: at('03:04:20'), what: 'Escalated by li' },
    ],
  },
  excerpts: [
    {
      title: 'Around the first rejection, 02:43:12 UTC',
      source: '/tmp/openclaw/openclaw-2026-11-21.log, lines 4180–4186',
      text: [
        '{"time":"2026-11-21T02:42:58.104Z","level":"info","subsystem":"gateway","msg":"gateway listening on 127.0.0.1:18789 (pid 41207)"}',
        '{"time":"2026-11-21T02:43:12.020Z","level":"warn","subsystem":"gateway/ws","msg":"unauthorized conn=8c1f remote=127.0.0.1 client=openclaw-control-ui reason=token_mismatch"}',
        '{"time":"2026-11-21T02:43:12.022Z","level":"warn","subsystem":"gateway/ws","msg":"closed conn=8c1f code=1008 reason=unauthorized: gateway token mismatch (token ‹token:e07b91d2›)"}',
      ].join('\n'),
    },
  ],
  configDifference: {
    with: 'openclaw.json.bak of 20 Nov 2026 17:58:40 UTC',
    changes: [
      { what: 'gateway.auth.token', before: '‹token:9c41f03a›', after: '‹token:e07b91d2›' },
      {
        what: 'agents.defaults.model.primary',
        before: 'anthropic/claude-sonnet-4-5',
        after: 'anthropic/claude-opus-4-1',
      },
      { what: 'gateway.trustedProxies', before: null, after: '["10.0.0.0/8"]' },
    ],
  },
  missing: [
    {
      what: 'openclaw doctor --lint --json',
      why: 'not finished in 20 s; its output so far is in openclaw/doctor.txt',
    },
  ],
  files: [
    { name: 'findings.json', bytes: 18_211, sha256, source: 'triage on the host', cut: null },
    { name: 'timeline.tsv', bytes: 4_120, sha256, source: 'logs, state database, config audit', cut: null },
    {
      name: 'logs/gateway.log',
      bytes: 412_900,
      sha256,
      source: '/tmp/openclaw/openclaw-2026-11-21.log',
      cut: '214 lines around 5 moments of 61,220',
    },
    {
      name: 'config/openclaw.json',
      bytes: 6_002,
      sha256,
      source: '~/.openclaw/openclaw.json',
      cut: 'values of secrets',
    },
    {
      name: 'system/unit.txt',
      bytes: 1_411,
      sha256,
      source: '~/.config/systemd/user/openclaw-gateway.service',
      cut: null,
    },
    {
      name: 'system/listeners.txt',
      bytes: 922,
      sha256,
      source: 'ss -ltnp',
      cut: 'programs of other users: no permission',
    },
    {
      name: 'openclaw/diagnostics.json',
      bytes: 91_040,
      sha256,
      source: 'openclaw gateway diagnostics export',
      cut: null,
    },
  ],
  masked: { token: 31, 'api-key': 4, email: 3, 'user-name': 2, address: 1 },
};
