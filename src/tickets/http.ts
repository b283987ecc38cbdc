/**
 * @module tickets/http
 * One call to a desk. It goes to the hosts of that desk and no further: redirects are not followed, credentials reach
 * only its own addresses, every answer is bounded in time and size, and whatever goes wrong is one DeskError whose
 * message holds no credential.
 */
import { VERSION } from '../settings.ts';
import { DeskError } from './desk.ts';
import { oneLine } from './markup/untrusted.ts';
import { retryAfterMs } from './retry-after.ts';

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** One of these at most. FormData brings its own content type. */
  json?: unknown;
  bytes?: Uint8Array;
  form?: FormData;
  /** Statuses besides 2xx that are answers too, e.g. 404 of a look-up. */
  also?: readonly number[];
};

export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; null when it is none. */
  json: unknown;
};

/** How a vendor says no in its own way; null leaves it to the status. */
export type Refusal = { how: DeskError['how']; retryAfterMs?: number | null };

export type HttpSettings = {
  /** As people call the desk: `GitHub`. */
  desk: string;
  fetch: typeof fetch;
  now: () => number;
  /** Origins that get the credential: `https://api.github.com`. */
  origins: readonly string[];
  /** Hosts that are spoken to without one, e.g. where files are uploaded: a name, or `*.` and a domain. */
  elsewhere?: readonly string[];
  /** Headers that prove who asks; asked for before each call, so that a token may be renewed. */
  credential: () => Promise<Record<string, string>>;
  /** The vendor's own words of a refusal, out of its JSON. */
  saysWhy: (json: unknown) => string | null;
  /** What a vendor means by a status that others mean otherwise. */
  means?: (answer: Answer) => Refusal | null;
  timeoutMs?: number;
  maxBytes?: number;
};

export type DeskHttp = (call: Call) => Promise<Answer>;

/** The longest time that a call may take, in milliseconds: what was sent is at the desk by then, or nowhere. */
export const CALL_MS = 20_000;
/** A list of a hundred tickets with long bodies, in bytes. */
const MAX_ANSWER = 8 * 1024 * 1024;
/** Of a vendor's own words, in characters. */
const MAX_WORDS = 300;
/** Errors of a connection that was never made (undici, workerd): nothing was sent. */
const NEVER_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|CERT_|SELF_SIGNED/;

export function deskHttp(settings: HttpSettings): DeskHttp {
  const { desk, now, timeoutMs = CALL_MS, maxBytes = MAX_ANSWER } = settings;

  /** Whether the credential goes along. @throws DeskError for an address that is none of this desk's. */
  function ownAddress(url: URL): boolean {
    if (settings.origins.includes(url.origin)) return true;
    const known = (settings.elsewhere ?? []).some((host) =>
      host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.host === host,
    );
    const secret = url.protocol === 'https:' || /^(127(\.\d+){3}|localhost|\[::1\])$/.test(url.hostname);
    if (known && secret && url.username === '') return false;
    throw new DeskError(
      'refused',
      `${desk} named an address on ${cleanHost(url)}, where nothing of a ticket may go. Nothing was sent there.`,
    );
  }

  async function once(call: Call, credential: Record<string, string>): Promise<Answer> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), timeoutMs);
    try {
      const response = await settings.fetch(call.url, {
        method: call.method,
        headers: {
          'user-agent': `openclaw-incident-bot/${VERSION}`,
          accept: 'application/json',
          ...(call.json !== undefined && { 'content-type': 'application/json' }),
          ...call.headers,
          ...credential,
        },
        body: bodyOf(call),
        redirect: 'manual',
        signal: stop.signal,
      });
      const text = await readBounded(response, maxBytes);
      return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
    } catch (error) {
      throw lost(error, stop.signal.aborted, desk, timeoutMs);
    } finally {
      clearTimeout(timer);
    }
  }

  return async (call) => {
    const url = new URL(call.url);
    const own = ownAddress(url);
    const credential = own ? await settings.credential() : {};
    const answer = await once(call, credential);
    const ok = answer.status >= 200 && answer.status < 300;
    const meant = settings.means?.(answer) ?? null;
    // A sign-in page or an instance that sleeps says 200, too; what came of the call nobody knows.
    if (ok && own && isPage(answer.text)) throw new DeskError('unsure', sentence(answer, settings));
    if (meant === null && (ok || call.also?.includes(answer.status))) return answer;
    const { how, retryAfterMs: asked } = meant ?? usual(answer.status);
    const wait = asked === undefined ? retryAfterMs(answer.headers, now()) : asked;
    throw new DeskError(how, masked(sentence(answer, settings), credential), wait);
  };
}

function bodyOf({ json, bytes, form }: Call): NonNullable<RequestInit['body']> | null {
  if (json !== undefined) return JSON.stringify(json);
  // A copy of its own: the type of a view over shared memory is no body.
  return bytes === undefined ? (form ?? null) : new Uint8Array(bytes);
}

/** What a status means at most vendors. A redirect is not followed, so nothing was done there. */
function usual(status: number): Refusal {
  if (status === 401 || status === 403) return { how: 'denied' };
  if (status === 404 || status === 410) return { how: 'gone' };
  if (status === 429) return { how: 'limited' };
  if (status === 408 || status === 425 || status >= 500 || status < 200) return { how: 'unsure' };
  return { how: 'refused' };
}

function sentence({ status, headers, text, json }: Answer, { desk, saysWhy }: HttpSettings): string {
  const answered = `${desk} answered ${status}`;
  if (status >= 300 && status < 400) {
    const to = headers.get('location') ?? '';
    const host = URL.canParse(to) ? ` to ${cleanHost(new URL(to))}` : '';
    return `${answered}, a redirect${host}; it was not followed. Look at the desk's url in DESKS.`;
  }
  const why = json === null ? null : saysWhy(json);
  if (why !== null && why.trim() !== '') return `${answered}: ${oneLine(why).slice(0, MAX_WORDS)}`;
  return isPage(text)
    ? `${answered} with a web page, as a proxy, a sign-in page or an outage does.`
    : `${answered}.`;
}

const isPage = (text: string): boolean => /^\s*</.test(text);

/** A host's name as it may be shown: neither path nor query, which may hold a signature. */
const cleanHost = (url: URL): string => url.host.slice(0, 100);

/** A vendor may repeat what it was sent. */
function masked(message: string, credential: Record<string, string>): string {
  const secrets = Object.values(credential)
    .flatMap((value) => [value, ...value.split(/[\s=]+/)])
    .filter((value) => value.length >= 8);
  return secrets.reduce((out, secret) => out.replaceAll(secret, '‹credential›'), message);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

class TooLong extends Error {}

/** The whole body; throws when it is longer than allowed, having read no more than that. */
async function readBounded(response: Response, most: number): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => undefined);
      throw new TooLong();
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return new TextDecoder().decode(whole);
}

/** There was no answer, or none that ended. */
function lost(error: unknown, timedOut: boolean, desk: string, timeoutMs: number): DeskError {
  if (timedOut) return new DeskError('unsure', `${desk} did not answer within ${timeoutMs / 1000} s.`);
  if (error instanceof TooLong)
    return new DeskError('unsure', `${desk} sent an answer that is too long to read.`);
  const { code = '' } = ((error as Error).cause ?? error) as { code?: unknown };
  return NEVER_SENT.test(String(code))
    ? new DeskError('limited', `${desk} cannot be reached (${String(code)}). Nothing was sent.`)
    : new DeskError('unsure', `The connection to ${desk} broke before it answered.`);
}
