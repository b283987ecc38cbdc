/**
 * A newer release has run on this state and was then taken back: the database has a schema that the installed release
 * does not know, and it refuses to start.
 *
 * Seen on the host: `PRAGMA user_version` of `state/openclaw.sqlite` is higher than what the installed package writes;
 * the refusal says `uses newer schema version N; this build supports M`.
 *
 * The twin's database is of this release, and a copy from a newer one lies beside it.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { defineFault, ranWellBefore } from '../fault.ts';

function raiseSchema(file: string): void {
  const database = new DatabaseSync(file);
  const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
  database.exec(`PRAGMA user_version = ${row.user_version + 3}`);
  database.close();
}

export default defineFault({
  name: 'database-newer',
  title: 'a newer release wrote the database, and the older one refuses to start',
  accepted: ['newer-schema'],
  async plant(lab) {
    await ranWellBefore(lab);
    raiseSchema(join(lab.stateDir, 'state', 'openclaw.sqlite'));
    await lab.startRefused();
    return undefined;
  },
  twin: {
    title: 'a copy of the database from a newer release lies beside the one in use',
    async plant(lab) {
      await ranWellBefore(lab);
      const file = join(lab.stateDir, 'state', 'openclaw.sqlite');
      copyFileSync(file, `${file}.after-update`);
      raiseSchema(`${file}.after-update`);
      await lab.start();
      return undefined;
    },
  },
});
