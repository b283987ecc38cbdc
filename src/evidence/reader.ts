/**
 * @module evidence/reader
 * A reader turns text (a log, a command's output, a pasted complaint) into the same facts that a live
 * probe gives, so that `triage` and `explain` share every rule.
 */
import type { Fact } from '../protocol/evidence.ts';
import type { FactName } from './dictionary.ts';
import type { Line } from './readers/lines.ts';

/** What the text is and whom it speaks of. */
export type ReadContext = {
  /** The gateway the text speaks of, e.g. `gateway:default`. */
  gateway: string;
  /** `log`, `command`, `config`, `user_text` …: a hint, never trusted alone. */
  kind?: string;
  /**
   * Read where the gateway wrote it, and not pasted by a person: then only what the product itself says counts, for
   * whoever writes to a chat writes into such a log as well (readers/own-words).
   */
  live?: true;
  /** The command that printed it, if known. */
  command?: string;
  /** Keeps the clients of one text apart from those of another, e.g. `2` for the second pasted piece. */
  tag?: string;
  /** Everything that came with it (the complaint, the other pieces): to tell whom a bare word speaks of. */
  around?: string;
};

export type Reader = {
  id: string;
  title: string;
  /** The facts it can give; a house test holds it to this list. */
  gives: readonly FactName[];
  /** Pure and total: strange text gives no facts, never an exception. */
  read(text: string, context: ReadContext): Fact[];
};

/** One text being read, line after line, in bounded memory. */
export type Reading = {
  /**
   * `words`: of `near`, those known to stand in the line; all are looked for when it is left out.
   * `around`: what stands around the line, where that differs from the context's.
   */
  line(line: Line, words?: readonly string[], around?: () => string): void;
  facts(): Fact[];
};

/** A reader that needs no more than one line at a time, so that a log may have any length. */
export type LineReader = Reader & {
  /** Of these, in lower case, each line that says anything to it has at least one. */
  near: readonly string[];
  open(context: ReadContext): Reading;
};
