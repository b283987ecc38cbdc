/**
 * Planted secrets by sink. `npm run bench -- canaries --canaries FILE SINK…` searches files and folders for those in
 * FILE, one `{"name", "value"}` a line, in every coat, also in databases and in what is packed, and ends with 1 when one
 * is found. Without arguments 500 are planted in all coats in a log that becomes a bundle: how many are in it, what the
 * gate says of it, and of the same log as it was.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { pack } from '../../src/agent/bundle/archive.ts';
import { searchForLeaks } from '../../src/agent/bundle/gate/gate.ts';
import { publishRedactor } from '../../src/redaction/publish.ts';
import {
  type Canary,
  canarySearch,
  coatsOf,
  filesUnder,
  manyCanaries,
  type Sinks,
} from '../fakes/canary-search.ts';
import { inWords } from './measure.ts';

const COUNT = 500;
const CUT = /^first/;

export type CanaryFigures = {
  canaries: number;
  coats: number;
  /** Of all canaries in all coats, how many are in the bundle, and in the same log without redaction. */
  leaked: number;
  /** By their first 16 characters alone: of pass phrases and people's passwords those are words. */
  cut: number;
  control: number;
  /** Whether the gate passed the bundle, and the same log without redaction. */
  passed: boolean;
  controlPassed: boolean;
  /** What it found, where it refused. */
  hits: string[];
  redactMs: number;
  gateMs: number;
};

/** A line for each canary in each coat, as programs write them. */
const logOf = (canaries: readonly Canary[]): string =>
  canaries
    .flatMap(({ value }) =>
      coatsOf(value).map(
        ([, bytes], n) =>
          `2026-11-02T10:00:${String(n).padStart(2, '0')}.120Z [ws] rejected ${bytes.toString('utf8')} code=1008`,
      ),
    )
    .join('\n');

export async function measureCanaries(count = COUNT): Promise<CanaryFigures> {
  const canaries = manyCanaries(count);
  const search = canarySearch(canaries);
  const known = canaries.map(({ name, value }) => ({ path: name, value }));
  const log = logOf(canaries);
  let began = performance.now();
  const redacted = publishRedactor({ known }).text(log);
  const redactMs = performance.now() - began;
  const bundle = await pack([{ name: 'logs/gateway.log', bytes: Buffer.from(redacted) }]);
  began = performance.now();
  const word = await searchForLeaks(bundle, { values: known, unread: [] });
  const gateMs = performance.now() - began;
  const control = await pack([{ name: 'logs/gateway.log', bytes: Buffer.from(log) }]);
  const controlWord = await searchForLeaks(control, { values: known, unread: [] });
  const leaks = search('bundle', bundle);
  return {
    canaries: count,
    coats: Math.max(...canaries.map(({ value }) => coatsOf(value).length)),
    leaked: leaks.filter(({ coat }) => !CUT.test(coat)).length,
    cut: leaks.filter(({ coat }) => CUT.test(coat)).length,
    control: search('control', control).length,
    passed: word.passed,
    controlPassed: controlWord.passed,
    hits: word.passed ? [] : word.hits.map(({ file, line, kind }) => `${file}:${line} ${kind}`),
    redactMs,
    gateMs,
  };
}

export const canaryRows = (of: CanaryFigures): [string, string, string][] => [
  [
    `canaries: ${of.canaries} known secrets in up to ${of.coats} coats each, in a bundle (R-09)`,
    `${of.leaked} in it and ${of.cut} beginnings, gate ${of.passed ? 'passes' : 'refuses'}`,
    `as it was: ${of.control} in it, gate ${of.controlPassed ? 'passes' : 'refuses'}`,
  ],
  ['canaries: redacted and searched', `${inWords(of.redactMs)} and ${inWords(of.gateMs)}`, ''],
];

/** Leaks by sink, as the command prints them; ends with 1 when there are any. */
function searchSinks(list: string, paths: readonly string[]): number {
  const canaries = readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Canary);
  const search = canarySearch(canaries);
  const sinks: Sinks = Object.assign(
    {},
    ...paths.map((path) =>
      statSync(path).isDirectory() ? filesUnder(path) : { [path]: readFileSync(path) },
    ),
  );
  let leaks = 0;
  for (const [sink, what] of Object.entries(sinks)) {
    const found = search(sink, what);
    leaks += found.length;
    console.log(`${String(found.length).padStart(6)}  ${sink}`);
    for (const { canary, coat, sink: place } of found.slice(0, 10))
      console.log(`        ${canary}, ${coat}: ${place}`);
  }
  console.log(
    `${leaks} of ${canaries.length} canaries × ${coatsOf(canaries[0]?.value ?? '').length} coats × ${Object.keys(sinks).length} sinks`,
  );
  return leaks === 0 ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) {
  const [flag, list, ...paths] = process.argv.slice(2);
  if (flag === '--make' && list)
    writeFileSync(
      list,
      manyCanaries(COUNT)
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
      { mode: 0o600 },
    );
  else if (flag === '--canaries' && list) process.exitCode = searchSinks(list, paths);
  else {
    const figures = await measureCanaries();
    for (const row of canaryRows(figures)) console.log(row.join('  '));
    for (const hit of figures.hits) console.log(`  ${hit}`);
  }
}
