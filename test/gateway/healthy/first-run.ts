/**
 * Installed, configured and started for the first time just now, all in its default places. Nobody has said a word to
 * it: there is no workspace (the first turn makes it), no session and no device.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'first-run',
  title: 'started for the first time; nobody has used it, and its workspace is not made yet',
  async plant(lab) {
    const config = JSON.parse(readFileSync(lab.configFile, 'utf8'));
    delete config.agents.defaults.workspace;
    for (const old of [lab.configFile, lab.workspace]) rmSync(old, { recursive: true });
    const dir = join(lab.env().HOME ?? lab.dir, '.openclaw');
    mkdirSync(dir);
    writeFileSync(join(dir, 'openclaw.json'), JSON.stringify(config, null, 2));
    const env = { OPENCLAW_CONFIG_PATH: '', OPENCLAW_STATE_DIR: '' };
    await lab.start({ env });
    return { env };
  },
});
