/**
 * @module slack/directory
 * Who somebody is in Slack, and whether they are on a list: asked of Slack at the time of the deed, because
 * what a request says about its sender (names, teams) is nothing to decide by. Guests, people of other
 * companies in a shared channel, bots and deactivated accounts are told apart from full members.
 */
import { webApi } from '@slack/bolt';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { text } from '../messages/sentence.ts';
import { cleanLine, cut } from './clean-text.ts';
import { type SlackAccess, slackClient } from './client.ts';
import { keptAnswers } from './kept-answers.ts';
import { whyNot } from './outcome.ts';
import { webFetch } from './web-fetch.ts';

export type Standing = KnownStanding | UnknownStanding;

/** Slack did not say; `why` is a sentence with what helps, `before` what it said of them within the last hour. */
export type UnknownStanding = { known: false; why: string; before?: KnownStanding };

export type KnownStanding = {
  known: true;
  /** A member of the bot's own workspace or organisation, and no guest. */
  full: boolean;
  /** Why not full. */
  why?: 'guest' | 'external' | 'deactivated' | 'bot';
  /** What others call them; chosen by themselves, so only to be shown. */
  name?: string;
  /** Their language in Slack, e.g. `de-DE`. */
  locale?: string;
  /** Their time zone in Slack, e.g. `Europe/Amsterdam`. */
  zone?: string;
};

export type Directory = {
  /**
   * `user` as in the request (U… or W…), `team` the workspace or organisation that it came from. Somebody whom
   * the bot's workspace does not know is external.
   */
  standing(user: string, team: string): Promise<Standing>;
  /**
   * Is the user one of `ids`, or a member of a user group among them (S…)? `unknown`: a group could not be
   * read, and the rest does not name the user.
   */
  includes(ids: readonly string[], user: string): Promise<boolean | 'unknown'>;
};

/**
 * One look at Slack. Longer than the three seconds that a command has: whoever waits is told so, and gets the answer
 * afterwards. A shorter limit would let guests in whenever Slack is slow.
 */
const LIMIT_MS = 6_000;
/** Who lost a right keeps it for at most this long. */
const KEEP_MS = 60_000;
const KEEP_FAILURE_MS = 2_000;
/** A token belongs to one workspace for good. */
const KEEP_HOME_MS = 3_600_000;
/** What Slack said before is remembered for as long, for the time in which it says nothing. */
const REMEMBER_MS = 3_600_000;
const MOST_PEOPLE = 2_000;
const MOST_GROUPS = 100;
const MOST_NAME = 80;
const ZONE = /^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/;
const LOCALE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Slack's way to say that the bot's workspace has nobody of that id. */
const NOBODY_HERE = new Set(['user_not_found', 'user_not_visible']);

type Failed = { failed: string };

/**
 * Fields of docs.slack.dev/reference/objects/user-object. `is_stranger` alone does not find people of other
 * companies: it is false for those who share a channel with the bot.
 */
const word = z.string().nullish();
const flag = z.boolean().nullish();
const Person = z.object({
  id: z.string(),
  team_id: z.string().min(1),
  deleted: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_connector_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  name: word,
  real_name: word,
  locale: word,
  tz: word,
  profile: z.object({ display_name: word }).nullish(),
  enterprise_user: z.object({ enterprise_id: word, teams: z.array(z.string()).nullish() }).nullish(),
});
type Person = z.infer<typeof Person>;

/** Whose bot this is: fields of docs.slack.dev/reference/methods/auth.test. */
const Home = z.object({ team_id: word, enterprise_id: word });
type Home = z.infer<typeof Home>;

/** `now` is epoch ms, `limitMs` how long one look may take. One directory may serve many requests; it never throws. */
export function createDirectory(deps: SlackAccess & { now: () => number; limitMs?: number }): Directory {
  const { limitMs = LIMIT_MS } = deps;
  const complain = complaints(deps.log);

  /** One call, as a value. `about` is what the log calls it. */
  async function look<T>(about: string, call: (slack: webApi.WebClient) => Promise<T>): Promise<T | Failed> {
    const slack = slackClient({ ...deps, fetch: webFetch(deps.fetch, limitMs) });
    try {
      const answer = await call(slack);
      complain.over(about);
      return answer;
    } catch (cause) {
      const why = whyUnknown(cause);
      complain.about(about, why);
      return { failed: why };
    }
  }

  const kept = <T>(most: number, keepMs: number, ask: (key: string) => Promise<T | Failed>) =>
    keptAnswers<T | Failed>({
      ask,
      keepMs: (answer) => (isFailed(answer) ? KEEP_FAILURE_MS : keepMs),
      limitMs,
      late: { failed: text('slack-error.no-answer-in', { ms: limitMs }) },
      most,
      now: deps.now,
    });

  const person = kept(MOST_PEOPLE, KEEP_MS, (user) =>
    look('users.info', async (slack): Promise<Person | 'nobody'> => {
      try {
        const { user: found } = await slack.users.info({ user, include_locale: true });
        return Person.parse(found);
      } catch (cause) {
        if (cause instanceof webApi.WebAPIPlatformError && NOBODY_HERE.has(cause.data.error)) return 'nobody';
        throw cause;
      }
    }),
  );
  const members = kept(MOST_GROUPS, KEEP_MS, (usergroup) =>
    look(`usergroups.users.list ${usergroup}`, async (slack): Promise<readonly string[]> => {
      const { users } = await slack.usergroups.users.list({ usergroup });
      return z.array(z.string()).parse(users);
    }),
  );
  /** Whose bot this is; the key says nothing. */
  const home = kept(1, KEEP_HOME_MS, () =>
    look('auth.test', async (slack): Promise<Home> => Home.parse(await slack.auth.test())),
  );

  async function lookUp(user: string, team: string): Promise<Standing> {
    const [who, ours] = await Promise.all([person(user), home('')]);
    if (isFailed(who)) return { known: false, why: who.failed };
    if (who === 'nobody') return { known: true, full: false, why: 'external' };
    if (isFailed(ours)) return { known: false, why: ours.failed };
    return standingOf(who, ours, team);
  }
  const memory = standingMemory(deps.now);

  return {
    async standing(user, team) {
      const standing = await lookUp(user, team);
      if (standing.known) {
        memory.keep(user, team, standing);
        return standing;
      }
      const before = memory.recall(user, team);
      return before === null ? standing : { ...standing, before };
    },
    async includes(ids, user) {
      if (ids.includes(user)) return true;
      const groups = await Promise.all(ids.filter(isGroup).map(members));
      if (groups.some((group) => !isFailed(group) && group.includes(user))) return true;
      return groups.some(isFailed) ? 'unknown' : false;
    },
  };
}

const isFailed = (answer: unknown): answer is Failed =>
  typeof answer === 'object' && answer !== null && 'failed' in answer;

/** User groups have ids of their own kind: S0614TZR7. */
const isGroup = (id: string): boolean => id.startsWith('S');

function standingOf(who: Person, home: Home, team: string): Standing {
  const why = shortcoming(who, home, team);
  if (why === 'untold') return { known: false, why: text('slack-error.guest-unknown') };
  const name = cut(cleanLine(who.profile?.display_name || who.real_name || who.name || ''), MOST_NAME);
  const locale = LOCALE.test(who.locale ?? '') ? who.locale : null;
  const zone = ZONE.test(who.tz ?? '') ? who.tz : null;
  return {
    known: true,
    full: why === null,
    ...(why && { why }),
    ...(name && { name }),
    ...(locale && { locale }),
    ...(zone && { zone }),
  };
}

function shortcoming(who: Person, home: Home, team: string) {
  if (who.deleted) return 'deactivated';
  if (who.is_bot || who.is_workflow_bot || who.is_connector_bot || who.id === 'USLACKBOT') return 'bot';
  if (who.is_stranger || !isOurs(who, home, team)) return 'external';
  if (who.is_restricted || who.is_ultra_restricted) return 'guest';
  // Of a member, Slack says it always; silence is no permission.
  return who.is_restricted === false ? null : 'untold';
}

/** Both the person and the place that the request came from must belong to the bot's own company. */
function isOurs(who: Person, home: Home, team: string): boolean {
  const houses = [home.team_id, home.enterprise_id].filter((id) => typeof id === 'string');
  const organisation = who.enterprise_user?.enterprise_id ?? who.team_id;
  if (!houses.includes(who.team_id) && !houses.includes(organisation)) return false;
  // In an organisation, a request may come from any of its workspaces that the person belongs to.
  const places = [...houses, who.team_id, ...(who.enterprise_user?.teams ?? [])];
  return places.includes(team);
}

function whyUnknown(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return whyNot(cause, 'people');
  const fields = cause.issues.map((issue) => issue.path.join('.')).join(', ');
  return fields === '' ? text('slack-error.unknown-answer') : text('slack-error.unknown-fields', { fields });
}

/** What Slack said of people lately, by where they asked from; the longest unheard goes first. */
function standingMemory(now: () => number) {
  const heard = new Map<string, { standing: KnownStanding; at: number }>();
  const key = (user: string, team: string) => `${team} ${user}`;
  return {
    keep(user: string, team: string, standing: KnownStanding): void {
      heard.delete(key(user, team));
      const oldest = heard.keys().next().value;
      if (heard.size >= MOST_PEOPLE && oldest !== undefined) heard.delete(oldest);
      heard.set(key(user, team), { standing, at: now() });
    },
    recall(user: string, team: string): KnownStanding | null {
      const one = heard.get(key(user, team));
      return one !== undefined && now() - one.at < REMEMBER_MS ? one.standing : null;
    },
  };
}

/** The same trouble is logged once, and again when it comes back. */
function complaints(log: Log) {
  const last = new Map<string, string>();
  return {
    about(what: string, why: string): void {
      if (last.get(what) === why) return;
      if (last.size >= MOST_GROUPS) last.clear();
      last.set(what, why);
      log.warn({ look: what, why }, 'Slack could not be asked about people');
    },
    over(what: string): void {
      last.delete(what);
    },
  };
}
