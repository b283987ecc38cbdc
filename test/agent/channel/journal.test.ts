/** The journal: nothing that was answered for is forgotten, and nothing that was tampered with is believed. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Disk, type Journal, openJournal, retireJournal } from '../../../src/agent/channel/journal.ts';
import { type JournalEntry, READS } from '../../../src/agent/channel/journal-entry.ts';
import { readJournal } from '../../../src/agent/channel/journal-file.ts';
import { canonicalText } from '../../../src/protocol/canonical.ts';

const NOW = 1_795_000_000_000;
const D = (letter: string) => letter.repeat(43);
let dir: string;
let path: string;
const opened: Journal[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(dir, 'journal.jsonl');
});
afterEach(() => {
  for (const journal of opened.splice(0)) journal.close();
  rmSync(dir, { recursive: true });
});

function journal(more: { disk?: Disk; rotateBytes?: number } = {}): Journal {
  const one = openJournal({ path, now: () => NOW, ...more });
  opened.push(one);
  return one;
}

/** The process ends and another begins on the same files. */
function reopened(): Journal {
  opened.pop()?.close();
  return journal();
}

const taken = (id: string, more: Partial<Extract<JournalEntry, { kind: 'taken' }>> = {}): JournalEntry => ({
  kind: 'taken',
  id,
  order: D('o'),
  jti: `jti-${id}`,
  kid: D('k'),
  counter: 1,
  op: 'triage',
  mode: 'read',
  incident: 'inc-1',
  requester: 'U-mira',
  iat: NOW,
  exp: NOW + 60_000,
  ...more,
});
const ended = (id: string): JournalEntry => ({
  kind: 'ended',
  id,
  outcome: 'finished',
  why: null,
  frames: [D('f')],
  tookMs: 12,
});

describe('after a restart', () => {
  it('remembers orders, their ends, delivery ids and counters', () => {
    const one = journal();
    one.append(taken('o-1', { counter: 7 }));
    one.append(ended('o-1'));
    one.append(taken('o-2', { counter: 9 }));
    one.append({ kind: 'acked', id: 'o-1' });
    const point = one.point();
    const two = reopened();
    expect(two.point()).toEqual(point);
    expect(two.find('o-1')).toMatchObject({ acked: true, ending: { outcome: 'finished', frames: [D('f')] } });
    expect(two.find('o-2')).toMatchObject({ acked: false, ending: null });
    expect(two.orderOfDelivery('jti-o-2')).toBe(D('o'));
    expect(two.counter(D('k'))).toBe(9);
    expect(two.counter(D('x'))).toBe(0);
  });

  it('signs the end of an order at the same place of the chain', () => {
    const one = journal();
    one.append(taken('o-1'));
    one.append(ended('o-1'));
    const before = one.find('o-1')?.ending;
    expect(before?.point).toEqual(one.point());
    expect(reopened().find('o-1')?.ending).toEqual(before);
  });
});

describe('cut off at any byte of the last record', () => {
  it('keeps every record before it and goes on', () => {
    const one = journal();
    one.append(taken('o-1'));
    one.append(ended('o-1'));
    const whole = one.point();
    const start = readFileSync(path).length;
    one.append(taken('o-2'));
    const end = readFileSync(path).length;
    const full = readFileSync(path);
    opened.pop()?.close();
    for (let at = start; at < end; at++) {
      writeFileSync(path, full.subarray(0, at));
      const again = journal();
      expect(again.damaged()).toBeNull();
      expect(again.point()).toEqual(whole);
      expect(again.find('o-2')).toBeNull();
      expect(readFileSync(path).length).toBe(start);
      again.append(taken('o-3'));
      expect(reopened().find('o-3')).not.toBeNull();
      opened.pop()?.close();
    }
  });
});

describe('damage that is no torn end', () => {
  const damages: [string, (lines: string[]) => string[]][] = [
    ['a changed word', (lines) => lines.map((line) => line.replace('"op":"triage"', '"op":"shell!"'))],
    ['a missing beginning', (lines) => lines.slice(1)],
    ['a missing record', ([first, , third]) => [first, third] as string[]],
    ['two records swapped', ([first, second, third]) => [second, first, third] as string[]],
    ['a record twice', ([first, second, third]) => [first, first, second, third] as string[]],
    ['a line of zeros', ([first, second]) => [first, '\0'.repeat(40), second] as string[]],
    [
      'a changed last record',
      ([first, second, third]) => [first, second, String(third).replace('o-2', 'o-9')] as string[],
    ],
    ['other white space', ([first, second, third]) => [first, `${second} `, third] as string[]],
    ['a byte that is no UTF-8', ([first, second, third]) => [first, `${second}\ud800`, third] as string[]],
  ];

  it.each(damages)(
    '%s: put aside, said so until the host joins again, and what is sure stays known',
    (_name, damage) => {
      const one = journal();
      one.append({ kind: 'joined', host: D('h'), bot: D('b'), joinSeq: 1 });
      one.append(taken('o-1'));
      one.append(taken('o-2'));
      opened.pop()?.close();
      const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
      writeFileSync(path, `${damage(lines).join('\n')}\n`);
      const two = journal();
      expect(two.damaged()).toMatch(/put aside as journal\.jsonl\.damaged-/);
      expect(readdirSync(dir).filter((file) => file.includes('damaged'))).toHaveLength(1);
      two.append(taken('o-3'));
      const three = reopened();
      expect(three.damaged()).not.toBeNull();
      expect(three.find('o-3')).not.toBeNull();
    },
  );

  it('does not forget the orders before the damage', () => {
    const one = journal();
    one.append(taken('o-1', { counter: 5 }));
    one.append(taken('o-2', { counter: 6 }));
    opened.pop()?.close();
    const [first, second] = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `${first}\n${second?.replace('o-2', 'o-7')}\n`);
    journal();
    const again = reopened();
    expect(again.find('o-1')).not.toBeNull();
    expect(again.counter(D('k'))).toBe(5);
  });
});

/** A record as a host agent of a later day would write it: sealed and chained like all others. */
function ofALaterDay(record: { entry: object; needs?: number; v?: number }): void {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const last = JSON.parse(lines.at(-1) ?? '') as { n: number; hash: string };
  const open = { v: 1, n: last.n + 1, prev: last.hash, t: NOW, ...record };
  const hash = createHash('sha256').update(canonicalText(open)).digest('base64url');
  appendFileSync(path, `${canonicalText({ ...open, hash })}\n`);
}

describe('of a host agent of a later day, after the older one was put back', () => {
  beforeEach(() => {
    journal().append(taken('o-1', { counter: 7 }));
    opened.pop()?.close();
  });

  it('goes on over kinds that it does not know, and keeps them in the chain', () => {
    ofALaterDay({ entry: { kind: 'weighed', grams: 3 } });
    const text = readFileSync(path, 'utf8');
    const one = journal();
    expect(one.damaged()).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(one.counter(D('k'))).toBe(7);
    expect(one.point().length).toBe(2);
    one.append(taken('o-2', { counter: 8 }));
    const two = reopened();
    expect(two.damaged()).toBeNull();
    expect(two.find('o-1')).not.toBeNull();
    expect(two.find('o-2')).not.toBeNull();
    expect(two.hashAt(2)).not.toBeNull();
    expect(readdirSync(dir).filter((file) => file.includes('damaged'))).toEqual([]);
  });

  it('goes on where a record says that its reader is enough', () => {
    ofALaterDay({ entry: { kind: 'weighed' }, needs: READS });
    expect(journal().damaged()).toBeNull();
  });

  it.each([
    ['of a kind that it must know', { entry: { kind: 'spent', counter: 9 }, needs: READS + 1 }],
    ['of a kind that it knows in another shape', { entry: { kind: 'acked', ids: [] }, needs: READS + 1 }],
    ['of another form', { entry: { kind: 'acked', id: 'o-1' }, v: 2 }],
  ])('does not begin over a record %s, says so, and leaves all as it is', (_what, record) => {
    ofALaterDay(record);
    appendFileSync(path, 'torn');
    const text = readFileSync(path, 'utf8');
    expect(() => journal()).toThrow('this one would forget which orders it must not carry out again');
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(dir).filter((file) => file.includes('damaged'))).toEqual([]);
  });

  it('takes one that was cut or changed for damage, whatever it says that it needs', () => {
    ofALaterDay({ entry: { kind: 'weighed', grams: 3 } });
    writeFileSync(path, readFileSync(path, 'utf8').replace('"grams":3', '"grams":4'));
    expect(journal().damaged()).toMatch(/put aside/);
  });

  it('takes a known kind in another shape for damage where nobody says what it needs', () => {
    ofALaterDay({ entry: { kind: 'acked', ids: [] } });
    expect(journal().damaged()).toMatch(/put aside/);
  });

  it('joins anew over a journal that it may not go on with', () => {
    ofALaterDay({ entry: { kind: 'spent' }, needs: READS + 1 });
    retireJournal(path, NOW);
    expect(journal().point().length).toBe(0);
  });
});

describe('a full disk', () => {
  /** Takes so many writes, then none; the reserve that is given back makes room for `spare` more. */
  function fullAfter(writes: number, spare: number): Disk & { left: number } {
    const real = { left: writes };
    return Object.assign(real, {
      write(fd: number, text: string) {
        if (real.left === 0) {
          real.left = spare;
          writeFileSync(fd, text.slice(0, 9));
          throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        }
        real.left -= 1;
        writeFileSync(fd, text);
      },
      sync: () => undefined,
    });
  }

  it('gives up its reserve for the records that must be written', () => {
    const one = journal({ disk: fullAfter(1, 1) });
    expect(one.append(taken('o-1'))).toBe('kept');
    expect(one.append(taken('o-2'))).toBe('kept');
    expect(one.full()).toBe(true);
    expect(reopened().find('o-2')).not.toBeNull();
  });

  it('remembers in this process what it could not write, but not what must be written', () => {
    const one = journal({ disk: fullAfter(1, 0) });
    one.append(taken('o-1'));
    expect(one.append(taken('o-2'))).toBe('lost');
    expect(one.append(taken('o-3', { mode: 'change' }), { must: true })).toBe('lost');
    expect(one.find('o-2')).toMatchObject({ journaled: false });
    expect(one.find('o-3')).toBeNull();
    const two = reopened();
    expect(two.damaged()).toBeNull();
    expect(two.find('o-1')).not.toBeNull();
    expect(two.find('o-2')).toBeNull();
  });
});

describe('a journal that has grown', () => {
  it('goes on in a new file with one chain, and forgets no order that could come again', () => {
    const one = journal({ rotateBytes: 4_000 });
    for (let i = 1; i <= 60; i++) {
      one.append(taken(`o-${i}`, { counter: i }));
      if (i % 2) one.append({ kind: 'acked', id: `o-${i}` });
    }
    expect(readdirSync(dir).filter((file) => /\.\d{12}$/.test(file)).length).toBeGreaterThan(1);
    const two = reopened();
    expect(two.point()).toEqual(one.point());
    expect(two.orders()).toHaveLength(60);
    expect(two.counter(D('k'))).toBe(60);
  });

  it('knows the hash at every length, also of files put aside', () => {
    const one = journal({ rotateBytes: 2_000 });
    const hashes: (string | null)[] = [];
    for (let i = 1; i <= 12; i++) {
      one.append(taken(`o-${i}`));
      hashes[one.point().length] = one.point().head;
    }
    const two = reopened();
    for (const [length, hash] of hashes.entries()) if (hash) expect(two.hashAt(length)).toBe(hash);
    expect(two.hashAt(one.point().length + 1)).toBeNull();
  });

  it('lets old orders go after a day of the bot’s clock', () => {
    const one = journal({ rotateBytes: 3_000 });
    one.append(taken('old'));
    one.append({ kind: 'acked', id: 'old' });
    one.append(taken('unanswered'));
    for (let i = 1; i <= 12; i++)
      one.append(taken(`o-${i}`, { iat: NOW + 90_000_000, exp: NOW + 90_060_000 }));
    const known = (of: Journal) => ['old', 'unanswered', 'o-1'].filter((id) => of.find(id) !== null);
    expect(known(one)).toEqual(['unanswered', 'o-1']);
    expect(known(reopened())).toEqual(['unanswered', 'o-1']);
  });

  it('survives a crash between its two renames', () => {
    const one = journal();
    one.append(taken('o-1'));
    opened.pop()?.close();
    const bytes = readFileSync(path);
    rmSync(path);
    writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
    expect(journal().find('o-1')).not.toBeNull();
  });
});

it('that is missing on a host that has joined is damage, not a fresh start', () => {
  const one = openJournal({ path, now: () => NOW, expected: true });
  expect(one.damaged()).toBe('it was missing');
  one.close();
  expect(journal().damaged()).toBe('it was missing');
});

it('is refused when others may write to it', () => {
  journal();
  opened.pop()?.close();
  chmodSync(path, 0o644);
  expect(() => journal()).toThrow('Others may touch');
});

it('is put aside whole when the host joins anew', () => {
  journal().append(taken('o-1'));
  opened.pop()?.close();
  retireJournal(path, NOW);
  expect(journal().point().length).toBe(0);
});

it('reads any bytes without a throw', () => {
  for (let round = 0; round < 300; round++) {
    const bytes = crypto.getRandomValues(new Uint8Array(round));
    const { records, size } = readJournal(bytes);
    expect(records).toEqual([]);
    expect(size).toBe(0);
  }
});
