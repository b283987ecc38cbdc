/**
 * @module evidence/readers/read-lines
 * Lets a reader of lines read a whole text.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { LineReader, ReadContext } from '../reader.ts';
import { linesOf } from './lines.ts';

export function readLines(open: LineReader['open'], text: string, context: ReadContext): Fact[] {
  const reading = open(context);
  for (const line of linesOf(text)) reading.line(line);
  return reading.facts();
}
