/**
 * @module diagnosis/complaint/explanations/chats
 * Who is not answered in a chat, and why: the channel is off or away, a policy drops the sender, a group is not on the
 * list, nobody mentioned the bot.
 */
import type { Topic } from '../../../evidence/complaint/topics.ts';
import type { Condition } from '../../condition.ts';
import type { Explanation } from './explanation.ts';

const DIRECT: readonly Topic[] = ['direct-messages', 'messages'];
const GROUPS: readonly Topic[] = ['group-messages', 'messages'];
const ANY: readonly Topic[] = ['direct-messages', 'group-messages', 'messages'];
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
const LISTED: Condition = { fact: 'channel.groups-listed', above: 0 };
const MENTION_EVERYWHERE: readonly Condition[] = [
  ON,
  { not: groups('disabled') },
  { either: [LISTED, is('channel.groups-any', true), groups('open')] },
  { fact: 'channel.mention', is: 'all' },
];
/** Where groups are served as well, whoever says only that no answer comes may write in one. */
const GROUPS_SERVED: Condition = {
  all: [
    { not: groups('disabled') },
    { either: [LISTED, is('channel.groups-any', true), groups('open')] },
    { not: { fact: 'channel.groups-off', is: 'all' } },
  ],
};
const DIRECTS_SERVED: Condition = { not: dm('disabled') };
const keptBack = (of: 'direct' | 'group'): Condition => ({
  all: [ON, { fact: 'channel.replies-kept-back', has: of }],
});

export const CHATS: readonly Explanation[] = [
  {
    id: 'channel-disconnected',
    topics: ANY,
    of: 'channel',
    when: { fact: 'channel.enabled', is: false },
    sure: 0.8,
    remark: true,
    setting: 'enabled=false',
  },
  {
    id: 'channel-disconnected',
    topics: ANY,
    of: 'channel',
    when: { all: [ON, { fact: 'channel.cut-off', is: true }] },
    sure: 0.75,
    setting: 'it is not connected, as the gateway itself says',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    elsewhere: GROUPS_SERVED,
    of: 'channel',
    when: { all: [ON, dm('disabled')] },
    sure: 0.85,
    remark: true,
    setting: 'dmPolicy=disabled',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    elsewhere: GROUPS_SERVED,
    of: 'channel',
    // `open` lets in those who are listed, and everybody only with a star (2026.9.6). Who is answered is the one.
    when: { all: [...DM_LIST, { not: SEVERAL_SENDERS }] },
    others: true,
    sure: 0.65,
    setting: 'dmPolicy={channel.dm-policy}, senders on the list: {channel.dm-senders}',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    elsewhere: GROUPS_SERVED,
    of: 'channel',
    when: { all: [...DM_LIST, { not: SEVERAL_SENDERS }, { fact: 'channel.unanswered', is: true }] },
    sure: 0.65,
    setting:
      'dmPolicy={channel.dm-policy}, senders on the list: {channel.dm-senders}, and the last message was not answered',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    elsewhere: GROUPS_SERVED,
    of: 'channel',
    // The one on the list may be the one who complains.
    when: { all: [...DM_LIST, { not: SEVERAL_SENDERS }] },
    sure: 0.45,
    sureOfAll: 0.4,
    setting: 'dmPolicy={channel.dm-policy}, senders on the list: {channel.dm-senders}',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    elsewhere: GROUPS_SERVED,
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
    elsewhere: GROUPS_SERVED,
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
    elsewhere: DIRECTS_SERVED,
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
    elsewhere: DIRECTS_SERVED,
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
    when: { all: [...MENTION_EVERYWHERE, { fact: 'policy.hint', is: 'mention' }] },
    sure: 0.6,
    setting: 'requireMention=true, and messages without a mention were passed over',
  },
  {
    id: 'mention-gating',
    topics: ['group-messages'],
    of: 'channel',
    when: { all: MENTION_EVERYWHERE },
    // Most groups are set so: whether this person called the bot is not known.
    sure: 0.45,
    setting: 'requireMention=true',
  },
  {
    id: 'mention-gating',
    topics: ['group-messages'],
    of: 'channel',
    deed: 'mention',
    // Telegram hands a bot in privacy mode, as every new one is, only what names it; that is not seen from here.
    when: { all: [ON, { not: groups('disabled') }, { fact: 'channel.mention', is: 'none' }] },
    sure: 0.46,
    setting:
      'requireMention=false here; the chat itself may keep back what does not name the bot (Telegram: privacy mode)',
  },
  {
    id: 'channel-disconnected',
    topics: ANY,
    of: 'channel',
    when: { all: [ON, { fact: 'channel.running', is: false }] },
    sure: 0.75,
    setting: 'it is switched on, and the gateway does not run it',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    elsewhere: GROUPS_SERVED,
    of: 'channel',
    when: keptBack('direct'),
    sure: 0.75,
    setting: 'session.sendPolicy keeps back what is answered to direct messages',
  },
  {
    id: 'group-allowlist-blocks',
    topics: GROUPS,
    elsewhere: DIRECTS_SERVED,
    of: 'channel',
    when: keptBack('group'),
    sure: 0.75,
    setting: 'session.sendPolicy keeps back what is answered in groups',
  },
  {
    id: 'group-allowlist-blocks',
    topics: ['group-messages'],
    of: 'channel',
    // Of several groups the one that is complained of may be another.
    when: { all: [ON, { fact: 'channel.groups-off', is: 'all' }] },
    sure: 0.7,
    setting: 'every group that is listed has enabled=false',
  },
  {
    id: 'group-allowlist-blocks',
    topics: ['group-messages'],
    of: 'channel',
    // In one group it answers and in another it does not, and one of the two is off.
    when: {
      all: [ON, { fact: 'channel.groups-off', is: 'some' }, { fact: 'channel.groups-listed', below: 3 }],
    },
    others: true,
    sure: 0.6,
    setting: 'some of its groups or topics have enabled=false, and others are answered',
  },
  {
    id: 'group-allowlist-blocks',
    topics: ['group-messages'],
    of: 'channel',
    when: { all: [ON, { fact: 'channel.groups-off', is: 'some' }] },
    // It may be another one.
    sure: 0.45,
    setting: 'some of its groups or topics have enabled=false',
  },
  {
    id: 'group-allowlist-blocks',
    topics: GROUPS,
    elsewhere: DIRECTS_SERVED,
    of: 'channel',
    when: { all: [ON, { not: groups('disabled') }, { fact: 'channel.group-own-senders', is: 1 }] },
    others: true,
    sure: 0.6,
    sureOfAll: 0.4,
    setting: 'a group has a list of its own, and one sender is on it',
  },
  {
    id: 'dm-policy-blocks',
    topics: DIRECT,
    elsewhere: GROUPS_SERVED,
    of: 'channel',
    when: { all: [...DM_LIST, { fact: 'channel.dm-nameless', above: 0 }] },
    sure: 0.7,
    sureOfAll: 0.45,
    remark: true,
    setting: 'senders on the list by a name, which counts for nobody: {channel.dm-nameless}',
  },
  {
    id: 'group-allowlist-blocks',
    topics: GROUPS,
    elsewhere: DIRECTS_SERVED,
    of: 'channel',
    when: { all: [ON, groups('allowlist'), { fact: 'channel.group-nameless', above: 0 }] },
    sure: 0.65,
    sureOfAll: 0.45,
    remark: true,
    setting: 'senders on the list for groups by a name, which counts for nobody: {channel.group-nameless}',
  },
  {
    id: 'mention-gating',
    topics: ['group-messages'],
    of: 'channel',
    // In one place it answers everybody and in another it does not: just so it is set.
    when: { all: [ON, { not: groups('disabled') }, { fact: 'channel.mention', is: 'some' }] },
    others: true,
    sure: 0.6,
    setting: 'requireMention=true for some of its groups or topics',
  },
];
