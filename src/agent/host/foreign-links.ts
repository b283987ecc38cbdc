/**
 * @module agent/host/foreign-links
 * Root may read everything, so a link that another user made would lead root's look into files that this user may not
 * read. With root's rights a link counts only as far as its owner could have followed it.
 */
import { promises as fs, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ownUid } from '../private-files.ts';

/** As many as Linux follows (path_resolution(7)). */
const MOST_LINKS = 40;
/** The kernel's own doors into what a process sees; they are no links that somebody made. */
const DOOR = /^\/proc\/(?:\d+|self)\/(?:root|cwd)$/;

const refusal = (code: string): Error => Object.assign(new Error(code), { code });

export type Trail = {
  /** Where the path really leads. */
  real: string;
  /** Owners, other than root, of the links on the way. */
  owners: ReadonlySet<number>;
};

/** Follows a path by hand. Throws what the file system throws, and when a container's link leads out of it. */
export async function trailOf(path: string): Promise<Trail> {
  const owners = new Set<number>();
  const rest = resolve(path).split('/').filter(Boolean);
  let at = '/';
  let inside = false;
  for (let links = 0; rest.length > 0; ) {
    const next = join(at, rest.shift() ?? '');
    const stat = await fs.lstat(next);
    inside ||= DOOR.test(next);
    if (!stat.isSymbolicLink() || DOOR.test(next)) {
      at = next;
      continue;
    }
    if (++links > MOST_LINKS) throw refusal('ELOOP');
    const target = await fs.readlink(next);
    // The kernel would take it for a path of ours.
    if (inside && target.startsWith('/')) throw refusal('a link that leads out of its container');
    if (stat.uid !== 0) owners.add(stat.uid);
    rest.unshift(...resolve(dirname(next), target).split('/').filter(Boolean));
    at = '/';
  }
  return { real: at, owners };
}

/** Whether root's look must mind links here: not in the kernel's own files. */
export const mindsLinks = (path: string): boolean =>
  ownUid() === 0 && (!path.startsWith('/proc/') || /^\/proc\/\d+\/(?:root|cwd)\//.test(path));

/** Throws when a link on the way leads its owner to a file that is neither theirs nor open to everybody. */
export async function holdToOwners({ real, owners }: Trail, { uid, mode }: Stats, fd: number): Promise<void> {
  for (const owner of owners)
    if (uid !== owner && (mode & 0o004) === 0)
      throw refusal(`a link of user ${owner} leads to a file that is not theirs`);
  if (DOOR.test(real.split('/').slice(0, 4).join('/'))) return;
  // What was looked at must be what was opened.
  const opened = await fs.readlink(`/proc/self/fd/${fd}`).catch(() => real);
  if (opened !== real && opened !== `${real} (deleted)`) throw refusal('a path that changed meanwhile');
}
