/**
 * @module agent/problem
 * Something the host agent cannot get past by itself: a word to search for, a sentence, and what to do.
 */

/** `hint` is for the person at the terminal; neither it nor the message ever holds a secret. */
export class AgentProblem extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AgentProblem';
    this.code = code;
    this.hint = hint;
  }
}
