/**
 * The usual place holds a configuration that was given up before its first start; the gateway of this host is that of
 * the profile `work`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { configureProfile, leaveOldPlaces, PLAIN_SHELL } from '../in-default-places.ts';

export default defineHealthy({
  name: 'only-profile-serves',
  title: 'a profile serves, and the usual configuration was never started',
  async plant(lab) {
    const work = configureProfile(lab, 'work', ({ agents }) => {
      agents.defaults.workspace = join(lab.dir, 'desk');
    });
    configureProfile(lab, null, (config) => {
      config.gateway.port = lab.port + 5;
      config.logging = { file: join(lab.dir, 'never.log') };
      config.agents.defaults.workspace = '/srv/given-up/workspace';
    });
    mkdirSync(join(lab.dir, 'desk'));
    leaveOldPlaces(lab);
    const env = { OPENCLAW_CONFIG_PATH: join(work, 'openclaw.json'), OPENCLAW_STATE_DIR: work };
    await lab.start({ env: { ...env, OPENCLAW_PROFILE: 'work' } });
    return { env: PLAIN_SHELL };
  },
});
