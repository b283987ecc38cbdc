/**
 * Somebody ran an `openclaw` command with `sudo` while the gateway was down: the state's database belongs to root since
 * then, and the gateway's own user may not open it any more. It does not start.
 *
 * Seen on the host: `<state>/state/openclaw.sqlite` belongs to root with mode 600, everything around it to the gateway's
 * user; nothing runs.
 *
 * In the twin the database is the user's, and a copy that root made of it lies beside it.
 */
import { chmodSync, chownSync, copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { labOfNobody } from '../other-user.ts';

function ofRoot(file: string): void {
  chownSync(file, 0, 0);
  chmodSync(file, 0o600);
}

/** The gateway's user has it run once; returns how to start it again, and the database's folder. */
async function ranOnce(lab: Lab) {
  const start = labOfNobody(lab);
  const before = start();
  await before.ready();
  await before.stop();
  const folder = join(lab.stateDir, 'state');
  if (!existsSync(join(folder, 'openclaw.sqlite'))) throw new Error('There is no database');
  return { start, folder };
}

const START_LIMIT_MS = 120_000;

export default defineFault({
  name: 'database-of-root',
  title: "the state's database belongs to root, and the gateway runs as another user",
  accepted: ['file-permission', 'state-db-error'],
  mounts: true,
  otherUser: true,
  async plant(lab) {
    const { start, folder } = await ranOnce(lab);
    for (const name of readdirSync(folder))
      if (name.startsWith('openclaw.sqlite')) ofRoot(join(folder, name));
    const gateway = start();
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, START_LIMIT_MS, 'late').unref());
    const end = await Promise.race([gateway.ended, late]);
    if (end === 'late' || end.code === 0)
      throw new Error(`It did not fail:\n${gateway.printed().slice(-1500)}`);
    lab.say(gateway.printed().slice(-1500));
    return undefined;
  },
  twin: {
    title: "root's copy of the database lies beside it",
    async plant(lab) {
      const { start, folder } = await ranOnce(lab);
      const copy = join(folder, 'before-update.sqlite.bak');
      copyFileSync(join(folder, 'openclaw.sqlite'), copy);
      ofRoot(copy);
      await start().ready();
      return undefined;
    },
  },
});
