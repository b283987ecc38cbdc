/**
 * @module incidents/story
 * What goes along with an order for a bundle: what people wrote down in the incident, and what happened in it. The newest
 * of it where there is more than an order can carry.
 */
import { MAX_STORY_CHARS, type Story } from '../protocol/bundle.ts';
import type { Because } from '../protocol/recovery.ts';
import type { Person } from './event.ts';
import type { Kept } from './history.ts';
import type { Incident } from './record.ts';

/** The words for it are said elsewhere (messages/story.ts). */
export type Telling = {
  /** A row of the history as a sentence; null for one that nobody needs to read. */
  what(row: Kept): string | null;
  name(person: Person): string;
  because(reason: Because): string;
};

/** Of an order, in bytes of JSON: signed and signed again around it, it must stay within an envelope. */
const MOST_BYTES = MAX_STORY_CHARS;
/** So much of it is for what people wrote. */
const FOR_NOTES = 16_000;

const encoder = new TextEncoder();
const bytesOf = (value: unknown): number => encoder.encode(JSON.stringify(value)).length + 1;

export function storyOf(
  { id, startedAt }: Incident,
  rows: readonly Kept[],
  telling: Telling | undefined,
): Story {
  const name = (person: Person | null): string =>
    (person === null ? '' : (telling?.name(person) ?? person.name ?? person.id)).slice(0, 200);
  const notes = rows
    .filter(({ type }) => type === 'note')
    .map(({ at, person, body }) => ({ at, by: name(person), text: String(body.text ?? '').slice(0, 4_000) }))
    .slice(-100);
  const history = rows
    .flatMap((row) => {
      const what = telling?.what(row) ?? null;
      return what === null ? [] : [{ at: row.at, what: what.slice(0, 500) }];
    })
    .slice(-400);
  const bare: Story = { incident: id, openedAt: startedAt, notes: [], history: [] };
  const kept = newest(notes, FOR_NOTES);
  const told = { ...bare, notes: kept };
  return { ...told, history: newest(history, MOST_BYTES - bytesOf(told)) };
}

/** The last ones that fit, in their order. */
function newest<T>(all: readonly T[], most: number): T[] {
  let room = most;
  const from = all.findLastIndex((one) => {
    room -= bytesOf(one);
    return room < 0;
  });
  return all.slice(from + 1);
}
