/**
 * The configuration was written by hand and names a folder of its own; the gateway was started and nobody has said a
 * word to it. The first turn makes the folder, with the one above it.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';

export default defineHealthy({
  name: 'workspace-planned',
  title: 'the workspace is named in a place of its own, and no turn has run',
  async plant(lab) {
    const folder = join(lab.dir, 'projects', 'assistant');
    lab.configure(({ agents }) => {
      agents.defaults.workspace = folder;
    });
    await lab.start();
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  },
});
