/**
 * The wizard wrote down where the workspace will be: the place that OpenClaw would take anyhow. The gateway was started
 * and nobody has said a word to it, so the folder is not made yet.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'workspace-not-yet',
  title: 'the workspace is named where OpenClaw will make it, and no turn has run',
  async plant(lab) {
    lab.configure(({ agents }) => {
      agents.defaults.workspace = join(lab.stateDir, 'workspace');
    });
    await lab.start();
    rmSync(join(lab.stateDir, 'workspace'), { recursive: true, force: true });
    return undefined;
  },
});
