/**
 * @module log
 * One JSON line per hand-over: a fixed sentence and fields, so that lines group. Never evidence bodies;
 * the redactor sits in here, not in the callers' care.
 */
export type Fields = Record<string, string | number | boolean | null | undefined>;

export type Log = {
  debug(fields: Fields, sentence: string): void;
  info(fields: Fields, sentence: string): void;
  warn(fields: Fields, sentence: string): void;
  error(fields: Fields, sentence: string): void;
  /** A log whose lines all carry these fields. */
  child(fields: Fields): Log;
};

export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type Level = (typeof LEVELS)[number];

type Options = {
  /** The least that is written; `silent` writes nothing. */
  level: Level;
  /** Takes secrets out of a text; applied to every field and sentence. */
  redact: (text: string) => string;
  /** Takes one line without its end. Standard error on both runtimes when left out. */
  write?: (line: string) => void;
  /** Epoch ms. */
  now?: () => number;
  fields?: Fields;
};

/** Longest text of one field; whoever logs more is logging a body. */
const MAX_FIELD = 2_000;

/** A log of JSON lines `{time, level, msg, …fields}`, redacted. Time is ISO, UTC. */
export function createLog(options: Options): Log {
  const { level, redact, write = console.error, now = Date.now, fields = {} } = options;
  const least = LEVELS.indexOf(level);

  function line(at: Level, more: Fields, sentence: string): void {
    if (LEVELS.indexOf(at) < least) return;
    const own = Object.entries({ ...fields, ...more })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'string' ? redact(value.slice(0, MAX_FIELD)) : value]);
    const head = { time: new Date(now()).toISOString(), level: at, msg: redact(sentence) };
    write(JSON.stringify({ ...Object.fromEntries(own), ...head }));
  }

  return {
    debug: (more, sentence) => line('debug', more, sentence),
    info: (more, sentence) => line('info', more, sentence),
    warn: (more, sentence) => line('warn', more, sentence),
    error: (more, sentence) => line('error', more, sentence),
    child: (more) => createLog({ ...options, fields: { ...fields, ...more } }),
  };
}
