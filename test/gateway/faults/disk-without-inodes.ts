/**
 * The disk of the gateway's state has room, and no room for one more file: something filled it with thousands of tiny
 * ones. Each attempt to make a file there ends with "no space left", and `df` shows a disk that is nearly empty.
 *
 * Seen on the host: the file system of the state has free blocks and no free inodes; the gateway does not start again.
 *
 * In the twin another disk, where nothing of OpenClaw is, has no inodes left.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault, ranWellBefore } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { mountSmallDisk } from '../small-disk.ts';

/** Makes empty files until the disk takes no more. */
function useUpFiles(dir: string): void {
  for (let i = 0; ; i++) {
    try {
      writeFileSync(join(dir, `sess_${i}`), '');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      return;
    }
  }
}

function smallState(lab: Lab): void {
  mountSmallDisk(lab, lab.stateDir, 256, 'nr_inodes=3000');
}

export default defineFault({
  name: 'disk-without-inodes',
  title: 'the disk of the state has room and no inodes left',
  accepted: ['disk-full'],
  mounts: true,
  async plant(lab) {
    smallState(lab);
    await ranWellBefore(lab);
    useUpFiles(lab.stateDir);
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'a disk where nothing of OpenClaw is has no inodes left',
    async plant(lab) {
      smallState(lab);
      const other = join(lab.dir, 'php-sessions');
      mountSmallDisk(lab, other, 16, 'nr_inodes=500');
      useUpFiles(other);
      await ranWellBefore(lab);
      await lab.start();
      return undefined;
    },
  },
});
