/**
 * @module hub/node-signing-key
 * Where the bot's signing key comes from on Node: the environment, a file, or a file made at first start.
 * A key that others on the machine can read is refused, because whoever has it can give hosts orders.
 */
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { generateSigningKey } from '../protocol/signer.ts';
import { sharedFile } from '../storage/node-own-place.ts';

export type KeyRead = { ok: true; jwk: string; made: boolean } | { ok: false; problem: string };

/** The key as set, or `signing-key.jwk` in the data directory, which is made (mode 0600) when missing. */
export async function readSigningKey(
  set: { jwk: string } | { file: string } | null,
  dataDir: string,
): Promise<KeyRead> {
  if (set && 'jwk' in set) return { ok: true, jwk: set.jwk, made: false };
  const path = set ? set.file : join(dataDir, 'signing-key.jwk');
  const found = readPrivate(path);
  if (found !== null) return found;
  if (set) return { ok: false, problem: `JOB_SIGNING_KEY_FILE: there is no file ${path}.` };
  return makeKeyFile(path);
}

/** The folder that holds the key, and with it what that key succeeds; the data directory for one from the environment. */
export const keyFolder = (set: { jwk: string } | { file: string } | null, dataDir: string): string =>
  set && 'file' in set ? dirname(set.file) : dataDir;

/** The key in this file, which is made (mode 0600) when missing. */
export async function makeKeyFile(path: string): Promise<KeyRead> {
  const found = readPrivate(path);
  if (found !== null) return found;
  writeWhole(path, `${await generateSigningKey()}\n`);
  const made = readPrivate(path);
  return made?.ok ? { ...made, made: true } : (made ?? { ok: false, problem: `${path} could not be made.` });
}

/** The key in this file, which is not made here. */
export const readKeyFile = (path: string): KeyRead =>
  readPrivate(path) ?? { ok: false, problem: `There is no key file ${path}.` };

/** Null when there is no such file. */
function readPrivate(path: string): KeyRead | null {
  try {
    const shared = sharedFile(path);
    if (shared !== null)
      return { ok: false, problem: `The signing key cannot be trusted: ${shared} Put your own there.` };
    const { mode } = statSync(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8).padStart(4, '0');
      return {
        ok: false,
        problem: `The signing key ${path} can be read by others (mode ${shown}). If nobody did, run: chmod 600 ${path}`,
      };
    }
    return { ok: true, jwk: readFileSync(path, 'utf8').trim(), made: false };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? null : { ok: false, problem: `The signing key cannot be read: ${message}` };
  }
}

/** Written aside and linked into place, so that a crash leaves either no key or a whole one. */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${process.pid}`;
  const file = openSync(aside, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(aside, path);
  } finally {
    unlinkSync(aside);
  }
}
