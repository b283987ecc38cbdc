/**
 * @module agent/gateways/processes
 * The OpenClaw processes of this host, read from /proc. A gateway that a shell started renames itself, so its
 * arguments are gone from view, and so does `openclaw gateway probe`, to the same name; one that a service started
 * keeps Node's own name. What tells them apart is what they hold open (the gateway's lock) and, failing that, how
 * they were called and whether they listen.
 */
import { basename } from 'node:path';
import * as z from 'zod';
import { uidOf } from '../host/accounts.ts';
import { type HostPort, type Outcome, seen, unseen } from '../host/host-port.ts';
import { portsOf } from '../host/listeners.ts';
import { ownUid } from '../private-files.ts';
import { type GatewayCall, gatewayCall, serves } from './gateway-call.ts';
import { brandOf } from './legacy-names.ts';
import { inReadersWords } from './legacy-variables.ts';

/** What a gateway writes down for others while it runs: `STATE/tmp/openclaw-UID/gateway.state.lock`. */
const Lock = z.object({
  pid: z.number(),
  configPath: z.string(),
  stateDir: z.string(),
  port: z.number(),
  startTime: z.number().optional(),
});
export type GatewayLock = z.infer<typeof Lock>;

export type OpenClawProcess = {
  pid: number;
  parent: number;
  /** `gateway` serves or is about to; `command` is some other openclaw call. */
  is: 'gateway' | 'command';
  /** A command by all that is seen, and a gateway that began a moment ago looks the same. */
  unclear: boolean;
  state: 'running' | 'stopped' | 'blocked' | 'zombie';
  /** Epoch ms. */
  startedAt: number;
  /** Null when this user may not read it; that of an earlier name is in today's words. */
  env: Record<string, string> | null;
  /** Its arguments; empty words where it renamed itself over them. May hold secrets. */
  argv: string[];
  /** Its own word on config, state and port; it knows of flags that are seen nowhere else. */
  lock: GatewayLock | null;
  /** It has a lock open that keeps every other gateway of its state from starting. */
  locks: boolean;
  /** TCP ports it listens on. */
  ports: number[];
  exeDeleted: boolean;
  /** `/proc/PID/root` when it lives in another mount namespace than we do, else empty: goes before its paths. */
  root: string;
};

/** Clock ticks a second in /proc/PID/stat: USER_HZ, 100 on every Linux that Node runs on (proc(5)). */
const TICKS = 100;

const STATES: Readonly<Record<string, OpenClawProcess['state']>> = {
  T: 'stopped',
  t: 'stopped',
  D: 'blocked',
  Z: 'zombie',
};

/** OpenClaw 2026.9.6 names each process `openclaw`, then `openclaw-COMMAND`; comm holds 15 characters of it. */
const RENAMED = /^(openclaw|clawdbot|moltbot)(-gate\w*|-doctor)?$/;
/** What only OpenClaw sets, and a container's own name for its package's folder does not tell. */
const OWN_ENV = /^(?:OPENCLAW|CLAWDBOT|MOLTBOT)_/;

/** Lock files that only a running or starting gateway holds open (OpenClaw 2026.9.6). */
const HELD = /^gateway-lifecycle\.[0-9a-f]+\.lock|^gateway\.[0-9a-z]+\.lock/;

/** What a process is doing right now, and how many clock ticks of CPU it had so far; null when it is gone. */
export async function pulseOf(
  host: HostPort,
  pid: number,
): Promise<{ state: OpenClawProcess['state']; ticks: number } | null> {
  const stat = await host.read(`/proc/${pid}/stat`, { maxBytes: 4_096 });
  if (!stat.ok || stat.value === null) return null;
  const fields = fieldsOf(stat.value);
  // utime and stime: fields 14 and 15 of proc(5), which counts from 1 and has two before the state.
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return { state: STATES[fields[0] ?? ''] ?? 'running', ticks };
}

/** The state of a process right now; null when it is gone. */
export const stateOf = async (host: HostPort, pid: number): Promise<OpenClawProcess['state'] | null> =>
  (await pulseOf(host, pid))?.state ?? null;

/** Fields of /proc/PID/stat from the state on; the name before it may hold blanks and brackets. */
const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

const words = (cmdline: Outcome<string | null>): string[] =>
  cmdline.ok ? (cmdline.value ?? '').split('\0').filter(Boolean) : [];

/** The environment of a process as /proc/PID/environ has it. */
export const environment = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\0').flatMap((pair) => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
    }),
  );

/** What the process holds open, as paths; null when this user may not see it. */
async function openFiles(host: HostPort, pid: number): Promise<string[] | null> {
  const names = await host.list(`/proc/${pid}/fd`);
  if (!names.ok || names.value === null) return null;
  const links = await Promise.all(names.value.map((fd) => host.link(`/proc/${pid}/fd/${fd}`)));
  return links.flatMap((link) => (link.ok && link.value !== null ? [link.value] : []));
}

/** Others take the same locks for a while and write down what for: `doctor --fix` is `sqlite-maintenance` (2026.9.6). */
const Holder = z.object({ pid: z.number(), role: z.string().optional() });

/** What the process wrote into the state's lock itself; one that a dead process left behind says nothing. */
async function lockIn(
  host: HostPort,
  files: readonly string[],
  root: string,
  pid: number,
): Promise<{ lock: GatewayLock | null; role: string | undefined }> {
  const nothing = { lock: null, role: undefined };
  const path = files.find((file) => /^gateway\.state\.lock$/.test(basename(file)));
  if (path === undefined) return nothing;
  const text = await host.read(root + path, { maxBytes: 16 * 1024 });
  if (!text.ok || text.value === null) return nothing;
  try {
    const written: unknown = JSON.parse(text.value);
    const holder = Holder.parse(written);
    // A container counts its processes from its own first one.
    if (holder.pid !== pid && root === '') return nothing;
    return { lock: Lock.safeParse(written).data ?? null, role: holder.role };
  } catch {
    return nothing; // Half written, or of a release with another form: the environment must do.
  }
}

type Candidate = { pid: number; name: string; argv: string[]; call: GatewayCall | null };

/** Whether the name or the call speaks of OpenClaw's gateway at all; most processes end here. */
async function candidate(host: HostPort, pid: number): Promise<Candidate | null> {
  const [comm, cmdline] = await Promise.all([
    host.read(`/proc/${pid}/comm`, { maxBytes: 64 }),
    host.read(`/proc/${pid}/cmdline`, { maxBytes: 4_096 }),
  ]);
  if (!comm.ok || comm.value === null) return null;
  const argv = words(cmdline);
  const found = { pid, name: comm.value.trim(), argv, call: gatewayCall(argv) };
  return RENAMED.test(found.name) || found.call !== null ? found : null;
}

export const definedOf = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

const isOwn = (env: Record<string, string> | null): boolean =>
  env !== null && Object.keys(env).some((name) => OWN_ENV.test(name));

/** `node dist/index.js …` says nothing of OpenClaw; the package of the folder that it runs in does. */
async function startsInPackage(host: HostPort, pid: number, root: string): Promise<boolean> {
  const folder = await host.link(`/proc/${pid}/cwd`);
  if (!folder.ok || folder.value === null) return false;
  const text = await host.read(`${root}${folder.value}/package.json`, { maxBytes: 256 * 1024 });
  return text.ok && /"name"\s*:\s*"(?:openclaw|clawdbot|moltbot)"/.test(text.value ?? '');
}

async function roleOf(
  host: HostPort,
  { name, call }: Candidate,
  parent: number,
  seenOf: { files: readonly string[] | null; ports: readonly number[]; role: string | undefined },
): Promise<OpenClawProcess['is'] | 'unclear'> {
  // The repair takes the gateway's locks before it writes down what for.
  if (name.endsWith('-doctor')) return 'command';
  // A gateway repairs its state, too, when it starts; it has its name by then.
  const serving = seenOf.role === undefined || seenOf.role === 'gateway' || name.includes('-gate');
  if (serving && seenOf.files?.some((file) => HELD.test(basename(file)))) return 'gateway';
  if (call) return serves(call) ? 'gateway' : 'command';
  // The command sometimes starts itself again; the first one keeps its arguments.
  const above = gatewayCall(words(await host.read(`/proc/${parent}/cmdline`, { maxBytes: 4_096 })));
  if (above) return serves(above) ? 'gateway' : 'command';
  if (seenOf.ports.length > 0) return 'gateway';
  // Somebody else's process shows its name only.
  return seenOf.files === null && name.includes('-gate') ? 'gateway' : 'unclear';
}

async function one(
  host: HostPort,
  found: Candidate,
  bootAt: number,
  ownRoot: string | null,
): Promise<OpenClawProcess | null> {
  const { pid } = found;
  const [stat, exe, namespace, uid] = await Promise.all([
    host.read(`/proc/${pid}/stat`, { maxBytes: 4_096 }),
    host.link(`/proc/${pid}/exe`),
    host.link(`/proc/${pid}/ns/mnt`),
    uidOf(host, pid),
  ]);
  if (!stat.ok || stat.value === null) return null;
  const brand = brandOf(found.call?.script ?? found.name);
  const fields = fieldsOf(stat.value);
  const elsewhere =
    namespace.ok && namespace.value !== null && ownRoot !== null && namespace.value !== ownRoot;
  const root = elsewhere ? `/proc/${pid}/root` : '';
  // Root sees of another user's process what that user's neighbours see; a container's is its engine's.
  const shut = ownUid() === 0 && uid !== undefined && uid !== 0 && !elsewhere;
  const [environ, files] = shut
    ? [null, null]
    : await Promise.all([host.read(`/proc/${pid}/environ`, { maxBytes: 256 * 1024 }), openFiles(host, pid)]);
  const set = environ?.ok && environ.value ? environment(environ.value) : null;
  const told = !found.call?.faint || files?.some((file) => HELD.test(basename(file))) || isOwn(set);
  if (!told && (shut || !(await startsInPackage(host, pid, root)))) return null;
  const ports = files === null ? [] : await portsOf(host, pid, files);
  const held = files === null ? null : await lockIn(host, files, root, pid);
  const cwd = shut ? seen(null) : await host.link(`/proc/${pid}/cwd`);
  const script = found.call?.script.includes('/') ? found.call.script : undefined;
  const reader = { brand, is: 'gateway' as const, script, cwd: (cwd.ok && cwd.value) || undefined, root };
  const role = await roleOf(host, found, Number(fields[1]), { files, ports, role: held?.role });
  return {
    pid,
    parent: Number(fields[1]),
    is: role === 'unclear' ? 'command' : role,
    unclear: role === 'unclear',
    state: STATES[fields[0] ?? ''] ?? 'running',
    startedAt: bootAt + (Number(fields[19]) / TICKS) * 1000,
    env: set && definedOf(await inReadersWords(host, set, reader)),
    argv: found.argv,
    lock: held?.lock ?? null,
    locks: files?.some((file) => HELD.test(basename(file))) ?? false,
    ports,
    exeDeleted: exe.ok && (exe.value ?? '').endsWith(' (deleted)'),
    root,
  };
}

/** All of them, oldest first. Unavailable where there is no /proc. */
export async function openclawProcesses(host: HostPort): Promise<Outcome<OpenClawProcess[]>> {
  const [names, stat, own] = await Promise.all([
    host.list('/proc'),
    host.read('/proc/stat', { maxBytes: 1024 * 1024 }),
    host.link('/proc/self/ns/mnt'),
  ]);
  if (!names.ok) return names;
  const bootAt = Number(/^btime (\d+)/m.exec(stat.ok ? (stat.value ?? '') : '')?.[1] ?? Number.NaN) * 1000;
  if (names.value === null || Number.isNaN(bootAt)) return unseen('unavailable', 'this system has no /proc');
  const ownRoot = own.ok ? own.value : null;
  const pids = names.value.filter((name) => /^\d+$/.test(name)).map(Number);
  const candidates = await Promise.all(pids.map((pid) => candidate(host, pid)));
  const found = await Promise.all(
    candidates.filter((one) => one !== null).map((each) => one(host, each, bootAt, ownRoot)),
  );
  return seen(found.filter((process) => process !== null).sort((a, b) => a.startedAt - b.startedAt));
}
