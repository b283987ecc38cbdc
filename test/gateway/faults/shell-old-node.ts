/**
 * The only Node that the shell finds is the old one of the distribution, which this release does not run on: the gateway
 * ends before it has read its configuration.
 *
 * Seen on the host: nothing runs; `node --version` of this PATH is older than the `engines` of the package; the command
 * itself says which one it needs.
 *
 * The twin's shell finds the old one first and the one that fits behind it; OpenClaw 2026.9.6 goes on with that.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** OpenClaw 2026.9.6 wants Node 24.16 or newer. */
const FITS = 24;

const STAND_IN = `#!/bin/sh
case "$1" in
  -v | --version) echo v20.20.2 ;;
  *) echo "openclaw: Node 20.20.2: node:sqlite is unavailable; use 24.16+/26.1+ or a build with the fix." >&2; exit 1 ;;
esac
`;

/** Node brings it along; it tells the version without a run. */
const HEADER = ['MAJOR_VERSION 20', 'MINOR_VERSION 20', 'PATCH_VERSION 2']
  .map((part) => `#define NODE_${part}\n`)
  .join('');

/** A folder with the Node of the distribution; where that is new enough, with one that says what Node 20 was heard to say. */
function olderNode(lab: Lab): string {
  const folder = join(lab.dir, 'usr-local', 'bin');
  mkdirSync(folder, { recursive: true });
  const theirs = '/usr/bin/node';
  const version = existsSync(theirs) ? execFileSync(theirs, ['--version'], { encoding: 'utf8' }) : '';
  if (version !== '' && Number(/\d+/.exec(version)?.[0]) < FITS) symlinkSync(theirs, join(folder, 'node'));
  else {
    writeFileSync(join(folder, 'node'), STAND_IN, { mode: 0o755 });
    const headers = join(lab.dir, 'usr-local', 'include', 'node');
    mkdirSync(headers, { recursive: true });
    writeFileSync(join(headers, 'node_version.h'), HEADER);
  }
  return folder;
}

export default defineFault({
  name: 'shell-old-node',
  title: 'the only Node that the shell finds is too old for the gateway',
  accepted: ['node-version-unsupported'],
  async plant(lab) {
    const commands = join(lab.openclaw.cacheDir, 'node_modules', '.bin');
    const env = { PATH: [commands, olderNode(lab), '/usr/bin', '/bin'].join(':') };
    const gateway = await lab.startRefused({ env });
    if (!/Node v?20|node:sqlite/.test(gateway.printed())) throw new Error(`It said: ${gateway.printed()}`);
    return { env };
  },
  twin: {
    title: 'the shell finds a Node that is too old first, and one that fits behind it',
    async plant(lab) {
      const env = { PATH: `${olderNode(lab)}:${lab.env().PATH}` };
      await lab.start({ env });
      return { env };
    },
  },
});
