/**
 * @module agent/host/file-rights
 * Whether an account may use a file, told from owner, mode, groups and access list, so that a host agent with other
 * rights than the gateway's (root's above all) sees what the gateway meets.
 */
import type { FileAccount } from './accounts.ts';
import type { FileStat, HostPort } from './host-port.ts';

export type Want = 'read' | 'write' | 'enter';

const BIT: Readonly<Record<Want, number>> = { read: 4, write: 2, enter: 1 };

type Rights = Pick<FileStat, 'uid' | 'gid' | 'mode'>;

/**
 * True where the account surely may not, by owner, groups and mode. Where its groups are not known, somebody else's file
 * counts as shut only if neither the group nor the others may. Root may do anything.
 */
export function shutTo({ uid, groups }: FileAccount, file: Rights, wants: readonly Want[]): boolean {
  if (uid === 0) return false;
  const { mode } = file;
  const known = groups !== undefined && file.gid !== undefined;
  const grouped = known && groups.includes(file.gid ?? -1);
  return wants.some((want) => {
    const bit = BIT[want];
    if (uid === file.uid) return (mode & (bit << 6)) === 0;
    if (!known) return (mode & ((bit << 3) | bit)) === 0;
    return (mode & (grouped ? bit << 3 : bit)) === 0;
  });
}

/** Where an access list grants anything, the group's bits show it: they are its mask then (acl(5)). */
const mayHaveList = (file: Rights, wants: readonly Want[]): boolean =>
  wants.every((want) => (file.mode & (BIT[want] << 3)) !== 0);

const ENTRY = /^(user|group):(\d+):([r-][w-][x-])(?:\s+#effective:([r-][w-][x-]))?$/gm;

/** As `shutTo`, and a file that its access list opens for this account is not shut. `path` as this host has it. */
export async function keptOut(
  host: Pick<HostPort, 'run'>,
  account: FileAccount,
  { path, file, wants }: { path: string; file: Rights; wants: readonly Want[] },
): Promise<boolean> {
  if (!shutTo(account, file, wants)) return false;
  if (account.uid === file.uid || !mayHaveList(file, wants)) return true;
  const env = { PATH: '/usr/bin:/bin', LANG: 'C' };
  const ran = await host.run(['getfacl', '--numeric', '--omit-header', '--absolute-names', path], {
    timeoutMs: 1_000,
    env,
  });
  // Where the tools for access lists are not installed, nobody made one.
  if (!ran.ok || ran.value.code !== 0) return true;
  const letters = { read: 'r', write: 'w', enter: 'x' } as const;
  for (const [, kind, id, listed, effective] of ran.value.stdout.matchAll(ENTRY)) {
    const its = kind === 'user' ? Number(id) === account.uid : account.groups?.includes(Number(id));
    if (its && wants.every((want) => (effective ?? listed ?? '').includes(letters[want]))) return false;
  }
  return true;
}
