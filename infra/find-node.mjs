// Which Node runs the project. npm itself may be an old one; a Node 24 comes as an ordinary dependency on Linux,
// and elsewhere the machine's own is used when it is new enough.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** True when version `have` ("24.21.0", a leading "v" allowed) is `want` or newer. */
export function atLeast(have, want) {
  const parts = (version) => version.replace(/^v/, '').split('.').map(Number);
  const [a, b] = [parts(have), parts(want)];
  for (let i = 0; i < 3; i++) {
    if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) > (b[i] ?? 0);
  }
  return true;
}

/** The version that a Node says it has, or undefined when it cannot run on this machine. */
function versionOf(node) {
  try {
    return execFileSync(node, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined; // Another platform's binary, or none at all: the next candidate is asked.
  }
}

/** The first Node >= `wanted`: the installed one, the one running now, then any on PATH. */
export function findNode(root, wanted) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((dir) => join(dir, name));
  const seen = [];
  for (const node of [join(root, 'node_modules', '.bin', name), process.execPath, ...onPath]) {
    if (!existsSync(node)) continue;
    const version = node === process.execPath ? process.version : versionOf(node);
    if (!version) continue;
    if (atLeast(version, wanted)) return { ok: true, node, version };
    seen.push(`${node} is ${version}`);
  }
  return {
    ok: false,
    cause: `This needs Node ${wanted} or newer, and none was found (${[...new Set(seen)].join('; ') || 'no node at all'}).`,
    next: 'install Node 24 from https://nodejs.org (or with your version manager) and run the same line again.',
  };
}
