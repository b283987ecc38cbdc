/**
 * The settings of a deployment: one file as `.env` is for the bot on Node, readable by its owner alone. All of it becomes
 * secrets of the Worker. Judged by the bot's own rules before anything is built or sent; no value is ever printed.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { parseEnv } from 'node:util';
import { readKeyFile } from '../../src/hub/node-signing-key.ts';
import { keptSuccession } from '../../src/hub/node-succession.ts';
import { tellProblems } from '../../src/settings.ts';
import { judgeWorker } from '../../src/worker-settings.ts';

/** The platform takes no value above it (developers.cloudflare.com/workers/platform/limits, “Environment variable size”). */
const MOST_BYTES = 5_000;
/** What only the bot on Node reads; it is left out. */
const NODE_ONLY = ['PORT', 'BIND', 'DATA_DIR', 'JOB_SIGNING_KEY_FILE', 'SLACK_APP_TOKEN', 'SLACK_API_URL'];

export type Values = Record<string, string>;
export type FileRead =
  | { ok: true; values: Values; left: string[] }
  | { ok: false; cause: string; next: string };

/** Reads and judges the file together with the `vars` of wrangler.toml, which the file overrides. */
export async function readSettingsFile(file: string, vars: Values): Promise<FileRead> {
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
  const judged = await judgeWorker(values);
  if (!judged.ok)
    return { ok: false, cause: tellProblems(judged.problems), next: `Correct ${file} and run this again.` };
  const own = Object.entries(values).filter(
    ([name, value]) => value !== '' && !(name in vars && vars[name] === value),
  );
  const secrets = own.filter(([name]) => !NODE_ONLY.includes(name));
  const tooLong = secrets.filter(([, value]) => Buffer.byteLength(value) > MOST_BYTES).map(([name]) => name);
  if (tooLong.length > 0)
    return {
      ok: false,
      cause: `Longer than the ${MOST_BYTES} bytes that Cloudflare takes for one value: ${tooLong.join(', ')}.`,
      next: 'This bot cannot be brought to Workers with these settings; the bot on Node can go on with them.',
    };
  const left = own.map(([name]) => name).filter((name) => NODE_ONLY.includes(name));
  return { ok: true, values: Object.fromEntries(secrets), left };
}

type Keyed = { ok: true; values: Values } | Extract<FileRead, { ok: false }>;

/** Whoever comes from Node has the key in a file, and beside it what that key succeeds; hosts trust nothing else. */
function withKey(values: Values, file: string): Keyed {
  const { JOB_SIGNING_KEY_FILE: keyFile, ...rest } = values;
  const under = (path: string): string => (isAbsolute(path) ? path : join(dirname(file), path));
  if (!keyFile || values.JOB_SIGNING_KEY) {
    // As on Node: a key from the environment stands by itself, unless what it succeeds lies in the data directory.
    const { JOB_SIGNING_KEY: key, DATA_DIR: dataDir } = values;
    return key && dataDir ? withFormers(values, under(dataDir)) : { ok: true, values };
  }
  const path = under(keyFile);
  const key = readKeyFile(path);
  if (!key.ok)
    return {
      ok: false,
      cause: `JOB_SIGNING_KEY_FILE cannot be used. ${key.problem}`,
      next: 'Name the file that `bot.mjs serve` made, or copy its text to JOB_SIGNING_KEY.',
    };
  return withFormers({ ...rest, JOB_SIGNING_KEY: key.jwk.trim() }, dirname(path));
}

/** Without its chain a key that was changed is a stranger's to every host that joined before. */
function withFormers(values: Values, folder: string): Keyed {
  if (values.JOB_SIGNING_KEYS_FORMER || values.TRUST_DOCUMENTS) return { ok: true, values };
  try {
    const { documents, formers } = keptSuccession(folder);
    return {
      ok: true,
      values: {
        ...values,
        ...(formers.length > 0 && { JOB_SIGNING_KEYS_FORMER: formers.join('\n') }),
        ...(documents.length > 0 && { TRUST_DOCUMENTS: JSON.stringify(documents) }),
      },
    };
  } catch (error) {
    return {
      ok: false,
      cause: `What the signing key succeeds cannot be read in ${folder}: ${(error as Error).message}`,
      next: 'Put signing-keys.former and trust.json back beside the key, as `bot.mjs rotate-key` left them.',
    };
  }
}
