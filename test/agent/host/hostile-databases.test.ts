/** Databases that want to hold whoever reads them: each gives an answer or a reason, and nobody waits for them. */
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { takeAwayOldCopies } from '../../../src/agent/host/old-copies.ts';
import { emptyPlace } from '../place.ts';

const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) AS pid FROM c';
const QUERY = 'SELECT pid FROM gateway_boot_lifecycle';

function database(sql: string): string {
  const path = join(emptyPlace().dir, 'openclaw.sqlite');
  const writer = new DatabaseSync(path);
  writer.exec(sql);
  writer.close();
  return path;
}
const copiesLeft = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('openclaw-host-agent-'));

describe('what is asked for is no plain table:', () => {
  it.each([
    ['an endless view', `CREATE VIEW gateway_boot_lifecycle AS ${ENDLESS}`],
    ['a view in other letters', `CREATE VIEW Gateway_BOOT_lifecycle AS ${ENDLESS}`],
    [
      'a view behind a list that lies',
      `CREATE VIEW pragma_table_list AS SELECT 1 AS name; CREATE VIEW gateway_boot_lifecycle AS ${ENDLESS}`,
    ],
    ['a virtual table', 'CREATE VIRTUAL TABLE gateway_boot_lifecycle USING fts5(pid)'],
  ])('%s is not read, and that is said', async (_, sql) => {
    expect(await realHost().queries(database(sql), [QUERY])).toMatchObject({
      ok: false,
      look: 'unavailable',
      why: expect.stringMatching(/gateway_boot_lifecycle is no table there/i),
    });
  });

  it('a view beside the tables hurts nobody', async () => {
    const path = database(
      `CREATE TABLE gateway_boot_lifecycle (pid); INSERT INTO gateway_boot_lifecycle VALUES (7); CREATE VIEW other AS ${ENDLESS}`,
    );
    expect(await realHost().queries(path, [QUERY])).toEqual({ ok: true, value: [[{ pid: 7 }]] });
  });
});

describe('a question that never ends', () => {
  it('is ended, others go on meanwhile, and no copy stays', async () => {
    const path = database('CREATE TABLE runs (pid); INSERT INTO runs VALUES (7)');
    const before = copiesLeft();
    const host = realHost();
    let turns = 0;
    const clock = setInterval(() => turns++, 20);
    const endless = host.queries(path, [ENDLESS]);
    const other = host.queries(database('CREATE TABLE runs (pid)'), ['SELECT pid FROM runs']);
    expect(await other).toEqual({ ok: true, value: [[]] });
    expect(await endless).toMatchObject({ ok: false, why: expect.stringContaining('not read in 3 s') });
    clearInterval(clock);
    expect(turns).toBeGreaterThan(10);
    expect(copiesLeft()).toEqual(before);
  });
});

it.each([
  ['values that grow while they are read', "x AS (printf('%.*c', 50000000, 'x'))"],
  ['values that grow out of each other', "x AS (replace(hex(zeroblob(10000)), '0', hex(zeroblob(10000))))"],
])('%s stay within bounds', async (_, column) => {
  const path = database(
    `CREATE TABLE runs (pid, ${column}); WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 300) INSERT INTO runs (pid) SELECT i FROM c`,
  );
  const answer = await realHost().queries(path, ['SELECT * FROM runs']);
  const kept = answer.ok ? JSON.stringify(answer.value).length : 0;
  expect(kept).toBeLessThan(4 * 1_048_576);
});

it.each([
  ['a long text', 'hex(zeroblob(3000000))'],
  ['values that grow', "printf('%.*c', 5000000, 'x')"],
])('a row with %s is not taken for no row', async (_, value) => {
  const path = database(`CREATE TABLE runs (pid); INSERT INTO runs VALUES (${value})`);
  expect(await realHost().queries(path, ['SELECT pid FROM runs'])).toMatchObject({
    ok: false,
    look: 'unavailable',
    why: expect.stringContaining('a row of it is too large'),
  });
});

it('questions that come together share a copy, and each gets its own answer', async () => {
  const path = database('CREATE TABLE runs (pid); INSERT INTO runs VALUES (7)');
  const host = realHost();
  const answers = await Promise.all([
    host.queries(path, ['SELECT pid FROM runs']),
    host.queries(path, ['SELECT pid FROM none', 'SELECT pid + 1 AS pid FROM runs']),
    host.examine(path, { thorough: true }),
  ]);
  expect(answers.map((one) => one.ok && one.value)).toEqual([
    [[{ pid: 7 }]],
    [null, [{ pid: 8 }]],
    { state: 'ok', schema: 0 },
  ]);
});

it.skipIf(process.getuid?.() !== 0)(
  "root reads another user's database with that user's rights",
  async () => {
    const path = database('CREATE TABLE runs (pid); INSERT INTO runs VALUES (7)');
    chownSync(path, 54_321, 54_321);
    expect(await realHost().queries(path, ['SELECT pid FROM runs'])).toEqual({
      ok: true,
      value: [[{ pid: 7 }]],
    });
  },
);

it('copies that were left behind are taken away: our own, old, and shut to others', async () => {
  const { dir } = emptyPlace();
  const made = (days: number, mode: number): string => {
    const path = mkdtempSync(join(dir, 'openclaw-host-agent-'));
    chmodSync(path, mode);
    const at = new Date(Date.now() - days * 86_400_000);
    utimesSync(path, at, at);
    return path;
  };
  const other = join(dir, 'somebody-else');
  mkdirSync(other);
  const [old, young, open] = [made(1, 0o700), made(0, 0o700), made(1, 0o755)];
  await takeAwayOldCopies(dir);
  expect([old, young, open, other].map(existsSync)).toEqual([false, true, true, true]);
});
