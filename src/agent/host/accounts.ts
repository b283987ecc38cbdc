/**
 * @module agent/host/accounts
 * The people of this host by /etc/passwd: whose home a service runs in, and whose service manager to ask.
 */
import type { HostPort } from './host-port.ts';

export type Account = { name: string; uid: number; home: string };

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
