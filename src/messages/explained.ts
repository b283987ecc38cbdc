/**
 * @module messages/explained
 * What a pasted error says by itself. No host was asked, so nothing here is more than the text can carry,
 * and the answer says how to find out.
 */
import { CLAIM, type Diagnosis, FAINT } from '../diagnosis/finding.ts';
import { nextCheck } from '../diagnosis/next-check.ts';
import { NOTES } from '../diagnosis/notes.ts';
import { describe } from '../diagnosis/wording/describe.ts';
import { findingParts } from './details.ts';
import { sureness } from './finding-words.ts';
import { code, type Message, type Part, type Span, say } from './message.ts';
import { line, text } from './sentence.ts';

const TOP = 3;

/** A note with its commands and keys set as code; the words are ours, so backticks in them are safe to split at. */
function note(says: string): Span[] {
  return says.split('`').map((piece, at) => (at % 2 === 1 ? code(piece) : say(piece)));
}

/** What to know about the things that the text mentions; empty when it mentions none of them. */
function notesOf({ notes = [] }: Diagnosis): Part[] {
  if (notes.length === 0) return [];
  return [line('explained.good-to-know'), { kind: 'list', items: notes.map((id) => note(NOTES[id])) }];
}

/** The answer to `explain`, without its button; `now` is epoch ms, `command` what people type. Pure. */
export function composeExplain(diagnosis: Diagnosis, command: string, now: number): Message {
  const [top, ...others] = diagnosis.findings;
  const check = line('explained.check-a-host', { command: `${command} triage HOST` });
  if (top === undefined) {
    return {
      headline: text('explained.unknown'),
      emoji: '❔',
      parts: [line('explained.not-all-clear'), line('explained.add'), ...notesOf(diagnosis), check],
      context: [text('explained.from-text')],
    };
  }
  const claimed = top.confidence >= CLAIM;
  const parts: Part[] = findingParts(top, now, { fromText: true });
  const decides = nextCheck(diagnosis.findings);
  if (decides !== null && decides.between.length > 1) {
    const findings = decides.between.reduce((list, last) => text('explained.or', { list, last }));
    parts.push(line('explained.tell-apart', { command: decides.command, findings }));
  }
  const rest = others.filter(({ confidence }) => confidence >= FAINT).slice(0, TOP - 1);
  if (rest.length > 0) {
    const items = rest.map((finding): Span[] => [
      say(`${describe(finding).title} (${sureness(finding.confidence)}) `),
      code(finding.id),
    ]);
    parts.push(line('explained.others'), { kind: 'list', items });
  }
  return {
    headline: text(claimed ? 'explained.probably' : 'explained.possible', { finding: top.id }),
    emoji: claimed ? '🧭' : '❔',
    parts: [...parts, ...notesOf(diagnosis), { kind: 'divider' }, check],
    context: [text('explained.from-text'), sureness(top.confidence)],
  };
}
