/**
 * @module agent/host/file-rights
 * Whether an account may use a file, told from owner and mode alone, so that a host agent with other rights than the
 * gateway's (root's above all) sees what the gateway meets.
 */
import type { FileStat } from './host-port.ts';

export type Want = 'read' | 'write' | 'enter';

const BIT: Readonly<Record<Want, number>> = { read: 4, write: 2, enter: 1 };

/**
 * True where `uid` surely may not. Groups and access lists are not known here, and what they grant shows in the
 * group's bits (acl(5): there they are the mask), so somebody else's file counts as shut only where neither the group
 * nor the others may. Root may do anything.
 */
export function shutTo(uid: number, { uid: owner, mode }: FileStat, wants: readonly Want[]): boolean {
  if (uid === 0) return false;
  return wants.some((want) => {
    const bit = BIT[want];
    return uid === owner ? (mode & (bit << 6)) === 0 : (mode & ((bit << 3) | bit)) === 0;
  });
}
