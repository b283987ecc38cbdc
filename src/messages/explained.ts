/**
 * @module messages/explained
 * What a pasted error says by itself. No host was asked, so nothing here is more than the text can carry,
 * and the answer says how to find out.
 */
import { decidedBy } from '../diagnosis/decided-by.ts';
import { CLAIM, type Diagnosis, FAINT } from '../diagnosis/finding.ts';
import { NOTES } from '../diagnosis/notes.ts';
import { describe } from '../diagnosis/wording/describe.ts';
import { findingParts } from './details.ts';
import { sureness } from './finding-words.ts';
import { code, type Message, type Part, type Span, say } from './message.ts';

const TOP = 3;

/** A note with its commands and keys set as code; the words are ours, so backticks in them are safe to split at. */
function note(says: string): Span[] {
  return says.split('`').map((piece, at) => (at % 2 === 1 ? code(piece) : say(piece)));
}

/** What to know about the things that the text mentions; empty when it mentions none of them. */
function notesOf({ notes = [] }: Diagnosis): Part[] {
  if (notes.length === 0) return [];
  return [
    { kind: 'line', spans: [say('Good to know:')] },
    { kind: 'list', items: notes.map((id) => note(NOTES[id])) },
  ];
}

/**
 * The answer to `explain`, without its button; `now` is epoch ms, `command` what people type. Pure.
 */
export function composeExplain(diagnosis: Diagnosis, command: string, now: number): Message {
  const [top, ...others] = diagnosis.findings;
  const look: Part = {
    kind: 'line',
    spans: [
      say('This is from the text alone; no host was looked at. To look: '),
      code(`${command} triage HOST`),
    ],
  };
  if (top === undefined) {
    return {
      headline: 'Nothing known in this text',
      emoji: '❔',
      parts: [
        { kind: 'line', spans: [say('That is no all-clear: the text fits none of the known causes.')] },
        {
          kind: 'line',
          spans: [
            say('More to go on: the lines of the log around the first '),
            code('closed('),
            say(' or error, and the output of '),
            code('openclaw gateway status --json'),
            say('.'),
          ],
        },
        ...notesOf(diagnosis),
        look,
      ],
      context: ['from the text alone'],
    };
  }
  const claimed = top.confidence >= CLAIM;
  const parts: Part[] = findingParts(top, now, { fromText: true });
  const decides = decidedBy(diagnosis.findings);
  if (decides !== null && decides.between.length > 1) {
    parts.push({
      kind: 'line',
      spans: [say('To tell them apart: '), code(decides.command), say(` (${decides.between.join(' or ')})`)],
    });
  }
  const rest = others.filter(({ confidence }) => confidence >= FAINT).slice(0, TOP - 1);
  if (rest.length > 0) {
    const items = rest.map((finding): Span[] => [
      say(`${describe(finding).title} (${sureness(finding.confidence)}) `),
      code(finding.id),
    ]);
    parts.push({ kind: 'line', spans: [say('It could also be:')] }, { kind: 'list', items });
  }
  return {
    headline: claimed ? `Probably ${top.id}` : `Possible: ${top.id}, not confirmed`,
    emoji: claimed ? '🧭' : '❔',
    parts: [...parts, ...notesOf(diagnosis), { kind: 'divider' }, look],
    context: ['from the text alone', sureness(top.confidence)],
  };
}
