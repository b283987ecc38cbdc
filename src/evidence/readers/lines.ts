/**
 * @module evidence/readers/lines
 * Cuts any text into log lines that the readers share: OpenClaw's JSONL, its plain `<time> [subsystem] …`,
 * the prefixes of journald and docker compose, or just lines. Bounded, so that a hostile text costs no more
 * than an honest one.
 */

export type Line = {
  /** What was said, without time and prefix. */
  text: string;
  /** ISO time, where the line has one. */
  at?: string;
  subsystem?: string;
  /** Structured part of a JSONL line (`cause`, `durationMs`, …); values from strangers. */
  meta?: Record<string, unknown>;
};

const MAX_TEXT = 2_000_000;
const MAX_LINES = 20_000;
const MAX_LINE = 2_000;

const ANSI = /\u001b\[[0-9;]{0,12}[A-Za-z]/g;
const ISO = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?)\]?\s*/;
const JOURNAL = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,64} ([A-Za-z0-9_.@-]{1,64})(?:\[\d{1,10}\])?: /;
const COMPOSE = /^[a-z0-9][\w.-]{0,63}\s{0,20}\| /;
const SUBSYSTEM = /^\[([a-z0-9/_. -]{1,64})\]\s*/i;
/** From here on a line carries what a person or model said, not what the program says. */
const SAID = [
  /\b(?:inbound|incoming|received|queued) (?:message|text|dm|msg|update)\b[^"“]{0,120}["“]/i,
  /\b(?:body|prompt|content|reply|text|caption|transcript)=["“]/i,
  /^(?:user|assistant|human|bot|me|system prompt)\s?[>:»]\s/i,
  /["']?role["']?\s?:\s?["'](?:user|assistant)["']/i,
];

/** Cuts off what somebody else said inside a line; the words of the program before it stay. */
export function withoutSpeech(text: string): string {
  let end = text.length;
  for (const pattern of SAID) {
    const hit = pattern.exec(text);
    if (hit && hit.index < end) end = hit.index;
  }
  return text.slice(0, end);
}

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

/** Words of a record without a message: the last positional argument that is text and no bookkeeping. */
function wordsIn(value: Record<string, unknown>): unknown {
  return [value['2'], value['1'], value['0']].find((part) => typeof part === 'string' && part[0] !== '{');
}

function fromJson(raw: string): Line | null {
  if (raw[0] !== '{' || !/"(?:message|msg|_meta)"/.test(raw)) return null;
  try {
    const value: unknown = JSON.parse(raw);
    if (!record(value)) return null;
    const logged = record(value._meta);
    const said = value.message ?? value.msg ?? (logged ? wordsIn(value) : undefined);
    // A log record without words says nothing; its bookkeeping must not be read as words.
    if (typeof said !== 'string') return logged ? { text: '' } : null;
    const at = typeof value.time === 'string' ? time(value.time) : undefined;
    const subsystem = subsystemOf(value['0']) ?? subsystemOf(JSON.stringify(value));
    const meta = record(value['1']) ? value['1'] : undefined;
    const nested = meta && typeof meta.error === 'string' ? ` ${meta.error}` : '';
    return {
      text: withoutSpeech(said).slice(0, MAX_LINE) + nested.slice(0, 400),
      ...(at ? { at } : {}),
      ...(subsystem ? { subsystem } : {}),
      ...(meta ? { meta } : {}),
    };
  } catch {
    // Not JSON after all (a cut line, a config snippet): it is read as plain text.
    return null;
  }
}

function fromPlain(raw: string): Line {
  let text = raw;
  let at: string | undefined;
  let subsystem: string | undefined;
  const prefix = COMPOSE.exec(text) ?? JOURNAL.exec(text);
  if (prefix) text = text.slice(prefix[0].length);
  const stamp = ISO.exec(text);
  if (stamp) {
    at = time(stamp[1]);
    text = text.slice(stamp[0].length);
  }
  const area = SUBSYSTEM.exec(text);
  if (area) subsystem = area[1];
  return {
    text: withoutSpeech(text),
    ...(at ? { at } : {}),
    ...(subsystem ? { subsystem } : {}),
  };
}

/** All lines of a text, in order, at most 20 000 of 2 000 characters. Never throws. */
export function linesOf(text: string): Line[] {
  const out: Line[] = [];
  for (const raw of text.slice(0, MAX_TEXT).split(/\r?\n/)) {
    if (out.length >= MAX_LINES) break;
    const whole = raw.replace(ANSI, '').trim();
    if (whole === '') continue;
    out.push(fromJson(whole) ?? fromPlain(whole.slice(0, MAX_LINE)));
  }
  return out;
}

/** The first JSON object or array in a text, or null. Commands print warnings before their JSON. */
export function jsonIn(text: string): unknown {
  const trimmed = text.trim();
  const start = trimmed.search(/[{[]/);
  if (start < 0 || trimmed.length > MAX_TEXT) return null;
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

/** A quote for people: one line, at most 300 characters. */
export const quoteOf = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 300);
