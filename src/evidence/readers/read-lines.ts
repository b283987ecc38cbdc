/**
 * @module evidence/readers/read-lines
 * Lets a reader of lines read a whole text.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { LineReader, ReadContext } from '../reader.ts';
import { linesOf } from './lines.ts';
import { ownVoice } from './own-words.ts';

export function readLines(open: LineReader['open'], text: string, context: ReadContext): Fact[] {
  const reading = open(context);
  const heard = context.live ? ownVoice() : null;
  for (const line of linesOf(text)) {
    const own = heard ? heard.hear(line) : line;
    if (own !== null) reading.line(own);
  }
  return reading.facts();
}
