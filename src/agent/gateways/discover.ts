/**
 * @module agent/gateways/discover
 * Which gateways this host has, and which processes belong to each: from the environment, the usual places,
 * installed units and running processes. A gateway on its own state and port is a neighbour, not a rival.
 */
import { basename, dirname } from 'node:path';
import type { HostPort, Outcome, Unseen } from '../host/host-port.ts';
import { ownUid } from '../private-files.ts';
import { type ClientOf, clientOf } from './client-role.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { type Container, gatewayContainers, hostPath } from './containers.ts';
import { flagOf, gatewayCall } from './gateway-call.ts';
import { brandOf, FORMER_NAMES, settledPlace } from './legacy-names.ts';
import { inReadersWords } from './legacy-variables.ts';
import { lentEnv } from './lent-environment.ts';
import { type Ownership, ownershipOf } from './ownership.ts';
import { NOT_THEIRS, pinned } from './pinned-env.ts';
import { type Env, homeOf, type Place, placeOf } from './places.ts';
import { type PortSource, portOf, portOfProcess } from './port.ts';
import { definedOf, type OpenClawProcess } from './processes.ts';
import { type ServiceUnit, serviceUnits } from './service-units.ts';
import {
  maybeStarting,
  placeOfProcess,
  samePlace,
  settledProcesses,
  stateDirOf,
} from './starting-processes.ts';
import { filledConfig } from './variables.ts';

export { type Env, placeOf } from './places.ts';

export type Target = {
  /** `default`, or the profile's name. */
  name: string;
  subject: string;
  /** Asked for by name or by a shell that leads to it alone; or the one that this shell's commands lead to. */
  meant?: 'named' | 'own' | undefined;
  configPath: string;
  stateDir: string;
  /** Goes before a path of the gateway's to see it as the gateway does; empty when it lives where we do. */
  root: string;
  /** Whose it is. With a `why` nothing of it was read, and nothing may be. */
  owner: Ownership;
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
  /** Its process was started with another configuration than the one looked at; null where that is not known. */
  otherConfig: boolean | null;
  /** Live gateways of this host on a state of their own. */
  elsewhere: readonly { stateDir: string; sameConfig: boolean }[];
  /** Commands, a repair above all, that keep it from starting. */
  lockers: readonly OpenClawProcess[];
  /** Where it has no process: how many that just began may yet turn out to be it. */
  maybeStarting: number;
  /** Definitions of services that would start it. */
  units: readonly ServiceUnit[];
  /** Definitions that start other gateways of this host, each with the place and port it leads to. */
  otherUnits: readonly UnitPlace[];
  /** The container that holds it, as its engine tells. */
  container: Container | undefined;
  /** Container engines that are there and could not be asked. */
  silentEngines: readonly Unseen[];
  /** Whose client this place is, where no gateway is meant to run in it. */
  clientOf: ClientOf | null;
};

/** Where a service definition leads: what its gateway would read and listen on. */
export type UnitPlace = { unit: ServiceUnit; place: Place; port: number };

type Candidate = { name: string; env: Env; root: string };

/** The definition of a service, with its environment as its program reads it. */
async function asRead(host: HostPort, unit: ServiceUnit): Promise<ServiceUnit> {
  const script = gatewayCall(unit.argv)?.script;
  const env = await inReadersWords(host, unit.env, {
    brand: brandOf(script ?? unit.name),
    is: 'gateway',
    script: script?.includes('/') ? script : undefined,
    cwd: unit.cwd,
  });
  return { ...unit, env: definedOf(env) };
}

const pinnedBy = (env: Env) => ({
  state: Boolean(env.OPENCLAW_STATE_DIR || (env.OPENCLAW_PROFILE && env.OPENCLAW_PROFILE !== 'default')),
  config: Boolean(env.OPENCLAW_CONFIG_PATH),
});

/** As `placeOf`, and old names count where the new ones are not there. */
const foundPlace = (host: HostPort, env: Env): Promise<Place> =>
  settledPlace(host, placeOf(env), pinnedBy(env));

/** Where a service definition leads; null when not even its home is known. */
async function placeOfUnit(host: HostPort, unit: ServiceUnit): Promise<UnitPlace | null> {
  const { env } = unit;
  if (env.HOME === undefined && env.OPENCLAW_STATE_DIR === undefined) return null;
  const place = await foundPlace(host, env);
  const flag = Number(flagOf(unit.argv, '--port') ?? Number.NaN);
  const port = Number.isInteger(flag) ? flag : portOf(env, await readConfigFile(host, place.configPath)).port;
  return { unit, place, port };
}

/** Profiles that left a configuration in the home directory. */
async function inHome(host: HostPort, env: Env): Promise<Candidate[]> {
  const listed = await host.list(homeOf(env));
  const names = listed.ok ? (listed.value ?? []) : [];
  const profiles = names
    .filter((name) => /^\.openclaw-[A-Za-z0-9._-]+$/.test(name))
    .map((name) => name.slice('.openclaw-'.length))
    .map((name) => ({ name, env: { ...env, ...NOT_THEIRS, OPENCLAW_PROFILE: name }, root: '' }));
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

/** A definition that is meant to run: switched on, or one's own beside a configuration where nothing runs. */
async function counts(
  host: HostPort,
  { unit, place }: UnitPlace,
  home: string,
  served: boolean,
): Promise<boolean> {
  if (unit.enabled !== false) return true;
  if (served || unit.owner?.home !== home) return false;
  const config = await host.stat(place.configPath);
  return config.ok && config.value !== null;
}

/** Which gateways this host should answer for, by the environment each would be started with. */
async function candidates(
  host: HostPort,
  env: Env,
  running: readonly OpenClawProcess[],
  units: readonly UnitPlace[],
  containers: readonly Container[],
  asked: string | undefined,
): Promise<Candidate[]> {
  const own = { name: word(env.OPENCLAW_PROFILE || 'default'), env, root: '' };
  // An explicit name means that one gateway; its neighbours are somebody else's business.
  const first = await foundPlace(host, env);
  if (env.OPENCLAW_CONFIG_PATH || env.OPENCLAW_STATE_DIR || env.OPENCLAW_PROFILE)
    return [{ ...own, env: pinned(env, env, first) }];
  const old = FORMER_NAMES.find((name) => basename(first.stateDir) === `.${name}`);
  const found: Candidate[] = [{ ...own, name: old ?? own.name, env: pinned(env, env, first) }];
  const gateways = running.filter(({ is, state }) => is === 'gateway' && state !== 'zombie');
  const home = homeOf(env);
  const served = gateways.some(({ env: theirs }) => theirs !== null && homeOf(theirs) === home);
  const used = [
    ...running.map((process) => ({ stateDir: stateDirOf(process) })),
    ...units.flatMap(({ unit, place }) => (unit.enabled === false ? [] : [place])),
    ...containers.map((it) => ({ stateDir: hostPath(it, it.place.stateDir) })),
  ];
  // Beside a gateway that runs, a folder that nothing uses is a copy that was kept, or a profile that rests.
  for (const profile of await inHome(host, env)) {
    const { stateDir } = placeOf(profile.env);
    const same = used.map((place) => place.stateDir && samePlace(host, stateDir, place.stateDir));
    if (!served || profile.name === asked || (await Promise.all(same)).includes(true)) found.push(profile);
  }
  const add = async (theirs: Env, place: Place, root: string): Promise<void> => {
    // Each is held against all that are known; what is past the most that are looked at would be dropped anyway.
    if (asked === undefined && found.length > MOST_GATEWAYS) return;
    for (const known of found)
      if (await samePlace(host, known.root + placeOf(known.env).stateDir, root + place.stateDir)) return;
    const name = nameFor(theirs, place, new Set(found.map((one) => one.name)));
    found.push({ name, env: pinned(env, theirs, place), root });
  };
  for (const process of gateways) {
    const place = placeOfProcess(process);
    if (place) await add(process.env ?? {}, place, process.root);
  }
  for (const it of containers) {
    if (running.some(({ pid, parent }) => it.pid > 0 && (pid === it.pid || parent === it.pid))) continue;
    const [stateDir, configPath] = [hostPath(it, it.place.stateDir), hostPath(it, it.place.configPath)];
    // What lies inside a container that does not run cannot be seen.
    if (stateDir !== null && configPath !== null) await add({}, { stateDir, configPath }, '');
  }
  for (const each of units)
    if (await counts(host, each, home, served)) await add(each.unit.env, each.place, '');
  const config = await host.stat(first.configPath);
  // A client needs no file: the address in its environment is enough.
  const unused = config.ok && config.value === null && !env.OPENCLAW_GATEWAY_URL;
  return unused && found.length > 1 ? found.slice(1) : found;
}

type Shares = Pick<Target, 'rivals' | 'elsewhere' | 'otherConfig'> & { own: OpenClawProcess[] };

/** `timeout 1d openclaw gateway run` is called as a gateway is, and only waits for the one that it started. */
const onlyStarted = (process: OpenClawProcess, gateways: readonly OpenClawProcess[]): boolean =>
  !process.locks &&
  process.ports.length === 0 &&
  gateways.some(({ parent, locks, ports }) => parent === process.pid && (locks || ports.length > 0));

async function assign(
  host: HostPort,
  target: { stateDir: string; configPath: string; root: string; port: number },
  running: readonly OpenClawProcess[],
): Promise<Shares> {
  const gateways = running.filter((process) => process.is === 'gateway' && process.state !== 'zombie');
  const serving = gateways.filter((process) => !onlyStarted(process, gateways));
  const pids = new Set(serving.map((process) => process.pid));
  // A helper that a gateway forked is part of it.
  const roots = serving.filter((process) => !pids.has(process.parent));
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
  const elsewhere: { stateDir: string; sameConfig: boolean }[] = [];
  for (const process of others) {
    // A container has ports of its own.
    if (process.root !== target.root) continue;
    const place = placeOfProcess(process);
    if (place) {
      const sameConfig = await samePlace(
        host,
        target.root + target.configPath,
        process.root + place.configPath,
      );
      elsewhere.push({ stateDir: place.stateDir, sameConfig });
    }
    if ((await portOfProcess(host, process, port)) === port) samePort.push(process);
  }
  const mine = own[0] && own[0].root === target.root ? placeOfProcess(own[0]) : null;
  const otherConfig = mine && !(await samePlace(host, target.configPath, mine.configPath));
  return { own: own.slice(0, 1), rivals: { samePort, sameState: own.slice(1) }, elsewhere, otherConfig };
}

/** More are a way to keep a look busy; each is still looked at by its name. */
export const MOST_GATEWAYS = 20;

/** What is known of the whole host, for each of its gateways. */
type Known = {
  all: Outcome<OpenClawProcess[]>;
  units: readonly UnitPlace[];
  homeless: readonly ServiceUnit[];
  containers: Awaited<ReturnType<typeof gatewayContainers>>;
};

/** The container that runs this process, or that keeps its files in this directory. */
async function containerOf(
  host: HostPort,
  main: OpenClawProcess | undefined,
  stateDir: string,
  containers: readonly Container[],
): Promise<Container | undefined> {
  if (main) return containers.find(({ pid }) => pid > 0 && (pid === main.pid || pid === main.parent));
  for (const it of containers) {
    const theirs = hostPath(it, it.place.stateDir);
    if (theirs !== null && (await samePlace(host, theirs, stateDir))) return it;
  }
  return undefined;
}

/** The process whose files a root shows. */
const inRoot = (running: readonly OpenClawProcess[], root: string): OpenClawProcess | undefined =>
  root === '' ? undefined : running.find((process) => process.root === root);

/** A file that was not opened. */
const unread = (path: string, why: string): ConfigFile => ({
  ...{ path, file: 'unreadable', why, parse: null, value: {}, mtimeMs: null },
});

async function target(host: HostPort, { name, env: whole, root }: Candidate, known: Known): Promise<Target> {
  const { all, units, homeless, containers } = known;
  const { configPath, stateDir } = placeOf(whole);
  const env = await lentEnv(host, whole, [root + stateDir, root + configPath]);
  const running = all.ok ? all.value : [];
  const lead = units.flatMap(({ unit, place }) => (place.stateDir === stateDir ? [unit] : []));
  const held = await containerOf(host, inRoot(running, root), root + stateDir, containers.found);
  const owner = await ownershipOf(host, {
    stateDir,
    configPath,
    root,
    container: held,
    running,
    units: lead,
  });
  const config =
    owner.why === undefined ? await readConfigFile(host, root + configPath) : unread(configPath, owner.why);
  const configured = portOf(env, config);
  const wanted = { stateDir, configPath, root, port: configured.port };
  const shares = await assign(host, wanted, all.ok ? all.value : []);
  const [main] = shares.own;
  const inside = main && main.root !== root ? placeOfProcess(main) : null;
  if (main && inside) {
    // The same files, mounted elsewhere: paths in them mean what its container makes of them.
    const theirs = { OPENCLAW_STATE_DIR: inside.stateDir, OPENCLAW_CONFIG_PATH: inside.configPath };
    return target(host, { name, env: { ...env, ...theirs }, root: main.root }, known);
  }
  const container = await containerOf(host, main, root + stateDir, containers.found);
  const port = main ? await portOfProcess(host, main, configured.port) : configured.port;
  const own = units.filter(({ place }) => place.stateDir === stateDir);
  const byItself = main?.env ? portOf(main.env, config) : configured;
  const its = Number.isNaN(port) ? configured.port : port;
  const started = { ...env, ...own[0]?.unit.env, ...main?.env };
  const value =
    owner.why === undefined ? await filledConfig(host, config.value, root + stateDir, started) : {};
  const waiting = main || !all.ok ? 0 : (await maybeStarting(host, all.value, root + stateDir)).length;
  return {
    name,
    subject: `gateway:${name}`,
    configPath,
    stateDir,
    root,
    owner,
    env,
    config: { ...config, value, path: configPath },
    // From this host it is reached at the published port.
    port: container?.published.find((one) => one.port === its)?.hostPort ?? its,
    portSource: main && !Number.isNaN(port) && port !== byItself.port ? 'flag' : byItself.portSource,
    clientPort: configured.port,
    processes: all.ok ? { ok: true, value: shares.own } : all,
    rivals: shares.rivals,
    otherConfig: shares.otherConfig,
    elsewhere: shares.elsewhere,
    lockers: (all.ok ? all.value : []).filter(
      (each) => each.is === 'command' && each.locks && each.env && placeOf(each.env).stateDir === stateDir,
    ),
    maybeStarting: waiting,
    units: [...own.map(({ unit }) => unit), ...homeless],
    otherUnits: units.filter((unit) => !own.includes(unit)),
    container,
    silentEngines: containers.silent,
    // A definition that leads nobody knows where is no word on this place.
    clientOf: clientOf({
      env,
      config: { ...config, value },
      alive: all.ok ? shares.own.length + shares.rivals.sameState.length + waiting : null,
      contained: container !== undefined,
      units: own.map(({ unit }) => unit),
    }),
  };
}

/** The gateways of this host, each with its processes, rivals and service definitions; `asked` names a profile. Never throws. */
export async function discover(host: HostPort, env: Env, asked?: string): Promise<Target[]> {
  const [all, defined, containers] = await Promise.all([
    settledProcesses(host),
    serviceUnits(host, homeOf(env)),
    gatewayContainers(host, env),
  ]);
  // What another user's definition leads to is not followed with root's rights.
  const ours = ownUid() === 0 ? defined.filter(({ owner }) => (owner?.uid ?? 0) <= 0) : defined;
  const definitions = await Promise.all(ours.map((unit) => asRead(host, unit)));
  const places = await Promise.all(definitions.map((unit) => placeOfUnit(host, unit)));
  const units = places.filter((place) => place !== null);
  const found = await candidates(host, env, all.ok ? all.value : [], units, containers.found, asked);
  const { stateDir: own } = await foundPlace(host, env);
  const named = Boolean(env.OPENCLAW_CONFIG_PATH || env.OPENCLAW_STATE_DIR || env.OPENCLAW_PROFILE);
  const meant = (it: Candidate): Target['meant'] =>
    named || it.name === asked ? 'named' : placeOf(it.env).stateDir === own ? 'own' : undefined;
  const known = { all, units, homeless: definitions.filter((_, n) => places[n] === null), containers };
  const looked = found.filter(({ name }, n) => n < MOST_GATEWAYS || name === asked);
  return Promise.all(looked.map(async (it) => ({ ...(await target(host, it, known)), meant: meant(it) })));
}
