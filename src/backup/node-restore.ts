/**
 * @module backup/node-restore
 * `bot.mjs restore FILE`: a backup takes the place of what a data directory holds. All of it is proved aside first; what
 * was there is moved and not deleted; and no bot starts on a directory that is half of each.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import {
  migrateAll,
  objectFiles,
  openDataDir,
  rebuild,
  tellWhyNot,
  UNFINISHED_FILE,
} from '../storage/node-data-dir.ts';
import { planAll } from '../storage/node-shapes.ts';
import { openSqlite } from '../storage/node-sqlite.ts';
import type { ObjectKind } from '../storage/objects.ts';
import {
  type Contents,
  contentsOf,
  KEY_FILE,
  type Manifest,
  SUCCESSION_FILES,
  signerOf,
} from './manifest.ts';
import { NoBackup, readIdentities, unpack } from './node-unpack.ts';

export type RestoreReport = {
  dataDir: string;
  /** When the stores were as they are now, and the version of the bot that wrote the backup. */
  at: string;
  bot: string;
  contents: Contents;
  /** Migrations that were applied, as a start would. */
  applied: number;
  /** Where what was there before lies now; null where nothing was. */
  before: string | null;
  /** The key that signed the backup, whether it was asked for or not; null where none did. */
  signedBy: string | null;
  /** Whether a signing key lies in the directory now, and whether it is the backup's. */
  key: 'restored' | 'kept' | 'missing';
};

export type RestoreWish = {
  dataDir: string;
  file: string;
  identityFile?: string;
  /** Thumbprint of the key that must have signed it; null where no key is known here. */
  ownKey: string | null;
  /** What the operator says instead: such a thumbprint, or `anybody`. */
  signedBy?: string;
  /** Even where there is something already. */
  over: boolean;
  migrations: Record<ObjectKind, readonly string[]>;
  /** What a store must be told when it wakes up in its own future. */
  afterwards: Record<ObjectKind, readonly string[]>;
};

/** What is moved out of the way and put in its place. */
const KEY_PARTS: readonly string[] = [KEY_FILE, ...SUCCESSION_FILES];
const PARTS = ['objects', 'bundles', ...KEY_PARTS] as const;

/** @throws NoBackup when the directory or the backup cannot be taken; then nothing was changed. */
export async function restore(wish: RestoreWish): Promise<RestoreReport> {
  const { dataDir, file, identityFile, over, migrations, afterwards } = wish;
  const identities = identityFile === undefined ? [] : await readIdentities(identityFile);
  const opened = openDataDir(dataDir, Date.now(), { mending: true });
  if (!opened.ok) throw new NoBackup(tellWhyNot(dataDir, opened));
  const aside = mkdtempSync(join(dataDir, 'restoring-'));
  try {
    const inUse = PARTS.filter((part) => holdsSomething(join(dataDir, part)));
    if (inUse.length > 0 && !over)
      throw new NoBackup(
        `${dataDir} is not empty (${inUse.join(', ')}). Name an empty DATA_DIR, or say --over: what is there is moved aside.`,
      );
    let signedBy: string | null = null;
    const { at, bot, files } = await unpack(file, aside, identities, async (manifest) => {
      signedBy = await believed(manifest, wish);
    });
    prove(aside, migrations);
    const { applied } = migrateAll(aside, migrations);
    tellStores(aside, afterwards);
    const before = swap(
      dataDir,
      aside,
      files.some(({ name }) => name === KEY_FILE),
    );
    opened.dir.index.clear();
    rebuild(dataDir, opened.dir.index);
    rmSync(join(dataDir, UNFINISHED_FILE));
    const contents = contentsOf(files);
    const there = existsSync(join(dataDir, KEY_FILE));
    const key = contents.key ? 'restored' : there ? 'kept' : 'missing';
    return { dataDir, at, bot, contents, applied, before, signedBy, key };
  } finally {
    rmSync(aside, { recursive: true, force: true });
    opened.dir.close();
  }
}

/** Whose signature it has, if that is the one that was asked for. @throws NoBackup */
async function believed(manifest: Manifest, { ownKey, signedBy }: RestoreWish): Promise<string | null> {
  const kid = await signerOf(manifest);
  const wanted = signedBy ?? ownKey;
  if (signedBy === 'anybody' || (kid !== null && kid === wanted)) return kid;
  const else_ = 'who wrote it could have put in hosts and incidents of their own.';
  if (kid === null)
    throw new NoBackup(
      `The backup has no signature that fits: it was changed, or made before backups were signed; ${else_} ` +
        'If you know that it is yours, say --signed-by anybody.',
    );
  if (wanted === null)
    throw new NoBackup(
      `The backup is signed by key ${kid}, and no key of the bot is here to compare; ${else_} ` +
        `Compare it with what the backup command printed, and say --signed-by ${kid}.`,
    );
  throw new NoBackup(
    `The backup is signed by key ${kid}, and not by ${wanted}; ${else_} ` +
      `If that was the bot’s key at that time, say --signed-by ${kid}.`,
  );
}

const holdsSomething = (path: string): boolean => {
  if (!existsSync(path)) return false;
  return (
    KEY_PARTS.includes(basename(path)) ||
    readdirSync(path, { recursive: true, withFileTypes: true }).some((one) => one.isFile())
  );
};

/** Every store is whole, and of a shape that this bot knows. */
function prove(folder: string, migrations: RestoreWish['migrations']): void {
  const refused = planAll(folder, migrations).flatMap((plan) => plan.refused);
  const [first] = refused;
  if (first) {
    const more = refused.length > 1 ? ` (and ${refused.length - 1} more)` : '';
    throw new NoBackup(
      `${first.file.slice(folder.length + 1)}${more}: ${first.why}. Use that version of the bot.`,
    );
  }
  for (const { file } of objectFiles(folder)) {
    const { store, close } = openSqlite(file);
    try {
      const [row] = store.all('PRAGMA quick_check(1)');
      if (row?.quick_check !== 'ok')
        throw new NoBackup(`${file.slice(folder.length + 1)} in the backup is damaged: ${row?.quick_check}`);
    } finally {
      close();
    }
  }
}

function tellStores(folder: string, afterwards: RestoreWish['afterwards']): void {
  for (const { kind, file } of objectFiles(folder)) {
    const { store, close } = openSqlite(file);
    try {
      store.tx(() => {
        for (const sql of afterwards[kind]) store.run(sql);
      });
    } finally {
      close();
    }
  }
}

/** What was there goes aside, what was proved comes in; gives where the former lies. A key that is not in the backup stays. */
function swap(dataDir: string, aside: string, withKey: boolean): string | null {
  writeFirmly(join(dataDir, UNFINISHED_FILE), 'w');
  writeFirmly(dataDir, 'r');
  const parts = PARTS.filter((part) => withKey || !KEY_PARTS.includes(part));
  const there = parts.filter((part) => existsSync(join(dataDir, part)));
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const before = there.length > 0 ? join(dataDir, `before-restore-${stamp}`) : null;
  if (before !== null) {
    mkdirSync(before, { mode: 0o700 });
    for (const part of there) renameSync(join(dataDir, part), join(before, part));
  }
  for (const part of parts) {
    if (existsSync(join(aside, part))) renameSync(join(aside, part), join(dataDir, part));
  }
  writeFirmly(dataDir, 'r');
  return before;
}

/** On the disk, whatever comes next: a new file (`w`), or the names in a folder (`r`). */
function writeFirmly(path: string, how: 'w' | 'r'): void {
  const file = openSync(path, how, 0o600);
  fsyncSync(file);
  closeSync(file);
}
