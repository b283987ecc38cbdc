/** A release may be taken back where it has only added to the stores; where it has changed them, it says so and stops. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { adds, migrate, shapeOf } from '../../src/storage/migrations.ts';
import { openDataDir } from '../../src/storage/node-data-dir.ts';
import { objectFile } from '../../src/storage/node-object-file.ts';
import { planAll } from '../../src/storage/node-shapes.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';

const OLD = ['CREATE TABLE one (a)', 'ALTER TABLE one ADD COLUMN b'];
const ADDED = [...OLD, adds('CREATE TABLE two (c)'), adds('ALTER TABLE one ADD COLUMN d')];
const CHANGED = [...ADDED, 'ALTER TABLE one DROP COLUMN b', adds('CREATE TABLE three (e)')];

function begun(): { dir: string; store: ReturnType<typeof openSqlite>['store'] } {
  const dir = mkdtempSync(join(tmpdir(), 'shapes-'));
  const file = openSqlite(objectFile(dir, { kind: 'host', name: 'node-3' }));
  onTestFinished(() => {
    file.close();
    rmSync(dir, { recursive: true });
  });
  return { dir, store: file.store };
}

it('what a newer bot has added is left alone by the older, and still there for the newer', () => {
  const { store } = begun();
  expect(migrate(store, ADDED)).toBe(4);
  store.run('INSERT INTO two VALUES (7)');
  expect(migrate(store, OLD)).toBe(0);
  expect(shapeOf(store)).toEqual({ done: 4, needs: 2 });
  store.run('INSERT INTO one (a, b) VALUES (1, 2)');
  expect(migrate(store, ADDED)).toBe(0);
  expect(store.all('SELECT c FROM two')).toEqual([{ c: 7 }]);
});

it('what a newer bot has changed is refused by the older, with nothing touched', () => {
  const { store } = begun();
  migrate(store, CHANGED);
  expect(() => migrate(store, ADDED)).toThrow('schema 6, and this bot knows 4: a newer bot wrote it');
  expect(migrate(store, CHANGED.slice(0, 5))).toBe(0);
  expect(shapeOf(store)).toEqual({ done: 6, needs: 5 });
});

it('a store of before, which says nothing of this, is refused by whoever knows less of it', () => {
  const { store } = begun();
  migrate(store, OLD);
  store.run("DELETE FROM _object WHERE key = 'needs'");
  expect(() => migrate(store, OLD.slice(0, 1))).toThrow('a newer bot wrote it');
});

it('the plan says what a start would do, and leaves no trace', () => {
  const { dir, store } = begun();
  migrate(store, OLD);
  const shapes = (host: readonly string[]) => ({ incident: [], host, fleet: [], freeze: [] });
  const before = readdirSync(join(dir, 'objects/host')).sort();
  const plan = (host: readonly string[]) => planAll(dir, shapes(host)).find(({ kind }) => kind === 'host');
  expect(plan(ADDED)).toMatchObject({ objects: 1, behind: 1, steps: 2, ahead: 0, refused: [] });
  expect(plan(OLD)).toMatchObject({ behind: 0, steps: 0 });
  expect(plan(OLD.slice(0, 1))?.refused).toMatchObject([
    { why: expect.stringContaining('a newer bot wrote it') },
  ]);
  expect(shapeOf(store)).toEqual({ done: 2, needs: 2 });
  expect(readdirSync(join(dir, 'objects/host')).sort()).toEqual(before);
});

it('a bot that knows too little for the stores says so before it begins, and notes nothing', () => {
  const { dir } = begun();
  const shapes = (host: readonly string[]) => ({ incident: [], host, fleet: [], freeze: [] });
  const starts = (host: readonly string[]): string | null => {
    const opened = openDataDir(dir, 0);
    if (!opened.ok) throw new Error('the directory is taken');
    try {
      return opened.dir.newer(shapes(host));
    } finally {
      opened.dir.close();
    }
  };
  expect(starts(OLD)).toBeNull();
  expect(starts(ADDED)).toBeNull();
  // What was only added stands in nobody's way back.
  expect(starts(OLD)).toBeNull();
  expect(starts(CHANGED)).toBeNull();
  expect(starts(ADDED)).toContain('A newer bot has changed the stores of every host for good');
  expect(starts(OLD)).toContain('Nothing was changed');
  expect(starts(CHANGED)).toBeNull();
});
