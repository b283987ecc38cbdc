/**
 * @module agent/bundle/sources/config
 * The configuration in its shape, and what differs from the versions before: OpenClaw's own copies and those that earlier
 * looks have kept. No value that is not known to be a setting leaves.
 */
import { basename, dirname, join } from 'node:path';
import JSON5 from 'json5';
import { type ConfigFile, readConfigFile } from '../../gateways/config-file.ts';
import { keptConfigs } from '../../kept-configs.ts';
import { archiveName } from '../archive-names.ts';
import { diffLines, keysThatDiffer } from '../config/key-diff.ts';
import { shapeOf, shapeOfBroken, toldKey } from '../config/shape.ts';
import { type Collected, defineSource, notCollected, type RawFile, type SourceContext } from '../source.ts';

const COPY = /\.(?:bak(?:\.\d+)?|last-good|(?:rejected|clobbered)\..+)$/;
const MOST_COPIES = 12;
const MOST_KEPT = 3;
/** Keys that the report itself tells of. */
const MOST_TOLD = 40;
const MOST_BYTES = 1024 * 1024;

type Copy = { name: string; path: string; file: ConfigFile };

const when = (at: number | null): string => (at === null ? 'time unknown' : new Date(at).toISOString());

async function copiesOf({ host, target, ownState }: SourceContext): Promise<Copy[]> {
  const path = target.root + target.configPath;
  const folder = dirname(path);
  const listed = await host.list(folder);
  const names = (listed.ok ? (listed.value ?? []) : [])
    .filter((name) => name.startsWith(`${basename(path)}.`) && COPY.test(name))
    .sort()
    .slice(0, MOST_COPIES);
  const kept = ownState === undefined ? [] : keptConfigs(ownState, path).slice(0, MOST_KEPT + 1);
  const all = [
    ...names.map((name) => ({
      name: name.slice(basename(path).length + 1),
      path: join(folder, name),
      at: null,
    })),
    ...kept.map(({ path: one, seenAt }, n) => ({ name: `seen-${n + 1}`, path: one, at: seenAt })),
  ];
  return Promise.all(
    all.map(async ({ name, path: one, at }) => {
      const file = await readConfigFile(host, one);
      return { name, path: one, file: at === null ? file : { ...file, mtimeMs: at } };
    }),
  );
}

function placeOfError(text: string): string {
  try {
    JSON5.parse(text);
  } catch (error) {
    const { lineNumber, columnNumber } = error as { lineNumber?: number; columnNumber?: number };
    if (lineNumber !== undefined) return `it does not parse at line ${lineNumber}, column ${columnNumber}`;
  }
  return 'it does not parse';
}

async function broken(context: SourceContext): Promise<Collected> {
  const path = context.target.root + context.target.configPath;
  const text = await context.host.read(path, { maxBytes: MOST_BYTES });
  if (!text.ok || text.value === null) return {};
  const why = placeOfError(text.value);
  return {
    files: [
      {
        name: 'config/broken.txt',
        source: path,
        text: `${shapeOfBroken(text.value)}\n`,
        cut: `${why}; every value is told by its length`,
      },
    ],
    missing: [notCollected('shape of the configuration', why)],
  };
}

export const config = defineSource({
  id: 'config',
  title: 'the configuration and its earlier versions',
  limitMs: 6_000,
  async collect(context) {
    const { target, redactor, fingerprint, rules } = context;
    const { config: present } = target;
    const path = target.root + target.configPath;
    const teller = { redactor, fingerprint, rules };
    const tell = {
      value: (value: unknown, at: readonly string[]) => shapeOf(value, teller, at),
      key: (key: string) => toldKey(key, teller),
    };
    const short = (value: unknown, keys: readonly string[]): string | null =>
      value === undefined ? null : JSON.stringify(tell.value(value, keys)).slice(0, 200);
    const files: RawFile[] = [];
    const collected: Collected = { files, missing: [] };
    const copies = await copiesOf(context);
    if (present.parse === 'ok')
      files.push({
        name: 'config/shape.json',
        source: path,
        text: `${JSON.stringify(shapeOf(present.value, teller), null, 2)}\n`,
        cut: 'values that are no known settings are told by kind and length',
      });
    else if (present.parse === 'broken') {
      const told = await broken(context);
      files.push(...(told.files ?? []));
      collected.missing?.push(...(told.missing ?? []));
    } else collected.missing?.push(notCollected('configuration', present.why ?? `${path}: ${present.file}`));
    const table = copies.map(({ name, path: one, file }) =>
      [
        when(file.mtimeMs),
        name,
        one,
        file.file === 'readable' ? (file.parse ?? 'not parsed') : file.file,
      ].join('\t'),
    );
    files.push({
      name: 'config/versions.tsv',
      source: dirname(path),
      text: [
        ['time', 'version', 'path', 'parses'].join('\t'),
        [when(present.mtimeMs), 'present', path, present.parse ?? present.file].join('\t'),
        ...table,
        '',
      ].join('\n'),
      cut: null,
    });
    if (present.parse !== 'ok') return collected;
    for (const { name, path: one, file } of copies) {
      if (file.parse !== 'ok') continue;
      const changes = keysThatDiffer(file.value, present.value);
      const lines = diffLines(changes, tell);
      if (lines.length === 0) continue;
      const head = [`--- ${name}, ${when(file.mtimeMs)}`, `+++ present, ${when(present.mtimeMs)}`];
      files.push({
        name: `config/diff-${archiveName(name)}.txt`,
        source: `${one} → ${path}`,
        text: `${[...head, ...lines].join('\n')}\n`,
        cut: null,
      });
      // The last one that OpenClaw accepted says most; else the newest of all.
      if (collected.configDifference === undefined || name === 'last-good')
        collected.configDifference = {
          with: `${basename(one)}, ${when(file.mtimeMs)}`,
          changes: changes.slice(0, MOST_TOLD).map(({ path: keys, before, after }) => ({
            what: keys.map(tell.key).join('.').slice(0, 200),
            before: short(before, keys),
            after: short(after, keys),
          })),
        };
    }
    return collected;
  },
});
