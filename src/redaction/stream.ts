/**
 * @module redaction/stream
 * Redaction of a text that is too long to hold, or not there yet: a log on its way from standard input.
 */
import type { Redactor } from './redact.ts';

/** The chunks redacted, as `redactor.text` would redact them in one; at most one window is held back. */
export async function* redactStream(
  redactor: Pick<Redactor, 'pieces'>,
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  const pieces = redactor.pieces();
  for await (const chunk of chunks) {
    const ready = pieces.push(chunk);
    if (ready) yield ready;
  }
  const rest = pieces.end();
  if (rest) yield rest;
}
