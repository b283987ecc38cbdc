/**
 * @module bundles/store
 * The port behind which files of bundles are kept once they are whole. A file is named by its incident and its digest,
 * so that keeping it twice is keeping it once, and nothing that a host has written becomes part of a path.
 */

/** One file that is kept; `at`: when it was put there, epoch ms. */
export type KeptFile = { key: string; bytes: number; at: number };

export type BundleStore = {
  /** Whole or not at all, and there when this ends; a file that is there already stays as it is. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null where there is none. */
  get(key: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** What is not there need not go. */
  drop(key: string): Promise<void>;
  /** In no particular order; what was kept by nobody of ours is not in it. */
  list(): AsyncIterable<KeptFile>;
};

/** The form of a key: an incident's id, and a digest in base64url. */
const KEY = /^[a-z0-9][a-z0-9-]{0,63}\/[A-Za-z0-9_-]{43}$/;

/** Where the file with this digest (base64url) lies; throws for what is no id or no digest. */
export function bundleKey(incident: string, digest: string): string {
  const key = `${incident}/${digest}`;
  if (!isBundleKey(key)) throw new Error('This is no id of an incident with a digest.');
  return key;
}

export const isBundleKey = (key: string): boolean => KEY.test(key);

/** Drops what was put there before `before` (epoch ms), however it was left behind; gives how many went. */
export async function dropOlder(store: BundleStore, before: number): Promise<number> {
  const old: string[] = [];
  for await (const { key, at } of store.list()) if (at < before) old.push(key);
  for (const key of old) await store.drop(key);
  return old.length;
}
