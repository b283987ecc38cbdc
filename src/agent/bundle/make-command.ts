/**
 * @module agent/bundle/make-command
 * `host.mjs bundle`: makes a bundle by hand, on a host with a bot or without one, into a file that nobody else may read.
 * What takes longer than two seconds says what it is doing.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Because } from '../../protocol/recovery.ts';
import { codeOf } from '../host/outcome.ts';
import { NotBegun } from '../operation.ts';
import { writeNew } from './kept-bundles.ts';
import type { MadeBundle, MakeBundle } from './make-bundle.ts';
import type { CommandEnd } from './redact-command.ts';
import { minutesOf } from './since.ts';

export type MakeFlags = Readonly<Record<string, unknown>> & { stateDir: string; show(text: string): void };

type Words = (because: Because) => Promise<string>;

const MADE = 0;
const REFUSED = 1;
const COULD_NOT = 2;
/** Something is said when it takes longer than this. Milliseconds. */
const SAY_EVERY_MS = 2_000;
const EXAMPLE = 'Example: node host.mjs bundle --since 2h --out bundle.tar.gz';

const complain = (message: string, hint: string): CommandEnd => ({
  code: COULD_NOT,
  complaint: { message, hint },
});

/** What is being done, said every two seconds on standard error. */
function telling(): { doing(what: string): void; end(): void } {
  const began = performance.now();
  let now = '';
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1_000);
    process.stderr.write(`still at it after ${seconds} s: ${now}\n`);
  }, SAY_EVERY_MS);
  return {
    doing: (what) => {
      now = what;
    },
    end: () => clearInterval(timer),
  };
}

const kb = (bytes: number): string => `${Math.ceil(bytes / 1024)} kB`;

function told({ made }: MadeBundle, path: string): string {
  const masked = Object.values(made.masked).reduce((sum, times) => sum + times, 0);
  const versions = Object.entries(made.versions).map(([of, version]) => `${of} ${version}`);
  const missing = made.missing.map(({ what, why }) => `  ${what}: ${why}`);
  return [
    `${path}`,
    `${kb(made.bytes)}, ${made.files.length} files since ${new Date(made.since).toISOString()}; ${masked} secrets and private words masked.`,
    `Versions: ${versions.join(', ')}.`,
    ...(made.recipients.length > 0 ? [`Only ${made.recipients.join(', ')} can open it.`] : []),
    ...(missing.length > 0 ? ['Not collected:', ...missing] : []),
    'Read report.md in it before you share it.',
  ].join('\n');
}

async function refused({ made }: MadeBundle, words: Words): Promise<string> {
  const { gate } = made;
  if (gate.passed) return '';
  const hits = gate.hits.map(
    ({ file, line, kind }) => `  ${file}${line > 0 ? `, line ${line}` : ''}: ${kind}`,
  );
  return [
    `The bundle was not written: ${await words(gate.because)}.`,
    ...(hits.length > 0 ? ['Found in:', ...hits] : []),
  ].join('\n');
}

/** Makes one and writes it where it was asked for. */
export async function makeCommand(
  makeBundle: MakeBundle,
  flags: MakeFlags,
  words: Words,
): Promise<CommandEnd> {
  const text = (name: string): string | undefined =>
    typeof flags[name] === 'string' ? (flags[name] as string) : undefined;
  const since = text('since');
  const sinceMin = since === undefined ? undefined : minutesOf(since);
  if (sinceMin === null)
    return complain(`--since takes 5m to 14d, and not “${since}”. Nothing was done.`, EXAMPLE);
  const recipients = Array.isArray(flags.recipient) ? flags.recipient.map(String) : [];
  if (recipients.some((one) => !/^age1[a-z0-9]{20,2000}$/.test(one)))
    return complain('--recipient takes an age key that begins with age1. Nothing was done.', EXAMPLE);
  const out = text('out');
  if (out !== undefined && existsSync(out))
    return complain(`${out} is there already. Nothing was done.`, 'Name another file with --out.');
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const progress = telling();
  let made: MadeBundle;
  try {
    made = await makeBundle(
      { gateway: text('gateway'), sinceMin, recipients },
      {
        stateDir: flags.stateDir,
        openclaw: text('openclaw'),
        rules: { rules: text('rules'), policy: text('policy') },
        incident: 'looked at on the host itself',
        env: process.env,
        signal: stop.signal,
        doing: progress.doing,
      },
    );
  } catch (error) {
    if (error instanceof NotBegun)
      return complain(`No bundle was made: ${await words(error.because)}.`, EXAMPLE);
    throw error;
  } finally {
    progress.end();
  }
  if (!made.made.gate.passed) {
    if (flags.json === true) flags.show(JSON.stringify({ schema: 1, file: null, ...made.made }));
    process.stderr.write(`${await refused(made, words)}\n`);
    return { code: REFUSED };
  }
  const path = resolve(out ?? made.made.name);
  try {
    writeNew(path, made.file);
  } catch (error) {
    const code = codeOf(error);
    const why = code === 'ENOSPC' || code === 'EDQUOT' ? 'there is no space for the bundle' : code;
    return complain(
      `${path} could not be written: ${why}. Nothing is left of it.`,
      'Name another place with --out.',
    );
  }
  flags.show(
    flags.json === true ? JSON.stringify({ schema: 1, file: path, ...made.made }) : told(made, path),
  );
  return { code: MADE };
}
