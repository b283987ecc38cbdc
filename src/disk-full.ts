/**
 * @module disk-full
 * Whether something failed because there is no room left: SQLite and the system each say so in their own way. Whoever is
 * told "internal error" looks for a fault of the bot; a full disk is theirs to mend.
 */

const SQLITE_FULL = 13;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

export function isDiskFull(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  const { errcode, code } = cause as Error & { errcode?: unknown; code?: unknown };
  // Extended codes of SQLite keep the plain one in their lowest byte.
  if (typeof errcode === 'number' && (errcode & 0xff) === SQLITE_FULL) return true;
  return typeof code === 'string' && NO_ROOM.has(code);
}
