/**
 * @module diagnosis/rules/work
 * The gateway is fine and some work is not: tools, automations, device nodes, browser, sessions.
 * One line of the table is one cause that a sign names.
 */
import type { Condition } from '../condition.ts';
import { fault } from './fault.ts';
import {
  advise,
  CHANNELS,
  change,
  GREETS,
  JOBS,
  LOGS,
  look,
  MODELS,
  modelAt,
  NODES,
  RESTART,
  RUNS_FAIL,
  SUSPENDED,
  sign,
  told,
} from './shapes.ts';

/** Whatever the log says, each has run well since. */
const JOBS_WELL: Condition = { fact: 'schedule.failing', is: false };
/** One of several agents, that worked before. One that was made without tools, for guests, is no fault. */
const LOST_HANDS: Condition = {
  any: 'agent',
  where: {
    all: [
      { fact: 'agent.tools.none-for-files', is: true },
      { fact: 'agent.workspace.ever-used', is: true },
    ],
  },
};
/** Commands are to run on a device node, and of those that are there none runs any. */
const CONNECTED: Condition = { fact: 'device.connected', is: true };
const COMMANDS_NOWHERE: Condition = {
  all: [
    { any: 'agent', where: { fact: 'agent.exec.on-node', is: true } },
    { any: 'device', where: CONNECTED },
    { every: 'device', where: { either: [{ not: CONNECTED }, { fact: 'device.runs-commands', is: false }] } },
  ],
};
const FAILING_JOBS = { jobs: 'schedule.failing-jobs' } as const;

export const WORK_RULES = [
  fault('tool-policy-denies', {
    signs: ['policy.sign', 'tool-denied'],
    remediation: 'policy-relax-test',
    fromText: 0.62,
    // All of it gone within hours of a change of that setting is seldom meant; for long it is a choice.
    decisive: {
      all: [
        { either: [{ fact: 'tools.none-for-files', is: true }, { all: [LOST_HANDS, RUNS_FAIL] }] },
        { fact: 'tools.policy-changed', is: true },
      ],
    },
    hints: [{ fact: 'tools.none-for-files', is: true }],
    supporting: [{ fact: 'tools.none-for-files', is: true }],
    checks: ['openclaw config get tools', 'openclaw config get plugins.allow'],
    fixes: [change('openclaw config unset tools.deny   # or set the profile that the work needs')],
  }),
  fault('network-policy-blocked', {
    quietInLog: true,
    signs: ['policy.sign', 'private-address', 'endpoint-blocked'],
    remediation: 'policy-relax-test',
    fromText: 0.68,
    checks: ['openclaw config get browser.ssrfPolicy', 'openclaw config get tools.web.fetch.ssrfPolicy'],
    fixes: [look('openclaw config get tools.web.fetch.ssrfPolicy')],
    suppresses: ['browser-cdp-unreachable', 'dns-or-network-egress'],
  }),
  fault('cron-disabled', {
    signs: ['schedule.sign', 'disabled'],
    severity: 2,
    remediation: 'config-rollback',
    // Switched off where nobody has a job: nothing is missed.
    contradicting: [{ fact: 'schedule.own-jobs', is: 0 }],
    checks: [JOBS],
    fixes: [change('openclaw config set cron.enabled true'), RESTART],
    suppresses: ['cron-no-next-wake'],
  }),
  fault('cron-no-next-wake', {
    signs: ['schedule.sign', 'no-next-wake', 'timer-silent'],
    severity: 2,
    remediation: 'restart+validate',
    fromText: 0.58,
    checks: [JOBS],
    fixes: [RESTART],
  }),
  fault('cron-tick-failed', {
    signs: ['schedule.sign', 'tick-failed'],
    severity: 2,
    remediation: 'restart+validate',
    checks: [JOBS, LOGS],
    fixes: [look(LOGS)],
  }),
  fault('cron-run-error', {
    signs: ['schedule.sign', 'run-error'],
    params: FAILING_JOBS,
    contradicting: [JOBS_WELL],
    fromText: 0.58,
    checks: ['openclaw automations runs JOB'],
    fixes: [look('openclaw automations runs JOB')],
  }),
  fault('cron-delivery-failed', {
    signs: ['schedule.sign', 'delivery-failed'],
    params: FAILING_JOBS,
    contradicting: [JOBS_WELL],
    checks: ['openclaw automations runs JOB', CHANNELS],
    fixes: [change('openclaw automations edit JOB   # name a channel and a target')],
    suppresses: ['cron-run-error'],
  }),
  fault('heartbeat-skipped', {
    quietInLog: true,
    signs: ['schedule.sign', 'heartbeat-skipped'],
    severity: 4,
    remediation: 'informational',
    checks: ['openclaw system heartbeat last'],
    fixes: [look('openclaw system heartbeat last')],
  }),
  fault('heartbeat-no-route', {
    quietInLog: true,
    signs: ['schedule.sign', 'heartbeat-no-route'],
    severity: 4,
    fromText: 0.62,
    checks: ['openclaw config get commands.ownerAllowFrom'],
    fixes: [change('openclaw config set commands.ownerAllowFrom \'["OWNER"]\'')],
    suppresses: ['heartbeat-skipped'],
  }),
  fault('heartbeat-unknown-account', {
    signs: ['schedule.sign', 'heartbeat-unknown-account'],
    remediation: 'config-rollback',
    checks: ['openclaw config get agents.defaults.heartbeat'],
    fixes: [change('openclaw config set agents.defaults.heartbeat.accountId ACCOUNT')],
    suppresses: ['heartbeat-skipped'],
  }),
  fault('heartbeat-dm-blocked', {
    signs: ['schedule.sign', 'heartbeat-dm-blocked'],
    remediation: 'policy-relax-test',
    checks: ['openclaw config get agents.defaults.heartbeat.directPolicy'],
    fixes: [change('openclaw config set agents.defaults.heartbeat.directPolicy allow')],
    suppresses: ['heartbeat-skipped'],
  }),
  fault('node-offline', {
    passes: true,
    signs: ['node.sign', 'offline'],
    fromText: 0.6,
    checks: [NODES],
    fixes: [look(NODES)],
  }),
  fault('node-capability-missing', {
    signs: ['node.sign', 'capability-missing'],
    decisive: COMMANDS_NOWHERE,
    fromText: 0.6,
    checks: ['openclaw nodes describe --node NODE'],
    fixes: [look('openclaw nodes pending')],
  }),
  fault('node-background', {
    quietInLog: true,
    signs: ['node.sign', 'background'],
    severity: 4,
    fromText: 0.72,
    checks: [NODES],
    fixes: [advise('bring the app to the front on the device and repeat')],
  }),
  fault('node-permission-missing', {
    // Declined once it may have been granted since: what a device does after that is not logged.
    quietInLog: true,
    signs: ['node.sign', 'permission'],
    fromText: 0.7,
    checks: ['openclaw nodes describe --node NODE'],
    fixes: [advise('grant the permission in the settings of the device')],
  }),
  fault('exec-approval-required', {
    quietInLog: true,
    signs: ['node.sign', 'approval-required'],
    fromText: 0.64,
    checks: ['openclaw approvals get'],
    fixes: [change('openclaw approvals approve ID')],
  }),
  fault('exec-allowlist-miss', {
    quietInLog: true,
    signs: ['node.sign', 'allowlist-miss'],
    remediation: 'policy-relax-test',
    fromText: 0.72,
    checks: ['openclaw approvals get --node NODE'],
    fixes: [change('openclaw approvals allowlist add --node NODE COMMAND')],
  }),
  fault('node-command-not-allowed', {
    signs: ['node.sign', 'command-not-allowed'],
    remediation: 'policy-relax-test',
    checks: ['openclaw config get gateway.nodes.commands', 'openclaw nodes describe --node NODE'],
    fixes: [look('openclaw config get gateway.nodes.commands')],
  }),
  fault('session-stuck', {
    passes: true,
    signs: ['work.sign', 'session-stuck'],
    remediation: 'restart+validate',
    fromText: 0.58,
    checks: ['openclaw sessions list --json', LOGS],
    fixes: [look('openclaw status --json   # tasks.active and the age of the lane')],
  }),
  fault('probe-false-green', {
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
    checks: ['openclaw gateway status --require-rpc', CHANNELS, MODELS],
    fixes: [
      look('openclaw gateway status --require-rpc'),
      look(
        'ss -ltnp   # reads work on its own port and not on the one that clients use: repair what stands between',
      ),
      RESTART,
    ],
  }),
  fault('probe-false-red', {
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
    checks: ['openclaw gateway status --require-rpc'],
    fixes: [advise('do not restart: the gateway answers')],
  }),
  fault('benign-warning', {
    quietInLog: true,
    signs: ['schedule.sign', 'caught-up'],
    decisive: sign('work.sign', 'benign'),
    severity: 4,
    remediation: 'informational',
    fromText: 0.45,
    checks: [LOGS],
    fixes: [look(LOGS)],
  }),
] as const;
