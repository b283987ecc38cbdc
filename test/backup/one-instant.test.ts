/** A backup is of one instant, however busy the bot is: what moves from one store to another is in one of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { objectFiles, openDataDir } from '../../src/storage/node-data-dir.ts';
import { createNodeObjects, type NodeObjects } from '../../src/storage/node-objects.ts';
import { beginSnapshot } from '../../src/storage/node-snapshot.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Address, Behaviour, Message, Objects } from '../../src/storage/objects.ts';
import { silentLog } from '../contracts/silent-log.ts';

const PARCELS = 40;
type Say = { type: 'pack' | 'pass'; to?: string } | { type: 'take'; parcel: number } | { type: 'count' };

/** Parcels go to another object one by one: each leaves only once it lies there, as letters of a mailbox do. */
const carrier = (objects: Objects): Behaviour => ({
  migrations: ['CREATE TABLE parcels (parcel INTEGER PRIMARY KEY)'],
  start: ({ store }) => ({
    async wake() {},
    async receive(message: Message) {
      const say = message as Say;
      if (say.type === 'pack')
        for (let n = 0; n < PARCELS; n++) store.run('INSERT INTO parcels VALUES (?)', n);
      if (say.type === 'take') store.run('INSERT OR IGNORE INTO parcels VALUES (?)', say.parcel);
      if (say.type === 'pass')
        for (const { parcel } of store.all<{ parcel: number }>(
          'SELECT parcel FROM parcels ORDER BY parcel',
        )) {
          await objects.send(host(say.to ?? ''), { type: 'take', parcel } as Message);
          store.run('DELETE FROM parcels WHERE parcel = ?', parcel);
          await new Promise((resolve) => setImmediate(resolve));
        }
      return { count: store.all('SELECT count(*) AS n FROM parcels')[0]?.n ?? 0 };
    },
  }),
});

const host = (name: string): Address => ({ kind: 'host', name });

function begin(): { dataDir: string; objects: NodeObjects } {
  const dataDir = mkdtempSync(join(tmpdir(), 'one-instant-'));
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) throw new Error('the directory is taken');
  const objects = createNodeObjects({
    dataDir,
    index: opened.dir.index,
    log: silentLog,
    // Fewer places than objects: stores are closed and opened all the time.
    keepOpen: 2,
    behaviours: (all) => ({
      incident: carrier(all),
      host: carrier(all),
      fleet: carrier(all),
      freeze: carrier(all),
    }),
  });
  onTestFinished(async () => {
    await objects.close();
    opened.dir.close();
    rmSync(dataDir, { recursive: true });
  });
  return { dataDir, objects };
}

function parcelsIn(folder: string): Set<number> {
  const all = new Set<number>();
  for (const { file } of objectFiles(folder)) {
    const { store, close } = openSqlite(file);
    for (const row of store.all('SELECT parcel FROM parcels')) all.add(Number(row.parcel));
    close();
  }
  return all;
}

it('has every parcel, whenever it is made', { timeout: 120_000 }, async () => {
  const { dataDir, objects } = begin();
  const names = ['a', 'b', 'c', 'd'];
  for (const name of names) await objects.send(host(name), { type: 'count' });
  await objects.send(host('a'), { type: 'pack' });
  const passing = (async () => {
    for (const [n, name] of names.entries())
      await objects.send(host(name), { type: 'pass', to: names[(n + 1) % names.length] } as Message);
  })();
  let over = false;
  const ended = () => {
    over = true;
  };
  passing.then(ended, ended);
  let made = 0;
  while (!over) {
    const into = join(dataDir, `copy-${made}`);
    mkdirSync(into);
    const { files, unread } = await objects.snapshot(into);
    expect(unread).toEqual([]);
    expect(files).toHaveLength(names.length);
    expect(parcelsIn(into).size).toBe(PARCELS);
    made += 1;
  }
  await passing;
  expect(made).toBeGreaterThan(1);
});

it('is of the instant at which it was asked for, not of later', async () => {
  const { dataDir, objects } = begin();
  for (const name of ['a', 'b']) await objects.send(host(name), { type: 'count' });
  for (const name of ['a', 'b']) expect(objects.evict(host(name))).toBe(true);
  const into = join(dataDir, 'copy');
  mkdirSync(into);
  const copied = objects.snapshot(into);
  await objects.send(host('b'), { type: 'pack' });
  await objects.send(host('new'), { type: 'pack' });
  expect((await copied).files.sort()).toEqual(['objects/host/a.db', 'objects/host/b.db']);
  expect(parcelsIn(into).size).toBe(0);
  expect(parcelsIn(dataDir).size).toBe(PARCELS);
});

it('goes without a store that cannot be read, and says which', async () => {
  const { dataDir, objects } = begin();
  await objects.send(host('a'), { type: 'count' });
  await objects.send(host('b'), { type: 'count' });
  objects.evict(host('b'));
  writeFileSync(join(dataDir, 'objects/host/b.db'), 'this is no database, whatever its name is');
  const into = join(dataDir, 'copy');
  mkdirSync(into);
  const { files, unread } = await beginSnapshot(dataDir, []).copy(into);
  expect(files).toEqual(['objects/host/a.db']);
  expect(unread).toMatchObject([
    { file: join(dataDir, 'objects/host/b.db'), why: expect.stringMatching(/./) },
  ]);
});
