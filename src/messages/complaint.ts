/**
 * @module messages/complaint
 * What of a complaint a run explains, and what it does not. Only topics are named, in words of the bot's own: what the
 * person wrote may have been written elsewhere, and to others.
 */
import type { ComplaintAnswer } from '../diagnosis/finding.ts';
import { topicWords } from '../diagnosis/wording/en-complaint.ts';
import { between, enumerate } from './enumerate.ts';
import type { Part } from './message.ts';
import { line, spans } from './sentence.ts';

/** One line, or none where nobody complained of anything that is known here. */
export function complaintParts(complaint: ComplaintAnswer | undefined): Part[] {
  if (complaint === undefined) return [];
  const { explained, unexplained } = complaint;
  const byFinding = new Map<string, string[]>();
  for (const { topic, by } of explained) byFinding.set(by, [...(byFinding.get(by) ?? []), topic]);
  const topics = [...byFinding].map(([finding, of]) =>
    spans('complaint.topics-by', { topics: enumerate(topicWords(of)), finding }),
  );
  const open = enumerate(topicWords(unexplained));
  const sentences = [
    ...(topics.length === 0 ? [] : [spans('complaint.explains', { topics: between(topics, '; ') })]),
    ...(open === '' ? [] : [spans('complaint.not-explained', { topics: open })]),
  ];
  return sentences.length === 0 ? [] : [{ kind: 'line', spans: between(sentences, ' ') }];
}

/** Said at once, only in words of the bot's own. */
export const complaintNoted = (topics: readonly string[]): Part =>
  line('complaint.noted', { topics: enumerate(topicWords(topics)) });
