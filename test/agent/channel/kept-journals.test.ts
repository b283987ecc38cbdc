/**
 * Journals that host agents of before have written are gone on with: nothing is put aside, and no order or counter that
 * must not come again is forgotten. Each in kept/ was written by that commit's own code.
 */
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openJournal } from '../../../src/agent/channel/journal.ts';
import { JournalEntry } from '../../../src/agent/channel/journal-entry.ts';
import { AT, BOT } from './kept-journals.ts';

const FOLDER = join(import.meta.dirname, 'kept');
const KEPT = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'));

function opened(name: string) {
  const dir = mkdtempSync(join(tmpdir(), 'kept-journal-'));
  const path = join(dir, 'journal.jsonl');
  copyFileSync(join(FOLDER, name), path);
  chmodSync(path, 0o600);
  const journal = openJournal({ path, now: () => AT, expected: true });
  onTestFinished(() => {
    journal.close();
    rmSync(dir, { recursive: true });
  });
  return { journal, files: () => readdirSync(dir), path };
}

it('there is one of every kind that a journal can hold', () => {
  const kinds = KEPT.flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').split('\n').filter(Boolean))
    .map((line) => (JSON.parse(line) as { entry: { kind: string } }).entry.kind)
    .concat('damaged');
  expect([...new Set(kinds)].sort()).toEqual(
    JournalEntry.options.map(({ shape }) => shape.kind.value).sort(),
  );
});

describe.each(KEPT)('%s', (name) => {
  it('is opened whole and gone on with', () => {
    const { journal, files, path } = opened(name);
    expect(journal.damaged()).toBeNull();
    const before = readFileSync(path, 'utf8');
    expect(before).toBe(readFileSync(join(FOLDER, name), 'utf8'));
    expect(journal.find('o-1')).toMatchObject({ acked: true, ending: { outcome: 'finished' } });
    expect(journal.find('o-2')).toMatchObject({
      ...{ acked: false, mode: 'change', ending: { outcome: 'failed', why: 'it broke inside: Error' } },
    });
    expect(journal.find('o-3')).toMatchObject({ ending: null });
    expect(journal.orderOfDelivery('jti-2')).toBe(journal.find('o-2')?.order);
    expect(journal.counter(BOT)).toBe(name.startsWith('03') ? 7 : 3);
    const { length } = journal.point();
    expect(journal.append({ kind: 'acked', id: 'o-2' })).toBe('kept');
    expect(journal.point().length).toBe(length + 1);
    expect(readFileSync(path, 'utf8').startsWith(before)).toBe(true);
    expect(files().filter((file) => file.includes('damaged'))).toEqual([]);
  });
});
