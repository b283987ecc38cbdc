/**
 * @module diagnosis/rules/channels
 * A chat in which the bot is silent: the provider refuses it, it is not connected, or a policy drops what was written.
 * One line of the table is one cause.
 */
import type { Condition } from '../condition.ts';
import { fault } from './fault.ts';
import { advise, CHANNELS, change, LOGS, look, RESTART, sign, told } from './shapes.ts';

const PAIRINGS = 'openclaw pairing list';
const CHANNEL_CONFIG = 'openclaw config get channels';
const FAILING_ACCOUNTS = { accounts: 'channels.failing' } as const;
const waits = (people: Condition): Condition => ({ any: 'channel', where: people });
/** Whoever the log speaks of has been approved, as OpenClaw's own record says. */
const NOBODY_WAITS: Condition = {
  all: [
    waits({ fact: 'channel.dm-waiting', is: 0 }),
    { not: waits({ fact: 'channel.dm-waiting', above: 0 }) },
  ],
};
/** Somebody wrote a list, and the channel knows none of those on it: no policy that is meant looks like this. */
const listsNobody = (of: 'dm' | 'group', ...more: Condition[]): Condition => ({
  any: 'channel',
  where: {
    all: [
      { fact: 'channel.enabled', is: true },
      { fact: `channel.${of}-policy`, is: 'allowlist' },
      { fact: `channel.${of}-nobody`, is: true },
      ...more,
    ],
  },
});

export const CHANNEL_RULES = [
  fault('channel-api-permission', {
    signs: ['channel.sign', 'permission'],
    params: FAILING_ACCOUNTS,
    severity: 2,
    checks: [CHANNELS],
    fixes: [advise('grant the permission at the provider, then openclaw channels status --probe')],
  }),
  fault('channel-disconnected', {
    passes: true,
    signs: ['channel.sign', 'disconnected'],
    params: FAILING_ACCOUNTS,
    contradicting: [{ fact: 'channels.well', is: true }],
    remediation: 'restart+validate',
    fromText: 0.6,
    decisive: {
      all: [
        sign('service.sign', 'poll-conflict'),
        // Of two who ask for the same messages one is always sent away; a restart meets its own last poll once.
        { either: [told('no-other-client'), { fact: 'channels.well', is: false }] },
      ],
    },
    hints: [sign('service.sign', 'poll-conflict')],
    checks: [CHANNELS, LOGS],
    fixes: [look(CHANNELS), RESTART],
  }),
  fault('channel-ingress-unavailable', {
    signs: ['channel.sign', 'ingress-unavailable'],
    remediation: 'restart+validate',
    checks: [CHANNELS],
    fixes: [RESTART],
  }),
  fault('channel-plugin-load-failed', {
    signs: ['channel.sign', 'plugin-load'],
    remediation: 'restart+validate',
    checks: [CHANNELS, 'openclaw plugins list --json'],
    fixes: [change('openclaw doctor --fix'), RESTART],
    suppresses: ['plugin-load-failed'],
  }),
  fault('channel-relink-needed', {
    signs: ['channel.sign', 'relink'],
    checks: [CHANNELS],
    fixes: [change('openclaw channels login --channel CHANNEL')],
  }),
  fault('channel-auth-failed', {
    signs: ['channel.sign', 'auth-refused'],
    params: FAILING_ACCOUNTS,
    severity: 2,
    remediation: 'credential-rotate',
    fromText: 0.64,
    checks: [CHANNELS],
    fixes: [change('openclaw channels add --channel CHANNEL   # with the present bot token')],
    suppresses: ['channel-disconnected'],
  }),
  fault('dm-policy-blocks', {
    quietInLog: true,
    signs: ['policy.sign', 'dm-policy'],
    decisive: listsNobody('dm'),
    params: { nameless: 'channel.dm-nameless' },
    remediation: 'policy-relax-test',
    checks: [CHANNEL_CONFIG, PAIRINGS],
    fixes: [change('openclaw config set channels.CHANNEL.allowFrom \'["SENDER"]\'')],
  }),
  fault('dm-pairing-pending', {
    quietInLog: true,
    signs: ['policy.sign', 'dm-pairing'],
    contradicting: [NOBODY_WAITS],
    checks: [PAIRINGS],
    fixes: [change('openclaw pairing approve CHANNEL CODE')],
  }),
  fault('group-allowlist-blocks', {
    quietInLog: true,
    signs: ['policy.sign', 'group-allowlist'],
    decisive: listsNobody('group', {
      either: [
        { fact: 'channel.groups-listed', above: 0 },
        { fact: 'channel.groups-any', is: true },
      ],
    }),
    params: { nameless: 'channel.group-nameless' },
    remediation: 'policy-relax-test',
    checks: [CHANNEL_CONFIG],
    hints: [told('group-silent')],
    fixes: [change('openclaw config set channels.CHANNEL.groups.GROUP.enabled true')],
  }),
  fault('mention-gating', {
    quietInLog: true,
    signs: ['policy.sign', 'mention'],
    remediation: 'policy-relax-test',
    checks: [CHANNEL_CONFIG],
    fixes: [change('openclaw config set channels.CHANNEL.groups.GROUP.requireMention false')],
  }),
] as const;
