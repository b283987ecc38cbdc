/**
 * @module evidence/readers/connect-log
 * Refused and lost connects in the gateway's own log and in the words of its clients. Lines of one attempt
 * carry the same `conn=` and become one client; a text without it gets a client of its own for each refusal.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { FactName } from '../dictionary.ts';
import type { ReadContext, Reader } from '../reader.ts';
import { type Line, linesOf, quoteOf } from './lines.ts';
import { codeIn, reasonIn } from './refusal-words.ts';

/** Attempts kept of one text: the newest; a thousand refusals say no more than fifty. */
const MAX_CLIENTS = 50;
/** The host agent names itself so; its own refused connects are no evidence. */
export const OWN_CLIENT = 'openclaw-host-agent';

type Attempt = { facts: Map<FactName, Fact['value']>; at?: string; quote: string; own: boolean };

const CONN = /\bconn=([0-9a-f]{4,8})[0-9a-f-]{0,32}/;
const CLOSED = /\bgateway closed \((\d{4})(?: [a-z ()]{1,48})?\)(?::\s*(.{0,200}))?/i;
const CLOSE_LOG = /\bcode=(\d{4}) reason=(.{0,160}?)(?: phase=|$)/;
const FAILED_RPC =
  /res ✗ ([a-z][\w.]{1,60})(?: \d+ms)? errorCode=([A-Z_]{3,40}) errorMessage=(.{0,200}?)(?: conn=| runId=|$)/;
const SCOPE = /missing scope: (operator\.[a-z.]{3,24})/i;
const TRANSPORT = /\b(ECONNREFUSED|ENOTFOUND|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EAI_AGAIN)\b/;
/** Errors of the road to the gateway; the same words towards a provider say nothing about it. */
const TO_GATEWAY =
  /gateway connect failed|gateway target|\bws:\/\/|wss:\/\/|127\.0\.0\.1:18|localhost:18|connectFailure/i;

const word = (text: string, key: string) => new RegExp(`\\b${key}=(\\S{1,120})`).exec(text)?.[1];

function note(attempt: Attempt, fact: FactName, value: Fact['value'] | undefined | null) {
  if (value !== undefined && value !== null && value !== 'n/a' && !attempt.facts.has(fact))
    attempt.facts.set(fact, value);
}

/** What one line says about an attempt; false when it says nothing. */
function readLine(line: Line, attempt: Attempt): boolean {
  const before = attempt.facts.size;
  const { text } = line;
  // An audit line records a request, on loopback one that is granted at once; it is no refusal.
  if (text.startsWith('security audit:')) return false;
  if (text.includes(OWN_CLIENT)) attempt.own = true;
  const rpc = FAILED_RPC.exec(text);
  const scope = SCOPE.exec(text)?.[1];
  if (scope) {
    note(attempt, 'rpc.error.missing-scope', scope);
    note(attempt, 'rpc.error.code', 'FORBIDDEN');
    note(attempt, 'rpc.error.method', rpc?.[1] ?? /\bmethod[=: ]+"?([a-z][\w.]{2,60})/.exec(text)?.[1]);
  }
  // A scope refusal names no connect fault, even where the text says "unauthorized".
  const code = scope ? null : codeIn(text);
  if (code) note(attempt, 'connect.refusal.code', code);
  const reason = reasonIn(text);
  const refused = code !== null || /unauthorized|pairing|device-auth/i.test(text);
  if (reason && (refused || /^trusted_proxy_|^proxy_attr|-upgrade$|_redacted_/.test(reason))) {
    note(attempt, 'connect.refusal.reason', reason);
  }
  const closed = CLOSED.exec(text);
  const logged = CLOSE_LOG.exec(text);
  const close = closed ?? logged;
  if (close) {
    note(attempt, 'connect.close.code', Number(close[1]));
    const why = (close[2] ?? '').trim();
    note(
      attempt,
      'connect.close.reason',
      /^(n\/a|no close reason|\(empty\)|)$/.test(why) ? '' : why.slice(0, 160),
    );
  }
  const cause = line.meta?.cause;
  if (typeof cause === 'string') note(attempt, 'connect.close.cause', cause.slice(0, 80));
  else note(attempt, 'connect.close.cause', /\bcause=([a-z-]{3,60})/.exec(text)?.[1]);
  if (TRANSPORT.test(text) && TO_GATEWAY.test(text)) {
    note(attempt, 'connect.transport-error', TRANSPORT.exec(text)?.[1]);
  }
  if (attempt.facts.size === before) return false;
  note(attempt, 'connect.client', word(text, 'client'));
  note(attempt, 'connect.remote', word(text, 'remote'));
  const origin =
    word(text, 'origin') ?? /\borigin["']?\s{0,2}[:=]\s{0,2}["']?(https?:\/\/[\w.:-]{3,80})/i.exec(text)?.[1];
  note(attempt, 'connect.origin', origin);
  return true;
}

function read(text: string, context: ReadContext): Fact[] {
  const attempts = new Map<string, Attempt>();
  let loose = 0;
  for (const line of linesOf(text)) {
    const conn = CONN.exec(line.text)?.[1];
    const found: Attempt = { facts: new Map(), quote: quoteOf(line.text), own: false };
    const known = conn ? attempts.get(conn) : undefined;
    const attempt = known ?? found;
    if (!readLine(line, attempt)) continue;
    if (line.at) attempt.at = line.at;
    if (known) continue;
    const same = [...attempts.values()].find((a) => !conn && sameStory(a, attempt));
    if (same) {
      for (const [fact, value] of attempt.facts) note(same, fact, value);
      if (attempt.at) same.at = attempt.at;
      continue;
    }
    attempts.set(conn ?? `said-${context.tag ?? '0'}-${++loose}`, attempt);
    if (attempts.size > MAX_CLIENTS) attempts.delete(attempts.keys().next().value ?? '');
  }
  return [...attempts].flatMap(([id, attempt]) => factsOf(id, attempt, context));
}

/** Lines without `conn=` that follow each other usually speak of one failure: merge unless they contradict. */
function sameStory(a: Attempt, b: Attempt): boolean {
  const keys: FactName[] = ['connect.refusal.code', 'connect.close.code', 'rpc.error.missing-scope'];
  return keys.every((k) => !a.facts.has(k) || !b.facts.has(k) || a.facts.get(k) === b.facts.get(k));
}

function factsOf(id: string, attempt: Attempt, context: ReadContext): Fact[] {
  if (attempt.own) return [];
  const subject = `${context.gateway}/client:${id}`;
  return [...attempt.facts].map(([fact, value]) => ({
    fact,
    subject,
    value,
    ...(attempt.at ? { at: attempt.at } : {}),
    quote: attempt.quote,
  }));
}

export const connectLog: Reader = {
  id: 'connect-log',
  title: 'Refused, closed and failed connects',
  gives: [
    'connect.refusal.code',
    'connect.refusal.reason',
    'connect.close.code',
    'connect.close.reason',
    'connect.close.cause',
    'connect.transport-error',
    'connect.client',
    'connect.remote',
    'connect.origin',
    'rpc.error.missing-scope',
    'rpc.error.code',
    'rpc.error.method',
  ],
  read,
};
