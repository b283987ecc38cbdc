/**
 * @module agent/supervisors/instance
 * Which running gateway is meant. A process id alone is no proof of anything: it is used again, and a gateway that
 * restarts in its process keeps it. Its start time tells two processes apart, the kernel's own boot id two that have both
 * alike before and after a reboot, and the owner that it writes into its lock two boots of one process, with no credential
 * shown (OpenClaw 2026.9.6, observed).
 */
import { join } from 'node:path';
import * as z from 'zod';
import type { Target } from '../gateways/discover.ts';
import type { HostPort } from '../host/host-port.ts';

export type Instance = {
  pid: number;
  /** Clock ticks since the machine's boot: field 22 of /proc/PID/stat (proc(5)). */
  start: number;
  /** The kernel's id of the machine's boot, without its hyphens; null where it could not be read, or was not written down. */
  boot: string | null;
  /** Changes with every boot, in-process ones too; null for a release that writes none. */
  owner: string | null;
};

/** What the lock says besides, once its process is seen to be alive. */
export type Running = { instance: Instance; port: number | null; configPath: string | null };

type Sight = { host: HostPort; target: Pick<Target, 'stateDir' | 'root' | 'processes' | 'container'> };

const Lock = z.object({
  pid: z.number().int().positive(),
  startTime: z.number().optional(),
  ownerId: z.string().max(64).optional(),
  port: z.number().int().optional(),
  configPath: z.string().optional(),
});

/** `PID@START:BOOT/OWNER`, without what is not known: how a plan and a journal name it. */
export const wordOf = ({ pid, start, boot, owner }: Instance): string =>
  `${pid}@${start}${boot === null ? '' : `:${boot}`}${owner === null ? '' : `/${owner}`}`;

/** As `wordOf` wrote it; null for anything else. */
export function instanceOf(word: string | null): Instance | null {
  const found = /^(\d+)@(\d+)(?::([0-9a-f]{32}))?(?:\/([\w-]{1,64}))?$/.exec(word ?? '');
  if (!found) return null;
  const [, pid, start, boot = null, owner = null] = found;
  return { pid: Number(pid), start: Number(start), boot, owner };
}

/** Seen in the same boot of the machine, as far as both tell: what was written down by an earlier release tells nothing. */
const sameBoot = (one: string | null | undefined, other: string | null): boolean =>
  one == null || other === null || one === other;

export const sameProcess = (one: Instance, other: Instance): boolean =>
  one.pid === other.pid && one.start === other.start && sameBoot(one.boot, other.boot);

/** The same boot of the same process, as far as both tell. */
export const sameInstance = (one: Instance, other: Instance): boolean =>
  sameProcess(one, other) && (one.owner === null || other.owner === null || one.owner === other.owner);

/** When the process began, in clock ticks since the machine's boot; null when it is gone or only waits to be buried. */
export async function startOf(host: HostPort, pid: number): Promise<number | null> {
  const stat = await host.read(`/proc/${pid}/stat`, { maxBytes: 4_096 });
  if (!stat.ok || stat.value === null) return null;
  // The name before the state may hold blanks and brackets; the state is field 3.
  const fields = stat.value.slice(stat.value.lastIndexOf(')') + 2).split(' ');
  const start = Number(fields[19]);
  return fields[0] === 'Z' || !Number.isInteger(start) || start < 0 ? null : start;
}

/** The kernel's id of this boot (random(4)); a container of systemd's has one of its own. Null where it cannot be read. */
export async function bootOf(host: HostPort): Promise<string | null> {
  const text = await host.read('/proc/sys/kernel/random/boot_id', { maxBytes: 64 });
  const id = text.ok ? (text.value ?? '').trim().replaceAll('-', '') : '';
  return /^[0-9a-f]{32}$/.test(id) ? id : null;
}

/** A process that was seen, as far as it was written down. */
export type Named = Pick<Instance, 'pid' | 'start'> & { boot?: string | null | undefined };

/** Is exactly this process still there? */
export const isAlive = async (host: HostPort, { pid, start, boot }: Named): Promise<boolean> =>
  (await startOf(host, pid)) === start && sameBoot(boot, await bootOf(host));

/** The machine was booted since this was seen, so whatever was told to a supervisor then is forgotten. */
export async function isBootedSince(host: HostPort, { boot }: Instance): Promise<boolean> {
  const now = await bootOf(host);
  return boot !== null && now !== null && boot !== now;
}

/** The locks of this state, whoever wrote them: a folder for each user id. */
async function locksIn(host: HostPort, stateDir: string): Promise<z.infer<typeof Lock>[]> {
  const folders = await host.list(join(stateDir, 'tmp'));
  const found: z.infer<typeof Lock>[] = [];
  for (const name of (folders.ok ? (folders.value ?? []) : []).filter((each) =>
    /^openclaw-\d+$/.test(each),
  )) {
    const text = await host.read(join(stateDir, 'tmp', name, 'gateway.state.lock'), { maxBytes: 16 * 1024 });
    try {
      const lock = Lock.safeParse(JSON.parse((text.ok && text.value) || 'null'));
      if (lock.success) found.push(lock.data);
    } catch {
      // Half written: the gateway begins or ends just now, and the next look tells.
    }
  }
  return found;
}

/** The gateway of this place that runs now, by its lock, else by its process as it was found; null for none. */
export async function runningNow({ host, target }: Sight, containerPid?: number): Promise<Running | null> {
  const inside = containerPid ?? target.container?.pid;
  if (inside !== undefined && inside > 0) return insideOf(host, target.stateDir, inside);
  if (target.container) return null;
  for (const lock of await locksIn(host, target.root + target.stateDir)) {
    const start = await startOf(host, lock.pid);
    // A lock that a dead process left behind may name a process id that somebody else has by now.
    if (start === null || (lock.startTime !== undefined && lock.startTime !== start)) continue;
    const instance = { pid: lock.pid, start, boot: await bootOf(host), owner: lock.ownerId ?? null };
    return { instance, port: lock.port ?? null, configPath: lock.configPath ?? null };
  }
  const [main] = target.processes.ok ? target.processes.value : [];
  const start = main && !main.lock ? await startOf(host, main.pid) : null;
  return main && start !== null
    ? {
        instance: { pid: main.pid, start, boot: await bootOf(host), owner: null },
        port: null,
        configPath: null,
      }
    : null;
}

/** A container counts its processes in its own way: its first one, as the host counts, stands for it. */
async function insideOf(host: HostPort, stateDir: string, pid: number): Promise<Running | null> {
  const start = await startOf(host, pid);
  if (start === null) return null;
  const [lock] = await locksIn(host, `/proc/${pid}/root${stateDir}`);
  const instance = { pid, start, boot: await bootOf(host), owner: lock?.ownerId ?? null };
  return { instance, port: lock?.port ?? null, configPath: lock?.configPath ?? null };
}
