/**
 * The configuration belongs to root and its group, and the gateway's user is in no such group.
 *
 * Seen on the host: mode 640, owner and group 0; the start ends with 78 and says that the file is not readable. Root,
 * who looks, reads it well.
 *
 * The twin has the same owner and mode, and the group is that of the gateway's user.
 */
import { chmodSync, chownSync } from 'node:fs';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { labOfNobody, NOBODY } from '../other-user.ts';
import { refusedSaying } from '../refusal.ts';

function handOver(lab: Lab, group: number): void {
  chownSync(lab.configFile, 0, group);
  chmodSync(lab.configFile, 0o640);
}

export default defineFault({
  name: 'config-of-other-group',
  title: "the configuration is for root's group, and the gateway's user is not in it",
  accepted: ['file-permission'],
  mounts: true,
  otherUser: true,
  async plant(lab) {
    const start = labOfNobody(lab);
    const before = start();
    await before.ready();
    await before.stop();
    handOver(lab, 0);
    await refusedSaying(start(), 'Gateway start blocked');
    return undefined;
  },
  twin: {
    title: "the configuration belongs to root and to the group of the gateway's user",
    async plant(lab) {
      const start = labOfNobody(lab);
      handOver(lab, NOBODY);
      await start().ready();
      return undefined;
    },
  },
});
