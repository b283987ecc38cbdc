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
