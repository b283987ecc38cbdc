/**
 * @module agent/recovery/history
 * The restarts that this host agent has ordered: written down before each order, so that whoever comes after a crash can
 * tell what was meant; and how long the last ones took, which is how long the next one is waited for.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { readPrivate, writePrivate } from '../private-files.ts';

const Entry = z.strictObject({
  /** Rises with every order of this host. */
  seq: z.number().int(),
  run: z.string(),
  gateway: z.string(),
  /** Where its files are: by them it is found when it has no name without its process. */
  files: z.strictObject({ stateDir: z.string(), configPath: z.string() }).optional(),
  /** The instance that was there, by instance.ts; null for none. */
  before: z.string().nullable(),
  port: z.number().nullable(),
  /** What its `/readyz` named as failing before: it need not be well afterwards. */
  failing: z.array(z.string()),
  /** Epoch ms. */
  beganAt: z.number(),
  /** The old one was seen to be gone; epoch ms. */
  goneAt: z.number().nullable(),
  /** How the order ended; null: it is under way, or we died in it. */
  ended: z.enum(['done', 'not-done', 'unknown']).nullable(),
  /** From the order, and from the end of the old one, until work was possible; milliseconds. */
  tookMs: z.number().nullable(),
  startMs: z.number().nullable(),
});
export type RestartEntry = z.infer<typeof Entry>;

/** How many of a gateway count. */
const KEPT = 10;
/** Of all gateways together. */
const MOST = 200;
/** A start is waited for so long at least, at most, and so many times the usual; milliseconds. */
const LEAST_MS = 60_000;
const MOST_MS = 180_000;
const TIMES_USUAL = 3;

const fileIn = (stateDir: string): string => join(stateDir, 'recovery', 'restarts.json');

/** `whole`: nothing that was written down is lost, so that what is not in it was not ordered. */
function read(stateDir: string): { entries: RestartEntry[]; whole: boolean } {
  const text = readPrivate(fileIn(stateDir));
  if (text === null) return { entries: [], whole: true };
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    return { entries: [], whole: false };
  }
  if (!Array.isArray(rows)) return { entries: [], whole: false };
  const entries = rows.flatMap((row) => {
    const one = Entry.safeParse(row);
    return one.success ? [one.data] : [];
  });
  return { entries, whole: entries.length === rows.length };
}

function write(stateDir: string, entries: readonly RestartEntry[]): void {
  const path = fileIn(stateDir);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writePrivate(path, JSON.stringify(entries.slice(-MOST)));
}

/**
 * Writes down, synced, that a restart is ordered now. `after`: the last order that its run knows of, so that this one
 * counts as later though the file was lost meanwhile. @throws when the disk does not take it: then nothing is ordered.
 */
export function beginRestart(
  stateDir: string,
  about: Pick<RestartEntry, 'run' | 'gateway' | 'files' | 'before' | 'port' | 'failing' | 'beganAt'>,
  after = 0,
): RestartEntry {
  const { entries } = read(stateDir);
  const seq = Math.max(after, ...entries.map((entry) => entry.seq)) + 1;
  const entry = { ...about, seq, goneAt: null, ended: null, tookMs: null, startMs: null };
  write(stateDir, [...entries, entry]);
  return entry;
}

/** Writes down how it went on. */
export function noteRestart(
  stateDir: string,
  seq: number,
  news: Partial<Pick<RestartEntry, 'goneAt' | 'ended' | 'tookMs' | 'startMs'>>,
): void {
  write(
    stateDir,
    read(stateDir).entries.map((entry) => (entry.seq === seq ? { ...entry, ...news } : entry)),
  );
}

/** The last order of a run after a given one; null for none. */
export function lastRestart(stateDir: string, run: string, after = 0): RestartEntry | null {
  return (
    read(stateDir)
      .entries.filter((entry) => entry.run === run && entry.seq > after)
      .at(-1) ?? null
  );
}

/** Whether an order that is not in the history was never given; false where the file lost something, or cannot be read. */
export const isWholeHistory = (stateDir: string): boolean => read(stateDir).whole;

/** How long the last ten restarts of this gateway took until work was possible, oldest first; milliseconds. */
export const usualRestarts = (stateDir: string, gateway: string): number[] =>
  read(stateDir)
    .entries.flatMap((entry) => (entry.gateway === gateway && entry.tookMs !== null ? [entry.tookMs] : []))
    .slice(-KEPT);

/** How long a start is waited for, in milliseconds. Where nothing is known of this host, as long as any. */
export function patience(startsMs: readonly number[]): number {
  if (startsMs.length === 0) return MOST_MS;
  const sorted = [...startsMs].sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return Math.min(MOST_MS, Math.max(LEAST_MS, TIMES_USUAL * median));
}

/** As `patience`, by what this gateway's last ten starts took. */
export const patienceFor = (stateDir: string, gateway: string): number =>
  patience(
    read(stateDir)
      .entries.flatMap((entry) =>
        entry.gateway === gateway && entry.startMs !== null ? [entry.startMs] : [],
      )
      .slice(-KEPT),
  );
