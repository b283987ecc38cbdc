/**
 * @module messages/complaint
 * What of a complaint a look explains, and what it does not. Only topics are named, in words of the bot's own: what the
 * person wrote may have been written elsewhere, and to others.
 */
import type { ComplaintAnswer } from '../diagnosis/finding.ts';
import { topicWords } from '../diagnosis/wording/en-complaint.ts';
import { enumerate } from './finding-words.ts';
import { bold, code, type Part, type Span, say } from './message.ts';

/** One line, or none where nobody complained of anything that is known here. */
export function complaintParts(complaint: ComplaintAnswer | undefined): Part[] {
  if (complaint === undefined) return [];
  const { explained, unexplained } = complaint;
  const byFinding = new Map<string, string[]>();
  for (const { topic, by } of explained) byFinding.set(by, [...(byFinding.get(by) ?? []), topic]);
  const explains = [...byFinding].flatMap(([by, topics], at): Span[] => [
    ...(at === 0 ? [] : [say('; ')]),
    say(`${enumerate(topicWords(topics))} (`),
    code(by),
    say(')'),
  ]);
  const open = enumerate(topicWords(unexplained));
  const spans: Span[] = [
    ...(explains.length === 0 ? [] : [bold('Explains: '), ...explains, say('. ')]),
    ...(open === '' ? [] : [bold('Not explained: '), say(`${open}.`)]),
  ];
  return spans.length === 0 ? [] : [{ kind: 'line', spans }];
}
