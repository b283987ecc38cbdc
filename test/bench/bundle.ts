/**
 * `npm run bench -- --bundle`: what tier two gets. Our bundle, OpenClaw's own diagnostics export and the archive with
 * prompt that `openclaw triage` makes, of one host that rejects its clients after its configuration was edited. A field
 * counts as present if what is true of this host stands in the files: read from the host, not from any of the three.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readZip } from '../../src/agent/bundle/zip.ts';
import { type Plant, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import type { OpenClaw } from '../gateway/install.ts';
import type { Lab } from '../gateway/lab.ts';
import { withPast } from '../gateway/past.ts';
import { runProgram } from '../gateway/programs.ts';
import { inWords } from './measure.ts';

const LIMIT_MS = 180_000;
const ROOM = 64 * 1_048_576;

type Field = { row: string; field: string; present: (text: string, lab: Lab) => boolean };

interface LogLine {
  time: string;
  message: string;
}

/** The gateway's own log, as it is on the host. */
const logOf = ({ logFile }: Lab): LogLine[] =>
  readFileSync(logFile, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => {
      const { time, message, 1: first, 2: second } = JSON.parse(line) as Record<string, unknown>;
      const said = [message, first, second].filter((part) => typeof part === 'string').join(' ');
      return { time: String(time), message: said };
    });

const lineOf = (lab: Lab, words: string): LogLine => {
  const line = logOf(lab).find(({ message }) => message.includes(words));
  if (line === undefined) throw new Error(`the gateway's log has no "${words}"`);
  return line;
};

/** To the second, as UTC. */
const clockOf = (time: string): string => new Date(time).toISOString().slice(11, 19);
const refused = (lab: Lab): string =>
  /conn=([\w-]{36})/.exec(lineOf(lab, 'unauthorized conn=').message)?.[1] ?? '-';
const buildOf = ({ openclaw }: Lab): string => {
  const file = join(openclaw.cacheDir, 'node_modules', 'openclaw', 'dist', 'build-info.json');
  return String((JSON.parse(readFileSync(file, 'utf8')) as { commit: string }).commit).slice(0, 7);
};

/** The seeds' rows that a ticket must carry, each taken apart into what can be looked up. */
const FIELDS: readonly Field[] = [
  { row: 'S33', field: 'version of OpenClaw', present: (text, lab) => text.includes(lab.openclaw.version) },
  { row: 'S33', field: 'its build', present: (text, lab) => text.includes(buildOf(lab)) },
  { row: 'S33', field: 'system and its release', present: (text) => text.includes(release()) },
  {
    row: 'S34',
    field: 'when the first connection was closed, to the second in UTC',
    present: (text, lab) => text.includes(clockOf(lineOf(lab, 'closed before connect').time)),
  },
  {
    row: 'S34',
    field: 'when the configuration was edited before that',
    present: (text, lab) => text.includes(clockOf(statSync(lab.configFile).mtime.toISOString())),
  },
  {
    row: 'S35',
    field: 'the log around the start',
    present: (text) => text.includes('http server listening'),
  },
  {
    row: 'S35',
    field: 'the log around the first disconnect',
    present: (text) => text.includes('closed before connect'),
  },
  {
    row: 'S35',
    field: 'the connection that was refused',
    present: (text, lab) => text.includes(refused(lab)),
  },
  { row: 'S35', field: 'why it was refused', present: (text) => /token.?mismatch/i.test(text) },
  {
    row: 'S36',
    field: 'the configuration as it is now',
    present: (text) => /"?logging[."\s:{]+[^}]{0,200}level"?[\s:="›|`]+debug/.test(text),
  },
  {
    row: 'S36',
    field: 'which key was changed, from what to what',
    present: (text) => /logging\.level[^\n]*info[^\n]*debug/.test(text),
  },
  {
    row: 'S37',
    field: 'how much was masked, in figures',
    present: (text) => /(?:mask|redact)[^\n]{0,120}\d|\d[^\n]{0,60}(?:mask|redact)/i.test(text),
  },
];

export interface Handed {
  by: string;
  tookMs: number;
  bytes: number;
  files: number;
  present: string[];
  missing: string[];
  /** The gateway's token or the model's key stands in it. */
  leaks: boolean;
}

function unpacked(file: string): string[] {
  if (!file.endsWith('.gz'))
    return readZip(readFileSync(file), ROOM).members.map(({ bytes }) => Buffer.from(bytes).toString('utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'bundle-bench-'));
  try {
    execFileSync('tar', ['xzf', file, '-C', folder]);
    const names = execFileSync('find', [folder, '-type', 'f'], { encoding: 'utf8' }).trim().split('\n');
    return names.map((name) => readFileSync(name, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function handed(by: string, lab: Lab, tookMs: number, paths: string[]): Handed {
  const texts = paths.flatMap((path) =>
    /\.(?:zip|gz)$/.test(path) ? unpacked(path) : [readFileSync(path, 'utf8')],
  );
  const text = texts.join('\n');
  const has = (field: Field): boolean => field.present(text, lab);
  return {
    by,
    tookMs: Math.round(tookMs),
    bytes: paths.reduce((sum, path) => sum + statSync(path).size, 0),
    files: texts.length,
    present: FIELDS.filter(has).map(({ field }) => field),
    missing: FIELDS.filter((field) => !has(field)).map(({ row, field }) => `${row} ${field}`),
    leaks: [lab.token, 'lab-model-key'].some((secret) => text.includes(secret)),
  };
}

/** The path that a command says its file has. */
function pathIn(output: string, key: string): string {
  const path = new RegExp(`"${key}": "([^"]+)"`).exec(output)?.[1];
  if (path === undefined || !existsSync(path)) throw new Error(`no ${key} in: ${output.slice(0, 300)}`);
  return path;
}

/** An hour ago somebody edited the configuration of a gateway that had run well; now it rejects its clients. */
function editedThenBroken(plant: Plant): Plant {
  return withPast(async (lab) => {
    const configure = lab.configure;
    lab.configure = (change) =>
      configure((config) => {
        config.logging = { file: lab.logFile, level: 'debug' };
        change?.(config);
      });
    lab.configure();
    const edited = new Date(Date.now() - 3_600_000);
    utimesSync(lab.configFile, edited, edited);
    return plant(lab);
  });
}

export async function measureBundle(openclaw: OpenClaw, say: (line: string) => void): Promise<Handed[]> {
  const fault = faults.find(({ name }) => name === 'token-flag');
  if (fault === undefined) throw new Error('there is no fault token-flag');
  const planted = await plantOn(openclaw, editedThenBroken(fault.plant));
  try {
    const { lab, env } = planted;
    const all: Handed[] = [];
    const note = (one: Handed): void => {
      all.push(one);
      say(`${one.by}: ${inWords(one.tookMs)}, missing: ${one.missing.join('; ') || 'nothing'}`);
    };
    // A client is turned away first, so that there is something to tell.
    await lab.cli(['gateway', 'health'], LIMIT_MS, env);
    mkdirSync(join(lab.dir, 'out'));
    const file = join(lab.dir, 'out', 'bundle.tar.gz');
    let began = performance.now();
    const ran = await runProgram('host', ['bundle', '--out', file, '--json'], {
      env,
      cwd: lab.dir,
      limitMs: LIMIT_MS,
    });
    if (!existsSync(file)) throw new Error(`no bundle: ${ran.stderr.slice(-300)}`);
    note(handed('bundle', lab, performance.now() - began, [file]));
    began = performance.now();
    const exported = await lab.cli(['gateway', 'diagnostics', 'export', '--json'], LIMIT_MS, env);
    note(handed('diagnostics export', lab, performance.now() - began, [pathIn(exported.output, 'path')]));
    began = performance.now();
    const triaged = await lab.cli(['triage', '--json', '--non-interactive'], LIMIT_MS, env);
    const paths = ['promptPath', 'bundlePath'].map((key) => pathIn(triaged.output, key));
    note(handed('openclaw triage', lab, performance.now() - began, paths));
    return all;
  } finally {
    await planted.dispose();
  }
}

/** One row each: fields, time, size. */
export const bundleRows = (all: readonly Handed[]): [string, string, string][] =>
  all.map(({ by, tookMs, bytes, files, present, leaks }) => [
    `${by}: fields of S33–S37`,
    `${present.length} of ${FIELDS.length}`,
    `${inWords(tookMs)}, ${(bytes / 1000).toFixed(1)} kB, ${files} files${leaks ? ', A SECRET IN IT' : ''}`,
  ]);
