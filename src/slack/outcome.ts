/**
 * @module slack/outcome
 * What came of a call to Slack's Web API, as the outbox needs to know it: said, certainly not said, never to
 * be said, or nobody knows. Taking "nobody knows" for "not said" posts twice; taking it for "said" loses the
 * message.
 */
import { webApi } from '@slack/bolt';
import { text } from '../messages/sentence.ts';
import { missingScope, remedyFor, type SlackDeed } from '../messages/slack-errors.ts';
import type { PublishResult } from '../outbox/notifier.ts';

/** What a failed call can mean. */
export type NotSaid = Exclude<PublishResult, { ok: true } | { outcome: 'later' }>;

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

/** From anything a call to Slack can throw. `why` holds no token and nothing of the message. */
export function outcomeOf(cause: unknown): NotSaid {
  const { WebAPIRateLimitedError, WebAPIPlatformError, WebAPIHTTPError, WebAPIRequestError } = webApi;
  if (cause instanceof WebAPIRateLimitedError) return limited(cause.retryAfter * 1000, 'ratelimited');
  if (cause instanceof WebAPIPlatformError) return refused(cause.data);
  if (cause instanceof WebAPIHTTPError)
    return unknown(text('slack-error.http', { status: cause.statusCode }));
  if (cause instanceof WebAPIRequestError) {
    const code = systemCode(cause.original);
    if (code !== null && UNREACHED.has(code))
      return notNow(UNREACHED_RETRY_MS, text('slack-error.unreached', { error: code }));
    return unknown(text('slack-error.no-answer', { why: code ?? cause.original.message }));
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
  if (MAYBE.has(code)) return unknown(text('slack-error.answered', { error: code }));
  if (FOR_NOW.has(code)) {
    const seconds = data.response_metadata?.retryAfter;
    return limited(seconds === undefined ? HALF_A_MINUTE_MS : seconds * 1000, code);
  }
  // An answer that was no JSON is handed on as the error: a proxy's page, not Slack's word.
  if (!/^[a-z0-9_]{1,80}$/.test(code)) return unknown(text('slack-error.no-json'));
  return { ok: false, outcome: 'never', why: withCode(remedyOf(code, data), code) };
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

function remedyOf(code: string, data: Refusal): string {
  if (code === 'missing_scope')
    return missingScope('needed' in data && typeof data.needed === 'string' ? data.needed : undefined);
  return remedyFor('message', code) ?? text('slack-error.message.other');
}

const withCode = (remedy: string, error: string): string => text('slack-error.with-code', { remedy, error });

/** Node's fetch says why only in the cause of its error. */
function systemCode(error: unknown): string | null {
  for (let one: unknown = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return null;
}

/** Why a call did not do what it should: by the remedies for what was being done first, then by the general ones. */
export function whyNot(cause: unknown, deed: SlackDeed): string {
  const code = cause instanceof webApi.WebAPIPlatformError ? cause.data.error : '';
  const remedy = remedyFor(deed, code);
  return remedy === null ? outcomeOf(cause).why : withCode(remedy, code);
}
