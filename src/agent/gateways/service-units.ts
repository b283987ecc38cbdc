/**
 * @module agent/gateways/service-units
 * Service definitions on this host that would start a gateway: systemd units of users and of the system, and
 * launchd's property lists. What they set decides where that gateway lives and which credential it starts with.
 */
import { join } from 'node:path';
import { type Account, accounts } from '../host/accounts.ts';
import { envLines } from '../host/env-lines.ts';
import type { HostPort } from '../host/host-port.ts';
import { flagOf, gatewayCall, serves } from './gateway-call.ts';
import { readUnit } from './unit-text.ts';

export type ServiceUnit = {
  manager: 'systemd-user' | 'systemd' | 'launchd';
  /** `openclaw-gateway.service`, or launchd's label. */
  name: string;
  path: string;
  /** What it sets, its environment files included; HOME as far as it can be told. May hold secrets. */
  env: Record<string, string>;
  /** Names of what the definition itself sets, outside any environment file. */
  inline: string[];
  /** Its command line, in words. May hold secrets. */
  argv: string[];
  /** Where its command starts, if it says so. */
  cwd?: string;
  /** Whose manager has it (a user's unit) or as whom it runs; absent where that cannot be told. */
  owner?: Account;
  /** It starts by itself at boot or login: a link for that is there. Systemd only. */
  enabled?: boolean;
};

const OURS = /openclaw|clawdbot|moltbot/i;
/** Names under which OpenClaw and its earlier names install theirs; the command may be a wrapper. */
const USUAL = /^(?:openclaw|clawdbot|moltbot)-gateway(?:-[\w.-]+)?\.service$/;
const MOST_FILES = 200;
/** Drop-ins or environment files of one definition. */
const MOST_PARTS = 32;
/** What is read for all definitions of one folder, drop-ins and environment files included: far more than people write. */
const FOLDER_BYTES = 2 * 1024 * 1024;
const MOST_BYTES = 64 * 1024;

type Folder = { path: string; manager: ServiceUnit['manager']; owner: Account | null; anyName: boolean };

/** Where systemd (systemd.unit(5)) looks for units of one user, first wins. In an admin's folders any name may be ours. */
const userFolders = (owner: Account): Folder[] =>
  [
    { path: join(owner.home, '.config/systemd/user'), anyName: true },
    { path: '/etc/systemd/user', anyName: true },
    { path: join(owner.home, '.local/share/systemd/user'), anyName: true },
    { path: '/usr/local/lib/systemd/user', anyName: false },
    { path: '/usr/lib/systemd/user', anyName: false },
  ].map((folder) => ({ ...folder, manager: 'systemd-user', owner }));

const SYSTEM_FOLDERS: Folder[] = [
  { path: '/etc/systemd/system', anyName: true },
  { path: '/run/systemd/system', anyName: true },
  { path: '/usr/local/lib/systemd/system', anyName: false },
  { path: '/usr/lib/systemd/system', anyName: false },
].map((folder) => ({ ...folder, manager: 'systemd', owner: null }));

/** launchd.plist(5). */
const launchdFolders = (owner: Account): Folder[] =>
  [
    { path: join(owner.home, 'Library/LaunchAgents'), owner },
    { path: '/Library/LaunchAgents', owner },
    { path: '/Library/LaunchDaemons', owner: null },
  ].map((folder) => ({ ...folder, manager: 'launchd', anyName: false }));

/** What of `FOLDER_BYTES` is left. */
type Room = { bytes: number };

const textOf = async (host: HostPort, path: string, room: Room): Promise<string> => {
  if (room.bytes <= 0) return '';
  const text = await host.read(path, { maxBytes: MOST_BYTES });
  const read = text.ok ? (text.value ?? '') : '';
  room.bytes -= read.length;
  return read;
};

/** A command of a shell counts by what the shell is told to run. */
function commandOf(argv: readonly string[]): readonly string[] {
  const script = /(?:^|\/)(?:ba|da|z|k)?sh$/.test(argv[0] ?? '')
    ? argv.find((word) => /\s/.test(word))
    : undefined;
  return script === undefined ? argv : script.trim().split(/\s+/);
}

const runsGateway = (argv: readonly string[]): boolean => {
  const call = gatewayCall(commandOf(argv));
  return call !== null && serves(call);
};

async function textsOf(host: HostPort, path: string, room: Room): Promise<string[]> {
  const folder = `${path}.d`;
  const dropIns = await host.list(folder);
  const named = (dropIns.ok ? (dropIns.value ?? []) : []).filter((each) => each.endsWith('.conf'));
  // Of too many the last ones count: they are read last, and so decide.
  const more = named.sort().slice(-MOST_PARTS);
  const texts: string[] = [];
  for (const each of [path, ...more.map((name) => join(folder, name))])
    texts.push(await textOf(host, each, room));
  return texts;
}

async function systemdUnit(
  host: HostPort,
  { path: folder, manager, owner }: Folder,
  name: string,
  known: { people: readonly Account[]; wanted: ReadonlySet<string>; room: Room },
): Promise<ServiceUnit | null> {
  const path = join(folder, name);
  const texts = await textsOf(host, path, known.room);
  // A link to /dev/null masks a unit of that name; it still is what somebody once installed.
  const specifiers = { home: owner?.home, user: owner?.name };
  const first = readUnit(texts, specifiers);
  const runner = owner ?? known.people.find(({ name: each }) => each === (first.user ?? 'root'));
  const unit = readUnit(texts, { ...specifiers, home: runner?.home });
  if (!runsGateway(unit.argv) && !USUAL.test(name) && unit.env.OPENCLAW_SERVICE_KIND !== 'gateway')
    return null;
  const env: Record<string, string> = { ...(runner ? { HOME: runner.home } : {}), ...unit.env };
  for (const file of unit.environmentFiles.slice(-MOST_PARTS))
    Object.assign(env, envLines(await textOf(host, file, known.room)));
  return withFlags({
    manager: manager === 'systemd' ? 'systemd' : 'systemd-user',
    name,
    path,
    env,
    inline: Object.keys(unit.env),
    argv: [...commandOf(unit.argv)],
    enabled: known.wanted.has(name),
    ...(unit.workingDirectory?.startsWith('/') ? { cwd: unit.workingDirectory } : {}),
    ...(runner ? { owner: runner } : {}),
  });
}

const plain = (xml: string): string =>
  xml
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

async function launchdUnit(
  host: HostPort,
  folder: Folder,
  name: string,
  room: Room,
): Promise<ServiceUnit | null> {
  const path = join(folder.path, name);
  const text = await textOf(host, path, room);
  // A compiled property list cannot be read here; its name still says that one is installed.
  const block = (key: string, tag: string): string =>
    new RegExp(`<key>${key}</key>\\s*<${tag}>([\\s\\S]{0,20000}?)</${tag}>`).exec(text)?.[1] ?? '';
  const argv = [...block('ProgramArguments', 'array').matchAll(/<string>([^<]*)<\/string>/g)].map(
    ([, word = '']) => plain(word),
  );
  if (argv.length > 0 && !runsGateway(argv) && !/gateway/.test(name)) return null;
  const env: Record<string, string> = folder.owner === null ? {} : { HOME: folder.owner.home };
  const inline: string[] = [];
  const pairs = block('EnvironmentVariables', 'dict').matchAll(
    /<key>([^<]*)<\/key>\s*<string>([^<]*)<\/string>/g,
  );
  for (const [, key = '', value = ''] of pairs) {
    env[key] = plain(value);
    inline.push(key);
  }
  const owner = folder.owner ? { owner: folder.owner } : {};
  return withFlags({
    manager: 'launchd',
    name: name.replace(/\.plist$/, ''),
    path,
    env,
    inline,
    argv,
    ...owner,
  });
}

/** `--profile x` in the command says what the environment would. */
function withFlags(unit: ServiceUnit): ServiceUnit {
  const profile = flagOf(unit.argv, '--profile');
  return profile ? { ...unit, env: { ...unit.env, OPENCLAW_PROFILE: profile } } : unit;
}

/** Units that are linked to start at boot or login (systemctl(1), enable). */
async function wantedIn(host: HostPort, folder: string): Promise<Set<string>> {
  const listed = await host.list(folder);
  const wants = (listed.ok ? (listed.value ?? []) : []).filter((name) => /\.(?:wants|requires)$/.test(name));
  const names = await Promise.all(wants.slice(0, MOST_FILES).map((name) => host.list(join(folder, name))));
  return new Set(names.flatMap((list) => (list.ok ? (list.value ?? []) : [])));
}

async function inFolder(host: HostPort, folder: Folder, people: readonly Account[]): Promise<ServiceUnit[]> {
  const listed = await host.list(folder.path);
  if (!listed.ok || listed.value === null) return [];
  const ending = folder.manager === 'launchd' ? '.plist' : '.service';
  const names = listed.value
    .filter((name) => name.endsWith(ending) && (folder.anyName || OURS.test(name)))
    .slice(0, MOST_FILES);
  if (names.length === 0) return [];
  const room: Room = { bytes: FOLDER_BYTES };
  const wanted = folder.manager === 'launchd' ? new Set<string>() : await wantedIn(host, folder.path);
  const units = await Promise.all(
    names.map((name) =>
      folder.manager === 'launchd'
        ? launchdUnit(host, folder, name, room)
        : systemdUnit(host, folder, name, { people, wanted, room }),
    ),
  );
  return units.filter((unit) => unit !== null);
}

/** Every definition that starts a gateway: those of `home`'s owner and of the system. */
export async function serviceUnits(host: HostPort, home: string): Promise<ServiceUnit[]> {
  const people = await accounts(host);
  const own = people.find((account) => account.home === home) ?? { name: '', uid: -1, home };
  const all = [...userFolders(own), ...launchdFolders(own), ...SYSTEM_FOLDERS];
  const found = (await Promise.all(all.map((folder) => inFolder(host, folder, people)))).flat();
  // The same name in an earlier folder wins, as it does for systemd.
  const names = new Set<string>();
  return found.filter(({ manager, name, owner }) => {
    const key = `${manager} ${manager === 'systemd-user' ? owner?.home : ''} ${name}`;
    return !names.has(key) && Boolean(names.add(key));
  });
}
