/**
 * Journals as host agents of before have written them, kept as they stood on the disk. `git archive COMMIT src | tar -x -C
 * FOLDER`, a link to node_modules beside it, then `node test/agent/channel/kept-journals.ts FOLDER NAME` has that day's own
 * journal write every kind that it knows, once from its beginning and once in a file that carries on an earlier one.
 */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { openJournal } from '../../../src/agent/channel/journal.ts';
import type { JournalEntry } from '../../../src/agent/channel/journal-entry.ts';

const KEPT = join(import.meta.dirname, 'kept');
export const AT = 1_795_000_000_000;
export const BOT = 'b'.repeat(43);

const taken = (n: number, op: string, mode: 'read' | 'change'): JournalEntry => ({
  ...{
    kind: 'taken',
    id: `o-${n}`,
    order: `order-${n}`.padEnd(43, 'o'),
    jti: `jti-${n}`,
    kid: BOT,
    counter: n,
  },
  ...{ op, mode, incident: 'inc-1', requester: 'slack:T1/U1', iat: AT, exp: AT + 60_000 },
});
const ended = (id: string, outcome: 'finished' | 'failed' | 'stopped'): JournalEntry => ({
  ...{ kind: 'ended', id, outcome, why: outcome === 'finished' ? null : 'it broke inside: Error' },
  ...{ frames: ['f'.repeat(43)], tookMs: 12 },
});

/** Every kind there ever was, the newest last: one look that was acknowledged, a change whose end was not, one that runs. */
const ENTRIES: JournalEntry[] = [
  { kind: 'joined', host: 'h'.repeat(43), bot: BOT, joinSeq: 2 },
  taken(1, 'triage', 'read'),
  ended('o-1', 'finished'),
  { kind: 'acked', id: 'o-1' },
  { kind: 'refused', id: 'o-9', code: 'policy', why: 'the policy of the host does not allow it' },
  taken(2, 'recovery.run', 'change'),
  ended('o-2', 'failed'),
  taken(3, 'triage', 'read'),
  { kind: 'recovered-here', run: 'local-1', by: 'root', outcome: 'recovered', head: 'e'.repeat(43) },
  { kind: 'used', jti: 'jti-7', kid: BOT, counter: 7 },
];

type Then = {
  openJournal: typeof openJournal;
  JournalEntry: { safeParse(entry: unknown): { success: boolean } };
};

async function codeOf(folder: string): Promise<Then> {
  const room = [join(folder, 'src/agent/channel'), join(folder, 'src/agent')].find((one) =>
    existsSync(join(one, 'journal.ts')),
  );
  const [journal, entry] = ['journal.ts', 'journal-entry.ts'].map((name) => import(join(room ?? '', name)));
  return { ...((await journal) as Then), ...((await entry) as Then) };
}

/** `rotateBytes`: the file is put aside after the last entry, and the one that goes on is kept. */
async function keep(folder: string, name: string, goesOn: boolean): Promise<void> {
  const then = await codeOf(folder);
  const dir = mkdtempSync(join(tmpdir(), 'kept-journal-'));
  const path = join(dir, 'journal.jsonl');
  const entries = ENTRIES.filter((entry) => then.JournalEntry.safeParse(entry).success);
  const last: JournalEntry = { kind: 'refused', id: null, code: 'busy', why: 'x'.repeat(400) };
  for (const [at, entry] of (goesOn ? [...entries, last] : entries).entries()) {
    const rotateBytes = goesOn && at === entries.length ? 1 : 1e9;
    const journal = then.openJournal({ path, now: () => AT, rotateBytes });
    if (journal.append(entry) !== 'kept') throw new Error('the disk did not take it');
    journal.close();
  }
  copyFileSync(path, join(KEPT, name));
  rmSync(dir, { recursive: true });
}

if (import.meta.main) {
  const [folder = '', name = ''] = process.argv.slice(2);
  await keep(folder, `${name}.jsonl`, false);
  await keep(folder, `${name}-goes-on.jsonl`, true);
}
