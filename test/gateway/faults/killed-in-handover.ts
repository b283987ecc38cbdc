/**
 * An `openclaw` command was killed (as the kernel does when memory runs out) while it wrote to the file in which
 * OpenClaw's processes hand work over. All gateways of that user share the file. The next start has a setting of a
 * former release to put right, opens the file to read only, and SQLite may not take back what was not finished.
 *
 * Seen on the host: `TMPDIR/openclaw-UID/managed-update-handoffs.sqlite-journal` is not empty; the start ends with exit
 * code 78, "attempt to write a readonly database" and the advice to run `doctor --fix`, which ends the same way
 * (OpenClaw 2026.9.6).
 *
 * In the twin the same was killed, and SQLite took back what was not finished before the start.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineFault } from '../fault.ts';
import type { Lab } from '../lab.ts';
import { giveTo, labOfNobody, NOBODY } from '../other-user.ts';

/** Where OpenClaw goes when /tmp/openclaw is another user's. */
const storeOf = (lab: Lab): string =>
  join(lab.env().TMPDIR ?? '/tmp', `openclaw-${NOBODY}`, 'managed-update-handoffs.sqlite');
const KILLED_WHILE_WRITING = `
const { DatabaseSync } = require('node:sqlite');
const store = new DatabaseSync(process.argv[1]);
store.exec('CREATE TABLE IF NOT EXISTS managed_update_handoffs (install_root TEXT NOT NULL PRIMARY KEY, owner TEXT NOT NULL, payload_json TEXT NOT NULL, updated_at INTEGER NOT NULL) STRICT');
store.exec('PRAGMA cache_size = 1; BEGIN IMMEDIATE');
const insert = store.prepare('INSERT INTO managed_update_handoffs VALUES (?, ?, ?, 0)');
for (let n = 0; n < 200; n++) insert.run('/opt/' + n, 'x', 'y'.repeat(2000));
process.kill(process.pid, 'SIGKILL');`;
const TAKEN_BACK = `new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec('SELECT 1 FROM sqlite_schema')`;

/** The gateway ran, a setting of a former release came into its configuration, and a command was killed. */
async function killedInHandover(lab: Lab) {
  const start = labOfNobody(lab);
  const store = storeOf(lab);
  mkdirSync(dirname(store), { recursive: true, mode: 0o700 });
  spawnSync(process.execPath, ['-e', KILLED_WHILE_WRITING, store]);
  giveTo(dirname(store), NOBODY);
  if (statSync(`${store}-journal`).size === 0) throw new Error('Nothing was left half written');
  lab.configure(({ gateway }) => {
    gateway.reload = { mode: 'hot' };
  });
  giveTo(lab.configFile, NOBODY);
  return start;
}

const START_LIMIT_MS = 120_000;

export default defineFault({
  name: 'killed-in-handover',
  title: 'a command was killed while it wrote to the file that all gateways of the user share',
  accepted: ['handover-half-written'],
  mounts: true,
  otherUser: true,
  async plant(lab) {
    const gateway = (await killedInHandover(lab))();
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, START_LIMIT_MS, 'late').unref());
    const end = await Promise.race([gateway.ended, late]);
    if (end === 'late' || end.code === 0 || !gateway.printed().includes('readonly database'))
      throw new Error(`It did not fail for that:\n${gateway.printed().slice(-1500)}`);
    if (!existsSync(`${storeOf(lab)}-journal`)) throw new Error('What was left half written is gone');
    return undefined;
  },
  twin: {
    title: 'the same, and what was not finished was taken back',
    async plant(lab) {
      const start = await killedInHandover(lab);
      execFileSync(process.execPath, ['-e', TAKEN_BACK, storeOf(lab)]);
      giveTo(dirname(storeOf(lab)), NOBODY);
      await start().ready();
      return undefined;
    },
  },
});
