/**
 * The configured workspace was deleted under a running gateway, after its agent had worked there (the next turn quietly
 * makes a new, empty one in its place).
 *
 * Seen on the host: `agents.defaults.workspace` names a path that does not exist. Nothing in OpenClaw complains:
 * `/readyz` 200, the configuration valid, doctor silent. `agents.workspace.list` answers "workspace directory not
 * found", details.type `workspace_path_not_found`.
 */
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { defineFault } from '../fault.ts';
import { turn } from '../turns.ts';

export default defineFault({
  name: 'workspace-missing',
  title: 'the configured workspace was deleted',
  accepted: ['workspace-path-missing'],
  async plant(lab) {
    await lab.start();
    await turn(lab);
    rmSync(lab.workspace, { recursive: true });
    return undefined;
  },
  twin: {
    title: 'the configured workspace is a symbolic link to a folder that exists',
    async plant(lab) {
      const real = `${lab.workspace}-on-the-big-disk`;
      renameSync(lab.workspace, real);
      symlinkSync(real, lab.workspace);
      await lab.start();
      return undefined;
    },
  },
});
