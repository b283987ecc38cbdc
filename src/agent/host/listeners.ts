/**
 * @module agent/host/listeners
 * Who listens on a TCP port: read from /proc/net/tcp, and from `ss` where that is not to be had. "Somebody
 * listens, but I may not see who" is kept apart from "nobody listens".
 */
import { type HostPort, type Outcome, seen, unseen } from './host-port.ts';

export type Listener = {
  addresses: string[];
  /** Null when this user may not see whose socket it is. */
  pid: number | null;
  /** Program name of the owner, as the system knows it. */
  program: string | null;
};

/** States in /proc/net/tcp (proc(5), include/net/tcp_states.h). */
const LISTEN = '0A';
const ESTABLISHED = '01';

/** Addresses that answer on 127.0.0.1 or ::1. */
const NEAR = new Set(['127.0.0.1', '0.0.0.0', '::', '::1']);

type Row = { address: string; port: number; farPort: number; inode: string; uid: number };

function rowsOf(text: string, state: string): Row[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const [host = '', port = ''] = (fields[1] ?? '').split(':');
      if (fields[3] !== state) return [];
      const farPort = Number.parseInt((fields[2] ?? '').split(':')[1] ?? '', 16);
      const [inode = '', uid] = [fields[9], Number(fields[7])];
      return [{ address: addressOf(host), port: Number.parseInt(port, 16), farPort, inode, uid }];
    });
}

/** The kernel prints addresses as little-endian 32-bit words. */
function addressOf(hex: string): string {
  if (hex.length === 8) return [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.');
  if (/^0{32}$/.test(hex)) return '::';
  if (hex === '00000000000000000000000001000000') return '::1';
  const mapped = /^0{16}FFFF0000([0-9A-F]{8})$/.exec(hex);
  return mapped?.[1] ? addressOf(mapped[1]) : 'ipv6';
}

async function ownerOf(
  host: HostPort,
  inodes: ReadonlySet<string>,
  likely: readonly number[],
): Promise<number | null> {
  const names = await host.list('/proc');
  if (!names.ok || names.value === null) return null;
  const wanted = new Set([...inodes].map((inode) => `socket:[${inode}]`));
  // Newest first: listeners in question were started late, and the search ends at the first hit.
  const others = names.value
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => !likely.includes(pid))
    .sort((a, b) => b - a);
  for (const pid of [...likely, ...others]) {
    const files = await host.list(`/proc/${pid}/fd`);
    if (!files.ok || files.value === null) continue;
    const links = await Promise.all(files.value.map((fd) => host.link(`/proc/${pid}/fd/${fd}`)));
    if (links.some((link) => link.ok && link.value !== null && wanted.has(link.value))) return pid;
  }
  return null;
}

async function fromSs(host: HostPort, port: number): Promise<Outcome<Listener | null>> {
  const ran = await host.run(['ss', '-H', '-l', '-t', '-n', '-p'], { timeoutMs: 3_000 });
  if (!ran.ok) return unseen('unavailable', `there is no /proc/net/tcp, and ${ran.why}`);
  if (ran.value.code !== 0)
    return unseen('unavailable', `there is no /proc/net/tcp, and ss ended with code ${ran.value.code}`);
  const lines = ran.value.stdout
    .split('\n')
    .filter((line) => (line.trim().split(/\s+/)[3] ?? '').endsWith(`:${port}`));
  if (lines.length === 0) return seen(null);
  const owner = /\("([^"]*)",pid=(\d+)/.exec(lines.join(' '));
  return seen({
    addresses: lines.map((line) => (line.trim().split(/\s+/)[3] ?? '').replace(/:\d+$/, '')),
    pid: owner ? Number(owner[2]) : null,
    program: owner?.[1] ?? null,
  });
}

/** Listening sockets as a process in another network has them; null where that cannot be read. */
export const listeningIn = (
  host: HostPort,
  pid: number,
): Promise<{ address: string; port: number }[] | null> => listening(host, pid);

/** Sockets of one network, the listening ones unless told otherwise: ours, or that of a process (`self` or a pid). Null where it cannot be read. */
async function listening(host: HostPort, of: number | 'self', state = LISTEN): Promise<Row[] | null> {
  const paths = [`/proc/${of}/net/tcp`, `/proc/${of}/net/tcp6`];
  // A busy host has thousands of connections in these tables.
  const tables = await Promise.all(paths.map((path) => host.read(path, { maxBytes: 8 * 1024 * 1024 })));
  const texts = tables.flatMap((table) => (table.ok && table.value !== null ? [table.value] : []));
  return texts.length === 0 ? null : texts.flatMap((text) => rowsOf(text, state));
}

/** The ports that a process listens on, in its own network; `files` is what it holds open. */
export async function portsOf(host: HostPort, pid: number, files: readonly string[]): Promise<number[]> {
  const sockets = new Set(files.filter((file) => file.startsWith('socket:[')));
  if (sockets.size === 0) return [];
  const rows = (await listening(host, pid)) ?? [];
  return [...new Set(rows.filter((row) => sockets.has(`socket:[${row.inode}]`)).map((row) => row.port))];
}

/** `lsof -F` of one field: a line for each process, then one for its user. As nobody else but root it shows only our own. */
async function usersFromLsof(host: HostPort, port: number): Promise<Outcome<number[]>> {
  const ran = await host.run(['lsof', '-nP', '-a', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fu'], {
    timeoutMs: 3_000,
  });
  if (!ran.ok) return unseen('unavailable', `there is no /proc/net/tcp, and ${ran.why}`);
  const users = [...ran.value.stdout.matchAll(/^u(\d+)$/gm)].map(([, uid]) => Number(uid));
  return users.length > 0 ? seen(users) : unseen('unavailable', 'lsof shows nobody there');
}

/** The user ids of whoever listens on `port` where 127.0.0.1 and ::1 lead; empty for nobody. */
export async function holdersOf(host: HostPort, port: number): Promise<Outcome<number[]>> {
  const table = await listening(host, 'self');
  if (table === null) return usersFromLsof(host, port);
  const near = table.filter((row) => row.port === port && NEAR.has(row.address));
  return seen([...new Set(near.map(({ uid }) => uid))]);
}

/**
 * The user id of whoever holds the other end of our connection to `port` on this host, `ownPort` being our end; null
 * where that cannot be seen. A listener may have gone and another come since we dialled; this end is the one we speak to.
 */
export async function answererOf(host: HostPort, port: number, ownPort: number): Promise<number | null> {
  const rows = (await listening(host, 'self', ESTABLISHED)) ?? [];
  return rows.find((row) => row.port === port && row.farPort === ownPort)?.uid ?? null;
}

export type Socket = {
  address: string;
  port: number;
  uid: number;
  pid: number | null;
  program: string | null;
};

/** Far more than listen on a host of gateways. */
const MOST_SOCKETS = 500;
const MOST_PROCESSES = 4_000;

/** All that listens on this host for TCP, and who owns it as far as this user may see. */
export async function allListeners(host: HostPort): Promise<Outcome<Socket[]>> {
  const table = await listening(host, 'self');
  if (table === null) return unseen('unavailable', 'there is no /proc/net/tcp');
  const rows = table.slice(0, MOST_SOCKETS);
  const owners = await ownersOf(host, new Set(rows.map(({ inode }) => `socket:[${inode}]`)));
  const names = new Map<number, string | null>();
  for (const pid of new Set(owners.values())) {
    const comm = await host.read(`/proc/${pid}/comm`, { maxBytes: 64 });
    names.set(pid, comm.ok ? (comm.value?.trim() ?? null) : null);
  }
  return seen(
    rows
      .map(({ address, port, uid, inode }) => {
        const pid = owners.get(`socket:[${inode}]`) ?? null;
        return { address, port, uid, pid, program: pid === null ? null : (names.get(pid) ?? null) };
      })
      .sort((a, b) => a.port - b.port || (a.address < b.address ? -1 : 1)),
  );
}

/** Which process has which of these sockets open, in one walk over all of them. */
async function ownersOf(host: HostPort, wanted: ReadonlySet<string>): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const names = await host.list('/proc');
  const pids = (names.ok ? (names.value ?? []) : [])
    .filter((name) => /^\d+$/.test(name))
    .slice(-MOST_PROCESSES);
  for (const pid of pids) {
    if (found.size === wanted.size) break;
    const files = await host.list(`/proc/${pid}/fd`);
    if (!files.ok || files.value === null) continue;
    const links = await Promise.all(files.value.map((fd) => host.link(`/proc/${pid}/fd/${fd}`)));
    for (const link of links)
      if (link.ok && link.value !== null && wanted.has(link.value) && !found.has(link.value))
        found.set(link.value, Number(pid));
  }
  return found;
}

/** The listener on `port`; null when the port is free. `likely` are the pids to ask first. */
export async function listenerOn(
  host: HostPort,
  port: number,
  likely: readonly number[] = [],
): Promise<Outcome<Listener | null>> {
  const table = await listening(host, 'self');
  if (table === null) return fromSs(host, port);
  const all = table.filter((row) => row.port === port);
  if (all.length === 0) return seen(null);
  // The gateway always takes 127.0.0.1 too; a tailnet address of the same number is somebody's own business.
  const near = all.filter(({ address }) => NEAR.has(address));
  const rows = near.length > 0 ? near : all;
  const pid = await ownerOf(host, new Set(rows.map((row) => row.inode)), likely);
  const comm = pid === null ? null : await host.read(`/proc/${pid}/comm`, { maxBytes: 64 });
  return seen({
    addresses: [...new Set(rows.map((row) => row.address))],
    pid,
    program: comm?.ok ? (comm.value?.trim() ?? null) : null,
  });
}
