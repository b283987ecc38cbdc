/**
 * @module bundles/difference
 * What differs between two bundles: before and after a recovery, or of two hosts. What one of them lacks is said to be
 * not compared; it is neither gone nor new.
 */
import * as z from 'zod';
import { keysOf, withoutFingerprints } from './config-keys.ts';
import { eventsIn } from './events.ts';
import { CONFIG_FILE, FILES, LISTENERS_FILE } from './manifest.ts';
import { jsonOf, type ReadBundle, textOf } from './read.ts';

/** Of findings.json, what is compared; a newer host may tell more. */
const Findings = z.object({
  verdict: z.string().max(32),
  layers: z.array(z.object({ layer: z.string().max(32), state: z.string().max(32) })).max(32),
  findings: z
    .array(
      z.object({
        id: z.string().max(64),
        gateway: z.string().max(64),
        title: z.string().max(300),
        confidence: z.number(),
      }),
    )
    .max(500),
});

export type Found = { id: string; gateway: string; title: string; confidence: number };
export type Pair<Value> = { before: Value; after: Value };
export type Side = { host: string; madeAt: string; gateway: string | null };

export type Difference = {
  schema: 1;
  before: Side;
  after: Side;
  /** Whether tags of secrets can be compared: they were made under one key. */
  fingerprints: boolean;
  verdict: Pair<string> | null;
  /** Only those whose state differs. */
  layers: ({ layer: string } & Pair<string | null>)[];
  findings: { gone: Found[]; new: Found[]; stayed: (Found & { before: number })[] } | null;
  versions: ({ of: string } & Pair<string | null>)[];
  config: ({ file: string; key: string } & Pair<string | null>)[];
  /** Keys that differ and are not listed. */
  configLeftOut: number;
  listeners: { gone: string[]; new: string[] } | null;
  /** Times an hour. */
  rates: ({ what: string } & Pair<number>)[];
  /** What changed between the two, as the later one has it. */
  changes: { at: string; kind: string; what: string }[];
  /** Other files that differ, by name: a unit, a compose file. */
  files: { name: string; how: 'gone' | 'new' | 'other' }[];
  /** What could not be compared, by name, and in which of the two it is missing. */
  notCompared: { what: string; lacks: 'before' | 'after' | 'both' }[];
};

const MOST_KEYS = 200;
const MOST_LISTED = 100;

export function differenceOf(before: ReadBundle, after: ReadBundle): Difference {
  const sides = { before, after };
  const fingerprints = haveOneKey(sides);
  const found = both(sides, findingsIn);
  const listeners = both(sides, listenersIn);
  const rates = both(sides, ratesIn);
  const config = configDifference(sides, fingerprints);
  return {
    schema: 1,
    before: sideOf(before),
    after: sideOf(after),
    fingerprints,
    verdict: found.pair && { before: found.pair.before.verdict, after: found.pair.after.verdict },
    layers: found.pair ? layerDifference(found.pair) : [],
    findings: found.pair && findingDifference(found.pair),
    versions: keyed(before.manifest.versions, after.manifest.versions).map(({ key, ...pair }) => ({
      of: key,
      ...pair,
    })),
    config: config.rows.slice(0, MOST_KEYS),
    configLeftOut: Math.max(0, config.rows.length - MOST_KEYS),
    listeners: listeners.pair && {
      gone: without(listeners.pair.before, listeners.pair.after),
      new: without(listeners.pair.after, listeners.pair.before),
    },
    rates: rates.pair ? rateDifference(rates.pair) : [],
    changes: changesBetween(sides),
    files: fileDifference(sides),
    notCompared: [
      ...lacking(FILES.findings, found),
      ...config.lacking,
      ...lacking('system/listeners', listeners),
      ...lacking(FILES.logEvents, rates),
    ],
  };
}

type Sides = Pair<ReadBundle>;
type Both<Value> = { pair: Pair<Value> | null; lacks: 'before' | 'after' | 'both' | null };

function both<Value>({ before, after }: Sides, read: (bundle: ReadBundle) => Value | null): Both<Value> {
  const [one, two] = [read(before), read(after)];
  if (one !== null && two !== null) return { pair: { before: one, after: two }, lacks: null };
  return { pair: null, lacks: one !== null ? 'after' : two !== null ? 'before' : 'both' };
}

const lacking = (what: string, { lacks }: Both<unknown>): Difference['notCompared'] =>
  lacks === null ? [] : [{ what, lacks }];

const sideOf = ({ manifest }: ReadBundle): Side => ({
  host: manifest.host,
  madeAt: manifest.madeAt,
  gateway: manifest.gateway ?? null,
});

const haveOneKey = ({ before, after }: Sides): boolean =>
  before.manifest.tags !== undefined && before.manifest.tags === after.manifest.tags;

const findingsIn = (bundle: ReadBundle): z.infer<typeof Findings> | null =>
  Findings.safeParse(jsonOf(bundle, FILES.findings)).data ?? null;

/** Keys whose values differ, in the order of the alphabet. */
function keyed(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): ({ key: string } & Pair<string | null>)[] {
  const value = (of: Readonly<Record<string, string>>, key: string): string | null =>
    Object.hasOwn(of, key) ? (of[key] ?? null) : null;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .map((key) => ({ key, before: value(before, key), after: value(after, key) }))
    .filter((row) => row.before !== row.after);
}

type Read = z.infer<typeof Findings>;

function layerDifference({ before, after }: Pair<Read>): Difference['layers'] {
  const states = (read: Read) => Object.fromEntries(read.layers.map(({ layer, state }) => [layer, state]));
  const rows = keyed(states(before), states(after));
  // In the order of the layers, which is the order in which they fail.
  const order = [...after.layers, ...before.layers].map(({ layer }) => layer);
  return rows
    .map(({ key, ...pair }) => ({ layer: key, ...pair }))
    .sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
}

function findingDifference({ before, after }: Pair<Read>): NonNullable<Difference['findings']> {
  const name = ({ id, gateway }: Found): string => `${gateway} ${id}`;
  const [old, now] = [before, after].map(({ findings }) => new Map(findings.map((one) => [name(one), one])));
  return {
    gone: before.findings.filter((one) => !now?.has(name(one))),
    new: after.findings.filter((one) => !old?.has(name(one))),
    stayed: after.findings.flatMap((one) => {
      const was = old?.get(name(one));
      return was === undefined ? [] : [{ ...one, before: was.confidence }];
    }),
  };
}

function configDifference(sides: Sides, fingerprints: boolean) {
  const names = new Set([...sides.before.files.keys(), ...sides.after.files.keys()].filter(isConfig));
  const rows: Difference['config'] = [];
  const gaps: Difference['notCompared'] = [];
  for (const file of [...names].sort()) {
    const read = both(sides, (bundle) => jsonOf(bundle, file));
    gaps.push(...lacking(file, read));
    if (read.pair === null) continue;
    const values = (config: unknown): Record<string, string> =>
      Object.fromEntries(
        [...keysOf(config)].map(([key, value]) => [key, fingerprints ? value : withoutFingerprints(value)]),
      );
    for (const row of keyed(values(read.pair.before), values(read.pair.after))) rows.push({ file, ...row });
  }
  return { rows, lacking: names.size === 0 ? [{ what: 'config/', lacks: 'both' as const }] : gaps };
}

const isConfig = (name: string): boolean => CONFIG_FILE.test(name);

/** Lines as they are, but for what differs after every restart. */
function listenersIn(bundle: ReadBundle): string[] | null {
  const name = [...bundle.files.keys()].find((one) => LISTENERS_FILE.test(one));
  const text = name === undefined ? null : textOf(bundle, name);
  if (text === null) return null;
  const rows = text.split('\n').map((line) => line.split('\t'));
  const pid = rows[0]?.indexOf('pid') ?? -1;
  const lines = rows.map((cells) =>
    cells
      .filter((_, at) => at !== pid)
      .join(' ')
      .replace(/\b(pid|fd|ino)(["']?\s*[=:]\s*)\d+/g, '$1$2…')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return [...new Set(lines.slice(pid < 0 ? 0 : 1).filter((line) => line !== ''))];
}

const without = (all: readonly string[], those: readonly string[]): string[] =>
  all.filter((one) => !those.includes(one)).slice(0, MOST_LISTED);

/** How often the log says each kind of thing, an hour. */
function ratesIn(bundle: ReadBundle): Record<string, number> | null {
  const { madeAt, since } = bundle.manifest;
  const hours = since === undefined ? 0 : (Date.parse(madeAt) - Date.parse(since)) / 3_600_000;
  const [head = [], ...rows] = (textOf(bundle, FILES.logEvents) ?? '')
    .split('\n')
    .map((line) => line.split('\t'));
  const [kindAt, countAt] = [head.indexOf('kind'), head.indexOf('count')];
  if (kindAt < 0 || countAt < 0 || hours <= 0) return null;
  const rates = new Map<string, number>();
  for (const cells of rows) {
    const [kind = '', count] = [cells[kindAt], Number(cells[countAt])];
    if (kind !== '' && Number.isFinite(count)) rates.set(kind, (rates.get(kind) ?? 0) + count / hours);
  }
  return Object.fromEntries(rates);
}

/** A kind of line that one of the logs has not is there 0 times. */
function rateDifference({ before, after }: Pair<Record<string, number>>): Difference['rates'] {
  const rounded = (rates: Record<string, number>, what: string): number =>
    Number((rates[what] ?? 0).toPrecision(3));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .map((what) => ({ what, before: rounded(before, what), after: rounded(after, what) }))
    .filter((row) => row.before !== row.after)
    .slice(0, MOST_LISTED);
}

function changesBetween({ before, after }: Sides): Difference['changes'] {
  const [from, to] = [Date.parse(before.manifest.madeAt), Date.parse(after.manifest.madeAt)];
  return eventsIn(textOf(after, FILES.timeline) ?? '')
    .filter(({ at, kind }) => at >= Math.min(from, to) && at <= Math.max(from, to) && kind !== 'note')
    .slice(-MOST_LISTED)
    .map(({ at, kind, what }) => ({ at: new Date(at).toISOString(), kind, what }));
}

/** Files that describe the host; what is made anew each time differs by its nature. */
function fileDifference({ before, after }: Sides): Difference['files'] {
  const own = ({ manifest }: ReadBundle): Record<string, string> =>
    Object.fromEntries(
      manifest.files
        .filter(
          ({ name }) => /^(?:config|system)\//.test(name) && !isConfig(name) && !LISTENERS_FILE.test(name),
        )
        .map(({ name, sha256 }) => [name, sha256]),
    );
  return keyed(own(before), own(after))
    .slice(0, MOST_LISTED)
    .map(({ key: name, before: was, after: is }) => ({
      name,
      how: was === null ? 'new' : is === null ? 'gone' : 'other',
    }));
}
