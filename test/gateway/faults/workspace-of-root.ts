/**
 * Somebody made the workspace anew with `sudo`: it belongs to root, and the gateway's user may only look into it.
 *
 * Seen on the host: owner 0, mode 755; the gateway runs as another user and is green all over. Root, who looks, may
 * write there.
 *
 * The twin belongs to root, too, and its group, that of the gateway's user, may write.
 */
import { chmodSync, chownSync } from 'node:fs';
import { defineFault } from '../fault.ts';
import { labOfNobody, NOBODY } from '../other-user.ts';

export default defineFault({
  name: 'workspace-of-root',
  title: "the workspace belongs to root, and the gateway's user may not write there",
  accepted: ['workspace-permission'],
  mounts: true,
  otherUser: true,
  async plant(lab) {
    const start = labOfNobody(lab);
    await start().ready();
    chownSync(lab.workspace, 0, 0);
    chmodSync(lab.workspace, 0o755);
    return undefined;
  },
  twin: {
    title: "the workspace belongs to root, and the gateway's group may write there",
    async plant(lab) {
      const start = labOfNobody(lab);
      await start().ready();
      chownSync(lab.workspace, 0, NOBODY);
      chmodSync(lab.workspace, 0o775);
      return undefined;
    },
  },
});
