/**
 * @module agent/discover
 * Which gateways this host has, and which processes belong to each: from the environment, the usual places,
 * installed units and running processes. A gateway on its own state and port is a neighbour, not a rival.
 */
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { type Account, accounts, isPerson } from './accounts.ts';
import { at, type ConfigFile, readConfigFile } from './config-file.ts';
import { brandOf, FORMER_NAMES, inNewWords, settledPlace } from './former-names.ts';
import { flagOf, gatewayCall } from './gateway-call.ts';
import type { HostPort, Outcome } from './host-port.ts';
import { type OpenClawProcess, openclawProcesses } from './processes.ts';
import { type ServiceUnit, serviceUnits } from './service-units.ts';

/** OpenClaw's own default (docs of 2026.9.6, gateway configuration). */
const DEFAULT_PORT = 18_789;

export type Env = Readonly<Record<string, string | undefined>>;
export type PortSource = 'flag' | 'env' | 'config' | 'default';

export type Target = {
  /** `default`, or the profile's name. */
  name: string;
  subject: string;
  configPath: string;
  stateDir: string;
  /** Goes before a path of the gateway's to see it as the gateway does; empty when it lives where we do. */
  root: string;
  /** As an operator's shell on this host has it. */
  env: Env;
  config: ConfigFile;
  /** The port it really uses, as far as it can be told. */
  port: number;
  portSource: PortSource;
  /** The port that a client on this host would try: environment, configuration, default. */
  clientPort: number;
  /** Its processes, the main one first; unseen when /proc is not to be had. */
  processes: Outcome<OpenClawProcess[]>;
  rivals: { samePort: OpenClawProcess[]; sameState: OpenClawProcess[] };
  /** Definitions of services that would start it. */
  units: readonly ServiceUnit[];
  /** Definitions that start other gateways of this host, each with the place and port it leads to. */
  otherUnits: readonly UnitPlace[];
};

/** Where a service definition leads: what its gateway would read and listen on. */
export type UnitPlace = { unit: ServiceUnit; place: Place; port: number };

export type Place = { configPath: string; stateDir: string };
type Candidate = { name: string; env: Env; root: string };

const homeOf = (env: Env): string => env.OPENCLAW_HOME || env.HOME || '/';

function expand(path: string, env: Env): string {
  if (path === '~' || path.startsWith('~/')) return join(homeOf(env), path.slice(1));
  return isAbsolute(path) ? path : resolve(path);
}

/** Where a gateway started with this environment keeps its files (OpenClaw 2026.9.6, docs/gateway). */
export function placeOf(env: Env): Place {
  const profile =
    env.OPENCLAW_PROFILE && env.OPENCLAW_PROFILE !== 'default' ? `-${env.OPENCLAW_PROFILE}` : '';
  const stateDir = expand(env.OPENCLAW_STATE_DIR || join(homeOf(env), `.openclaw${profile}`), env);
  return { stateDir, configPath: expand(env.OPENCLAW_CONFIG_PATH || join(stateDir, 'openclaw.json'), env) };
}

/** What the process wrote into its lock counts before what it was started with: flags are in no environment. */
const placeOfProcess = ({ lock, env }: OpenClawProcess): Place | null =>
  lock ? { configPath: lock.configPath, stateDir: lock.stateDir } : env ? placeOf(env) : null;

/** The environment of a service as its program reads it. */
const envOf = (unit: ServiceUnit): Env =>
  inNewWords(unit.env, brandOf(gatewayCall(unit.argv)?.script ?? unit.name));

const pinnedBy = (env: Env) => ({
  state: Boolean(env.OPENCLAW_STATE_DIR || (env.OPENCLAW_PROFILE && env.OPENCLAW_PROFILE !== 'default')),
  config: Boolean(env.OPENCLAW_CONFIG_PATH),
});

/** As `placeOf`, and old names count where the new ones are not there. */
const foundPlace = (host: HostPort, env: Env): Promise<Place> =>
  settledPlace(host, placeOf(env), pinnedBy(env));

/** Where a service definition leads; null when not even its home is known. */
async function placeOfUnit(host: HostPort, unit: ServiceUnit): Promise<UnitPlace | null> {
  const env = envOf(unit);
  if (env.HOME === undefined && env.OPENCLAW_STATE_DIR === undefined) return null;
  const place = await foundPlace(host, env);
  const flag = Number(flagOf(unit.argv, '--port') ?? Number.NaN);
  const port = Number.isInteger(flag) ? flag : portOf(env, await readConfigFile(host, place.configPath)).port;
  return { unit, place, port };
}
function portOf(env: Env, config: ConfigFile): { port: number; portSource: PortSource } {
  const fromEnv = Number(env.OPENCLAW_GATEWAY_PORT);
  if (Number.isInteger(fromEnv) && fromEnv > 0) return { port: fromEnv, portSource: 'env' };
  const configured = at(config.value, 'gateway.port');
  if (typeof configured === 'number') return { port: configured, portSource: 'config' };
  return { port: DEFAULT_PORT, portSource: 'default' };
}

/** The port a process uses: its lock, its sockets, then what its own settings say. */
async function portOfProcess(host: HostPort, process: OpenClawProcess, wanted: number): Promise<number> {
  if (process.lock) return process.lock.port;
  if (process.ports.includes(wanted)) return wanted;
  const [listens] = process.ports;
  if (listens !== undefined) return Math.min(...process.ports);
  const place = process.env && placeOf(process.env);
  if (!place) return Number.NaN;
  return portOf(process.env ?? {}, await readConfigFile(host, process.root + place.configPath)).port;
}

const openclawOnly = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /^(OPENCLAW_|HOME$)/.test(name)));

/** Profiles that left a configuration in the home directory. */
async function inHome(host: HostPort, env: Env): Promise<Candidate[]> {
  const listed = await host.list(homeOf(env));
  const names = listed.ok ? (listed.value ?? []) : [];
  const profiles = names
    .filter((name) => /^\.openclaw-[A-Za-z0-9._-]+$/.test(name))
    .map((name) => name.slice('.openclaw-'.length))
    .map((name) => ({ name, env: { ...env, OPENCLAW_PROFILE: name }, root: '' }));
  const found: Candidate[] = [];
  for (const candidate of profiles) {
    const config = await host.stat(placeOf(candidate.env).configPath);
    if (config.ok && config.value) found.push(candidate);
  }
  return found;
}

const word = (text: string): string => text.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 64) || 'gateway';

/** A name for a gateway that was found running or installed: its profile, else its state directory's. */
function nameFor(env: Env, { stateDir }: Place, taken: ReadonlySet<string>): string {
  const folder = word(basename(stateDir).replace(/^\./, ''));
  // `state` and the like say nothing; the folder above does.
  const plain = /^(state|data|openclaw)$/.test(folder) ? word(basename(dirname(stateDir))) : folder;
  const wanted = env.OPENCLAW_PROFILE ? word(env.OPENCLAW_PROFILE) : plain;
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`;
    if (!taken.has(name)) return name;
  }
}

/** A definition that is meant to run: of one's own, of the system, or one that its owner has switched on. */
const counts = ({ manager, owner, enabled }: ServiceUnit, home: string): boolean =>
  manager !== 'systemd-user' || owner?.home === home || enabled === true;

/** Which gateways this host should answer for, by the environment each would be started with. */
async function candidates(
  host: HostPort,
  env: Env,
  running: readonly OpenClawProcess[],
  units: readonly UnitPlace[],
  people: readonly Account[],
): Promise<Candidate[]> {
  const own = { name: word(env.OPENCLAW_PROFILE || 'default'), env, root: '' };
  // An explicit name means that one gateway; its neighbours are somebody else's business.
  if (env.OPENCLAW_CONFIG_PATH || env.OPENCLAW_STATE_DIR || env.OPENCLAW_PROFILE) return [own];
  const first = await foundPlace(host, env);
  const old = FORMER_NAMES.find((name) => basename(first.stateDir) === `.${name}`);
  const found: Candidate[] = [
    { ...own, name: old ?? own.name, env: pinned(env, env, first) },
    ...(await inHome(host, env)),
  ];
  const add = async (theirs: Env, place: Place, root: string): Promise<void> => {
    for (const known of found)
      if (await samePlace(host, known.root + placeOf(known.env).stateDir, root + place.stateDir)) return;
    const name = nameFor(theirs, place, new Set(found.map((one) => one.name)));
    found.push({ name, env: pinned(env, theirs, place), root });
  };
  for (const process of running) {
    const place = placeOfProcess(process);
    if (process.is === 'gateway' && process.state !== 'zombie' && place)
      await add(process.env ?? {}, place, process.root);
  }
  for (const { unit, place } of units) if (counts(unit, homeOf(env))) await add(envOf(unit), place, '');
  const config = await host.stat(first.configPath);
  const unused = config.ok && config.value === null;
  if (!unused) return found;
  if (found.length > 1) return found.slice(1);
  // With root's rights and nothing of root's own, the gateway that is meant is somebody's of this host.
  for (const { home } of people.filter(isPerson)) {
    const place = await foundPlace(host, { HOME: home });
    const theirs = await host.stat(place.configPath);
    if (theirs.ok && theirs.value) await add({ HOME: home }, place, '');
  }
  return found.length > 1 ? found.slice(1) : found;
}

/** An environment that leads to this place and nowhere else; the default place needs no words. */
function pinned(env: Env, theirs: Env, place: Place): Env {
  const usual = placeOf(env);
  if (theirs === env && usual.stateDir === place.stateDir && usual.configPath === place.configPath)
    return env;
  const names = { OPENCLAW_STATE_DIR: place.stateDir, OPENCLAW_CONFIG_PATH: place.configPath };
  return { ...env, ...openclawOnly(theirs), ...names };
}

/** The same directory, by name or, through links and container mounts, by device and inode. */
async function samePlace(host: HostPort, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [a, b] = await Promise.all([host.stat(one), host.stat(other)]);
  return a.ok && b.ok && a.value !== null && b.value !== null && a.value.id === b.value.id;
}

type Shares = Pick<Target, 'rivals'> & { own: OpenClawProcess[] };

async function assign(
  host: HostPort,
  target: { stateDir: string; root: string; port: number },
  running: readonly OpenClawProcess[],
): Promise<Shares> {
  const gateways = running.filter((process) => process.is === 'gateway' && process.state !== 'zombie');
  const pids = new Set(gateways.map((process) => process.pid));
  // A helper that a gateway forked is part of it.
  const roots = gateways.filter((process) => !pids.has(process.parent));
  const own: OpenClawProcess[] = [];
  const others: OpenClawProcess[] = [];
  for (const process of roots) {
    // Another user's process that cannot be read is neither ours nor a rival: unknown.
    const place = placeOfProcess(process);
    if (place === null) continue;
    const same = await samePlace(host, target.root + target.stateDir, process.root + place.stateDir);
    (same ? own : others).push(process);
  }
  // Of several on one state directory, the one that wrote the lock is it.
  own.sort((a, b) => Number(b.lock !== null) - Number(a.lock !== null) || a.startedAt - b.startedAt);
  const port = own[0] ? await portOfProcess(host, own[0], target.port) : target.port;
  const samePort: OpenClawProcess[] = [];
  for (const process of others) {
    // A container has ports of its own.
    if (process.root !== target.root) continue;
    if ((await portOfProcess(host, process, port)) === port) samePort.push(process);
  }
  return { own: own.slice(0, 1), rivals: { samePort, sameState: own.slice(1) } };
}

async function target(
  host: HostPort,
  { name, env, root }: Candidate,
  all: Outcome<OpenClawProcess[]>,
  units: readonly UnitPlace[],
  homeless: readonly ServiceUnit[],
): Promise<Target> {
  const { configPath, stateDir } = placeOf(env);
  const config = await readConfigFile(host, root + configPath);
  const configured = portOf(env, config);
  const shares = await assign(host, { stateDir, root, port: configured.port }, all.ok ? all.value : []);
  const [main] = shares.own;
  const port = main ? await portOfProcess(host, main, configured.port) : configured.port;
  const own = units.filter(({ place }) => place.stateDir === stateDir);
  const byItself = main?.env ? portOf(main.env, config) : configured;
  return {
    name,
    subject: `gateway:${name}`,
    configPath,
    stateDir,
    root,
    env,
    config: { ...config, path: configPath },
    port: Number.isNaN(port) ? configured.port : port,
    portSource: main && !Number.isNaN(port) && port !== byItself.port ? 'flag' : byItself.portSource,
    clientPort: configured.port,
    processes: all.ok ? { ok: true, value: shares.own } : all,
    rivals: shares.rivals,
    units: [...own.map(({ unit }) => unit), ...homeless],
    otherUnits: units.filter((unit) => !own.includes(unit)),
  };
}

/** The gateways of this host, each with its processes, rivals and service definitions. Never throws. */
export async function discover(host: HostPort, env: Env): Promise<Target[]> {
  const isRoot = process.getuid?.() === 0;
  const [all, definitions, people] = await Promise.all([
    openclawProcesses(host),
    serviceUnits(host, homeOf(env), isRoot),
    isRoot ? accounts(host) : [],
  ]);
  const places = await Promise.all(definitions.map((unit) => placeOfUnit(host, unit)));
  const units = places.filter((place) => place !== null);
  const homeless = definitions.filter((_, n) => places[n] === null);
  const found = await candidates(host, env, all.ok ? all.value : [], units, people);
  return Promise.all(found.map((candidate) => target(host, candidate, all, units, homeless)));
}
