/**
 * @module diagnosis/cards/channels
 * A chat in which the bot is silent: the provider refuses it, it is not connected, or a policy drops what was written.
 * One entry of the list is one cause.
 */
import type { Condition } from '../condition.ts';
import { advise, change, look } from '../fix.ts';
import { CHANNELS, LOGS, RESTART } from './commands.ts';
import { fault } from './fault.ts';
import { sign, told } from './shapes.ts';

const PAIRINGS = look('openclaw pairing list');
const CHANNEL_CONFIG = look('openclaw config get channels');
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

export const CHANNELS_CARDS = [
  fault('channel-api-permission', {
    says: {
      en: {
        title: 'The chat provider refuses the bot',
        says: 'The bot lacks a permission or is not a member there.{accounts? Account: %.}',
        mistakenWhen: 'The direct-message policy of OpenClaw refuses the sender.',
      },
    },
    signs: ['channel.sign', 'permission'],
    params: FAILING_ACCOUNTS,
    severity: 2,
    checks: [CHANNELS],
    fixes: [advise('grant the permission at the provider, then openclaw channels status --probe')],
  }),
  fault('channel-disconnected', {
    says: {
      en: {
        title: 'A channel is disconnected',
        says: 'The transport of a channel is down or flapping; messages do not arrive.{accounts? Account: %.}',
        mistakenWhen: 'It is in its reconnect grace.',
      },
    },
    families: ['channel-down'],
    meanwhile: 'always',
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
    fixes: [CHANNELS, RESTART],
  }),
  fault('channel-ingress-unavailable', {
    says: {
      en: {
        title: 'A channel cannot receive messages',
        says: 'The queue for incoming events of a channel is unavailable.',
        mistakenWhen: 'No messages were sent.',
      },
    },
    families: ['channel-down'],
    meanwhile: 'always',
    signs: ['channel.sign', 'ingress-unavailable'],
    remediation: 'restart+validate',
    checks: [CHANNELS],
    fixes: [RESTART],
  }),
  fault('channel-plugin-load-failed', {
    says: {
      en: {
        title: 'The plugin of a channel does not load',
        says: 'A channel is missing because its plugin could not be loaded.',
        mistakenWhen: 'The allow list leaves it out.',
      },
    },
    families: ['plugins'],
    signs: ['channel.sign', 'plugin-load'],
    remediation: 'restart+validate',
    checks: [CHANNELS, look('openclaw plugins list --json')],
    fixes: [change('openclaw doctor --fix'), RESTART],
    suppresses: ['plugin-load-failed'],
  }),
  fault('channel-relink-needed', {
    says: {
      en: {
        title: 'A channel is logged out',
        says: 'The session of the channel has ended at the provider and must be linked again.',
        mistakenWhen: 'The provider is rate-limiting.',
      },
    },
    families: ['channel-down', 'channel-login'],
    signs: ['channel.sign', 'relink'],
    checks: [CHANNELS],
    fixes: [change('openclaw channels login --channel {channel}')],
  }),
  fault('channel-auth-failed', {
    says: {
      en: {
        title: 'The chat provider rejects the bot token',
        says: 'The channel’s credential is rejected; the channel is stopped.{accounts? Account: %.}',
        mistakenWhen: 'A permission is missing while the token is right.',
      },
    },
    families: ['channel-login'],
    signs: ['channel.sign', 'auth-refused'],
    params: FAILING_ACCOUNTS,
    severity: 2,
    remediation: 'credential-rotate',
    fromText: 0.64,
    checks: [CHANNELS],
    fixes: [change('openclaw channels add --channel {channel}', 'with the present bot token')],
    suppresses: ['channel-disconnected'],
  }),
  fault('dm-policy-blocks', {
    says: {
      en: {
        title: 'The direct-message policy drops the sender',
        says: 'The direct-message policy of {channel|a channel} drops this sender’s messages.{nameless? Listed by name, which never matches: %.}',
        mistakenWhen: 'The sender waits for pairing.',
      },
    },
    families: ['chat-policy'],
    quietInLog: true,
    signs: ['policy.sign', 'dm-policy'],
    decisive: listsNobody('dm'),
    params: { nameless: 'channel.dm-nameless' },
    remediation: 'policy-relax-test',
    checks: [CHANNEL_CONFIG, PAIRINGS],
    fixes: [change('openclaw config set channels.{channel}.allowFrom ["{sender}"]')],
  }),
  fault('dm-pairing-pending', {
    says: {
      en: {
        title: 'A sender waits for pairing',
        says: 'A new sender is waiting for approval.',
        mistakenWhen: 'The policy rejects the sender anyway.',
      },
    },
    families: ['chat-policy'],
    quietInLog: true,
    signs: ['policy.sign', 'dm-pairing'],
    contradicting: [NOBODY_WAITS],
    checks: [PAIRINGS],
    fixes: [change('openclaw pairing approve {channel} {code}')],
  }),
  fault('group-allowlist-blocks', {
    says: {
      en: {
        title: 'The group or sender is not on the list',
        says: 'Messages of a group are dropped{channel? by %|} because the group or the sender is not listed.{nameless? Listed by name, which never matches: %.}',
        mistakenWhen: 'A mention is required, or the provider hides the messages.',
      },
    },
    families: ['chat-policy'],
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
    fixes: [change('openclaw config set channels.{channel}.groups.{group}.enabled true')],
  }),
  fault('mention-gating', {
    says: {
      en: {
        title: 'This group requires a mention',
        says: 'Messages without a mention are dropped by configuration.',
        mistakenWhen: 'The privacy mode at the provider hides the messages.',
      },
    },
    families: ['chat-policy'],
    quietInLog: true,
    signs: ['policy.sign', 'mention'],
    remediation: 'policy-relax-test',
    checks: [CHANNEL_CONFIG],
    fixes: [change('openclaw config set channels.{channel}.groups.{group}.requireMention false')],
  }),
] as const;
