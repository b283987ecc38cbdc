/**
 * @module evidence/readers/lines
 * Cuts any text into log lines that the readers share: OpenClaw's JSONL, its plain `<time> [subsystem] …`,
 * what journald, docker compose and docker's json-file put around it, or just lines. Bounded, so that a hostile
 * text costs no more than an honest one.
 */
import { leavesOpen, withoutSpeech } from './speech.ts';

export type Line = {
  /** What was said, without time and prefix. */
  text: string;
  /** ISO time, where the line has one. */
  at?: string;
  /** As the record has it, in capitals: INFO, WARN, ERROR … */
  level?: string;
  subsystem?: string;
  /** The machine that wrote it, as its record says. */
  host?: string;
  /** It is a record of OpenClaw's JSONL, which nobody's line break can begin or end. */
  record?: true;
  /** All that stands in the line, where `text` is cut to the product's own words (own-words). */
  whole?: string;
  /** Structured part of a JSONL line (`cause`, `durationMs`, …); values from strangers. */
  meta?: Record<string, unknown>;
};

/** Characters of a text that is read as one; longer ones go through a log stream. */
export const MAX_TEXT = 2_000_000;
const MAX_LINES = 20_000;
const MAX_LINE = 2_000;
/** A line of JSON longer than this carries somebody's text, and is not worth parsing. */
const MAX_JSON = 64_000;
/** As much of a line as is read at all: bytes, so that a single line of megabytes costs no more. */
export const MAX_LINE_BYTES = MAX_JSON;
/** Lines that one open quotation can swallow. */
const MAX_QUOTED = 200;

const ANSI = /\u001b\[[0-9;]{0,12}[A-Za-z]|\u0000/g;
const ISO = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)\]?\s*/;
const JOURNAL = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,64} ([A-Za-z0-9_.@-]{1,64})(?:\[\d{1,10}\])?: /;
const COMPOSE = /^[a-z0-9][\w.-]{0,63}\s{0,20}\| /;
/** The console's own time of day, before the part that speaks (2026.9.6). */
const CLOCK =
  /^\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?\s+(?=\[|(?:trace|debug|info|warn|error|fatal)\s)/i;
/** A level before the part: `ERROR [gateway] …`, and `error gateway/ws …` as `openclaw logs` prints it. */
const LEVEL = /^(?:trace|debug|info|warn|error|fatal)\s+(?=\[[a-z0-9/_. -]{1,64}\]\s)/i;
const LISTED = /^(?:trace|debug|info|warn|error|fatal)\s+([a-z][a-z0-9-]{1,30}(?:\/[a-z0-9_-]{1,40}){0,3})\s/;
const SUBSYSTEM = /^\[([a-z0-9/_. -]{1,64})\]\s*/i;
function time(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const parsed = Date.parse(text.replace(' ', 'T').replace(',', '.'));
  return Number.isNaN(parsed) ? undefined : new Date(parsed).toISOString();
}

const record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function subsystemOf(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  return /"(?:subsystem|module)":"([^"]{1,64})"/.exec(name)?.[1];
}

/** `{"log":"…\n","stream":"stderr","time":"…"}`: what docker's json-file driver makes of a line. */
function fromDocker(value: Record<string, unknown>): Line | null {
  if (typeof value.log !== 'string' || typeof value.stream !== 'string') return null;
  const inner = lineOf(value.log);
  const at = inner.at ?? (typeof value.time === 'string' ? time(value.time) : undefined);
  return { ...inner, ...(at ? { at } : {}) };
}

/** Words of a record without a message: the last positional argument that is text and no bookkeeping. */
function wordsIn(value: Record<string, unknown>): unknown {
  return [value['2'], value['1'], value['0']].find((part) => typeof part === 'string' && part[0] !== '{');
}

function fromJson(raw: string): Line | null {
  if (raw[0] !== '{' || raw.length > MAX_JSON || !/"(?:message|msg|_meta|log)"/.test(raw)) return null;
  try {
    const value: unknown = JSON.parse(raw);
    if (!record(value)) return null;
    const docker = fromDocker(value);
    if (docker) return docker;
    const logged = record(value._meta);
    const said = value.message ?? value.msg ?? (logged ? wordsIn(value) : undefined);
    // A log record without words says nothing; its bookkeeping must not be read as words.
    if (typeof said !== 'string') return logged ? { text: '' } : null;
    const subsystem = subsystemOf(value['0']) ?? subsystemOf(JSON.stringify(value));
    return recordLine(said, value, subsystem, typeof value.time === 'string' ? time(value.time) : undefined);
  } catch {
    // Not JSON after all (a cut line, a config snippet): it is read as plain text.
    return null;
  }
}

/**
 * An agent's tool that failed, in OpenClaw's own words (2026.9.6): such a line does not name its part to the file. What
 * other tools say when they fail is what they met in files and commands.
 */
const OF_A_TOOL = /^\[tools\] (?:exec failed: exec denied\b|(?:browser|web_[a-z]{3,12}) failed: )/;
export const partOf = (said: string): string | undefined => (OF_A_TOOL.test(said) ? 'tools' : undefined);

/** Of a message that was passed over the words say only that; why is beside them: `"reason":"not-allowed"` (2026.9.6). */
const PASSED_OVER = /^(?:skipp|dropp|ignor|block|reject)\w{1,4} /i;
const BARE_WORD = /^[a-z]{2,16}(?:-[a-z]{2,16}){0,4}$/;

function recordLine(
  said: string,
  value: Record<string, unknown>,
  subsystem: string | undefined,
  at: string | undefined,
): Line {
  const meta = record(value['1']) ? value['1'] : undefined;
  const part = subsystem ?? partOf(said);
  const level = record(value._meta) ? value._meta.logLevelName : undefined;
  const nested = meta && typeof meta.error === 'string' ? ` ${meta.error}` : '';
  const why = meta && PASSED_OVER.test(said) && typeof meta.reason === 'string' ? meta.reason : '';
  const reason = BARE_WORD.test(why) ? ` reason=${why}` : '';
  return {
    text: withoutSpeech(said.slice(0, MAX_LINE), true) + nested.slice(0, 400) + reason,
    record: true,
    ...(at ? { at } : {}),
    ...(typeof level === 'string' ? { level } : {}),
    ...(typeof value.hostname === 'string' ? { host: value.hostname.slice(0, 255) } : {}),
    ...(part ? { subsystem: part } : {}),
    ...(meta ? { meta } : {}),
  };
}

/**
 * A line of OpenClaw's JSONL from its two halves: the words before its bookkeeping (`_meta`, which begins the
 * second) are parsed, the words behind it repeat them and are not. Null when it is no such line.
 */
export function lineOfHalves(words: string, rest: () => string): Line | null {
  try {
    const value: unknown = JSON.parse(`${words.slice(0, words.lastIndexOf(','))}}`);
    if (!record(value)) return null;
    const said = wordsIn(value);
    if (typeof said !== 'string') return { text: '' };
    const line = recordLine(said, value, subsystemOf(value['0']), undefined);
    // Most lines are looked at and left; their time is worked out when somebody asks.
    let known: string | undefined;
    const at = () => (known ??= time(/"time":"([^"]{10,40})"/.exec(rest())?.[1]));
    const level = () => /"logLevelName":"([A-Z]{4,8})"/.exec(rest())?.[1];
    return Object.defineProperties(line, {
      at: { get: at, enumerable: true },
      level: { get: level, enumerable: true },
      host: { get: () => /"hostname":"([^"]{1,255})"/.exec(rest())?.[1], enumerable: true },
    });
  } catch {
    return null; // Another program's JSON: it is read whole.
  }
}

function fromPlain(raw: string): Line {
  let text = raw;
  let at: string | undefined;
  let subsystem: string | undefined;
  const prefix = COMPOSE.exec(text) ?? JOURNAL.exec(text);
  if (prefix) text = text.slice(prefix[0].length);
  // `docker logs -t` and journald put their own time before the program's.
  for (let stamps = 0; stamps < 2; stamps++) {
    const stamp = ISO.exec(text);
    if (!stamp) break;
    at = time(stamp[1]) ?? at;
    text = text.slice(stamp[0].length);
  }
  text = text.replace(CLOCK, '').replace(LEVEL, '');
  const area = SUBSYSTEM.exec(text) ?? (at === undefined ? null : LISTED.exec(text));
  if (area) subsystem = area[1];
  return {
    text: withoutSpeech(text, at !== undefined || area !== null),
    ...(at ? { at } : {}),
    ...(subsystem ? { subsystem } : {}),
  };
}

/** One line of a log. Never throws; a line cut in half is plain text. */
export function lineOf(raw: string): Line {
  const whole = raw
    .slice(0, MAX_JSON + 1)
    .replace(ANSI, '')
    .trim();
  return fromJson(whole) ?? fromPlain(whole.slice(0, MAX_LINE));
}

/** Does a program's own line begin here, rather than somebody's next words? */
const BEGINS =
  /^(?:\{|\[?\d{4}-\d\d-\d\d[T ]|\d\d:\d\d:\d\d |[A-Z][a-z]{2} [ \d]\d \d\d:|[a-z0-9][\w.-]{0,63}\s{0,20}\| |\[[a-z0-9/_.-]{1,64}\] )/;

/** What somebody wrote before the log that they pasted: the lines before the first of a program's own. */
export function proseBefore(text: string): string {
  const lines = text.slice(0, 4_000).split('\n');
  const first = lines.findIndex((line) => BEGINS.test(line));
  return (first < 0 ? lines : lines.slice(0, first)).join('\n');
}

/** Tells, line after line, whether it stands inside a quotation that an earlier line opened. */
export function quotations(): (raw: string, line: Line) => boolean {
  let open = 0;
  return (raw, line) => {
    const begins = BEGINS.test(raw);
    if (!begins && open > 0) {
      open = /["”`]\s*$/.test(raw) ? 0 : open - 1;
      return true;
    }
    const prefixed = begins && raw[0] !== '{';
    open =
      prefixed && leavesOpen(raw.slice(0, MAX_LINE), false) && line.text.length < raw.length ? MAX_QUOTED : 0;
    return false;
  };
}

/** All lines of a text, in order, at most 20 000 of 2 000 characters. Never throws. */
export function linesOf(text: string): Line[] {
  const out: Line[] = [];
  const inside = quotations();
  for (const raw of text.slice(0, MAX_TEXT).split(/\r?\n/)) {
    if (out.length >= MAX_LINES) break;
    const whole = raw
      .slice(0, MAX_JSON + 1)
      .replace(ANSI, '')
      .trim();
    if (whole === '') continue;
    const line = lineOf(whole);
    if (!inside(whole, line)) out.push(line);
  }
  return out;
}

/** The first JSON object or array in a text, or null. Commands print warnings before their JSON. */
export function jsonIn(text: string, most = MAX_TEXT): unknown {
  const trimmed = text.trim();
  const start = trimmed.search(/[{[]/);
  if (start < 0 || trimmed.length > most) return null;
  const end = Math.max(trimmed.lastIndexOf('}'), trimmed.lastIndexOf(']'));
  if (end <= start) return null;
  try {
    return JSON.parse(trimmed.slice(start, end + 1));
  } catch {
    // Snippets are often not quite JSON; the line readers still see them.
    return null;
  }
}

/** Reads a path of keys out of JSON from a stranger; undefined where it does not lead anywhere. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const key of path) {
    if (!record(here) || !Object.hasOwn(here, key)) return undefined;
    here = here[key];
  }
  return here;
}

export { withoutSpeech };

/** A quote for people: one line, at most 300 characters. */
export const quoteOf = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 300);
