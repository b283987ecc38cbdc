/**
 * @module evidence/readers/connect-log
 * Refused and lost connects in the gateway's own log and in the words of its clients. Lines of one attempt
 * carry the same `conn=`, in full or as its first eight digits; attempts of one client become one client. A text
 * without `conn=` gets a client of its own for each refusal.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { FactName } from '../dictionary.ts';
import type { LineReader, ReadContext, Reading } from '../reader.ts';
import { type Attempt, gatherClients } from './clients.ts';
import { type Line, quoteOf } from './lines.ts';
import { readLines } from './read-lines.ts';
import { codeIn, MESSAGE_CODES, REASON_CODES, reasonIn } from './refusal-words.ts';
import { speaksOfGateway } from './speech.ts';

/** Refusals without a connection that are kept of one text. */
const MAX_LOOSE = 50;
/** The part that answers at the door. */
const DOOR = /^(?:gateway\/)?ws$/i;
/** The host agent names itself so; its own refused connects are no evidence. */
export const OWN_CLIENT = 'openclaw-host-agent';

/** `gateway probe` and `gateway status` ask without any scope and are refused, on every healthy gateway (2026.9.6). */
export const COMMANDS_PROBE = /res ✗ system-presence\b.*missing scope: operator\.read/;
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

/** A person, or a policy, let a device in (2026.2 to 2026.9.6). */
const APPROVED = /\bdevice pairing (?:auto-)?approved device=([0-9a-f]{16,64})\b/;

/** What a client tells of itself, and why it hung up, is no code, whatever it looks like. */
const TOLD_BY_CLIENT = /\b(?:fwd|origin|host|ua)=(?:.{0,1000}(?=\s(?:code|reason|cause)=)|.*)/;
const ITS_REASON = /\bcode=(?:1000|1001|1005|1006) reason=.*/;
const byGateway = (text: string): string => text.replace(TOLD_BY_CLIENT, '').replace(ITS_REASON, '');

/** What a line writes where nobody is named. */
const NOBODY = new Set(['n/a', '?', 'unknown']);

const word = (text: string, key: string) => new RegExp(`\\b${key}=(\\S{1,120})`).exec(text)?.[1];

function note(attempt: Attempt, fact: FactName, value: Fact['value'] | undefined | null) {
  if (value !== undefined && value !== null && value !== 'n/a' && !attempt.facts.has(fact))
    attempt.facts.set(fact, value);
}

const metaText = (line: Line, key: string): string | undefined => {
  const value = line.meta?.[key];
  return typeof value === 'string' && value !== '' ? value.slice(0, 120) : undefined;
};

/** Who it was: from the line's own words, or from the structured part that OpenClaw logs beside them. */
function noteWho(line: Line, { who }: Attempt): void {
  const { text } = line;
  const mode = /\bclient=\S{1,120} ([a-z]{2,16}) v\S/.exec(text)?.[1];
  const parts: readonly (readonly [string, string | undefined])[] = [
    ['client', word(text, 'client') ?? metaText(line, 'client')],
    ['mode', mode ?? metaText(line, 'mode')],
    ['remote', word(text, 'remote') ?? metaText(line, 'remoteAddr')],
    ['origin', word(text, 'origin') ?? metaText(line, 'origin')],
    ['ua', /\bua=(.{1,160}?) (?:code|reason)=/.exec(text)?.[1] ?? metaText(line, 'userAgent')],
    // Behind a proxy everybody has the proxy's address.
    ['fwd', word(text, 'fwd') ?? metaText(line, 'forwardedFor')],
    ['device', metaText(line, 'deviceId')],
  ];
  for (const [part, said] of parts) {
    if (said !== undefined && !NOBODY.has(said) && !who.has(part)) who.set(part, said);
  }
}

/** The first eight digits of the connection that a line speaks of. */
export const connectionOf = (line: Line): string | undefined => CONN.exec(line.text)?.[1];

/** Does the line show, by itself, that its connection is ours or a command's bare probe? */
export const isLeftOut = (line: Line): boolean =>
  line.text.includes(OWN_CLIENT) ||
  COMMANDS_PROBE.test(line.text) ||
  (line.meta?.cause === 'device-required' && line.meta.client === 'cli' && line.meta.mode === 'probe');

/** Ours, or the bare probe of a command: it has no device and no scopes, and is refused where all is well. */
function leftOut(line: Line, { who }: Attempt): boolean {
  if (isLeftOut(line)) return true;
  return (
    /device identity required/.test(line.text) && who.get('client') === 'cli' && who.get('mode') === 'probe'
  );
}

/** The gateway's own word for why it hung up (2026.9.6): all that is left of a client that did not wait for the answer. */
const CAUSE_CODES: Readonly<Record<string, string>> = {
  'origin-mismatch': 'CONTROL_UI_ORIGIN_NOT_ALLOWED',
  'protocol-mismatch': 'PROTOCOL_MISMATCH',
  'control-ui-insecure-auth': 'CONTROL_UI_DEVICE_IDENTITY_REQUIRED',
  'control-ui-build-mismatch': 'CONTROL_UI_BUILD_MISMATCH',
  'device-required': 'DEVICE_IDENTITY_REQUIRED',
  'pairing-required': 'PAIRING_REQUIRED',
  'authenticated-profile-unavailable': 'AUTHENTICATED_PROFILE_UNAVAILABLE',
};

/** Why, in the gateway's own word for it, where the structured part has one. */
function reasonOfCause(line: Line): string | undefined {
  const cause = metaText(line, 'cause');
  if (cause === 'unauthorized') return metaText(line, 'authReason');
  return cause === 'device-auth-invalid' || cause === 'pairing-required'
    ? metaText(line, 'reason')
    : undefined;
}

function codeOfCause(line: Line): string | null {
  const cause = metaText(line, 'cause') ?? '';
  if (cause === 'unauthorized' || cause === 'device-auth-invalid')
    return REASON_CODES[reasonOfCause(line) ?? ''] ?? null;
  return CAUSE_CODES[cause] ?? null;
}

/** A frame beyond the limit is refused by the socket itself, which knows no cause (2026.8 to 2026.9.6). */
const OVERSIZED = /\berror conn=\S{1,60} .{0,120}max payload size exceeded/i;

/** The gateway's own word for the cause, or what its lines amount to. */
function causeOf(line: Line, attempt: Attempt): string | undefined {
  const { text } = line;
  const cause = line.meta?.cause;
  if (typeof cause === 'string') return cause.slice(0, 80);
  if (OVERSIZED.test(text)) attempt.oversized = true;
  if (attempt.oversized && /\bclosed before connect\b/.test(text)) return 'preauth-payload-too-large';
  return /\bcause=([a-z-]{3,60})/.exec(text)?.[1];
}

/** What one line says about an attempt; false when it says nothing. */
function readLine(line: Line, attempt: Attempt): boolean {
  const before = attempt.facts.size;
  const { text } = line;
  // An audit line records a request, on loopback one that is granted at once; it is no refusal.
  if (text.startsWith('security audit:')) return false;
  const said = byGateway(text);
  const rpc = FAILED_RPC.exec(text);
  const scope = SCOPE.exec(said)?.[1];
  if (scope) {
    note(attempt, 'rpc.error.missing-scope', scope);
    note(attempt, 'rpc.error.code', 'FORBIDDEN');
    note(attempt, 'rpc.error.method', rpc?.[1] ?? /\bmethod[=: ]+"?([a-z][\w.]{2,60})/.exec(text)?.[1]);
  }
  // A scope refusal names no connect fault, even where the text says "unauthorized".
  const code = scope ? null : (codeIn(said) ?? codeOfCause(line));
  if (code) note(attempt, 'connect.refusal.code', code);
  const reason = reasonOfCause(line) ?? reasonIn(text);
  const refused = code !== null || /unauthorized|pairing|device-auth/i.test(said);
  if (reason && (refused || /^trusted_proxy_|^proxy_attr|-upgrade$|_redacted_/.test(reason))) {
    note(attempt, 'connect.refusal.reason', reason);
  }
  const closed = CLOSED.exec(text);
  const logged = CLOSE_LOG.exec(text);
  const close = closed ?? logged;
  if (close) {
    note(attempt, 'connect.close.code', Number(close[1]));
    const why = (close[2] ?? '').trim();
    const unsaid = /^(n\/a|no close reason|\(empty\)|)$/.test(why);
    // A client that does not echo the reason leaves it in the structured part only.
    const meant = unsaid ? (metaText(line, 'handshakeError') ?? '') : why.slice(0, 160);
    note(attempt, 'connect.close.reason', meant);
  }
  note(attempt, 'connect.close.cause', causeOf(line, attempt));
  if (TRANSPORT.test(text) && TO_GATEWAY.test(text)) {
    note(attempt, 'connect.transport-error', TRANSPORT.exec(text)?.[1]);
  }
  if (attempt.facts.size === before) return false;
  const named = metaText(line, 'clientDisplayName') ?? metaText(line, 'client');
  note(attempt, 'connect.client', word(text, 'client') ?? named);
  note(attempt, 'connect.remote', word(text, 'remote'));
  const origin =
    word(text, 'origin') ?? /\borigin["']?\s{0,2}[:=]\s{0,2}["']?(https?:\/\/[\w.:-]{3,80})/i.exec(text)?.[1];
  note(attempt, 'connect.origin', origin);
  return true;
}

const begun = (line: Line): Attempt => ({
  facts: new Map(),
  who: new Map(),
  quote: quoteOf(line.text),
  own: false,
  suppressed: 0,
  ...(line.at ? { firstAt: line.at } : {}),
});

function joinLine(line: Line, attempt: Attempt): void {
  noteWho(line, attempt);
  if (leftOut(line, attempt)) attempt.own = true;
  const more = /\bsuppressed=(\d{1,7})\b/.exec(line.text)?.[1];
  // Both lines of one attempt count what was kept back; they speak of the same attempts.
  if (more) attempt.suppressed = Math.max(attempt.suppressed, Number(more));
  const says = readLine(line, attempt);
  if ((says || more) && line.at) attempt.at = line.at;
}

function open(context: ReadContext): Reading {
  const clients = gatherClients();
  const loose: Attempt[] = [];
  return {
    line(heard) {
      if (!speaksOfGateway(heard)) return;
      // Its fields are read by name here, so that what a client writes into one is never taken for another.
      const line =
        heard.whole !== undefined && DOOR.test(heard.subsystem ?? '')
          ? { ...heard, text: heard.whole }
          : heard;
      const conn = connectionOf(line);
      if (conn)
        return joinLine(
          line,
          clients.of(conn, () => begun(line)),
        );
      const approved = APPROVED.exec(line.text)?.[1];
      if (approved) clients.approved(approved);
      const attempt = begun(line);
      if (line.text.includes(OWN_CLIENT) || !readLine(line, attempt)) return;
      if (line.at) attempt.at = line.at;
      const same = loose.find((one) => sameStory(one, attempt));
      if (same === undefined) {
        loose.push(attempt);
        if (loose.length > MAX_LOOSE) loose.shift();
        return;
      }
      for (const [fact, value] of attempt.facts) note(same, fact, value);
      if (attempt.at) same.at = attempt.at;
    },
    facts: () => [
      ...clients.facts(context.gateway),
      ...loose.flatMap((attempt, n) => factsOf(`said-${context.tag ?? '0'}-${n + 1}`, attempt, context)),
    ],
  };
}

/** Lines without `conn=` that follow each other usually speak of one failure: merge unless they contradict. */
function sameStory(a: Attempt, b: Attempt): boolean {
  const keys: FactName[] = ['connect.refusal.code', 'connect.close.code', 'rpc.error.missing-scope'];
  return keys.every((k) => !a.facts.has(k) || !b.facts.has(k) || a.facts.get(k) === b.facts.get(k));
}

function factsOf(id: string, attempt: Attempt, context: ReadContext): Fact[] {
  const subject = `${context.gateway}/client:${id}`;
  if (String(attempt.facts.get('connect.refusal.reason') ?? '').startsWith('trusted_proxy_'))
    note(attempt, 'connect.forwarded', /\bfwd=(?!n\/a)\S/.test(attempt.quote));
  return [...attempt.facts].map(([fact, value]) => ({
    fact,
    subject,
    value,
    ...(attempt.at ? { at: attempt.at } : {}),
    quote: attempt.quote,
  }));
}

export const connectLog: LineReader = {
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
    'connect.forwarded',
    'connect.attempts',
    'connect.attempts-lately',
    'connect.first-at',
    'gateway.clients.failing',
    'rpc.error.missing-scope',
    'rpc.error.code',
    'rpc.error.method',
  ],
  near: [
    ...new Set(MESSAGE_CODES.map(([words]) => words)),
    'unauthorized',
    'closed before connect',
    'max payload size exceeded',
    'invalid handshake',
    'gateway closed (',
    'res ✗',
    'missing scope',
    'reason=',
    'authreason',
    'handshake timeout',
    'auth_',
    'device_',
    'control_ui_',
    'pairing',
    'protocol_mismatch',
    'client_version_mismatch',
    'authenticated_profile',
    'trusted_proxy_',
    'proxy_attribution',
    'econnrefused',
    'enotfound',
    'econnreset',
    'ehostunreach',
    'enetunreach',
    'etimedout',
    'eai_again',
    'cause=',
  ],
  open,
  read: (text, context) => readLines(open, text, context),
};
