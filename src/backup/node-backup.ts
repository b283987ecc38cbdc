/**
 * @module backup/node-backup
 * `bot.mjs backup FILE`: everything that a data directory holds, as it was at one instant, while the bot goes on. The
 * signing key is a secret that outranks all the rest, so it is in an encrypted backup only.
 */
import { existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Signer } from '../protocol/signer.ts';
import { openDataDir, tellWhyNot } from '../storage/node-data-dir.ts';
import { beginSnapshot, type Unread } from '../storage/node-snapshot.ts';
import { type Contents, contentsOf, KEY_FILE, SUCCESSION_FILES } from './manifest.ts';
import { pack, sourcesIn } from './node-pack.ts';
import { askForCopies, type Copies, copiesFolder } from './node-save-socket.ts';

export type BackupReport = {
  file: string;
  bytes: number;
  /** Of the file as it lies there. */
  sha256: string;
  at: string;
  encrypted: boolean;
  contents: Contents;
  /** The thumbprint of the key that signed it. */
  signedBy: string | null;
  /** Stores that could not be read, and are not in it. */
  unread: Unread[];
};

export type BackupWish = {
  dataDir: string;
  /** Must not be there. */
  out: string;
  /** age keys; none: not encrypted, and without the signing key. */
  recipients: readonly string[];
  /** Where the signing key lies; null where it comes from the environment. */
  keyFile: string | null;
  /** Null where the bot's key is not at hand: then nothing shows later whose it is. */
  signer: Signer | null;
  bot: string;
};

/** Why no backup was made, in words for the operator. */
export class NoCopy extends Error {}

/** @throws NoCopy, with nothing written. */
export async function backUp(wish: BackupWish): Promise<BackupReport> {
  const { dataDir, out, recipients, keyFile, signer, bot } = wish;
  if (existsSync(out)) throw new NoCopy(`${out} is there already, and a backup never replaces another.`);
  if (!existsSync(dirname(out))) throw new NoCopy(`There is no folder ${dirname(out)}.`);
  if (!existsSync(join(dataDir, 'index.db'))) throw new NoCopy(`There is no bot's data in ${dataDir}.`);
  const copies = (await askForCopies(dataDir).catch(refused)) ?? (await copiesOfOurOwn(dataDir));
  try {
    const { at, folder, files, unread } = copies;
    const bundles = holdBundles(dataDir, folder);
    const key = recipients.length > 0 && keyFile !== null && existsSync(keyFile);
    const sources = [
      ...sourcesIn(folder, [...files, ...bundles].sort()),
      ...(key ? [{ name: KEY_FILE, path: keyFile }, ...successionOf(dataDir)] : []),
    ];
    const time = new Date(at).toISOString();
    const about = { at: time, bot };
    const { bytes, sha256, files: packed } = await pack(out, sources, about, recipients, signer);
    const encrypted = recipients.length > 0;
    const signedBy = signer?.kid ?? null;
    const contents = contentsOf(packed);
    return { file: out, bytes, sha256, at: time, encrypted, contents, signedBy, unread };
  } finally {
    copies.done();
  }
}

/** Without it a key that was changed is a stranger to hosts that were away, and knows none of their addresses. */
const successionOf = (dataDir: string): { name: string; path: string }[] =>
  SUCCESSION_FILES.map((name) => ({ name, path: join(dataDir, name) })).filter(({ path }) =>
    existsSync(path),
  );

const refused = (error: Error): never => {
  throw new NoCopy(error.message);
};

/** No bot runs: then nobody writes, as long as we have the directory. */
async function copiesOfOurOwn(dataDir: string): Promise<Copies> {
  const at = Date.now();
  const opened = openDataDir(dataDir, at);
  if (!opened.ok) throw new NoCopy(tellWhyNot(dataDir, opened));
  const folder = copiesFolder(dataDir);
  const done = (): void => {
    rmSync(folder, { recursive: true, force: true });
    opened.dir.close();
  };
  try {
    return { at, folder, done, ...(await beginSnapshot(dataDir, []).copy(folder)) };
  } catch (error) {
    done();
    throw error;
  }
}

/** A bundle's file never changes, but may go: a second name keeps it until it is packed. */
function holdBundles(dataDir: string, folder: string): string[] {
  const all = join(dataDir, 'bundles');
  if (!existsSync(all)) return [];
  return readdirSync(all, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.bundle'))
    .flatMap((name) => {
      const held = join(folder, 'bundles', name);
      mkdirSync(dirname(held), { recursive: true, mode: 0o700 });
      try {
        linkSync(join(all, name), held);
        return [`bundles/${name}`];
      } catch (error) {
        // Its time was over between the two looks.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    });
}
