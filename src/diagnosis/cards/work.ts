/**
 * @module diagnosis/cards/work
 * Work as a whole: a session that hangs, and lights that are green or red without reason. A light that lies comes after
 * what it hides.
 */

import { advise, look } from '../fix.ts';
import { CHANNELS, LOGS, MODELS, RESTART } from './commands.ts';
import { fault } from './fault.ts';
import { GREETS, modelAt, RUNS_FAIL, SUSPENDED, sign, told } from './shapes.ts';

export const WORK_CARDS = [
  fault('session-stuck', {
    says: {
      en: {
        title: 'One conversation hangs',
        says: 'A session makes no progress while others work.',
        mistakenWhen: 'The model is being retried, or the whole gateway is slow.',
      },
    },
    passes: true,
    signs: ['work.sign', 'session-stuck'],
    remediation: 'restart+validate',
    fromText: 0.58,
    checks: [look('openclaw sessions list --json'), LOGS],
    fixes: [look('openclaw status --json', 'tasks.active and the age of the lane')],
  }),
  fault('probe-false-green', {
    says: {
      en: {
        title: 'The probe is green, the work fails',
        says: 'The plain probe says ok, and the work behind it fails ({hidden|see the evidence}).{closed? Nothing listens on %, its model endpoint.}{error? Last run error: %.} Trust the failure: a green probe covers the process, not the work.',
        mistakenWhen: 'Only one tool is configured wrongly.',
      },
    },
    rank: 80,
    meanwhile: 'always',
    signs: ['work.sign', 'delivery-pending', 'outbound-only'],
    severity: 2,
    remediation: 'restart+validate',
    fromText: 0.58,
    params: { hidden: 'rpc.error.method', closed: 'agent.model.closed-at', error: 'runs.last-error' },
    decisive: {
      either: [
        // The same client: one that is read from proves nothing for another.
        {
          any: 'client',
          where: {
            all: [
              { fact: 'connect.hello', is: true },
              { fact: 'rpc.read.ok', is: false },
            ],
          },
        },
        // A model server of one's own is down: nothing of OpenClaw's probes looks there.
        { all: [GREETS, modelAt('closed')] },
        {
          all: [
            RUNS_FAIL,
            sign('model.sign', 'endpoint-refused', 'endpoint-unresolved', 'endpoint-down'),
            modelAt('here', 'near', 'closed'),
          ],
        },
      ],
    },
    supporting: [{ fact: 'runs.last-error', present: true }],
    // A scope that is missing is a fault of authority, and rest on purpose is none: neither is a green light that lies.
    contradicting: [{ any: 'client', where: { fact: 'rpc.error.missing-scope', present: true } }, SUSPENDED],
    hints: [
      RUNS_FAIL,
      sign('protocol.sign', 'probe-detail-failed'),
      { all: [sign('protocol.sign', 'probe-ok'), told('green-but-broken')] },
      told('green-but-broken'),
    ],
    checks: [look('openclaw gateway status --require-rpc'), CHANNELS, MODELS],
    fixes: [
      look('openclaw gateway status --require-rpc'),
      look(
        'ss -ltnp',
        'reads work on its own port and not on the one that clients use: repair what stands between',
      ),
      RESTART,
    ],
  }),
  fault('probe-false-red', {
    says: {
      en: {
        title: 'The probe is red, the gateway works',
        says: 'A status command reports failure while the handshake completes and reads succeed. Trust the reads: do not restart it.',
        mistakenWhen: 'It was down and recovered meanwhile; compare the times.',
      },
    },
    families: ['no-fault'],
    meanwhile: 'always',
    quietInLog: true,
    signs: ['work.sign', 'false-red'],
    severity: 4,
    remediation: 'informational',
    fromText: 0.55,
    decisive: {
      all: [
        { any: 'client', where: { fact: 'connect.hello', is: true } },
        { any: 'client', where: { fact: 'rpc.read.ok', is: true } },
        {
          either: [
            sign('protocol.sign', 'probe-failed', 'probe-timeout'),
            // The supervisor has given it up, and it serves all the same.
            { fact: 'gateway.service.active', is: 'failed' },
            // A status command was sent to another port: whatever it said, it was not about this gateway.
            { differ: { facts: ['gateway.port', 'command.red-port'] } },
          ],
        },
      ],
    },
    hints: [
      {
        all: [
          {
            either: [
              sign('protocol.sign', 'probe-failed', 'probe-timeout'),
              sign('network.hint', 'unreachable'),
              sign('service.hint', 'not-installed'),
            ],
          },
          sign('protocol.sign', 'http-ok'),
        ],
      },

      {
        all: [
          sign('protocol.sign', 'probe-failed', 'probe-timeout'),
          told('works-anyway', 'red-but-working'),
        ],
      },
      told('red-but-working'),
    ],
    checks: [look('openclaw gateway status --require-rpc')],
    fixes: [advise('do not restart: the gateway answers')],
  }),
  fault('benign-warning', {
    says: {
      en: {
        title: 'A harmless message',
        says: 'The message looks like a fault; the behavior is as designed.',
        mistakenWhen: 'The work it names fails.',
      },
    },
    families: ['no-fault'],
    quietInLog: true,
    signs: ['schedule.sign', 'caught-up'],
    decisive: sign('work.sign', 'benign'),
    severity: 4,
    remediation: 'informational',
    fromText: 0.45,
    checks: [LOGS],
    fixes: [LOGS],
  }),
] as const;
