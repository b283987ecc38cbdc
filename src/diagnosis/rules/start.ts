/**
 * @module diagnosis/rules/start
 * Why a gateway does not start: its own refusals (configuration, bind, mode, locks) and what stands in for
 * them when the refusal was printed where nobody kept it: the same configuration with nothing running.
 */
import { rule } from '../rule.ts';
import {
  change,
  DEEP,
  DOWN,
  GREETS,
  LINT,
  look,
  NO_PROCESS,
  NOTHING_RUNS,
  ONLY_CLIENT,
  RESTART,
  refusedStart,
  STATUS,
  sign,
  VALIDATE,
} from './shapes.ts';

const START = change('openclaw gateway start');

export const START_RULES = [
  rule({
    id: 'config-missing',
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('config-missing'),
        sign('config.sign', 'missing-file'),
        { all: [NO_PROCESS, { fact: 'config.file', is: 'missing' }] },
      ],
    },
    contradicting: [{ fact: 'config.file', is: 'readable' }],
    fromText: 0.75,
    params: { path: 'config.path' },
    checks: ['openclaw config file', DEEP],
    fixes: [look('ls -l "$(openclaw config file)"*'), change('openclaw setup')],
    suppresses: [...DOWN, 'config-invalid', 'gateway-mode-missing'],
  }),
  rule({
    id: 'config-invalid',
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('config-invalid'),
        { all: [NO_PROCESS, { fact: 'config.valid', is: false }] },
        { all: [NO_PROCESS, { fact: 'config.parse', is: 'broken' }] },
        { all: [NO_PROCESS, { fact: 'config.file', is: 'not-a-file' }] },
        sign('config.sign', 'invalid', 'shared-hook-token'),
      ],
    },
    supporting: [
      { fact: 'config.valid', is: false },
      { fact: 'gateway.service.exit-code', is: 78 },
    ],
    contradicting: [{ fact: 'config.valid', is: true }],
    fromText: 0.75,
    params: { issue: 'config.issues', path: 'config.path' },
    checks: [VALIDATE, 'openclaw config file'],
    fixes: [
      look('openclaw config validate'),
      change('cp openclaw.json.last-good openclaw.json   # beside the config file, after comparing the two'),
      START,
    ],
    suppresses: [...DOWN, 'gateway-mode-missing', 'bind-refused-no-auth'],
  }),
  rule({
    id: 'gateway-mode-missing',
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('mode-missing'),
        {
          all: [
            NO_PROCESS,
            { fact: 'config.mode', is: 'unset' },
            { fact: 'config.file', is: 'readable' },
            { fact: 'config.parse', is: 'ok' },
          ],
        },
      ],
    },
    supporting: [{ fact: 'config.mode', is: 'unset' }],
    // An unreadable file makes the gateway print the same words; a mode that is set means an old refusal.
    contradicting: [
      { fact: 'config.parse', is: 'broken' },
      { fact: 'config.mode', oneOf: ['local', 'remote'] },
    ],
    fromText: 0.78,
    params: { path: 'config.path' },
    checks: ['openclaw config get gateway.mode', 'ls -l "$(openclaw config file)"*'],
    fixes: [change('openclaw config set gateway.mode local'), START],
    suppresses: [...DOWN],
  }),
  rule({
    id: 'gateway-mode-remote',
    layer: 'process',
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [refusedStart('mode-remote'), { all: [NO_PROCESS, { fact: 'config.mode', is: 'remote' }] }],
    },
    supporting: [{ fact: 'config.mode', is: 'remote' }],
    contradicting: [
      { fact: 'config.mode', is: 'local' },
      // Somebody typed it once, nothing tries again, and the gateway elsewhere greets this client.
      { all: [ONLY_CLIENT, GREETS] },
    ],
    fromText: 0.78,
    params: { path: 'config.path' },
    checks: ['openclaw config get gateway.mode', 'openclaw config get gateway.remote.url'],
    fixes: [change('openclaw config set gateway.mode local'), START],
    suppresses: [...DOWN],
  }),
  rule({
    id: 'bind-refused-no-auth',
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('bind-no-auth'),
        {
          all: [
            NO_PROCESS,
            { fact: 'config.bind', oneOf: ['lan', 'tailnet', 'custom'] },
            {
              either: [
                { fact: 'config.auth-configured', is: false },
                { fact: 'gateway.auth.mode', is: 'none' },
              ],
            },
          ],
        },
      ],
    },
    supporting: [
      { fact: 'config.auth-configured', is: false },
      { fact: 'config.bind', oneOf: ['lan', 'tailnet', 'custom', 'auto'] },
    ],
    // In a container an invalid file is answered with the bind words too: believe the validator.
    contradicting: [{ fact: 'config.valid', is: false }],
    fromText: 0.78,
    params: { bind: 'config.bind' },
    checks: ['openclaw config get gateway.bind', 'openclaw config get gateway.auth.mode', VALIDATE],
    fixes: [
      change('openclaw config set gateway.bind loopback'),
      change('openclaw configure   # or give the gateway a token, if the wide bind is intended'),
      START,
    ],
    suppresses: [...DOWN],
  }),
  rule({
    id: 'auth-ambiguous-mode',
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: { either: [refusedStart('auth-ambiguous'), sign('auth.sign', 'ambiguous-mode')] },
    fromText: 0.78,
    checks: ['openclaw config get gateway.auth.mode', VALIDATE],
    fixes: [change('openclaw config set gateway.auth.mode token'), START],
    suppresses: [...DOWN, 'config-invalid'],
  }),
  rule({
    id: 'config-conflict',
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: { either: [refusedStart('config-conflict'), sign('config.sign', 'conflict')] },
    supporting: [NO_PROCESS],
    fromText: 0.75,
    params: { refusal: 'gateway.start.refusal-text' },
    checks: ['openclaw config get gateway', VALIDATE],
    fixes: [look('openclaw config get gateway.bind'), START],
    suppresses: [...DOWN, 'config-invalid'],
  }),
  rule({
    id: 'lifecycle-lock-held',
    layer: 'process',
    severity: 1,
    remediation: 'restart+validate',
    decisive: {
      either: [refusedStart('lifecycle-lock'), sign('lock.sign', 'lifecycle-held')],
    },
    supporting: [
      { fact: 'gateway.rivals.same-state', above: 0 },
      { fact: 'gateway.lock.holders', present: true },
    ],
    fromText: 0.65,
    params: { pids: 'gateway.lock.holders' },
    checks: [STATUS, DEEP],
    fixes: [look('ps -o pid,stat,etime,args -p PID   # let it end, or go on after Ctrl-Z'), RESTART],
    suppresses: [...DOWN, 'maintenance-required'],
  }),
  rule({
    id: 'maintenance-required',
    layer: 'process',
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [
        { all: [refusedStart('maintenance'), NO_PROCESS] },
        sign('upgrade.sign', 'maintenance'),
        sign('lock.sign', 'maintenance'),
      ],
    },
    contradicting: [{ fact: 'gateway.rivals.same-state', above: 0 }],
    fromText: 0.62,
    params: { refusal: 'gateway.start.refusal-text' },
    checks: [LINT, DEEP],
    fixes: [change('openclaw doctor --fix   # with the gateway stopped and a backup made'), START],
    suppresses: [...DOWN],
  }),
  rule({
    id: 'node-version-unsupported',
    layer: 'process',
    severity: 1,
    remediation: 'operator-manual',
    decisive: {
      either: [
        refusedStart('node-version'),
        // The service names a Node.js that its own package does not take, and nothing runs.
        { all: [{ fact: 'gateway.service.node-supported', is: false }, NOTHING_RUNS] },
        // No service names one, and none on the path of who would start it fits.
        { all: [{ fact: 'clients.node-supported', is: false }, NOTHING_RUNS] },
        sign('upgrade.sign', 'node-unsupported'),
      ],
    },
    fromText: 0.78,
    params: {
      refusal: 'gateway.start.refusal-text',
      node: 'gateway.service.node',
      found: 'clients.node',
      version: 'gateway.service.version',
    },
    checks: ['node --version', STATUS],
    fixes: [change('openclaw gateway install --force   # with a supported Node.js first on the PATH'), START],
    suppresses: [...DOWN],
  }),
  rule({
    id: 'newer-schema',
    layer: 'process',
    severity: 1,
    remediation: 'config-rollback',
    decisive: {
      either: [
        refusedStart('newer-schema'),
        { fact: 'gateway.state.newer-than-release', is: true },
        sign('upgrade.sign', 'newer-schema'),
      ],
    },
    supporting: [{ fact: 'gateway.state.newer-than-release', is: true }, refusedStart('newer-schema')],
    // Refused then; the release that is installed by now knows it.
    contradicting: [{ fact: 'gateway.state.newer-than-release', is: false }],
    fromText: 0.75,
    params: { refusal: 'gateway.start.refusal-text' },
    checks: ['openclaw --version', LINT],
    fixes: [change('openclaw update   # the release that wrote the database, or newer')],
    suppresses: [...DOWN, 'state-db-error', 'maintenance-required', 'config-invalid'],
  }),
] as const;
