/**
 * A container engine of its own for a test: Debian's packages unpacked beside the system, started in namespaces of
 * their own (mounts, network, processes), with storage that is thrown away. Nothing is installed, no registry is
 * asked, and an engine that runs here already is neither used nor touched.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenClaw } from '../gateway/install.ts';
import { type Ran, runInside, type ShellOptions } from './nspawn.ts';
import { nodeForHosts, rootfs, whatIsMissing } from './rootfs.ts';

export type EngineName = 'docker' | 'podman';

/** What each needs that a minimal machine lacks. Debian 12's own; others of that family have the same names. */
const PACKAGES: Readonly<Record<EngineName, readonly string[]>> = {
  docker: ['docker.io', 'containerd', 'runc'],
  podman: [
    ...['podman', 'conmon', 'golang-github-containers-common', 'golang-github-containers-image', 'runc'],
    ...[
      'containernetworking-plugins',
      'libgpgme11',
      'libassuan0',
      'libsubid4',
      'libyajl2',
      'libdevmapper1.02.1',
    ],
    ...['dmsetup', 'iptables', 'libip4tc2', 'libip6tc2', 'libxtables12', 'libnetfilter-conntrack3'],
    ...['libnfnetlink0', 'libnftnl11', 'libmnl0'],
  ],
};

const CACHE = join(homedir(), '.cache', 'openclaw-incident-bot', 'engines');
const START_MS = 30_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The packages unpacked, once; a sentence when they cannot be had. */
function unpacked(engine: EngineName): { root: string } | { why: string } {
  const root = join(CACHE, engine);
  if (existsSync(root)) return { root };
  mkdirSync(CACHE, { recursive: true });
  const making = mkdtempSync(join(CACHE, `${engine}-making-`));
  try {
    const got = spawnSync('apt-get', ['download', ...PACKAGES[engine]], {
      cwd: making,
      encoding: 'utf8',
      timeout: 120_000,
    });
    if (got.status !== 0) {
      const said = `${got.error?.message ?? ''} ${got.stderr ?? ''}`.trim().split('\n').at(-1);
      return { why: `apt-get could not download ${engine}'s packages (apt-get update first?): ${said}` };
    }
    const out = join(making, 'root');
    for (const file of readdirSync(making).filter((name) => name.endsWith('.deb')))
      execFileSync('dpkg-deb', ['-x', join(making, file), out]);
    // Older packages still say /lib where there is only /usr/lib.
    for (const folder of ['lib', 'sbin', 'bin'])
      if (existsSync(join(out, folder)))
        cpSync(join(out, folder), join(out, 'usr', folder), { recursive: true, verbatimSymlinks: true });
    // What update-alternatives would do.
    if (engine === 'podman')
      for (const name of ['iptables', 'iptables-save', 'iptables-restore', 'ip6tables'])
        symlinkSync('xtables-legacy-multi', join(out, 'usr/sbin', name));
    mkdirSync(join(out, 'etc'), { recursive: true });
    if (!existsSync(root)) renameSync(out, root);
    return { root };
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** The new mounts hide the developer's own home, and take what an engine writes to /etc; what a container needs stands under /run/lab. */
const MOUNTS = `set -e
ip link set lo up
mount -t tmpfs none /run
for each in openclaw host rootfs; do mkdir -p /run/lab/$each; done
touch /run/lab/node
mount --bind "$OPENCLAW" /run/lab/openclaw; mount --bind "$HOST" /run/lab/host
mount --bind "$ROOTFS" /run/lab/rootfs; mount --bind "$NODE" /run/lab/node
mkdir -p /run/unpacked; mount --bind "$UNPACKED" /run/unpacked
mount -t tmpfs none /root
mount -t overlay -o lowerdir=/run/unpacked/usr:/usr overlay /usr
mkdir -p /run/etc-written /run/etc-work
mount -t overlay -o lowerdir=/run/unpacked/etc:/etc,upperdir=/run/etc-written,workdir=/run/etc-work overlay /etc`;

/** Kernels with both kinds of control groups and few rights for limits are met in CI; the ulimits are for those. */
const DAEMON: Readonly<Record<EngineName, string>> = {
  docker: `exec dockerd --data-root "$DATA" --exec-root /run/docker-exec --pidfile /run/dockerd.pid \\
  --host unix:///run/docker.sock --iptables=false --ip6tables=false --bridge=none \\
  --default-ulimit nofile=4096:4096`,
  podman: `mkdir -p /run/podman /run/cni
cat > /run/containers.conf <<'END'
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "cni"
cni_plugin_dirs = ["/usr/lib/cni"]
END
printf '[storage]\\ndriver = "overlay"\\ngraphroot = "%s"\\nrunroot = "/run/containers"\\n' "$DATA" > /run/storage.conf
export CONTAINERS_CONF=/run/containers.conf CONTAINERS_STORAGE_CONF=/run/storage.conf
exec podman system service --time 0 unix:///run/podman/podman.sock`,
};

const ENV = 'export CONTAINERS_CONF=/run/containers.conf CONTAINERS_STORAGE_CONF=/run/storage.conf';
const IMAGE = 'localhost/lab:1';

export type Engine = {
  name: EngineName;
  /** Runs it beside the engine, as root; throws what was printed when it did not end well. */
  ok(command: string, options?: ShellOptions): Promise<string>;
  sh(command: string, options?: ShellOptions): Promise<Ran>;
  /** Starts a container named `name` with Node and OpenClaw in it; `options` and `command` as the engine takes them. */
  start(name: string, options: string, command?: string): Promise<void>;
  down(): Promise<void>;
};

/** Starts it with an image of a small Debian; a sentence when this machine cannot. */
export async function startEngine(
  name: EngineName,
  openclaw: OpenClaw,
  host: string,
): Promise<Engine | { why: string }> {
  const missing = whatIsMissing();
  if (missing !== null) return { why: missing };
  const packages = unpacked(name);
  if ('why' in packages) return packages;
  const data = mkdtempSync(join(tmpdir(), `${name}-data-`));
  const daemon = spawn(
    'unshare',
    [
      '-m',
      '-n',
      '-p',
      '-f',
      '--kill-child',
      '--mount-proc',
      '--propagation',
      'private',
      'sh',
      '-c',
      `${MOUNTS}\n${DAEMON[name]}`,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        UNPACKED: packages.root,
        OPENCLAW: join(openclaw.cacheDir, 'node_modules'),
        HOST: host,
        ROOTFS: rootfs(),
        NODE: nodeForHosts(join(import.meta.dirname, '..', '..')),
        DATA: data,
      },
    },
  );
  let printed = '';
  for (const stream of [daemon.stdout, daemon.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-4_000);
    });
  const ended = once(daemon, 'exit');
  const kill = (): void => void daemon.kill('SIGKILL');
  process.once('exit', kill);
  const sh: Engine['sh'] = (command, options) => {
    const first = firstInside(daemon);
    if (first === null) throw new Error(`${name} is not up:\n${printed}`);
    return runInside(first, `${ENV}\n${command}`, options ?? {});
  };
  const ok: Engine['ok'] = async (command, options) => {
    const ran = await sh(command, options);
    if (ran.code === 0) return ran.stdout.trim();
    throw new Error(`beside ${name}, exit code ${ran.code}: ${command}\n${ran.stdout}\n${ran.stderr}`);
  };
  const down = async (): Promise<void> => {
    process.off('exit', kill);
    if (firstInside(daemon) !== null) {
      await sh(`${name} rm -f $(${name} ps -aq)`, { limitMs: 20_000 });
      const first = firstInside(daemon);
      // The last process of its namespace: what it started ends with it.
      if (first !== null) process.kill(first, 'SIGKILL');
    }
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  const began = Date.now();
  const answers = async (): Promise<boolean> =>
    firstInside(daemon) !== null &&
    (await sh(`test -S /run/${name}.sock || test -S /run/${name}/${name}.sock; ${name} ps`)).code === 0;
  while (!(await answers())) {
    if (daemon.exitCode !== null || Date.now() - began > START_MS) {
      await down();
      return { why: `${name} does not start here: ${printed.trim().split('\n').at(-1)?.slice(0, 300)}` };
    }
    await pause(300);
  }
  const leaveOut = ['doc', 'locale', 'man', 'i18n'].map((each) => `--exclude=./usr/share/${each}`).join(' ');
  await ok(
    `tar -C /run/lab/rootfs ${leaveOut} --exclude=./dev --exclude=./var/cache -c . | ${name} import - ${IMAGE}`,
    { limitMs: 120_000 },
  );
  const start: Engine['start'] = async (
    container,
    options,
    command = 'node dist/index.js gateway --port 18789',
  ) => {
    const binds =
      '-v /run/lab/openclaw:/opt/openclaw/node_modules:ro -v /run/lab/node:/usr/local/bin/node:ro';
    await ok(`${name} rm -f ${container} >/dev/null 2>&1 || true
      ${name} run -d --name ${container} ${binds} -w /opt/openclaw/node_modules/openclaw ${options} ${IMAGE} ${command}`);
  };
  return { name, ok, sh, start, down };
}

/** Its first process, as this machine counts: the engine itself. */
function firstInside({ pid, exitCode }: ChildProcess): number | null {
  if (pid === undefined || exitCode !== null) return null;
  const path = `/proc/${pid}/task/${pid}/children`;
  const [child] = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ').filter(Boolean) : [];
  if (!child || !existsSync(`/proc/${child}/comm`)) return null;
  // Before it has become the engine its mounts are not done.
  return /^(?:dockerd|podman|exe)$/m.test(readFileSync(`/proc/${child}/comm`, 'utf8')) ? Number(child) : null;
}
