/**
 * @module agent/host/own-programs
 * The one place that decides whether a program which somebody else's file names may be started. Whoever may write it,
 * or a folder above it, decides what runs: that must be root or the user that it would run as, and nobody else.
 */
import { promises as fs, type Stats } from 'node:fs';
import { dirname } from 'node:path';

/** Groups of a Mac whose members are administrators: wheel and admin. */
const ADMINS_OF_MAC = [0, 80];
const STICKY = 0o1000;

/** Whether a group has nobody in it but root and `uid`, by /etc/group and /etc/passwd; no where that cannot be told. */
async function ownGroup(gid: number, uid: number): Promise<boolean> {
  if (gid === 0 || (process.platform === 'darwin' && ADMINS_OF_MAC.includes(gid))) return true;
  const [groups, people] = await Promise.all(
    ['/etc/group', '/etc/passwd'].map((file) => fs.readFile(file, 'utf8').catch(() => '')),
  );
  const members = groups
    ?.split('\n')
    .map((line) => line.split(':'))
    .find(([, , id]) => id === String(gid))?.[3];
  if (members === undefined) return false;
  const rows = (people ?? '').split('\n').map((line) => line.split(':'));
  const names = new Set(members.split(',').filter(Boolean));
  return (
    rows.every(([name = '', , id, group]) => {
      const inside = names.delete(name) || group === String(gid);
      return !inside || id === '0' || id === String(uid);
    }) && names.size === 0
  );
}

async function handIn(path: string, stat: Stats, uid: number): Promise<string | null> {
  if (stat.uid !== 0 && stat.uid !== uid) return `${path} belongs to user ${stat.uid}`;
  // In a folder like /tmp nobody can replace what is somebody else's.
  if (stat.isDirectory() && (stat.mode & STICKY) !== 0) return null;
  if ((stat.mode & 0o002) !== 0) return `anybody may write to ${path}`;
  if ((stat.mode & 0o020) !== 0 && !(await ownGroup(stat.gid, uid)))
    return `the group ${stat.gid} may write to ${path}`;
  return null;
}

/**
 * Who besides root and `uid` could change what is at `path`, in words; null for nobody. Links are followed first,
 * and every folder above counts. What is not there can be changed by nobody. Throws what the file system throws.
 */
export async function strangerIn(path: string, uid: number): Promise<string | null> {
  let at: string;
  try {
    at = await fs.realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  for (;;) {
    const hand = await handIn(at, await fs.stat(at), uid);
    if (hand !== null || at === dirname(at)) return hand;
    at = dirname(at);
  }
}
