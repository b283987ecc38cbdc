/**
 * @module agent/gateways/target-account
 * With whose rights OpenClaw may be run for a gateway: always its own user's. Root looks at other people's gateways,
 * and what their files name is never started with root's rights.
 */
import { accountOfUid } from '../host/accounts.ts';
import { type HostPort, type Outcome, seen, unseen } from '../host/host-port.ts';
import type { Runner } from '../host/programs.ts';
import { ownUid } from '../private-files.ts';
import type { Target } from './discover.ts';

/** The real user id of a process, proc_pid_status(5). */
export async function uidOf(host: HostPort, pid: number): Promise<number | undefined> {
  const status = await host.read(`/proc/${pid}/status`, { maxBytes: 16 * 1024 });
  const uid = /^Uid:\s+(\d+)/m.exec(status.ok ? (status.value ?? '') : '')?.[1];
  return uid === undefined ? undefined : Number(uid);
}

/** Who owns the gateway's files: its state, or before there is one its configuration. */
export async function ownerOf(
  host: HostPort,
  { root, stateDir, configPath }: Pick<Target, 'root' | 'stateDir' | 'configPath'>,
): Promise<number | undefined> {
  for (const path of [stateDir, configPath]) {
    const found = await host.stat(root + path);
    if (found.ok && found.value) return found.value.uid;
  }
  return undefined;
}

/** The gateway's user: of its process, else of its one service definition, else of its files. */
async function gatewaysUser(host: HostPort, target: Target): Promise<number | undefined> {
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const running = main && (await uidOf(host, main.pid));
  if (running !== undefined) return running;
  const [first, ...more] = new Set(target.units.map(({ owner }) => owner?.uid));
  if (first !== undefined && first >= 0 && more.length === 0) return first;
  return ownerOf(host, target);
}

/** As whom to run OpenClaw here; null for ourselves. Unavailable where root would have to take on an unknown account. */
export async function runnerOf(host: HostPort, target: Target): Promise<Outcome<Runner | null>> {
  if (ownUid() !== 0) return seen(null);
  const uid = (await gatewaysUser(host, target)) ?? 0;
  if (uid === 0) return seen(null);
  const account = await accountOfUid(host, uid);
  if (account) return seen(account);
  return unseen(
    'unavailable',
    `needs the gateway's user: user ${uid} has no account here, and root does not run it`,
  );
}
