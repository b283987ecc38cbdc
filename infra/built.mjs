// Which parts of dist/ were made from the sources as they are now, so that each state of them is built once. By
// content and not by time: a checkout, a merge or a copy of the folder says nothing true about times.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that decides what a build makes, the installed packages included; src holds what was learned, too. */
const INPUTS = [
  'src',
  'infra/build.mjs',
  'infra/host-files.mjs',
  'infra/cloudflare',
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
  'tsconfig.json',
  'wrangler.toml',
];

const STAMP = 'dist/.built.json';

const digestOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

function filesBelow(root, path) {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  if (!statSync(whole).isDirectory()) return [path];
  return readdirSync(whole)
    .sort()
    .flatMap((name) => filesBelow(root, join(path, name)));
}

/** One word for the state of the sources: another after any change, the same again after it is taken back. */
export function stateOfSources(root) {
  const lines = INPUTS.flatMap((path) => filesBelow(root, path)).map(
    (path) => `${path} ${digestOf(readFileSync(join(root, path)))}\n`,
  );
  return digestOf(lines.join(''));
}

/** Part → the state it was made from and the digest of each file it made; nothing when that is not known. */
function stamps(root) {
  try {
    return JSON.parse(readFileSync(join(root, STAMP), 'utf8'));
  } catch {
    return {};
  }
}

/** Whether `part` was made from `state`, and what it made is there untouched. */
export function isBuilt(root, part, state) {
  const stamp = stamps(root)[part];
  if (stamp?.state !== state) return false;
  return Object.entries(stamp.made).every(([file, digest]) => {
    const path = join(root, file);
    return existsSync(path) && digestOf(readFileSync(path)) === digest;
  });
}

/**
 * Remembers that `part` made `file` from `state`, which was read before it began; `packages`: the folders of those that
 * went into it, where the builder tells.
 */
export function noteBuilt(root, part, state, file, packages = []) {
  const made = { [file]: digestOf(readFileSync(join(root, file))) };
  const aside = join(root, `${STAMP}.${process.pid}.new`);
  writeFileSync(aside, JSON.stringify({ ...stamps(root), [part]: { state, made, packages } }));
  renameSync(aside, join(root, STAMP));
}

/** The folders of the packages that went into `part`, such as `node_modules/ws`; null where it was not made from `state`. */
export const packagesIn = (root, part, state) =>
  isBuilt(root, part, state) ? stamps(root)[part].packages : null;
