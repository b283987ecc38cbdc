/**
 * The settings of a deployment: one file as `.env` is for the bot on Node, readable by its owner alone. All of it becomes
 * secrets of the Worker. Judged by the bot's own rules before anything is built or sent; no value is ever printed.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { parseEnv } from 'node:util';
import { readSettings, tellProblems } from '../../src/settings.ts';
import { readDesks } from '../../src/tickets/read-desks.ts';

/** What only the bot on Node reads; it is left out. */
const NODE_ONLY = ['PORT', 'BIND', 'DATA_DIR', 'JOB_SIGNING_KEY_FILE', 'SLACK_APP_TOKEN', 'SLACK_API_URL'];

export type Values = Record<string, string>;
export type FileRead =
  | { ok: true; values: Values; left: string[] }
  | { ok: false; cause: string; next: string };

/** Reads and judges the file together with the `vars` of wrangler.toml, which the file overrides. */
export function readSettingsFile(file: string, vars: Values): FileRead {
  let text: string;
  try {
    const { mode } = statSync(file);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      return { ok: false, cause: `Others on this machine can read ${file}.`, next: `chmod 600 ${file}` };
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return {
      ok: false,
      cause: `The settings cannot be read: ${(error as Error).message}`,
      next: 'Name the file with --settings, or leave it out if the secrets are on the account already.',
    };
  }
  const given = { ...vars, ...(parseEnv(text) as Values) };
  const keyed = withKey(given, file);
  if (!keyed.ok) return keyed;
  const values = keyed.values;
  const read = readSettings(values, 'workers');
  const desks = readDesks(values);
  const problems = [...(read.ok ? [] : read.problems), ...(desks.ok ? [] : desks.problems)];
  if (problems.length > 0)
    return { ok: false, cause: tellProblems(problems), next: `Correct ${file} and run this again.` };
  const own = Object.entries(values).filter(
    ([name, value]) => value !== '' && !(name in vars && vars[name] === value),
  );
  const secrets = own.filter(([name]) => !NODE_ONLY.includes(name));
  const left = own.map(([name]) => name).filter((name) => NODE_ONLY.includes(name));
  return { ok: true, values: Object.fromEntries(secrets), left };
}

/** Whoever comes from Node has the key in a file; hosts trust that key and no other. */
function withKey(
  values: Values,
  file: string,
): { ok: true; values: Values } | Extract<FileRead, { ok: false }> {
  const keyFile = values.JOB_SIGNING_KEY_FILE;
  if (!keyFile || values.JOB_SIGNING_KEY) return { ok: true, values };
  const { JOB_SIGNING_KEY_FILE: _, ...rest } = values;
  const path = isAbsolute(keyFile) ? keyFile : join(dirname(file), keyFile);
  try {
    return { ok: true, values: { ...rest, JOB_SIGNING_KEY: readFileSync(path, 'utf8').trim() } };
  } catch (error) {
    const cause = `JOB_SIGNING_KEY_FILE cannot be read: ${(error as Error).message}`;
    return {
      ok: false,
      cause,
      next: 'Name the file that `bot.mjs serve` made, or copy its text to JOB_SIGNING_KEY.',
    };
  }
}
