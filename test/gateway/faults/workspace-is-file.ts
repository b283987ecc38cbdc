/**
 * Where the workspace should be there is a file: a backup was unpacked with the wrong name.
 *
 * Seen on the host: `agents.defaults.workspace` names a regular file. `/readyz` 200, the configuration valid; the first
 * turn fails with ENOTDIR.
 *
 * The twin's workspace is an empty folder of a mode that only its owner may enter.
 */
import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { defineFault } from '../fault.ts';

export default defineFault({
  name: 'workspace-is-file',
  title: 'the workspace is a file instead of a folder',
  accepted: ['workspace-path-mismatch', 'workspace-path-missing'],
  async plant(lab) {
    await lab.start();
    renameSync(lab.workspace, `${lab.workspace}-before`);
    writeFileSync(lab.workspace, 'workspace backup of last night\n');
    return undefined;
  },
  twin: {
    title: 'the workspace is an empty folder that only its owner may enter',
    async plant(lab) {
      chmodSync(lab.workspace, 0o700);
      await lab.start();
      return undefined;
    },
  },
});
