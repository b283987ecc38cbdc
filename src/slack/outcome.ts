/**
 * @module slack/outcome
 * What came of a call to Slack's Web API, as the outbox needs to know it: said, certainly not said, never to
 * be said, or nobody knows. Taking "nobody knows" for "not said" posts twice; taking it for "said" loses the
 * message.
 */
import { webApi } from '@slack/bolt';
import type { Said } from '../incidents/notifier.ts';

/** What a failed call can mean. */
export type NotSaid = Exclude<Said, { ok: true } | { outcome: 'later' }>;

/** Slack's own words for "it may have worked" (docs.slack.dev, errors of chat.postMessage). */
const MAYBE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);
/** Refused for now; half a minute when Slack names no time. */
const FOR_NOW = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded', 'team_added_to_org']);
const HALF_A_MINUTE_MS = 30_000;
/** The connection was never made, so nothing was said (Node's system errors). */
const UNREACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);
const UNREACHED_RETRY_MS = 5_000;

/** Slack takes the message in no such form; nothing was said, and a plainer form may be taken. */
const UNSUITED = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'too_many_blocks',
]);

/** What a person can do about it, by Slack's error code. */
const REMEDIES: Record<string, string> = {
  channel_not_found: 'The bot cannot see this channel. Invite it there with /invite.',
  not_in_channel: 'The bot is not in this channel. Invite it there with /invite.',
  is_archived: 'The channel is archived. Type the command in another channel.',
  restricted_action: 'A workspace rule forbids the bot to post here. An admin of the workspace can allow it.',
  restricted_action_read_only_channel: 'The channel is read-only. Type the command in another channel.',
  restricted_action_thread_locked: 'The thread is locked. Type the command again for a new message.',
  thread_not_found: 'The message it belongs under is gone. Type the command again for a new one.',
  message_not_found: 'The message was deleted. Type the command again for a new one.',
  cant_update_message: 'The message belongs to another app. Type the command again for a new one.',
  edit_window_closed: 'The workspace forbids late edits. Type the command again for a new message.',
  invalid_auth: 'Slack does not know the bot token. Set SLACK_BOT_TOKEN to the one of the installed app.',
  not_authed: 'There is no bot token. Set SLACK_BOT_TOKEN to the one of the installed app.',
  not_allowed_token_type: 'SLACK_BOT_TOKEN must be a bot token; those begin with xoxb.',
  token_revoked: 'The bot token was revoked. Install the app again and set SLACK_BOT_TOKEN.',
  token_expired: 'The bot token is too old. Install the app again and set SLACK_BOT_TOKEN.',
  account_inactive: 'The app was removed from the workspace. Install it again and set SLACK_BOT_TOKEN.',
};

/** From anything a call to Slack can throw. `why` holds no token and nothing of the message. */
export function outcomeOf(cause: unknown): NotSaid {
  const { WebAPIRateLimitedError, WebAPIPlatformError, WebAPIHTTPError, WebAPIRequestError } = webApi;
  if (cause instanceof WebAPIRateLimitedError) return limited(cause.retryAfter * 1000, 'ratelimited');
  if (cause instanceof WebAPIPlatformError) return refused(cause.data);
  if (cause instanceof WebAPIHTTPError) return unknown(`Slack answered with HTTP ${cause.statusCode}`);
  if (cause instanceof WebAPIRequestError) {
    const code = systemCode(cause.original);
    if (code !== null && UNREACHED.has(code))
      return notNow(UNREACHED_RETRY_MS, `Slack was not reached: ${code}`);
    return unknown(`No answer from Slack: ${code ?? cause.original.message}`);
  }
  return unknown(cause instanceof Error ? cause.message : String(cause));
}

const unknown = (why: string): NotSaid => ({ ok: false, outcome: 'unknown', why });
const notNow = (retryAfterMs: number, why: string) =>
  ({ ok: false, outcome: 'not-said', retryAfterMs, why }) as const satisfies NotSaid;

/** Slack wants fewer calls, and says for how long, in milliseconds. */
export const limited = (retryAfterMs: number, why: string): NotSaid => ({
  ...notNow(retryAfterMs, why),
  limited: true,
});

type Refusal = webApi.WebAPIPlatformError['data'];

function refused(data: Refusal): NotSaid {
  const code = data.error;
  if (MAYBE.has(code)) return unknown(`Slack answered ${code}`);
  if (FOR_NOW.has(code)) {
    const seconds = data.response_metadata?.retryAfter;
    return limited(seconds === undefined ? HALF_A_MINUTE_MS : seconds * 1000, code);
  }
  // An answer that was no JSON is handed on as the error: a proxy's page, not Slack's word.
  if (!/^[a-z0-9_]{1,80}$/.test(code)) return unknown('Slack answered with something that is no JSON');
  return { ok: false, outcome: 'never', why: `${remedyFor(code, data)} (${code})` };
}

/** Did Slack refuse the form of the message, and not the message? Gives its code for it. */
export function unsuitedForm(cause: unknown): string | null {
  if (!(cause instanceof webApi.WebAPIPlatformError)) return null;
  return UNSUITED.has(cause.data.error) ? cause.data.error : null;
}

/** The same outcome where nobody could see anything of it yet: then it is certain that nothing was said. */
export function unseen(outcome: NotSaid): NotSaid {
  return outcome.outcome === 'unknown' ? notNow(0, outcome.why) : outcome;
}

function remedyFor(code: string, data: Refusal): string {
  if (code === 'missing_scope') {
    const needed = 'needed' in data && typeof data.needed === 'string' ? data.needed : 'a scope';
    return `The app lacks ${needed}. Add it under "OAuth & Permissions" and install the app again.`;
  }
  return REMEDIES[code] ?? 'Slack refused the message.';
}

/** Node's fetch says why only in the cause of its error. */
function systemCode(error: unknown): string | null {
  for (let one: unknown = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return null;
}

/** Why a call did not do what it should: by the caller's own remedies first, then by the general ones. */
export function whyNot(cause: unknown, remedies: Readonly<Record<string, string>>): string {
  const code = cause instanceof webApi.WebAPIPlatformError ? cause.data.error : '';
  const remedy = Object.hasOwn(remedies, code) ? remedies[code] : undefined;
  return remedy === undefined ? outcomeOf(cause).why : `${remedy} (${code})`;
}
