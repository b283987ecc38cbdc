/**
 * @module agent/admins-file
 * A file that the host's admins write and no operation does: what the host agent may do, and what must not leave. One
 * that others may write to is told and not read.
 */
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ownUid } from './private-files.ts';

export type AdminsFile =
  | { ok: true; text: string }
  | { ok: false; absent: boolean; why: string; hint: string };

/** Reads it; `what` begins the sentence that says why not, e.g. `The policy`. Never throws. */
export function readAdminsFile(what: string, path: string): AdminsFile {
  let fd: number;
  try {
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = `${what} ${path} cannot be opened (${code}).`;
    return {
      ...bad(why, 'The host agent must be able to read it, not to write it.'),
      absent: code === 'ENOENT',
    };
  }
  try {
    const unsafe = unsafeFile(what, path, fstatSync(fd)) ?? unsafeFolder(what, dirname(path));
    return unsafe ?? { ok: true, text: readFileSync(fd, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return bad(
      `${what} ${path} cannot be read (${code ?? 'unknown error'}).`,
      'Look at the file and its disk.',
    );
  } finally {
    closeSync(fd);
  }
}

function unsafeFile(what: string, path: string, stat: Stats): AdminsFile | null {
  if (!stat.isFile()) return bad(`${what} ${path} is not a plain file.`, 'Put a plain file there.');
  if (stat.mode & 0o022)
    return bad(`${what} ${path} may be written by others than its owner.`, `Run: chmod go-w ${path}`);
  if (ownUid() >= 0 && stat.uid !== 0 && stat.uid !== ownUid())
    return bad(`${what} ${path} belongs to another user.`, `Run: chown root ${path}`);
  return null;
}

function unsafeFolder(what: string, folder: string): AdminsFile | null {
  const stat = statSync(folder);
  const sticky = (stat.mode & 0o1000) !== 0;
  if ((stat.mode & 0o022) !== 0 && !sticky)
    return bad(`${what} could be replaced: others may write into ${folder}.`, `Run: chmod go-w ${folder}`);
  return null;
}

const bad = (why: string, hint: string) => ({ ok: false, absent: false, why, hint }) as const;
