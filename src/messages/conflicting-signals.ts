/**
 * @module messages/conflicting-signals
 * Where looks say different things, as people in a thread read it: what says yes, what says no, which to believe.
 */
import type { Contradiction, Sighting } from '../diagnosis/finding.ts';
import { bold, code, type Part, type Span, say } from './message.ts';

function seen(list: readonly Sighting[]): Span[] {
  return list.flatMap(({ fact, value }, n) => [
    ...(n === 0 ? [] : [say(', ')]),
    code(`${fact} = ${Array.isArray(value) ? value.join(', ') : String(value)}`.slice(0, 160)),
  ]);
}

/** The contradictions of one host; nothing where there are none. */
export function contradictionParts(contradictions: readonly Contradiction[] | undefined): Part[] {
  if (contradictions === undefined || contradictions.length === 0) return [];
  const items = contradictions.flatMap(({ yes, no, believe, why }): Span[][] => [
    [say('says yes: '), ...seen(yes)],
    [say('says no: '), ...seen(no)],
    [bold(`trust the ${believe}`), say(`: ${why}`)],
  ]);
  return [
    { kind: 'line', spans: [say('Conflicting signals:')] },
    { kind: 'list', items },
  ];
}
