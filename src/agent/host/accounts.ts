/**
 * @module agent/host/accounts
 * The people of this host by /etc/passwd: whose home a service runs in, and whose service manager to ask.
 */
import type { HostPort } from './host-port.ts';

export type Account = { name: string; uid: number; home: string };

/** As whom files are used: `groups` with the first one; absent where they are not known. */
export type FileAccount = { uid: number; groups?: readonly number[] };

/** Accounts of people start here (login.defs(5)); root counts as one. */
const FIRST_PERSON = 1_000;
const NOBODY = 65_534;

/** Every account; empty where there is no such file, as on a Mac. */
export async function accounts(host: HostPort): Promise<Account[]> {
  const text = await host.read('/etc/passwd', { maxBytes: 256 * 1024 });
  return (text.ok ? (text.value ?? '') : '').split('\n').flatMap((line) => {
    const [name = '', , uid = '', , , home = ''] = line.split(':');
    return /^\d+$/.test(uid) && home.startsWith('/') ? [{ name, uid: Number(uid), home }] : [];
  });
}

export const isPerson = ({ uid }: Account): boolean => (uid >= FIRST_PERSON && uid !== NOBODY) || uid === 0;

/** Does the account's service manager go on after the last logout? By the file that loginctl(1) writes. */
export async function lingers(host: HostPort, name: string): Promise<boolean | undefined> {
  const folder = await host.stat('/var/lib/systemd');
  const file = await host.stat(`/var/lib/systemd/linger/${name}`);
  if (!file.ok || !folder.ok || folder.value === null) return undefined;
  return file.value !== null;
}

/** The groups of an account by /etc/passwd and /etc/group; none where another service keeps the accounts. */
export async function groupsOf(host: HostPort, uid: number): Promise<{ groups?: number[] }> {
  const [users, groups] = await Promise.all(
    ['/etc/passwd', '/etc/group'].map((path) => host.read(path, { maxBytes: 256 * 1024 })),
  );
  const rows = (text: typeof users): string[][] =>
    (text?.ok ? (text.value ?? '') : '').split('\n').map((line) => line.split(':'));
  const own = rows(users).find((row) => row[2] === String(uid));
  if (own === undefined) return {};
  const member = rows(groups).filter(([, , , names = '']) => names.split(',').includes(own[0] ?? ''));
  return { groups: [own[3], ...member.map((row) => row[2])].map(Number).filter((id) => !Number.isNaN(id)) };
}

/** The real user id of a process, proc_pid_status(5). */
export async function uidOf(host: HostPort, pid: number): Promise<number | undefined> {
  const status = await host.read(`/proc/${pid}/status`, { maxBytes: 16 * 1024 });
  const uid = /^Uid:\s+(\d+)/m.exec(status.ok ? (status.value ?? '') : '')?.[1];
  return uid === undefined ? undefined : Number(uid);
}
