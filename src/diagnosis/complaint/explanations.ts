/**
 * @module diagnosis/complaint/explanations
 * What is kept back on purpose, and which complaint it explains. Neither decides alone: a policy that nobody misses is a
 * remark, and a complaint without a policy that fits is a riddle. One line is one thing that is kept back.
 */
import type { Topic } from '../../evidence/complaint/topics.ts';
import type { Condition } from '../condition.ts';
import type { RuleId } from '../rules/index.ts';

export type Explanation = {
  /** The finding that it is. */
  id: RuleId;
  /** Topics of a complaint that it explains. */
  topics: readonly Topic[];
  /** Asked of each of these, or of the gateway itself. */
  of: 'gateway' | 'channel' | 'agent' | 'device';
  when: Condition;
  /** How sure it is with such a complaint, 0..1; below 0.5 it is only mentioned. */
  sure: number;
  /** Where only some are let in: how sure it is when everybody complains, or nobody in particular is named. */
  sureOfAll?: number;
  /** Only where it is said that somebody else is served. */
  others?: true;
  /** Shown without a complaint too, as what would be stopped: nobody gets this by leaving a setting alone. */
  remark?: true;
  /** The setting as people write it, without the channel or agent; `{fact}` is the fact's value. */
  setting: string;
};

const DIRECT: readonly Topic[] = ['direct-messages', 'messages'];
const GROUPS: readonly Topic[] = ['group-messages', 'messages'];
const CHATS: readonly Topic[] = ['direct-messages', 'group-messages', 'messages'];
const ON: Condition = { fact: 'channel.enabled', is: true };
const dm = (policy: string): Condition => ({ fact: 'channel.dm-policy', is: policy });
const groups = (policy: string): Condition => ({ fact: 'channel.group-policy', is: policy });
const is = (fact: 'channel.dm-anybody' | 'channel.groups-any', value: boolean): Condition => ({
  fact,
  is: value,
});
const DM_LIST: readonly Condition[] = [
  ON,
  { either: [dm('allowlist'), dm('open')] },
  is('channel.dm-anybody', false),
];
const SEVERAL_SENDERS: Condition = { fact: 'channel.dm-senders', above: 1 };
const gone = (tool: string): Condition => ({ fact: 'agent.tools.withheld', has: tool });
const shut = (endpoint: 'chat-completions' | 'responses'): Condition => ({
  fact: `http.${endpoint}-open`,
  is: false,
});
const LISTED: Condition = { fact: 'channel.groups-listed', above: 0 };

/** Taken away from an agent, by what people call it. */
const withheld = (topics: readonly Topic[], ...tools: string[]): Explanation => ({
  id: 'tool-policy-denies',
  topics,
  of: 'agent',
  when: { either: tools.map(gone) },
  sure: 0.8,
  remark: true,
  setting: 'its tool policy takes away {agent.tools.withheld}',
});

/** The token's variable is known to one side: a gateway serves that has it, and commands typed here have it not. */
const variableKnown = (set: boolean): Condition => ({
  any: 'credential',
  where: {
    all: [
      { fact: 'credential.reference', is: 'env' },
      { fact: 'credential.variable-set', is: set },
    ],
  },
});

export const EXPLANATIONS: readonly Explanation[] = [
  {
    id: 'secretref-unresolved',
    topics: ['client'],
    of: 'gateway',
    // A host agent that runs as a service has not what people's shells have: without a complaint this says nothing.
    when: { all: [{ fact: 'gateway.process.count', above: 0 }, variableKnown(false), variableKnown(true)] },
    sure: 0.7,
    setting: 'the gateway has the variable of its token, and commands on this host do not',
  },
  {
    id: 'channel-disconnected',
    topics: CHATS,
    of: 'channel',
    when: { fact: 'channel.enabled', is: false },
    sure: 0.8,
    remark: true,
    setting: 'enabled=false',
  },
  {
    id: 'channel-disconnected',
    topics: CHATS,
    of: 'channel',
    when: { all: [ON, { fact: 'channel.cut-off', is: true }] },
    sure: 0.75,
    setting: 'it is not connected, as the gateway itself says',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    of: 'channel',
    when: { all: [ON, dm('disabled')] },
    sure: 0.85,
    remark: true,
    setting: 'dmPolicy=disabled',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    of: 'channel',
    // `open` lets in those who are listed, and everybody only with a star (2026.9.6).
    when: { all: [...DM_LIST, { not: SEVERAL_SENDERS }] },
    sure: 0.65,
    sureOfAll: 0.4,
    setting: 'dmPolicy={channel.dm-policy}, senders on the list: {channel.dm-senders}',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    of: 'channel',
    // Whether this sender is one of them cannot be known from here.
    when: { all: [...DM_LIST, SEVERAL_SENDERS] },
    sure: 0.45,
    sureOfAll: 0.4,
    setting: 'dmPolicy={channel.dm-policy}, senders on the list: {channel.dm-senders}',
  },
  {
    id: 'dm-pairing-pending',
    topics: DIRECT,
    of: 'channel',
    when: { all: [ON, dm('pairing'), { fact: 'channel.dm-waiting', above: 0 }] },
    sure: 0.75,
    // A public bot always has strangers who wait: that explains nobody's silence but their own.
    sureOfAll: 0.45,
    setting: 'dmPolicy=pairing, waiting to be approved: {channel.dm-waiting}',
  },
  {
    id: 'dm-pairing-pending',
    topics: DIRECT,
    of: 'channel',
    // Whoever is not approved gets a code once an hour, and else nothing. Most channels are set so, and work.
    when: { all: [ON, dm('pairing'), is('channel.dm-anybody', false)] },
    sure: 0.45,
    sureOfAll: 0.35,
    setting: 'dmPolicy=pairing',
  },
  {
    id: 'group-allowlist-blocks',
    topics: GROUPS,
    of: 'channel',
    when: { all: [ON, groups('disabled')] },
    sure: 0.85,
    remark: true,
    setting: 'groupPolicy=disabled',
  },
  {
    id: 'group-allowlist-blocks',
    topics: ['group-messages'],
    of: 'channel',
    // No group is listed and nobody is: then none is answered, whoever writes.
    when: {
      all: [
        ON,
        groups('allowlist'),
        { fact: 'channel.groups-listed', is: 0 },
        is('channel.groups-any', false),
      ],
    },
    sure: 0.75,
    setting: 'groupPolicy=allowlist, and no group is listed',
  },
  {
    id: 'group-allowlist-blocks',
    topics: ['group-messages'],
    of: 'channel',
    when: { all: [ON, groups('allowlist'), LISTED, is('channel.groups-any', false)] },
    sure: 0.45,
    sureOfAll: 0.4,
    setting: 'groupPolicy=allowlist, groups on the list: {channel.groups-listed}',
  },
  {
    id: 'group-allowlist-blocks',
    topics: GROUPS,
    of: 'channel',
    // One person is on the list and is answered: whoever is not is somebody else.
    when: {
      all: [
        ON,
        groups('allowlist'),
        { either: [LISTED, is('channel.groups-any', true)] },
        { fact: 'channel.group-senders', is: 1 },
      ],
    },
    others: true,
    sure: 0.6,
    sureOfAll: 0.4,
    setting: 'groupPolicy=allowlist, and one sender is on the list',
  },
  {
    id: 'mention-gating',
    topics: ['group-messages'],
    of: 'channel',
    when: {
      all: [
        ON,
        { not: groups('disabled') },
        { either: [LISTED, is('channel.groups-any', true), groups('open')] },
        { fact: 'channel.mention', is: 'all' },
      ],
    },
    sure: 0.55,
    setting: 'requireMention=true',
  },
  withheld(['files'], 'read', 'write', 'edit'),
  withheld(['commands'], 'exec'),
  withheld(['web'], 'web_search', 'web_fetch'),
  withheld(['browser'], 'browser'),
  withheld(['device'], 'nodes'),
  { ...withheld(['tools'], 'read', 'write', 'edit', 'exec'), sure: 0.7 },
  {
    id: 'cron-disabled',
    topics: ['schedule', 'heartbeat'],
    of: 'gateway',
    when: { fact: 'schedule.enabled', is: false },
    sure: 0.85,
    setting: 'cron.enabled=false',
  },
  {
    id: 'heartbeat-skipped',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.off', is: true },
    sure: 0.8,
    setting: 'heartbeat.every=0m',
  },
  {
    id: 'heartbeat-skipped',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.quiet', is: true },
    sure: 0.7,
    setting: 'heartbeat.activeHours={agent.heartbeat.hours}, and it is outside of them now',
  },
  {
    id: 'heartbeat-no-route',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.silent', is: true },
    sure: 0.75,
    setting: 'heartbeat.target=none',
  },
  {
    id: 'heartbeat-dm-blocked',
    topics: ['heartbeat'],
    of: 'agent',
    when: { fact: 'agent.heartbeat.no-directs', is: true },
    sure: 0.7,
    setting: 'heartbeat.directPolicy=block',
  },
  {
    id: 'node-offline',
    topics: ['device'],
    of: 'device',
    when: { fact: 'device.connected', is: false },
    sure: 0.75,
    remark: true,
    setting: 'it is paired and not connected',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['http-api'],
    of: 'gateway',
    when: { all: [shut('chat-completions'), shut('responses')] },
    sure: 0.75,
    setting: 'gateway.http.endpoints opens neither chatCompletions nor responses',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['http-api'],
    of: 'gateway',
    // Which of the two is asked for is not heard.
    when: { all: [shut('chat-completions'), { not: shut('responses') }] },
    sure: 0.45,
    setting: 'gateway.http.endpoints opens responses, and not chatCompletions',
  },
  {
    id: 'http-endpoint-disabled',
    topics: ['http-api'],
    of: 'gateway',
    when: { all: [shut('responses'), { not: shut('chat-completions') }] },
    sure: 0.45,
    setting: 'gateway.http.endpoints opens chatCompletions, and not responses',
  },
  {
    id: 'browser-plugin-excluded',
    topics: ['browser', 'web'],
    of: 'gateway',
    when: { fact: 'browser.enabled', is: false },
    sure: 0.85,
    setting: 'browser.enabled=false',
  },
  {
    id: 'browser-plugin-excluded',
    topics: ['browser'],
    of: 'gateway',
    when: { fact: 'browser.shut-out', is: true },
    sure: 0.85,
    setting: 'the plugins that are allowed leave the browser out',
  },
  {
    id: 'plugin-allow-excludes',
    topics: ['plugin', 'tools'],
    of: 'gateway',
    when: { fact: 'plugins.shut-out', present: true },
    sure: 0.75,
    remark: true,
    setting: 'configured and not allowed: {plugins.shut-out}',
  },
];
