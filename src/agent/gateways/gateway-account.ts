/**
 * @module agent/gateways/gateway-account
 * As whom a gateway acts on its files, and in which groups: what it may read and write is judged for that account. A host
 * agent run by root reads everything, and one of another user reads less than the gateway does.
 */
import { type FileAccount, groupsOf } from '../host/accounts.ts';
import type { HostPort } from '../host/host-port.ts';
import type { Target } from './discover.ts';

/** CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7)): no mode keeps such a process out. */
const OVER_MODES = 0b110n;

type Place = {
  host: HostPort;
  target: Pick<Target, 'processes' | 'container' | 'units' | 'stateDir' | 'root'>;
};

/** As whom a process acts, proc_pid_status(5); undefined where modes do not bind it. */
async function actsAs({ host }: Place, pid: number): Promise<FileAccount | undefined> {
  const status = await host.read(`/proc/${pid}/status`, { maxBytes: 16 * 1024 });
  const text = status.ok ? (status.value ?? '') : '';
  const [uid, gid, may] = [
    /^Uid:\s+\d+\s+(\d+)/m.exec(text)?.[1],
    /^Gid:\s+\d+\s+(\d+)/m.exec(text)?.[1],
    /^CapEff:\s+([0-9a-f]{1,16})$/m.exec(text)?.[1],
  ];
  if (uid === undefined || may === undefined || (BigInt(`0x${may}`) & OVER_MODES) !== 0n) return undefined;
  const more = /^Groups:[ \t]*([\d ]*)$/m.exec(text)?.[1];
  if (gid === undefined || more === undefined) return { uid: Number(uid) };
  return { uid: Number(uid), groups: [gid, ...more.split(' ').filter(Boolean)].map(Number) };
}

async function ownerOf({ host, target }: Place, path: string): Promise<number | undefined> {
  const found = await host.stat(target.root + path);
  return found.ok ? found.value?.uid : undefined;
}

/** The account that the gateway runs with, or was last run with; undefined where that cannot be told. */
export async function accountOf(place: Place): Promise<FileAccount | undefined> {
  const { host, target } = place;
  if (!target.processes.ok) return undefined;
  const main = target.processes.value[0];
  if (main) return actsAs(place, main.pid);
  // In a container that does not run, user ids and paths are its own.
  if (target.container) return undefined;
  const runners = new Set(target.units.map(({ owner }) => owner?.uid));
  if (runners.size > 1) return undefined;
  const [runner] = runners;
  // A unit of the system may name groups of its own.
  if (runner !== undefined && target.units.some(({ manager }) => manager === 'systemd'))
    return { uid: runner };
  if (runner !== undefined) return { uid: runner, ...(await groupsOf(host, runner)) };
  if (target.units.length > 0) return undefined;
  // Nothing runs it but people: whoever made the state folder and all that is in it.
  const state = target.stateDir;
  const made = [state, `${state}/state`, `${state}/state/openclaw.sqlite`];
  const makers = new Set(await Promise.all(made.map((path) => ownerOf(place, path))));
  const [maker] = makers;
  return makers.size === 1 && maker !== undefined
    ? { uid: maker, ...(await groupsOf(host, maker)) }
    : undefined;
}
