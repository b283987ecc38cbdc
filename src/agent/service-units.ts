/**
 * @module agent/service-units
 * Service definitions on this host that would start a gateway: systemd units of users and of the system, and
 * launchd's property lists. What they set decides where that gateway lives and which credential it starts with.
 */
import { join } from 'node:path';
import { envLines } from './env-lines.ts';
import type { HostPort } from './host-port.ts';

export type ServiceUnit = {
  manager: 'systemd-user' | 'systemd' | 'launchd';
  /** `openclaw-gateway.service`, or launchd's label. */
  name: string;
  path: string;
  /** What it sets, its environment files included; HOME as far as it can be told. May hold secrets. */
  env: Record<string, string>;
  /** Its command line, in words. May hold secrets. */
  argv: string[];
};

const OURS = /openclaw|clawdbot|moltbot/i;
const STARTS_GATEWAY = /(openclaw|clawdbot|moltbot)\S*["']?(\s+\S+){0,8}?\s+["']?gateway\b/i;
const MOST_FILES = 200;
const MOST_BYTES = 64 * 1024;

type Folder = { path: string; manager: ServiceUnit['manager']; home: string | null; anyName: boolean };

/** Where systemd (systemd.unit(5)) and launchd (launchd.plist(5)) look. In an admin's folders any name may be ours. */
const folders = (home: string): Folder[] => [
  { path: join(home, '.config/systemd/user'), manager: 'systemd-user', home, anyName: true },
  { path: '/etc/systemd/user', manager: 'systemd-user', home, anyName: true },
  { path: '/usr/lib/systemd/user', manager: 'systemd-user', home, anyName: false },
  { path: '/etc/systemd/system', manager: 'systemd', home: null, anyName: true },
  { path: '/usr/lib/systemd/system', manager: 'systemd', home: null, anyName: false },
  { path: join(home, 'Library/LaunchAgents'), manager: 'launchd', home, anyName: false },
  { path: '/Library/LaunchAgents', manager: 'launchd', home, anyName: false },
  { path: '/Library/LaunchDaemons', manager: 'launchd', home: null, anyName: false },
];

const textOf = async (host: HostPort, path: string): Promise<string> => {
  const text = await host.read(path, { maxBytes: MOST_BYTES });
  return text.ok ? (text.value ?? '') : '';
};

/** Words of a unit's assignment or command, quotes taken off. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');

async function homeOfUser(host: HostPort, user: string | undefined): Promise<string | undefined> {
  const passwd = await textOf(host, '/etc/passwd');
  const line = passwd.split('\n').find((each) => each.startsWith(`${user ?? 'root'}:`));
  return line?.split(':')[5];
}

async function systemdUnit(
  host: HostPort,
  folder: Folder & { manager: 'systemd' | 'systemd-user' },
  name: string,
): Promise<ServiceUnit | null> {
  const path = join(folder.path, name);
  const main = await textOf(host, path);
  if (!STARTS_GATEWAY.test(main.replace(/\\\n/g, ' '))) return null;
  const dropIns = await host.list(`${path}.d`);
  const more = (dropIns.ok ? (dropIns.value ?? []) : []).filter((each) => each.endsWith('.conf')).sort();
  const texts = [main, ...(await Promise.all(more.map((each) => textOf(host, join(`${path}.d`, each)))))];
  const lines = texts.join('\n').replace(/\\\n/g, ' ').split('\n');
  const all = (key: string): string[] =>
    lines.flatMap((line) => (line.trim().startsWith(`${key}=`) ? [line.trim().slice(key.length + 1)] : []));
  const home = folder.home ?? (await homeOfUser(host, all('User').at(-1)));
  const env: Record<string, string> = home === undefined ? {} : { HOME: home };
  for (const line of all('Environment')) for (const word of words(line)) Object.assign(env, envLines(word));
  for (const line of all('EnvironmentFile')) {
    const file = line.replace(/^-/, '').replace(/%h/g, home ?? '/');
    Object.assign(env, envLines(await textOf(host, file)));
  }
  return withFlags({
    manager: folder.manager,
    name,
    path,
    env,
    argv: words(all('ExecStart').at(-1) ?? ''),
  });
}

const plain = (xml: string): string =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

async function launchdUnit(host: HostPort, folder: Folder, name: string): Promise<ServiceUnit | null> {
  const path = join(folder.path, name);
  const text = await textOf(host, path);
  // A compiled property list cannot be read here; its name still says that one is installed.
  const block = (key: string, tag: string): string =>
    new RegExp(`<key>${key}</key>\\s*<${tag}>([\\s\\S]{0,20000}?)</${tag}>`).exec(text)?.[1] ?? '';
  const argv = [...block('ProgramArguments', 'array').matchAll(/<string>([^<]*)<\/string>/g)].map(
    ([, word = '']) => plain(word),
  );
  if (argv.length > 0 && !argv.includes('gateway') && !/gateway/.test(name)) return null;
  const env: Record<string, string> = folder.home === null ? {} : { HOME: folder.home };
  const pairs = block('EnvironmentVariables', 'dict').matchAll(
    /<key>([^<]*)<\/key>\s*<string>([^<]*)<\/string>/g,
  );
  for (const [, key = '', value = ''] of pairs) env[key] = plain(value);
  return withFlags({ manager: 'launchd', name: name.replace(/\.plist$/, ''), path, env, argv });
}

/** `--profile x` in the command says what the environment would. */
function withFlags(unit: ServiceUnit): ServiceUnit {
  const at = unit.argv.indexOf('--profile');
  const profile = at < 0 ? undefined : unit.argv[at + 1];
  return profile ? { ...unit, env: { ...unit.env, OPENCLAW_PROFILE: profile } } : unit;
}

async function inFolder(host: HostPort, folder: Folder): Promise<ServiceUnit[]> {
  const listed = await host.list(folder.path);
  const ending = folder.manager === 'launchd' ? '.plist' : '.service';
  const names = (listed.ok ? (listed.value ?? []) : [])
    .filter((name) => name.endsWith(ending) && (folder.anyName || OURS.test(name)))
    .slice(0, MOST_FILES);
  const { manager } = folder;
  const units = await Promise.all(
    names.map((name) =>
      manager === 'launchd'
        ? launchdUnit(host, folder, name)
        : systemdUnit(host, { ...folder, manager }, name),
    ),
  );
  return units.filter((unit) => unit !== null);
}

/** Every definition that starts a gateway, those of `home`'s owner and those of the system. */
export async function serviceUnits(host: HostPort, home: string): Promise<ServiceUnit[]> {
  const found = (await Promise.all(folders(home).map((folder) => inFolder(host, folder)))).flat();
  // The same name in an earlier folder wins, as it does for systemd.
  const names = new Set<string>();
  return found.filter(({ manager, name }) => {
    const key = `${manager} ${name}`;
    return !names.has(key) && Boolean(names.add(key));
  });
}
