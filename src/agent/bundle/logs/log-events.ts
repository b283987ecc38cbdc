/**
 * @module agent/bundle/logs/log-events
 * Which lines of a log are worth a window around them: a start, an end, a refusal, a client that went, a policy that
 * struck, a reload. By their words alone, so that a million lines are told apart in seconds.
 */
import { OWN_CLIENT } from '../../../evidence/readers/connect-log.ts';
import { logLine } from '../../gateways/log-lines.ts';

export type EventKind =
  | 'start'
  | 'ready'
  | 'end'
  | 'failed-start'
  | 'closed'
  | 'refused'
  | 'policy'
  | 'reload'
  | 'fault';

/** In the words of 2026.2 to 2026.9.6; the first that fits a line is its kind. */
const KINDS: readonly (readonly [EventKind, RegExp])[] = [
  ['failed-start', /Gateway failed to start|Gateway start blocked|Refusing to bind/],
  ['start', /^loading configuration|^restart mode|^received SIG/],
  ['ready', /^(?:gateway )?ready\b|^http server listening/],
  ['end', /^shutdown completed|completed cleanly in/],
  [
    'closed',
    /^closed before connect|^handshake timeout|disconnected code=|\bclose(?:d)? (?:code=)?\(?\d{4}\b|\bcode=(?:1[0-9]{3}|4[0-9]{3}) reason=/,
  ],
  [
    'policy',
    /policy (?:changed|blocked|denied|hit)|origin not allowed|not in allow(?:list|From)|\b(?:dm|group)Policy\b|tool (?:denied|blocked)|exec denied|approval (?:denied|required)/i,
  ],
  [
    'refused',
    /^unauthorized\b|missing scope:|too many failed authentication|res ✗ (?!system-presence)|pairing required|device identity required/,
  ],
  ['reload', /config reload|config change (?:detected|applied|requires)|Config observe anomaly|hot reload/i],
  [
    'fault',
    /ENOSPC|EADDRINUSE|EACCES|out of memory|heap limit|uncaught|unhandled rejection|database (?:is locked|disk image)/i,
  ],
];
/** A cheap first look: no line without one of these words can be an event. */
const MAYBE =
  /Gateway |Refusing|loading conf|restart mode|received SIG|ready|http server|shutdown|cleanly|clos|handshake|disconnected|code=|olicy|origin|allow|denied|blocked|approval|unauthorized|missing scope|too many|res ✗|pairing|identity|reload|config change|anomaly|ENOSPC|EADDRINUSE|EACCES|memory|heap|ncaught|nhandled|database/;
/** Read of a line to tell its kind; what a client sends may be long. */
const READ = 4_000;
const CONN = /\bconn=([0-9a-f]{8})/;
const CAUSE = /"cause":"([a-z][a-z-]{1,60})"/;
const REASON = /"authReason":"([a-z][a-z_-]{1,60})"/;
const SESSION = /\b(?:sessionKey|session|runId|sessionId)[=:]"?([A-Za-z0-9:_.@-]{4,80})/g;

export type LogEvent = {
  kind: EventKind;
  /** Epoch ms; null where the line has no time. */
  at: number | null;
  /** First eight digits of its connection. */
  conn: string | null;
  sessions: string[];
  /** What it says, without its bookkeeping. */
  message: string;
  /** The gateway's own word for why, where its structured part has one. */
  cause: string | null;
  /** Equal for lines that say the same of different clients and times. */
  shape: string;
};

/** Numbers, ids and addresses taken off. */
const shapeOf = (kind: string, message: string): string =>
  `${kind}|${message.slice(0, 200).replace(/[0-9a-f]{8}[0-9a-f-]*(?:…[0-9a-f]+)?|\b[0-9a-f]{6,}\b|\d+/gi, '#')}`;

export const connOf = (line: string): string | null => CONN.exec(line)?.[1] ?? null;

/** A line of the host agent's own looks, which are no part of what happened. */
export const isOwn = (line: string): boolean => line.includes(OWN_CLIENT);

/** What happened in a line, or null. */
export function eventIn(line: string): LogEvent | null {
  const read = line.length > READ ? line.slice(0, READ) : line;
  if (!MAYBE.test(read)) return null;
  const { at, message } = logLine(line);
  const said = message.slice(0, READ).replace(/^\[[^\]]{1,64}\]\s*/, '');
  const kind = KINDS.find(([, words]) => words.test(said))?.[0];
  if (kind === undefined) return null;
  const sessions = [...new Set([...read.matchAll(SESSION)].map(([, id]) => id ?? ''))].slice(0, 4);
  const why = [CAUSE, REASON].flatMap((form) => form.exec(read)?.[1] ?? []).join(', ');
  const cause = why === '' ? null : why;
  return {
    kind,
    at,
    conn: connOf(read),
    sessions,
    message: said,
    cause,
    shape: shapeOf(`${kind} ${why}`, said),
  };
}

/** Where a client came from in detail stands in the log itself; in a list of what happened it hides the rest. */
const DETAIL =
  / (?:peer|host|ua|endpoint|instance|platform|id)=\S+| [a-z]+=(?:n\/a|unknown)(?= |$)| remote=127\.0\.0\.1| guidance=.*/g;

/** The event in few words. */
export const inShort = ({ message, cause }: Pick<LogEvent, 'message' | 'cause'>): string =>
  `${message.replace(DETAIL, '')}${cause === null ? '' : ` cause=${cause}`}`;
