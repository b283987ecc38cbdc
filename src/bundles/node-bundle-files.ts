/**
 * @module bundles/node-bundle-files
 * Bundles as files on Node, one folder an incident: readable by the bot's own user alone, written beside their name and
 * moved to it when every byte has reached the disk, so that a crash leaves a whole file or none.
 */
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BundleStore, isBundleKey, type KeptFile } from './store.ts';

const SUFFIX = '.bundle';
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;
/** What a crash left half written is of no use to anybody after this long, in milliseconds. */
const HALF_WRITTEN_MS = 3_600_000;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** `dir` is made when the first file comes; nobody else may be able to write above it (storage/node-own-place.ts). */
export function bundleFiles(dir: string): BundleStore {
  let tries = 0;

  function fileOf(key: string): string {
    if (!isBundleKey(key)) throw new Error('This is no key of a bundle.');
    return `${join(dir, key)}${SUFFIX}`;
  }

  return {
    async put(key, bytes) {
      const file = fileOf(key);
      if (await isThere(file, bytes.length)) return;
      await mkdir(dir, { recursive: true, mode: OWN_FOLDER });
      await mkdir(dirname(file), { recursive: true, mode: OWN_FOLDER });
      tries += 1;
      const half = `${file}.${process.pid}-${tries}.half`;
      const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants;
      const handle = await open(half, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, OWN_FILE);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
        await handle.close();
        await rename(half, file);
      } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(half, { force: true });
        throw error;
      }
      await syncFolder(dirname(file));
      await syncFolder(dir);
    },
    async get(key) {
      try {
        return new Uint8Array(await readFile(fileOf(key)));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async drop(key) {
      const file = fileOf(key);
      await rm(file, { force: true });
      // Others of the same incident may still lie there.
      await rmdir(dirname(file)).catch(() => undefined);
    },
    async *list() {
      for (const incident of await namesIn(dir)) {
        for (const name of await namesIn(join(dir, incident))) {
          const path = join(dir, incident, name);
          if (name.endsWith('.half')) await dropHalf(path);
          const kept = await keptFile(path, `${incident}/${name.slice(0, -SUFFIX.length)}`);
          if (name.endsWith(SUFFIX) && kept !== null) yield kept;
        }
      }
    },
  };
}

async function keptFile(path: string, key: string): Promise<KeptFile | null> {
  if (!isBundleKey(key)) return null;
  const found = await stat(path).catch(() => null);
  return found === null ? null : { key, bytes: found.size, at: found.mtimeMs };
}

/** A plain file of this size: its name says what is in it. */
async function isThere(file: string, size: number): Promise<boolean> {
  const found = await lstat(file).catch(() => null);
  return found?.isFile() === true && found.size === size;
}

async function dropHalf(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && Date.now() - found.mtimeMs > HALF_WRITTEN_MS) await rm(path, { force: true });
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw error;
  }
}

/** A name that is not on the disk is a file that is not there after a power cut. */
async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
