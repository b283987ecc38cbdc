/**
 * @module storage/node-own-place
 * Whether a folder or file is the bot's own: what another user of the machine may replace or write must be neither
 * believed (settings, keys) nor written to (through a link that they put there).
 */
import { lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const BY_OTHERS = 0o002;
const BY_GROUP_OR_OTHERS = 0o022;
/** Anybody may add names there, nobody may take away or rename another's: /tmp. */
const STICKY = 0o1000;
const ROOT = 0;

/** The user that this process acts as; -1 where the system has none (Windows). */
export const ownUid = (): number => process.geteuid?.() ?? -1;

const mine = (owner: number, uid: number): boolean => owner === uid || owner === ROOT;

/**
 * Why others could change what this folder holds, as a sentence with what to do; null when nobody but its owner (us, or
 * root) can. The folder itself must not be writable by its group either: objects and keys lie there. A link is looked
 * through; the folders above may be shared, as /tmp is. @throws when there is no such folder.
 */
export function sharedFolder(path: string, uid = ownUid()): string | null {
  if (uid < 0) return null;
  const real = realpathSync(path);
  const own = statSync(real);
  if (!own.isDirectory()) return `${real} is not a folder.`;
  if (!mine(own.uid, uid))
    return `The folder ${real} belongs to another user. Run as its owner, or chown it.`;
  if (own.mode & BY_GROUP_OR_OTHERS) return `Others may write to the folder ${real}. Run: chmod go-w ${real}`;
  for (let above = dirname(real); ; above = dirname(above)) {
    const { mode, uid: owner } = statSync(above);
    if (!mine(owner, uid))
      return `${above}, which holds ${real}, belongs to another user, who could replace it.`;
    if (mode & BY_OTHERS && !(mode & STICKY))
      return `Anybody may replace ${real}, since anybody may write to ${above}. Run: chmod o-w ${above}`;
    if (above === dirname(above)) return null;
  }
}

/** Why others could lead this link elsewhere, as a sentence; null where it is ours, or no link. @throws when nothing is there. */
export function sharedLink(path: string, uid = ownUid()): string | null {
  const link = lstatSync(path);
  return uid < 0 || !link.isSymbolicLink() || mine(link.uid, uid) ? null : `${path} belongs to another user.`;
}

/**
 * Why others could have written this file, as a sentence with what to do; null when only its owner (us, or root) could.
 * Where it is a link, the link and what it leads to are looked at. @throws when there is no such file.
 */
export function sharedFile(path: string, uid = ownUid()): string | null {
  if (uid < 0) return null;
  const [link, file] = [lstatSync(path), statSync(path)];
  if (!file.isFile()) return `${path} is not a plain file.`;
  if (!mine(link.uid, uid) || !mine(file.uid, uid)) return `${path} belongs to another user.`;
  return file.mode & BY_OTHERS
    ? `Anybody may write to ${path}. Look at what is in it, then run: chmod o-w ${path}`
    : null;
}

/** Whether others may read the file. @throws when there is no such file. */
export function openToRead(path: string): boolean {
  return ownUid() >= 0 && (statSync(path).mode & 0o004) !== 0;
}
