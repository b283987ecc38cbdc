/**
 * @module tickets/node-desks-file
 * The file that DESKS names. It may hold credentials, and it says where evidence goes: one that others may read or write
 * is not used.
 */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { openToRead, sharedFile } from '../storage/node-own-place.ts';

const MAX_BYTES = 256 * 1024;

/** @throws Error with a sentence for people. */
export function desksFile(path: string): string {
  const whole = resolve(path);
  const found = statSync(whole, { throwIfNoEntry: false });
  if (found === undefined) throw new Error(`there is no ${whole}`);
  if (!found.isFile() || found.size > MAX_BYTES) throw new Error(`${whole} is no file of settings`);
  const shared = sharedFile(whole);
  if (shared !== null) throw new Error(shared);
  if (openToRead(whole)) throw new Error(`others may read ${whole}; run chmod 600 ${whole}`);
  return readFileSync(whole, 'utf8');
}
