/**
 * A host with a real systemd, booted in a second: `boot(name)`, `sh(command)`, `down()`. It shares this machine's
 * network, so what listens on 127.0.0.1 here answers there, unless it gets one of its own. What it writes is gone when
 * it is down; one that keeps its disk can be booted again in between.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeptRoot, keptRoot } from './kept-root.ts';
import { rootfs } from './rootfs.ts';

export type Ran = { code: number; stdout: string; stderr: string };

export type ShellOptions = {
  /** Root unless said otherwise; a user gets the environment that a login would give. */
  user?: string;
  input?: string;
  cwd?: string;
  limitMs?: number;
};

export type Host = {
  name: string;
  /** Runs it with `sh -e`; 124 when it took too long. It is in no service's control group. */
  sh(command: string, options?: ShellOptions): Promise<Ran>;
  /** As `sh`, and throws what was printed when it did not end well; gives what it printed, trimmed. */
  ok(command: string, options?: ShellOptions): Promise<string>;
  /** Asks until `command` ends well; throws what it last printed when it does not. */
  until(command: string, options?: ShellOptions): Promise<string>;
  /** Boots again as after a loss of power, with nobody told. Only a host that keeps its disk. */
  reboot(): Promise<void>;
  /** Shuts down in good order and takes away what booting left behind. Twice does no harm. */
  down(): Promise<void>;
};

const BOOT_MS = 30_000;
const DOWN_MS = 20_000;
const SIGRTMIN = 34;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Where systemd keeps its control groups: a tree of its own on older kernels, the only one on newer. */
const CGROUPS = ['/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified', '/sys/fs/cgroup'];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Boots a host. `binds` are shown inside, read-only: path there → path here. */
export async function boot(
  name: string,
  binds: Record<string, string> = {},
  network: 'shared' | 'own' = 'shared',
  disk: 'thrown away' | 'kept' = 'thrown away',
): Promise<Host> {
  const machine = `${name}-${process.pid}`;
  const groups = ownGroups(machine);
  const root = disk === 'kept' ? keptRoot() : null;
  let console_ = '';
  const begin = (): { nspawn: ChildProcess; ended: Promise<void> } => {
    const nspawn = spawnMachine({ name, machine, groups, binds, network, root });
    for (const stream of [nspawn.stdout, nspawn.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        console_ = (console_ + text).slice(-20_000);
      });
    return { nspawn, ended: once(nspawn, 'exit').then(() => undefined) };
  };
  let { nspawn, ended } = begin();
  const kill = (): void => void nspawn.kill('SIGKILL');
  process.once('exit', kill);

  const down = async (): Promise<void> => {
    process.off('exit', kill);
    const init = firstProcess(nspawn);
    if (init !== null) {
      // systemd(1): the signal to its first process that means "power off".
      process.kill(init, SIGRTMIN + 4);
      const late = setTimeout(kill, DOWN_MS);
      await ended;
      clearTimeout(late);
    } else if (nspawn.exitCode === null && nspawn.signalCode === null) {
      kill();
      await ended;
    }
    for (const group of groups) removeGroup(group);
    root?.drop();
  };

  const sh = async (command: string, options: ShellOptions = {}): Promise<Ran> => {
    const init = firstProcess(nspawn);
    if (init === null) throw new Error(`${name} is not up:\n${console_}`);
    return runInside(init, command, options);
  };
  const ok = async (command: string, options?: ShellOptions): Promise<string> => {
    const ran = await sh(command, options);
    if (ran.code === 0) return ran.stdout.trim();
    throw new Error(`on ${name}, exit code ${ran.code}: ${command}\n${ran.stdout}\n${ran.stderr}`);
  };
  const until = async (command: string, options?: ShellOptions): Promise<string> => {
    const started = Date.now();
    for (;;) {
      const ran = await sh(command, options);
      if (ran.code === 0) return ran.stdout.trim();
      if (Date.now() - started > BOOT_MS)
        throw new Error(`on ${name}, not within 30 s: ${command}\n${ran.stdout}\n${ran.stderr}`);
      await pause(200);
    }
  };

  const isUp = async (): Promise<void> => {
    const started = Date.now();
    while (firstProcess(nspawn) === null) {
      if (nspawn.exitCode !== null || Date.now() - started > BOOT_MS)
        throw new Error(`${name} did not boot:\n${console_}`);
      await pause(50);
    }
    await until('systemctl is-system-running --wait || test "$(systemctl is-system-running)" = degraded');
  };
  const reboot: Host['reboot'] = async () => {
    const init = firstProcess(nspawn);
    if (root === null || init === null) throw new Error(`${name} cannot be booted again`);
    // Its first process is just gone, and all others with it.
    process.kill(init, 'SIGKILL');
    const late = setTimeout(kill, DOWN_MS);
    await ended;
    clearTimeout(late);
    ({ nspawn, ended } = begin());
    await isUp();
  };

  try {
    await isUp();
  } catch (error) {
    await down();
    throw error;
  }
  return { name, sh, ok, until, reboot, down };
}

type Machine = {
  name: string;
  machine: string;
  groups: readonly string[];
  binds: Record<string, string>;
  network: 'shared' | 'own';
  root: KeptRoot | null;
};

/** Starts `systemd-nspawn`, which ends with the host; its first process is told to end with it. */
function spawnMachine({ name, machine, groups, binds, network, root }: Machine): ChildProcess {
  return spawn(
    'sh',
    [
      '-c',
      // Two hosts in the same control group would share what they think is theirs.
      `${groups.map((group) => `echo $$ > ${group}/cgroup.procs; `).join('')}exec "$@"`,
      'sh',
      'systemd-nspawn',
      '--quiet',
      '--boot',
      ...(root ? [`--directory=${root.path}`] : [`--directory=${rootfs()}`, '--volatile=overlay']),
      '--register=no',
      '--keep-unit',
      '--console=pipe',
      ...(network === 'own' ? ['--private-network'] : []),
      `--machine=${machine}`,
      `--hostname=${name}`,
      ...Object.entries(binds).map(([there, here]) => `--bind-ro=${here}:${there}`),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
}

/** The host's process 1, as this machine counts; null while it is not there. */
function firstProcess(nspawn: ChildProcess): number | null {
  const { pid } = nspawn;
  if (pid === undefined || nspawn.exitCode !== null || nspawn.signalCode !== null) return null;
  const children = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(children)) return null;
  for (const child of readFileSync(children, 'utf8').trim().split(' ').filter(Boolean)) {
    // Its own namespaces come before its own name.
    if (existsSync(`/proc/${child}/comm`) && /^systemd$/m.test(readFileSync(`/proc/${child}/comm`, 'utf8')))
      return Number(child);
  }
  return null;
}

/** Runs it in the namespaces of a process, e.g. of another host's first one. */
export async function runInside(
  init: number,
  command: string,
  { user = 'root', input = '', cwd, limitMs = 60_000 }: ShellOptions,
): Promise<Ran> {
  // What a login of this user would set; `runuser -l` itself would drop the way to the user's service manager.
  const setUp = `export HOME="$(getent passwd ${user} | cut -d: -f6)" XDG_RUNTIME_DIR="/run/user/$(id -u ${user})"
    cd "${cwd ?? '$HOME'}"; exec runuser -u ${user} -- sh -e -c "$1"`;
  const enter = ['--target', String(init), '--mount', '--uts', '--ipc', '--net', '--pid'];
  const inside = ['env', '-i', `PATH=${PATH}`, 'LANG=C.UTF-8', `USER=${user}`, `LOGNAME=${user}`];
  const argv = [...enter, '--', ...inside, 'sh', '-c', setUp, 'sh', command];
  const child = spawn('nsenter', argv, { stdio: 'pipe', detached: true });
  const ran: Ran = { code: 0, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ran.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ran.stderr += text;
  });
  // A command that does not read its input is no error of ours.
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(input);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  // Not `close`: what a command leaves running in the background may keep its output open.
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  await Promise.race([once(child, 'close'), pause(300)]);
  return { ...ran, code: late ? 124 : (code ?? 1) };
}

function ownGroups(machine: string): string[] {
  const trees = CGROUPS.filter((tree) => existsSync(join(tree, 'cgroup.procs')));
  const used = trees.length > 1 ? trees.filter((tree) => tree !== '/sys/fs/cgroup') : trees;
  return used.map((tree) => {
    const group = join(tree, machine);
    mkdirSync(group, { recursive: true });
    return group;
  });
}

/** Takes a control group away with those below it; whoever is left in it is ended first. */
function removeGroup(group: string): void {
  if (!existsSync(group)) return;
  for (const entry of readdirSync(group, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroup(join(group, entry.name));
  const killer = join(group, 'cgroup.kill');
  if (existsSync(killer)) writeFileSync(killer, '1');
  try {
    rmdirSync(group);
  } catch (error) {
    // A process that has just ended may be counted for a moment longer; an empty group does no harm.
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
  }
}
