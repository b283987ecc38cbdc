/**
 * @module backup/node-unpack
 * A backup as files again, in a folder of their own. Believed is what its manifest says, and only when all of it is
 * true: names that the manifest may hold, sizes, digests, nothing more and nothing less.
 */
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { LONGEST_MANIFEST, MANIFEST_FILE, Manifest } from './manifest.ts';

/** Why a backup cannot be taken, in words for the operator. */
export class NoBackup extends Error {}

const AGE = 'age-encryption.org/';

/**
 * Unpacks `file` into `folder`, which is empty. `identities` are age identities; `accept` throws NoBackup for a manifest
 * that is not to be believed, before any of what it names is written. @throws NoBackup
 */
export async function unpack(
  file: string,
  folder: string,
  identities: readonly string[],
  accept: (manifest: Manifest) => Promise<void>,
): Promise<Manifest> {
  const { readable, writable } = createTarDecoder({ strict: true });
  const stop = new AbortController();
  const fed = (await plainOf(file, identities))
    .pipeThrough(new DecompressionStream('gzip'))
    .pipeTo(writable, stop);
  // Whoever waits for the next piece of a file that is damaged before it would wait for ever.
  const broken = new Promise<never>((_resolve, reject) => {
    fed.catch(reject);
  });
  broken.catch(() => undefined);
  try {
    const manifest = await Promise.race([takeAll(readable, folder, accept, stop.signal), broken]);
    await fed;
    return manifest;
  } catch (error) {
    // What was not read any more would hold the file open.
    stop.abort();
    if (error instanceof NoBackup) throw error;
    throw new NoBackup(`${file} is damaged, or no backup of this bot: ${reasonOf(error)}`);
  }
}

async function plainOf(file: string, identities: readonly string[]): Promise<ReadableStream<Uint8Array>> {
  const handle = await open(file, 'r').catch((error: Error) => {
    throw new NoBackup(`The backup cannot be read: ${error.message}`);
  });
  const { buffer } = await handle.read(new Uint8Array(AGE.length), 0, AGE.length, 0);
  await handle.close();
  const stream = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  if (new TextDecoder().decode(buffer) !== AGE) return stream;
  if (identities.length === 0)
    throw new NoBackup(`${file} is encrypted. Name the file with your age identity: --identity FILE.`);
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(stream);
  } catch (error) {
    throw new NoBackup(`${file} cannot be decrypted with this identity: ${reasonOf(error)}`);
  }
}

/** The age identities in a file as `age-keygen` writes it. @throws NoBackup where there is none. */
export async function readIdentities(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new NoBackup(`The age identity cannot be read: ${error.message}`);
  });
  const lines = text.split('\n').map((line) => line.trim());
  const identities = lines.filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (identities.length === 0) throw new NoBackup(`There is no age identity (AGE-SECRET-KEY-…) in ${path}.`);
  return identities;
}

async function takeAll(
  entries: ReadableStream<ParsedTarEntry>,
  folder: string,
  accept: (manifest: Manifest) => Promise<void>,
  signal: AbortSignal,
): Promise<Manifest> {
  let manifest: Manifest | null = null;
  const waited = new Map<string, Manifest['files'][number]>();
  for await (const { header, body } of entries) {
    if (manifest === null) {
      manifest = await readManifest(header.name, body);
      await accept(manifest);
      for (const one of manifest.files) waited.set(one.name, one);
      continue;
    }
    const told = waited.get(header.name);
    if (!told || header.type !== 'file')
      throw new NoBackup(`The backup holds “${header.name}”, which its manifest does not know.`);
    waited.delete(header.name);
    const { bytes, sha256 } = await writeOne(join(folder, header.name), body, told.bytes, signal);
    if (bytes !== told.bytes || sha256 !== told.sha256)
      throw new NoBackup(`${header.name} in the backup is not what its manifest says.`);
  }
  if (manifest === null) throw new NoBackup('The backup is empty.');
  const [missing] = waited.keys();
  if (missing !== undefined)
    throw new NoBackup(`${missing} and ${waited.size - 1} more files are missing from the backup.`);
  return manifest;
}

async function readManifest(name: string, body: ReadableStream<Uint8Array>): Promise<Manifest> {
  if (name !== MANIFEST_FILE) throw new NoBackup('This is no backup of this bot: it has no manifest.');
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > LONGEST_MANIFEST) throw new NoBackup('The manifest of the backup is too long.');
    pieces.push(piece);
  }
  const read = Manifest.safeParse(JSON.parse(Buffer.concat(pieces).toString('utf8')));
  if (!read.success) throw new NoBackup('The manifest of the backup is none that this bot knows.');
  return read.data;
}

/** Never more than `most` bytes and one piece. */
async function writeOne(
  path: string,
  body: ReadableStream<Uint8Array>,
  most: number,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  // In one breath: whoever gave up clears the folder away, and nothing may be made in it after that.
  signal.throwIfAborted();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += piece.length;
      if (bytes > most) break;
      hash.update(piece);
      for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { bytes, sha256: hash.digest('hex') };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
