/**
 * @module messages/usage-error
 * The answer when a command cannot be carried out: what is wrong, that nothing was done, and a line that
 * works. Only the person who typed it sees it.
 */

import { code, type Message, type Part, type Span } from './message.ts';
import { line, text } from './sentence.ts';

export type UsageError = {
  /** For scripts and tests; stable. */
  problem: string;
  headline: string;
  /** Sentences of ours; what the person typed only as spans. */
  lines?: Span[][];
  /** Lines that can be typed as they stand, command included. */
  examples: string[];
};

/** Fits as the conversation's answer. */
export type UsageErrorAnswer = {
  message: Message;
  for: 'asker';
  data: { problem: string; headline: string; examples: string[] };
};

export function usageError({ problem, headline, lines = [], examples }: UsageError): UsageErrorAnswer {
  const sentences = lines.map((spans): Part => ({ kind: 'line', spans }));
  const [first, ...others] = examples;
  const example: Part[] =
    first === undefined
      ? []
      : others.length === 0
        ? [line('refusal.type', { command: first })]
        : [line('refusal.type-one'), { kind: 'list', items: examples.map((one) => [code(one)]) }];
  return {
    message: {
      headline,
      emoji: '❓',
      parts: [...sentences, ...example],
      context: [text('refusal.nothing-done')],
    },
    for: 'asker',
    data: { problem, headline, examples },
  };
}
