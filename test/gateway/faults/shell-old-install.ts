/**
 * An update went into another prefix than the one that the operator's shell finds first (another Node, another user's
 * npm): the gateway runs the new release, and whatever is typed is the old one.
 *
 * Seen on the host: the `openclaw` of the shell's search path belongs to another package than the gateway's.
 *
 * The twin's shell finds a second link to the very package that the gateway runs.
 */
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';

/** A search path that begins with a folder in which `openclaw` leads to `program`. */
function searchPath(lab: Lab, program: string): { env: { PATH: string } } {
  const bin = join(lab.dir, 'bin');
  mkdirSync(bin);
  symlinkSync(program, join(bin, 'openclaw'));
  return { env: { PATH: `${bin}:${lab.env().PATH}` } };
}

export default defineFault({
  name: 'shell-old-install',
  title: 'the shell finds an older installation of OpenClaw than the one that runs',
  accepted: ['path-split-brain', 'version-skew'],
  async plant(lab) {
    await lab.start();
    const old = join(lab.dir, 'old-prefix', 'openclaw');
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, 'package.json'), JSON.stringify({ name: 'openclaw', version: '2026.8.2' }));
    const words = '#!/usr/bin/env node\nconsole.log("OpenClaw 2026.8.2");\n';
    writeFileSync(join(old, 'openclaw.mjs'), words, { mode: 0o755 });
    return searchPath(lab, join(old, 'openclaw.mjs'));
  },
  twin: {
    title: 'the shell finds the same installation by another link',
    async plant(lab) {
      await lab.start();
      return searchPath(lab, realpathSync(lab.openclaw.command));
    },
  },
});
