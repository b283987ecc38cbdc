// Fills a folder's node_modules from its lock file with the machine's own npm, says how far it is, and lets only
// one install at a time touch a folder. Used for the project itself and for the real OpenClaw of the tests.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { withLock } from './one-at-a-time.mjs';

/** A lock file's packages by path, or undefined when the file is missing or no lock file. */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether a lock file's `os` or `cpu` (a word or a list, "!word" for all but) allows this machine. */
function fits(words, mine) {
  const list = [words ?? []].flat();
  if (list.includes(`!${mine}`)) return false;
  return list.every((word) => word.startsWith('!')) || list.includes(mine);
}

/** True when everything that the lock file asks of this platform is in node_modules in the same version. */
export function dependenciesAreWhole(dir) {
  const wanted = packagesOf(join(dir, 'package-lock.json'));
  const have = packagesOf(join(dir, 'node_modules', '.package-lock.json'));
  if (!wanted || !have) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    // The project itself and folders of it that the lock file names: nothing that npm would fetch.
    if (entry.link || !path.startsWith('node_modules/')) return true;
    if (have[path]) return have[path].version === entry.version;
    // npm leaves an optional package out when the platform (or its C library) is not the package's.
    return (
      Boolean(entry.optional) &&
      (!fits(entry.os, process.platform) ||
        !fits(entry.cpu, process.arch) ||
        Boolean(entry.libc) ||
        !entry.os)
    );
  });
}

/** How many of the lock file's packages have arrived. */
function arrived(dir, paths) {
  return paths.filter((path) => existsSync(join(dir, path, 'package.json'))).length;
}

/** npm's own words for what went wrong, turned into a cause and what to do. */
function reasonOf(output, code) {
  const says = (pattern) => pattern.test(output);
  const last = output
    .split('\n')
    .filter((line) => /npm (error|ERR!)/.test(line))
    .slice(0, 4)
    .join(' / ');
  const cause = last || output.trim().split('\n').at(-1) || `npm ended with exit code ${code}`;
  if (says(/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH/))
    return {
      cause,
      next: 'check that the package registry can be reached (npm ping), or set a proxy, and try again.',
    };
  if (says(/ENOSPC/)) return { cause, next: 'free some disk space and run the same line again.' };
  if (says(/EACCES|EPERM/)) return { cause, next: 'make the folder writable for this user and try again.' };
  if (says(/EUSAGE|can only install|in sync/))
    return { cause, next: 'the lock file and package.json disagree: run npm install once.' };
  return { cause, next: 'run npm ci --ignore-scripts in this folder to see all of it, then try again.' };
}

/** The npm that started us, else the one on PATH: the program and its first arguments. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && basename(script) === 'npm-cli.js') return [process.execPath, script];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/** The environment without what an outer `npm run` pins to its own project. */
function cleanEnvironment() {
  const pinned =
    /^npm_(package_|lifecycle_|config_(local_prefix|prefix|global_prefix|ignore_scripts)$)|^INIT_CWD$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !pinned.test(name)));
}

/** Runs npm in `dir` without install scripts; `progress` is said every two seconds. */
async function runNpm({ dir, verb, say, progress }) {
  const ticker = setInterval(() => say(progress()), 2000);
  const [program, ...first] = npmCommand();
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-20_000);
  };
  const code = await new Promise((resolve) => {
    const child = spawn(
      program,
      [...first, verb, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: dir,
        env: cleanEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const stop = (signal) => child.kill(signal);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => keep(`npm error ${error.message}\n`));
    child.on('close', (status) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(status ?? 1);
    });
  }).finally(() => clearInterval(ticker));
  return { code, output };
}

/**
 * Runs `npm install` in a folder that has a package.json and no lock file. For packages that are only looked at by
 * tests; the caller sees to it that nobody else installs there.
 */
export async function npmInstall({ dir, say, what }) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(`Installing ${what} (npm install) …`);
  const progress = () => `Installing ${what}, ${seconds()} s`;
  const { code, output } = await runNpm({ dir, verb: 'install', say, progress });
  if (code !== 0) return { ok: false, ...reasonOf(output, code) };
  say(`Installed ${what} in ${seconds()} s.`);
  return { ok: true };
}

/**
 * Runs `npm ci --ignore-scripts` in `dir` and says a line every two seconds. Waits for an install of the same
 * folder that is under way elsewhere; `still` is asked afterwards whether there is anything left to do.
 */
export async function npmCi({ dir, say, what = 'dependencies', still }) {
  // In the folder itself: in a folder that everybody may write to, anybody could hold the lock for ever.
  return withLock({ file: join(dir, '.npm-ci.lock'), say, what: `installing ${what}` }, async () => {
    if (still?.()) return { ok: true };
    const paths = Object.entries(packagesOf(join(dir, 'package-lock.json')) ?? {})
      .filter(([path, entry]) => path && fits(entry.os, process.platform) && fits(entry.cpu, process.arch))
      .map(([path]) => path);
    const started = Date.now();
    const progress = () =>
      `Installing ${what}: ${arrived(dir, paths)} of about ${paths.length} packages, ${Math.round((Date.now() - started) / 1000)} s`;
    say(`Installing ${what} (npm ci, ${paths.length} packages) …`);
    const { code, output } = await runNpm({ dir, verb: 'ci', say, progress });
    if (code !== 0) return { ok: false, ...reasonOf(output, code) };
    say(`Installed ${what} in ${Math.round((Date.now() - started) / 1000)} s.`);
    return { ok: true };
  });
}
