/**
 * @module messages/conflicting-signals
 * Where checks say different things, as people in a thread read it: what says yes, what says no, which to trust.
 */
import type { Citation, Contradiction } from '../diagnosis/finding.ts';
import { reasonWords } from '../diagnosis/wording/reason-words.ts';
import { between } from './enumerate.ts';
import { code, type Part, type Span } from './message.ts';
import { line, spans } from './sentence.ts';

const seen = (list: readonly Citation[]): Span[] =>
  between(
    list.map(({ fact, value }) => [
      code(`${fact} = ${Array.isArray(value) ? value.join(', ') : String(value)}`.slice(0, 160)),
    ]),
    ', ',
  );

/** The contradictions of one host; nothing where there are none. */
export function contradictionParts(contradictions: readonly Contradiction[] | undefined): Part[] {
  if (contradictions === undefined || contradictions.length === 0) return [];
  const items = contradictions.flatMap(({ yes, no, believe, why }): Span[][] => [
    spans('signals.yes', { seen: seen(yes) }),
    spans('signals.no', { seen: seen(no) }),
    spans('signals.trust', { believe, why: reasonWords(why) }),
  ]);
  return [line('signals.conflicting'), { kind: 'list', items }];
}
