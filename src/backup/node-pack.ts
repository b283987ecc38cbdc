/**
 * @module backup/node-pack
 * Files as one file: tar, gzip and, for the holders of age keys, age (age-encryption.org/v1) around it. In pieces, so
 * that a bot of years fits through little memory; written aside and moved, so that a name stands for a whole backup.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Encrypter } from 'age-encryption';
import { createTarPacker } from 'modern-tar';
import type { Signer } from '../protocol/signer.ts';
import { MANIFEST_FILE, type Manifest, type PackedFile, signManifest } from './manifest.ts';

export type Packed = { bytes: number; sha256: string; files: PackedFile[] };

/** Where each file that is packed lies. */
export type Source = { name: string; path: string };

/** Writes `out` (mode 0600), which must not be there. Recipients are age keys; without any it is not encrypted. */
export async function pack(
  out: string,
  sources: readonly Source[],
  about: Pick<Manifest, 'at' | 'bot'>,
  recipients: readonly string[],
  signer: Signer | null,
): Promise<Packed> {
  const files: PackedFile[] = [];
  for (const { name, path } of sources)
    files.push({ name, bytes: (await stat(path)).size, sha256: await digestOf(path) });
  const plainly: Manifest = { v: 1, ...about, files };
  const manifest = signer === null ? plainly : await signManifest(plainly, signer);
  const aside = `${out}.${process.pid}.half`;
  const handle = await open(aside, 'wx', 0o600);
  try {
    const plain = tar(manifest, sources).pipeThrough(new CompressionStream('gzip'));
    const written = await writeAll(handle, recipients.length > 0 ? await locked(plain, recipients) : plain);
    await handle.sync();
    await handle.close();
    await rename(aside, out);
    await syncFolder(dirname(out));
    return { ...written, files };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(aside, { force: true });
    throw error;
  }
}

/** The SHA-256 of a file, in hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** A name that is not on the disk is a file that is not there after a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function tar(manifest: Manifest, sources: readonly Source[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, controller } = createTarPacker();
  const mtime = new Date(manifest.at);
  async function feed(): Promise<void> {
    const told = new TextEncoder().encode(`${JSON.stringify(manifest)}\n`);
    const head = controller.add({ name: MANIFEST_FILE, size: told.length, mode: 0o600, mtime }).getWriter();
    await head.write(told);
    await head.close();
    for (const [n, { name, path }] of sources.entries()) {
      const size = manifest.files[n]?.bytes ?? 0;
      const from = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
      await from.pipeTo(controller.add({ name, size, mode: 0o600, mtime }));
    }
    controller.finalize();
  }
  feed().catch((error: unknown) => controller.error(error));
  return readable;
}

function locked(
  plain: ReadableStream<Uint8Array>,
  recipients: readonly string[],
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter.encrypt(plain);
}

async function writeAll(
  handle: FileHandle,
  stream: ReadableStream<Uint8Array>,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of stream) {
    hash.update(piece);
    bytes += piece.length;
    for (let at = 0; at < piece.length; ) at += (await handle.write(piece, at)).bytesWritten;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Every backed-up name of a folder of copies, with its path. */
export const sourcesIn = (folder: string, names: readonly string[]): Source[] =>
  names.map((name) => ({ name, path: join(folder, name) }));
