/**
 * A release of last winter was installed once by another way and never removed. It comes last in the search path of
 * gateway and shell, where nobody finds it.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';

const OLD = '2026.3.13';

export default defineHealthy({
  name: 'old-release-last',
  title: 'a release of last winter lies behind the one in use, and nobody runs it',
  async plant(lab) {
    const prefix = join(lab.dir, 'npm-of-last-winter');
    const folder = join(prefix, 'lib', 'node_modules', 'openclaw');
    const bin = join(prefix, 'bin');
    for (const path of [folder, bin]) mkdirSync(path, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'openclaw', version: OLD }));
    const words = `#!/usr/bin/env node\nconsole.log('OpenClaw ${OLD}');\n`;
    writeFileSync(join(folder, 'openclaw.mjs'), words, { mode: 0o755 });
    symlinkSync('../lib/node_modules/openclaw/openclaw.mjs', join(bin, 'openclaw'));
    const env = { PATH: `${lab.env().PATH}:${bin}` };
    await lab.start({ env });
    const { output } = await lab.cli(['--version'], 60_000, env);
    if (!output.includes(lab.openclaw.version)) throw new Error(`The shell finds another one: ${output}`);
    return { env };
  },
});
