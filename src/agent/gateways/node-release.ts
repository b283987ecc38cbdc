/**
 * @module agent/gateways/node-release
 * Which Node.js a path leads to, by its own files, and whether the `engines` of a package take it. Nothing is run.
 */
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { HostPort } from '../host/host-port.ts';
import type { Env } from './places.ts';

type Triple = [number, number, number];

const triple = (text: string): Triple | null => {
  const found = /^v?(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?/.exec(text.trim());
  return found ? [Number(found[1]), Number(found[2]) || 0, Number(found[3]) || 0] : null;
};

const compare = (a: Triple, b: Triple): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** Does a version fit a range of package.json's `engines`? Undefined where the range has a form not known here. */
export function fitsRange(version: string, range: string): boolean | undefined {
  const own = triple(version);
  if (own === null) return undefined;
  let fits = false;
  for (const part of range.split('||')) {
    let all = true;
    for (const word of part
      .replace(/([<>=^~]+)\s+/g, '$1')
      .trim()
      .split(/\s+/)) {
      const [, sign = '', text = ''] = /^([<>=^~]*)(.*)$/.exec(word) ?? [];
      const limit = triple(text);
      if (word === '*' || word === '') continue;
      if (limit === null) return undefined;
      const order = compare(own, limit);
      if (sign === '>=') all &&= order >= 0;
      else if (sign === '>') all &&= order > 0;
      else if (sign === '<') all &&= order < 0;
      else if (sign === '<=') all &&= order <= 0;
      else if (sign === '^') all &&= order >= 0 && own[0] === limit[0];
      else if (sign === '~') all &&= order >= 0 && own[0] === limit[0] && own[1] === limit[1];
      else if (sign === '' || sign === '=')
        all &&= limit.slice(0, text.split('.').length).every((n, at) => own[at] === n);
      else return undefined;
    }
    fits ||= all;
  }
  return fits;
}

/** What Node's own installation says of its version: in a folder of a version manager, or in its header beside it. */
export async function nodeVersion(host: HostPort, runtime: string): Promise<string | undefined> {
  const real = await host.real(runtime);
  const path = real.ok && real.value !== null ? real.value : runtime;
  const folder = /\/(?:node\/)?v(\d+\.\d+\.\d+)\/(?:installation\/)?bin\/node$/.exec(path)?.[1];
  if (folder) return folder;
  const header = await host.read(join(dirname(dirname(path)), 'include/node/node_version.h'), {
    maxBytes: 8_192,
  });
  const text = header.ok ? (header.value ?? '') : '';
  const part = (name: string) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
  const [major, minor, patch] = [part('MAJOR'), part('MINOR'), part('PATCH')];
  if (major && minor && patch) return `${major}.${minor}.${patch}`;
  // The same file runs the host agent.
  const own = await host.real(process.execPath);
  return own.ok && own.value === path ? process.version.slice(1) : undefined;
}

/** Keep several releases: OpenClaw's launcher goes on with one of theirs where the first does not fit (2026.9.6). */
const MANAGERS = [
  '.nvm',
  '.fnm',
  '.local/share/fnm',
  '.volta',
  '.asdf',
  '.local/share/mise',
  '.nodenv',
  '.n',
];
const MOST = 8;

/**
 * The first Node.js on the search path that could start a package, and whether any of them fits its range. Null where
 * one of them tells no version, or where a version manager could come in: then nobody can say.
 */
export async function nodeOnPath(
  host: HostPort,
  env: Env,
  range: string,
): Promise<{ version: string; fits: boolean } | null> {
  const { PATH = '', HOME } = env;
  if (env.NVM_DIR || env.VOLTA_HOME || env.FNM_DIR || !HOME || !isAbsolute(HOME)) return null;
  const kept = await Promise.all(MANAGERS.map((name) => host.stat(join(HOME, name))));
  if (kept.some((one) => !one.ok || one.value !== null)) return null;
  const folders = [...new Set(PATH.split(delimiter).filter(isAbsolute))];
  const paths = await Promise.all(folders.map((folder) => host.real(join(folder, 'node'))));
  const real = paths.flatMap((one) => (one.ok && one.value !== null ? [one.value] : []));
  if (paths.some((one) => !one.ok) || real.length === 0 || real.length > MOST) return null;
  const versions = await Promise.all(real.map((path) => nodeVersion(host, path)));
  const fit = versions.map((version) => version && fitsRange(version, range));
  const [first] = versions;
  if (first === undefined || fit.some((one) => one === undefined)) return null;
  return { version: first, fits: fit.includes(true) };
}
