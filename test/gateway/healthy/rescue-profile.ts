/**
 * A second gateway of the same user under the profile `rescue`: own state, own configuration, own port. It is what one
 * keeps for the day when the first does not start.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { freeBlock } from '../ports.ts';

export default defineHealthy({
  name: 'rescue-profile',
  title: 'a rescue profile runs beside the usual gateway',
  async plant(lab) {
    const dir = join(lab.env().HOME ?? lab.dir, '.openclaw-rescue');
    mkdirSync(dir);
    await lab.start();
    const port = await freeBlock();
    const config = JSON.parse(readFileSync(lab.configFile, 'utf8'));
    config.gateway.port = port;
    config.gateway.auth.token = 'lab-token-of-the-rescue-profile-0007';
    config.logging.file = join(lab.dir, 'rescue.log');
    writeFileSync(join(dir, 'openclaw.json'), JSON.stringify(config));
    // What `--profile rescue` sets for the process.
    const file = join(dir, 'openclaw.json');
    const env = { OPENCLAW_CONFIG_PATH: file, OPENCLAW_STATE_DIR: dir, OPENCLAW_PROFILE: 'rescue' };
    await lab.start({ port, env });
    return undefined;
  },
});
