/**
 * @module bundles/read
 * Opens a bundle: its manifest, and every file held against it. What does not agree with its manifest is not read, for
 * nobody could say whose it is.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { FILES, Manifest } from './manifest.ts';
import { LIMITS, type Limits, UnreadableBundle, unpack } from './unpack.ts';

export type ReadBundle = {
  manifest: Manifest;
  /** All but the manifest, by name. */
  files: ReadonlyMap<string, Uint8Array>;
};

/** @throws UnreadableBundle, and nothing else. */
export async function readBundle(packed: Uint8Array, limits: Limits = LIMITS): Promise<ReadBundle> {
  const files = await unpack(packed, limits);
  const manifest = manifestIn(files.get(FILES.manifest));
  files.delete(FILES.manifest);
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  for (const name of files.keys()) if (!listed.has(name)) throw new UnreadableBundle('not-listed', { name });
  for (const [name, { bytes, sha256: expected }] of listed) {
    const data = files.get(name);
    if (data === undefined) throw new UnreadableBundle('not-there', { name });
    if (data.length !== bytes || bytesToHex(sha256(data)) !== expected)
      throw new UnreadableBundle('checksum', { name });
  }
  return { manifest, files };
}

function manifestIn(bytes: Uint8Array | undefined): Manifest {
  if (bytes === undefined) throw new UnreadableBundle('no-manifest');
  try {
    return Manifest.parse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)),
    );
  } catch {
    throw new UnreadableBundle('manifest');
  }
}

/** Text of a file; null where there is none. */
export function textOf(bundle: ReadBundle, name: string): string | null {
  const bytes = bundle.files.get(name);
  return bytes === undefined ? null : new TextDecoder().decode(bytes);
}

/** A file as JSON; null where there is none, or where it is none. */
export function jsonOf(bundle: ReadBundle, name: string): unknown {
  const text = textOf(bundle, name);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
