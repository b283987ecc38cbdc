/** An object with an inbox: `add` notes a job together with a wake, and the wake does what was noted. */
import type { Behaviour } from '../../src/storage/objects.ts';

/** Where the process kills itself, if it shall: just before or after the commit, or in the middle of a wake. */
export type Death = 'before-commit' | 'after-commit' | 'in-wake';

export function jobsBehaviour(death?: Death): Behaviour {
  const dieAt = (moment: Death): void => {
    if (moment === death) process.kill(process.pid, 'SIGKILL');
  };
  return {
    migrations: ['CREATE TABLE jobs (job TEXT PRIMARY KEY, done INTEGER NOT NULL DEFAULT 0)'],
    start: ({ store, wakeAt, now }) => ({
      async receive(message) {
        const { type, job } = message as { type: string; job?: string };
        if (type === 'add') {
          store.tx(() => {
            store.run('INSERT INTO jobs (job) VALUES (?)', job ?? '');
            wakeAt(now() + 15);
            dieAt('before-commit');
          });
          dieAt('after-commit');
        }
        const [counted] = store.all('SELECT count(*) AS noted, coalesce(sum(done), 0) AS done FROM jobs');
        return { ...counted };
      },
      async wake() {
        for (const { job } of store.all('SELECT job FROM jobs WHERE done = 0')) {
          await new Promise((resolve) => setImmediate(resolve));
          dieAt('in-wake');
          store.run('UPDATE jobs SET done = 1 WHERE job = ?', job as string);
        }
      },
    }),
  };
}
