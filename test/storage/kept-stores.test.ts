/**
 * What every earlier commit that changed a store's shape has left on disk is opened by the bot of today, with nothing
 * lost that people or hosts are waiting for. Each file in kept/ was written by that commit's own bot; its head says how.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import { fleetBehaviour } from '../../src/hub/fleet-object.ts';
import { hostBehaviour } from '../../src/hub/host-object.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import { generateSigningKey, loadSigner } from '../../src/protocol/signer.ts';
import { migrateAll, openDataDir } from '../../src/storage/node-data-dir.ts';
import { objectFile } from '../../src/storage/node-object-file.ts';
import { createNodeObjects } from '../../src/storage/node-objects.ts';
import { planAll } from '../../src/storage/node-shapes.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Address } from '../../src/storage/objects.ts';
import { MIGRATIONS } from '../../src/stores.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { left, shown } from './kept-left.ts';
import { load, readKept } from './kept-stores.ts';

const KEPT = readdirSync(new URL('kept/', import.meta.url)).filter((name) => name.endsWith('.sql'));

function loaded(name: string): { dataDir: string; objects: Address[] } {
  const dataDir = mkdtempSync(join(tmpdir(), 'kept-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  return { dataDir, objects: load(readKept(name), dataDir) };
}

const rows = (dataDir: string, address: Address, sql: string): Record<string, unknown>[] => {
  const { store, close } = openSqlite(objectFile(dataDir, address));
  try {
    return store.all(sql);
  } finally {
    close();
  }
};

/** The shape that a store ends up with: every table with its columns, and every index. */
function shape(dataDir: string, address: Address): unknown {
  const tables = rows(
    dataDir,
    address,
    `SELECT t.name AS "table", group_concat(c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk, ', ') AS columns
       FROM (SELECT name FROM sqlite_schema WHERE type IN ('table', 'index') ORDER BY name) t,
            pragma_table_info(t.name) c GROUP BY t.name`,
  );
  return tables;
}

it('there is one of every shape', () => {
  expect(KEPT.length).toBeGreaterThanOrEqual(10);
  const shapes = KEPT.map((name) => planAll(loaded(name).dataDir, MIGRATIONS).map(({ steps }) => steps));
  // The newest is of today's shape; if it is not, a commit that changed one has left no file here.
  expect(shapes.at(-1)).toEqual([0, 0, 0, 0]);
});

// Some hundred waits for the disk each.
describe.each(KEPT)('%s', { timeout: 120_000 }, (name) => {
  it('comes to the shape of a store that begins today', () => {
    const { dataDir, objects } = loaded(name);
    migrateAll(dataDir, MIGRATIONS);
    const fresh = mkdtempSync(join(tmpdir(), 'fresh-'));
    onTestFinished(() => rmSync(fresh, { recursive: true }));
    for (const address of objects) openSqlite(objectFile(fresh, address)).close();
    migrateAll(fresh, MIGRATIONS);
    for (const address of objects) {
      expect(shape(dataDir, address), `${address.kind} ${address.name}`).toEqual(shape(fresh, address));
    }
  });

  it('is gone on with: host, list, incident and freeze are as people left them', async () => {
    const { dataDir, objects: addresses } = loaded(name);
    const before = waiting(dataDir, addresses);
    const was = new Map(
      addresses.map((address) => [address, left(address, (sql) => rows(dataDir, address, sql))]),
    );
    const opened = openDataDir(dataDir, Date.now());
    if (!opened.ok) throw new Error('the directory is taken');
    const signer = await loadSigner(await generateSigningKey());
    const objects = createNodeObjects({
      dataDir,
      index: opened.dir.index,
      log: silentLog,
      // Nobody is woken: this looks at what there is, not at what comes of it.
      now: () => 0,
      behaviours: (all) => ({
        incident: incidentBehaviour({ objects: all, notifiers: {}, log: silentLog }),
        host: hostBehaviour({ objects: all, signer, log: silentLog }),
        fleet: fleetBehaviour(),
        freeze: freezeBehaviour({
          ...{ objects: all, notifiers: {}, log: silentLog, announceIn: () => [], windows: [] },
          ...{ hostsOf: async () => [], keepMs: 90 * 86_400_000 },
        }),
      }),
    });
    onTestFinished(async () => {
      await objects.close();
      opened.dir.close();
    });
    const ask = { host: 'describe', fleet: 'list', incident: 'view', freeze: 'view' } as const;
    for (const address of addresses) {
      const reply = await objects.send(address, { type: ask[address.kind] });
      expect(shown(address, reply), `${address.kind} ${address.name}`).toEqual(was.get(address));
    }
    const listed = [...was].flatMap(([{ kind }, { names }]) => (kind === 'fleet' ? names : []));
    expect(listed).toEqual(['node-3']);
    const host = [...was].find(([{ kind }]) => kind === 'host')?.[1];
    expect(host?.keyFingerprint).toMatch(/^[\w-]{43}$/);
    await objects.close();
    expect(waiting(dataDir, addresses)).toEqual(before);
  });
});

/** What was to be brought to others and had not been, and what was to be shown: nothing of it may be forgotten. */
function waiting(dataDir: string, addresses: readonly Address[]): Record<string, number> {
  return Object.fromEntries(
    addresses.map((address) => {
      const tables = new Set(
        rows(dataDir, address, "SELECT name FROM sqlite_schema WHERE type = 'table'").map((row) => row.name),
      );
      const letters = [
        'mailbox',
        'host_orders',
        'errands',
        'audit',
        ...(address.kind === 'host' ? ['outbox'] : []),
      ];
      const shown = address.kind === 'host' ? [] : ['outbox'];
      const counted = [...letters, ...shown]
        .filter((table) => tables.has(table))
        .map((table) => Number(rows(dataDir, address, `SELECT count(*) AS n FROM ${table}`)[0]?.n));
      return [`${address.kind}:${address.name}`, counted.reduce((sum, n) => sum + n, 0)];
    }),
  );
}
