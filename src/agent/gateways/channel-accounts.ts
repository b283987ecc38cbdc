/**
 * @module agent/gateways/channel-accounts
 * The accounts of each configured channel, and who may write to each: the account's own settings before the channel's,
 * then OpenClaw's (2026.9.6, docs/channels). Who is on a list is counted here and told to nobody.
 */
import { type InFull, inFull } from './access-groups.ts';
import { recordAt } from './config-file.ts';
import { countsForNobody } from './sender-names.ts';
import { withheldBy } from './tool-rules.ts';

export type ChannelAccount = {
  channel: string;
  /** `default` where the channel has no accounts of its own. */
  account: string;
  enabled: boolean;
  dmPolicy: string;
  /** Senders on the list, without the one that means everybody. */
  dmSenders: number;
  dmAnybody: boolean;
  /** Of the senders on the list, those by a name that the channel does not go by. */
  dmNameless: number;
  /** There is a list, and nothing on it counts for anybody. */
  dmNobody: boolean;
  groupPolicy: string;
  groupsListed: number;
  groupsAny: boolean;
  groupSenders: number;
  groupNameless: number;
  groupNobody: boolean;
  /** In how many of the listed groups and topics the bot must be mentioned; `default` where none says. */
  mention: 'all' | 'some' | 'none' | 'default';
  /** How many of the groups and topics that are listed are switched off by themselves; null where none is. */
  groupsOff: 'all' | 'some' | null;
  /** Senders on the shortest list that a group or topic has of its own; undefined where none has one. */
  ownSenders: number | undefined;
  /** Tools that a policy of one of the groups takes away, from everybody or from some of the senders. */
  groupTools: { all: string[]; some: string[] };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map((one) => String(one)) : []);

/** Keys of `channels` that are no channel. */
const NO_CHANNEL = new Set(['defaults', 'modelByChannel']);
/** Channels call their lists of groups differently. */
const GROUP_LISTS = ['groups', 'guilds', 'channels', 'rooms', 'teams'];

function mentionOf(places: readonly Record<string, unknown>[], own: unknown): ChannelAccount['mention'] {
  const said = places.flatMap(({ requireMention }) =>
    typeof requireMention === 'boolean' ? [requireMention] : [],
  );
  if (said.length === 0 && typeof own === 'boolean') return own ? 'all' : 'none';
  if (said.length === 0) return 'default';
  return said.every((one) => one) ? 'all' : said.some((one) => one) ? 'some' : 'none';
}

/** Each listed group, and within it what has settings of its own: topics, and the channels of a guild or team. */
const placesOf = (groups: readonly unknown[]): Record<string, unknown>[] =>
  groups
    .filter(isRecord)
    .flatMap((group) => [
      group,
      ...[group.topics, group.channels].flatMap((inner) =>
        isRecord(inner) ? Object.values(inner).filter(isRecord) : [],
      ),
    ]);

function offOf(places: readonly Record<string, unknown>[]): ChannelAccount['groupsOff'] {
  const off = places.filter(({ enabled }) => enabled === false).length;
  return off === 0 ? null : off === places.length ? 'all' : 'some';
}

/** The shortest list of senders in a group; one that holds everybody leaves nobody out. */
function shortestList(places: readonly Record<string, unknown>[]): number | undefined {
  const lists = places.flatMap(({ allowFrom, users }) => [allowFrom, users].filter(Array.isArray));
  const narrow = lists.filter((list) => list.length > 0 && !list.includes('*'));
  return narrow.length === 0 ? undefined : Math.min(...narrow.map(({ length }) => length));
}

/**
 * Tools that the policies of groups take away: from whoever writes in any of them, and only here or there. A group
 * without a policy of its own has that of `*` (2026.9.6); what is written for one sender is so for some alone.
 */
function toolsTaken(groups: readonly (readonly [string, unknown])[]): { all: string[]; some: string[] } {
  const known = groups.flatMap(([id, group]) => (isRecord(group) ? [{ id, group }] : []));
  const common = known.find(({ id }) => id === '*')?.group ?? {};
  const bySender = (group: Record<string, unknown>) =>
    isRecord(group.toolsBySender) ? group.toolsBySender : {};
  const ofAll = known.map(({ group }) => {
    const everybody = bySender(group)['*'] ?? bySender(common)['*'];
    return withheldBy(everybody ?? group.tools ?? common.tools);
  });
  const all = (ofAll[0] ?? []).filter((tool) => ofAll.every((gone) => gone.includes(tool)));
  const anywhere = placesOf(known.map(({ group }) => group)).flatMap((place) =>
    [place.tools, ...Object.values(bySender(place))].flatMap(withheldBy),
  );
  return { all, some: [...new Set(anywhere)].filter((tool) => !all.includes(tool)) };
}

function accountOf(
  channel: string,
  account: string,
  settings: Record<string, unknown>,
  common: Record<string, unknown>,
  full: InFull,
): ChannelAccount {
  const dm = isRecord(settings.dm) ? settings.dm : {};
  const dmListed = listOf(settings.allowFrom ?? dm.allowFrom);
  const dmList = full(channel, dmListed);
  const groups = GROUP_LISTS.flatMap((key) => (isRecord(settings[key]) ? Object.entries(settings[key]) : []));
  const sendersListed = listOf(settings.groupAllowFrom ?? settings.allowFrom);
  const senders = full(channel, sendersListed);
  const places = placesOf(groups.map(([, group]) => group));
  const nameless = countsForNobody(channel, settings.dangerouslyAllowNameMatching === true);
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    channel,
    account,
    enabled: settings.enabled !== false,
    dmPolicy: dm.enabled === false ? 'disabled' : (text(settings.dmPolicy ?? dm.policy) ?? 'pairing'),
    dmSenders: dmList.filter((one) => one !== '*').length,
    dmAnybody: dmList.includes('*'),
    dmNameless: dmList.filter(nameless).length,
    dmNobody: dmListed.length > 0 && dmList.every(nameless),
    groupPolicy: text(settings.groupPolicy ?? common.groupPolicy) ?? 'allowlist',
    groupsListed: groups.filter(([id]) => id !== '*').length,
    groupsAny: groups.some(([id]) => id === '*'),
    groupSenders: senders.length,
    groupNameless: senders.filter(nameless).length,
    groupNobody: sendersListed.length > 0 && senders.every(nameless),
    mention: mentionOf(places, settings.requireMention),
    groupsOff: offOf(places),
    ownSenders: shortestList(places),
    groupTools: toolsTaken(groups),
  };
}

/** Every account of every configured channel, also those that are switched off. */
export function channelAccounts(config: unknown): ChannelAccount[] {
  const common = recordAt(config, 'channels.defaults');
  const full = inFull(config);
  return Object.entries(recordAt(config, 'channels')).flatMap(([channel, settings]) => {
    if (NO_CHANNEL.has(channel) || !isRecord(settings)) return [];
    const own = Object.entries(isRecord(settings.accounts) ? settings.accounts : {}).filter(([, one]) =>
      isRecord(one),
    );
    if (own.length === 0) return [accountOf(channel, 'default', settings, common, full)];
    return own.map(([account, one]) => {
      const merged = { ...settings, ...(one as Record<string, unknown>) };
      const enabled = settings.enabled !== false && merged.enabled !== false;
      return accountOf(channel, account, { ...merged, enabled }, common, full);
    });
  });
}
