/**
 * The gateway's database was damaged while it was down (a copy that broke off, a bad sector): its first pages are
 * rubbish, and the gateway cannot start.
 *
 * Seen on the host: `state/openclaw.sqlite` does not begin with SQLite's header; nothing runs.
 *
 * The twin's database is untouched; beside it lies a damaged copy that somebody kept.
 */
import { closeSync, copyFileSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault, ranWellBefore } from '../fault.ts';

/** Writes noise over the first 64 KiB. */
function damage(file: string): void {
  const open = openSync(file, 'r+');
  writeSync(open, Buffer.alloc(64 * 1024, 0x5a), 0, 64 * 1024, 0);
  closeSync(open);
}

export default defineFault({
  name: 'database-damaged',
  title: 'the database of the gateway is damaged and it cannot start',
  accepted: ['state-db-error'],
  async plant(lab) {
    await ranWellBefore(lab);
    const file = join(lab.stateDir, 'state', 'openclaw.sqlite');
    for (const log of ['-wal', '-shm']) rmSync(`${file}${log}`, { force: true });
    damage(file);
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'a damaged copy of the database lies beside the good one',
    async plant(lab) {
      await ranWellBefore(lab);
      const file = join(lab.stateDir, 'state', 'openclaw.sqlite');
      copyFileSync(file, `${file}.broken`);
      damage(`${file}.broken`);
      await lab.start();
      return undefined;
    },
  },
});
