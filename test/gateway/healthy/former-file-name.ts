/**
 * A host that has been there since OpenClaw was Clawdbot: the environment names the old directory, and the configuration
 * in it still has its old name. OpenClaw reads it while there is no `openclaw.json` beside it (2026.2 to 2026.9).
 */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'former-file-name',
  title: 'directory and configuration have the names of former days',
  async plant(lab) {
    const stateDir = join(lab.dir, 'home', '.clawdbot');
    mkdirSync(stateDir);
    renameSync(lab.configFile, join(stateDir, 'clawdbot.json'));
    const env = { OPENCLAW_STATE_DIR: stateDir, OPENCLAW_CONFIG_PATH: '' };
    await lab.start({ env });
    return { env };
  },
});
