/**
 * Who is in the workspace. The emulator knows neither guests, nor people of other companies, nor user groups,
 * nor where the bot was invited; so the gate does, and answers for them as Slack does.
 */
export const TEAM = 'T01TEST';
export const BOT_USER = 'U0BOT';
const BOT_ID = 'B0BOT';

export const MIRA = 'U01MIRA';
export const OLAF = 'U02OLAF';
/** A guest of one channel. */
export const GUEST = 'U03GUEST';
/** From another company, in a shared channel. */
export const EXTERNAL = 'U04EXTERNAL';
/** Left the company. */
export const DEACTIVATED = 'U05GONE';

/** The bot, mira, olaf and the two strangers are in it. */
export const CHANNEL = 'C01OPS';
/** Another channel with the bot. */
export const SECOND_CHANNEL = 'C02DEV';
/** Public, and the bot was never invited. */
export const UNINVITED_CHANNEL = 'C03QUIET';
/** Private, and the bot was never invited: Slack says that it does not exist. */
export const HIDDEN_CHANNEL = 'C04HIDDEN';

export type Person = {
  id: string;
  name: string;
  real_name: string;
  tz: string;
  tz_offset: number;
  locale: string;
  team_id: string;
  deleted: boolean;
  is_bot: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
};

export type Channel = {
  id: string;
  name: string;
  is_private: boolean;
  members: string[];
  /** With another company. */
  is_ext_shared?: boolean;
  /** Another company was asked, and has not come yet. */
  is_pending_ext_shared?: boolean;
};

export function person(id: string, name: string, more: Partial<Person> = {}): Person {
  return {
    id,
    name,
    real_name: `${name[0]?.toUpperCase()}${name.slice(1)}`,
    tz: 'Europe/Berlin',
    tz_offset: 3_600,
    locale: 'en-US',
    team_id: TEAM,
    deleted: false,
    is_bot: false,
    is_restricted: false,
    is_ultra_restricted: false,
    ...more,
  };
}

/** Fresh ones for every gate, because tests change them. */
export const somePeople = (): Map<string, Person> =>
  byId([
    person(MIRA, 'mira'),
    person(OLAF, 'olaf', { locale: 'de-DE' }),
    // A guest of a single channel is a guest as well.
    person(GUEST, 'gwen', { is_restricted: true, is_ultra_restricted: true }),
    person(EXTERNAL, 'elke', { team_id: 'T09OTHER' }),
    person(DEACTIVATED, 'dora', { deleted: true }),
    person(BOT_USER, 'openclaw', { is_bot: true }),
  ]);

export const someChannels = (): Map<string, Channel> =>
  byId([
    channel(CHANNEL, 'ops', [MIRA, OLAF, GUEST, EXTERNAL, BOT_USER]),
    channel(SECOND_CHANNEL, 'dev', [MIRA, OLAF, BOT_USER]),
    channel(UNINVITED_CHANNEL, 'quiet', [MIRA]),
    { ...channel(HIDDEN_CHANNEL, 'hidden', [MIRA]), is_private: true },
  ]);

const channel = (id: string, name: string, members: string[]): Channel => ({
  id,
  name,
  members,
  is_private: false,
});

const byId = <T extends { id: string }>(all: T[]): Map<string, T> => new Map(all.map((one) => [one.id, one]));

export type Directory = {
  people: Map<string, Person>;
  channels: Map<string, Channel>;
  /** Members by user group id; none at first. */
  groups: Map<string, string[]>;
};

type Args = Record<string, unknown>;
type Reply = Record<string, unknown>;

const INVALID: Reply = { ok: false, error: 'invalid_arguments' };

/** The answer to a question about people; undefined when the method asks something else. */
export function askedAboutPeople(
  method: string,
  args: Args,
  { people, groups, channels }: Directory,
): Reply | undefined {
  switch (method) {
    case 'auth.test':
      return {
        ok: true,
        url: 'https://test.slack.com/',
        team: 'Test',
        team_id: TEAM,
        user: people.get(BOT_USER)?.name,
        user_id: BOT_USER,
        bot_id: BOT_ID,
        is_enterprise_install: false,
      };
    case 'users.info': {
      if (typeof args.user !== 'string') return INVALID;
      const found = people.get(args.user);
      const withLocale = args.include_locale === 'true' || args.include_locale === true;
      return found
        ? { ok: true, user: userObject(found, withLocale) }
        : { ok: false, error: 'user_not_found' };
    }
    case 'usergroups.users.list': {
      if (typeof args.usergroup !== 'string') return INVALID;
      const users = groups.get(args.usergroup);
      return users ? { ok: true, users } : { ok: false, error: 'no_such_subteam' };
    }
    case 'conversations.info':
    case 'conversations.members': {
      if (typeof args.channel !== 'string') return INVALID;
      const found = channels.get(args.channel);
      const hidden = found?.is_private === true && !found.members.includes(BOT_USER);
      if (found === undefined || hidden) return { ok: false, error: 'channel_not_found' };
      return method === 'conversations.info' ? channelObject(found) : membersOf(found, args);
    }
    default:
      return undefined;
  }
}

/** docs.slack.dev/reference/objects/conversation-object, of what a bot reads of it. */
function channelObject({ members: _, is_ext_shared = false, ...found }: Channel): Reply {
  const { is_pending_ext_shared = false } = found;
  const shared = { is_shared: is_ext_shared, is_ext_shared, is_org_shared: false, is_pending_ext_shared };
  const kind = { is_channel: true, is_im: false, is_mpim: false, is_archived: false, pending_shared: [] };
  return { ok: true, channel: { ...found, ...kind, ...shared } };
}

/** A page of members; the cursor is Slack's to choose. */
function membersOf({ members }: Channel, { limit = 100, cursor }: Args): Reply {
  const from = typeof cursor === 'string' && cursor !== '' ? Number(atob(cursor)) : 0;
  const to = from + Math.min(Number(limit), 1_000);
  const next = to < members.length ? btoa(String(to)) : '';
  return { ok: true, members: members.slice(from, to), response_metadata: { next_cursor: next } };
}

/** docs.slack.dev/reference/objects/user-object: of a deactivated account, Slack tells little more than that. */
function userObject(found: Person, withLocale: boolean): Reply {
  const { locale, tz, tz_offset, is_restricted, is_ultra_restricted, ...told } = found;
  const profile = { real_name: found.real_name, display_name: found.name, team: found.team_id };
  const about = { ...told, profile, is_app_user: false, updated: 1_700_000_000 };
  if (found.deleted) return about;
  return {
    ...about,
    tz,
    tz_label: tz,
    tz_offset,
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted,
    is_ultra_restricted,
    ...(withLocale ? { locale } : {}),
  };
}

/** Methods about a channel that the bot must be in. */
const IN_CHANNEL = /^(chat\.|conversations\.(history|replies)$|files\.completeUploadExternal$)/;

/** Why the bot cannot do this where it wants to; null when it can, or the emulator knows better. */
export function refusePlace(method: string, args: Args, { people, channels }: Directory): Reply | null {
  const place = args.channel ?? args.channel_id;
  if (!IN_CHANNEL.test(method) || typeof place !== 'string') return null;
  if (/^[UW]/.test(place)) {
    const reached = method === 'chat.postMessage' && people.get(place)?.deleted === false;
    return reached ? null : { ok: false, error: 'channel_not_found' };
  }
  if (!place.startsWith('C')) return null;
  const found = channels.get(place);
  if (found === undefined) return { ok: false, error: 'channel_not_found' };
  if (!found.members.includes(BOT_USER))
    return { ok: false, error: found.is_private ? 'channel_not_found' : 'not_in_channel' };
  const unseen = method === 'chat.postEphemeral' && !found.members.includes(String(args.user));
  return unseen ? { ok: false, error: 'user_not_in_channel' } : null;
}
