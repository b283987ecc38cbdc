/**
 * The disk of the state folder is at about 85 %: worth a word, and nothing is wrong.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineHealthy } from '../healthy.ts';
import { mountSmallDisk } from '../small-disk.ts';

export default defineHealthy({
  name: 'disk-getting-full',
  title: 'the disk of the state folder is at 85 %',
  mounts: true,
  async plant(lab) {
    mountSmallDisk(lab, lab.stateDir, 400);
    await lab.start();
    writeFileSync(join(lab.stateDir, 'backup.tar'), Buffer.alloc(330 * 1024 * 1024));
    return undefined;
  },
});
