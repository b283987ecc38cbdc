/**
 * @module agent/changes/files
 * What files tell of changes by their times: copies of the configuration, the installed package, the service's
 * definition, the record of restarts that were asked for. A time of a file is what its writer left; it is shown
 * with its source and decides nothing alone.
 */
import { basename, dirname, join } from 'node:path';
import { parseWithin } from '../gateways/config-file.ts';
import type { Target } from '../gateways/discover.ts';
import { openclawOf } from '../gateways/openclaw-command.ts';
import { packageOf } from '../gateways/openclaw-package.ts';
import { isTime } from '../given-time.ts';
import type { HostPort } from '../host/host-port.ts';
import type { Change } from './change.ts';

const MOST_FILES = 64;

async function timeOf(host: HostPort, path: string): Promise<number | null> {
  const stat = await host.stat(path);
  return stat.ok && stat.value && isTime(stat.value.mtimeMs) ? stat.value.mtimeMs : null;
}

type Copy = { name: string; at: number };

/** Files beside the configuration that carry its name: `.bak`, `.last-good`, `.rejected.TIME`, `.clobbered.TIME`. */
async function copiesOf(host: HostPort, { root, configPath }: Target): Promise<Copy[]> {
  const folder = root + dirname(configPath);
  const listed = await host.list(folder);
  const names = (listed.ok ? (listed.value ?? []) : [])
    .filter((name) => name.startsWith(`${basename(configPath)}.`))
    .filter((name) => /\.(bak(\.\d+)?|last-good|rejected\..+|clobbered\..+)$/.test(name))
    .sort()
    .slice(-MOST_FILES);
  const times = await Promise.all(names.map((name) => timeOf(host, join(folder, name))));
  return names.flatMap((name, n) => {
    const at = times[n];
    return at == null ? [] : [{ name, at }];
  });
}

const COPY_WORDS: readonly (readonly [RegExp, string, boolean])[] = [
  [/\.rejected\./, 'a write of the configuration was rejected; it is kept as', true],
  [/\.clobbered\./, 'a damaged configuration was put aside as', true],
  [/\.bak/, 'OpenClaw replaced the configuration; the version before is', false],
  [/\.last-good$/, 'OpenClaw accepted the configuration of then as', false],
];
/** A write and its record are this close, in milliseconds. */
const SAME_WRITE_MS = 10_000;

/**
 * Changes of the configuration as its files show them. `recorded` are the changes that OpenClaw wrote down itself:
 * with them, only what they lack is told.
 */
export async function configFileChanges(
  host: HostPort,
  target: Target,
  recorded: readonly Change[],
  audited: boolean,
): Promise<Change[]> {
  const copies = await copiesOf(host, target);
  const source = (name: string) => `time of ${name}`;
  const told = copies.flatMap(({ name, at }): Change[] => {
    const words = COPY_WORDS.find(([shape]) => shape.test(name));
    if (!words || (audited && !words[2])) return [];
    return [{ at, kind: 'config', what: `${words[1]} ${name}`, source: source(name) }];
  });
  const at = target.config.mtimeMs;
  const known = recorded.some(
    (one) => one.kind !== 'restart' && at !== null && Math.abs(one.at - at) < SAME_WRITE_MS,
  );
  if (at === null || known || !isTime(at)) return told;
  const how = audited ? ', and OpenClaw has no record of it' : '';
  const what = `configuration written${how}`;
  return [...told, { at, kind: 'config', what, source: source(basename(target.configPath)) }];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export type Lost = { keys: string[]; sections: number; sizePercent: number | null };

/** Under this size a share says nothing; OpenClaw's own guard against overwritten files starts there too (2026.9.6). */
const LEAST_BYTES = 512;

/** What the last good version had and the present one has not: key names of the first two levels, and its share in size. */
export async function lostAgainstLastGood(host: HostPort, target: Target): Promise<Lost | null> {
  if (target.config.parse !== 'ok') return null;
  const path = target.root + target.configPath;
  const [good, now] = await Promise.all([
    host.read(`${path}.last-good`, { maxBytes: 4 * 1024 * 1024 }),
    host.stat(path),
  ]);
  if (!good.ok || good.value === null || !now.ok || now.value === null) return null;
  let before: unknown;
  try {
    before = parseWithin(host, good.value);
  } catch {
    return null; // A copy that cannot be read is nothing to compare with.
  }
  if (!isRecord(before)) return null;
  const present = target.config.value;
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(present, key) && key !== 'meta');
  const inner = Object.entries(before).flatMap(([key, value]) => {
    const still = present[key];
    if (!isRecord(value) || !isRecord(still)) return [];
    return Object.keys(value)
      .filter((name) => !Object.hasOwn(still, name))
      .map((name) => `${key}.${name}`);
  });
  const bytes = Buffer.byteLength(good.value);
  return {
    keys: [...gone, ...inner].map((key) => key.slice(0, 80)).slice(0, 32),
    sections: gone.length,
    sizePercent: bytes < LEAST_BYTES ? null : Math.round((100 * now.value.size) / bytes),
  };
}

export type Installed = {
  at: number;
  version: string;
  /** Another version wrote the configuration: this one came in its place. */
  followsAnother: boolean;
  changes: Change[];
};

/** When the package was put in place: npm gives its files the time of the installation. Null when it is not found. */
export async function installedPackage(
  host: HostPort,
  target: Target,
  openclaw: string,
): Promise<Installed | null> {
  const program = await openclawOf(host, openclaw, target);
  const found = program.ok ? await packageOf(host, program.value) : program;
  if (!found.ok) return null;
  const { path, version } = found.value;
  const at = await timeOf(host, path);
  if (at === null) return null;
  const lock = join(dirname(dirname(path)), '.package-lock.json');
  const npm = await timeOf(host, lock);
  const meta = target.config.value.meta;
  const touched =
    isRecord(meta) && typeof meta.lastTouchedVersion === 'string' ? meta.lastTouchedVersion : null;
  const before =
    touched && touched !== version ? `; the configuration was last written by ${touched.slice(0, 40)}` : '';
  const changes: Change[] = [
    {
      at,
      kind: 'package',
      what: `package openclaw ${version} put in place${before}`,
      source: `time of ${path}`,
    },
  ];
  // A run of npm minutes later changed something else beside it.
  if (npm !== null && Math.abs(npm - at) > 5 * 60_000)
    changes.push({
      at: npm,
      kind: 'package',
      what: 'npm changed packages beside openclaw',
      source: `time of ${lock}`,
    });
  return { at, version, followsAnother: before !== '', changes };
}

export type Defined = { at: number; changes: Change[] };

/** The service's definition with its drop-ins and environment files: the newest time, and each as a change. Null for none. */
export async function serviceFiles(host: HostPort, target: Target): Promise<Defined | null> {
  const paths: { path: string; what: string }[] = [];
  for (const unit of target.units.slice(0, 8)) {
    paths.push({ path: unit.path, what: `service definition ${unit.name} written` });
    const dropIns = unit.manager === 'launchd' ? null : await host.list(`${unit.path}.d`);
    for (const name of (dropIns?.ok ? (dropIns.value ?? []) : []).filter((each) => each.endsWith('.conf')))
      paths.push({ path: join(`${unit.path}.d`, name), what: `drop-in ${name} of ${unit.name} written` });
  }
  paths.push({
    path: join(target.root + target.stateDir, '.env'),
    what: 'environment file of the state directory written',
  });
  const times = await Promise.all(paths.slice(0, MOST_FILES).map(({ path }) => timeOf(host, path)));
  const changes = paths.flatMap(({ path, what }, n): Change[] => {
    const at = times[n];
    return at == null ? [] : [{ at, kind: 'service', what, source: `time of ${path}` }];
  });
  if (changes.length === 0) return null;
  return { at: Math.max(...changes.map(({ at }) => at)), changes };
}

const ASKED =
  /^\[(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)\] openclaw gateway lifecycle source=([\w.-]{1,40}) action=([\w.-]{1,40}) mode=([\w.-]{1,40})/;

/** `logs/gateway-restart.log` (2026.9.6): who asked for a start, stop or restart, and by which way. */
export async function askedRestarts(host: HostPort, { root, stateDir }: Target): Promise<Change[]> {
  const path = join(stateDir, 'logs', 'gateway-restart.log');
  const text = await host.read(root + path, { maxBytes: 32 * 1024, tail: true });
  if (!text.ok || text.value === null) return [];
  return text.value.split('\n').flatMap((line): Change[] => {
    const [, when = '', source = '', action = '', mode = ''] = ASKED.exec(line) ?? [];
    const at = Date.parse(when);
    if (!isTime(at)) return [];
    return [
      {
        at,
        kind: 'restart',
        what: `${action} asked for by ${source} (${mode})`,
        source: 'logs/gateway-restart.log',
      },
    ];
  });
}
