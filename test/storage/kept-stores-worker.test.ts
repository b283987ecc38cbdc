/**
 * The stores that earlier bots have left, opened by Durable Objects of today in workerd: migrated there, gone on with, and
 * nothing lost that people or hosts are waiting for. The texts are the same as on Node: both runtimes have one schema.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestHarness, type TestHarness } from 'wrangler';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { objectFile } from '../../src/storage/node-object-file.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Address } from '../../src/storage/objects.ts';
import { MIGRATIONS } from '../../src/stores.ts';
import { left, shown } from './kept-left.ts';
import { load, readKept, textsIn } from './kept-stores.ts';

const KEPT = readdirSync(new URL('kept/', import.meta.url)).filter((name) => name.endsWith('.sql'));
const CLASSES = {
  incident: 'IncidentObject',
  host: 'HostObject',
  fleet: 'FleetObject',
  freeze: 'FreezeObject',
} as const;
const ASK = { host: 'describe', fleet: 'list', incident: 'view', freeze: 'view' } as const;
/** Where what others are to be brought, and people are to be shown, waits. */
const WAITING = ['mailbox', 'host_orders', 'errands', 'audit', 'outbox'];

let harness: TestHarness;
beforeAll(async () => {
  const configPath = new URL('worker-only/wrangler.toml', import.meta.url);
  harness = createTestHarness({
    workers: [{ configPath, secrets: { JOB_SIGNING_KEY: await generateSigningKey() } }],
  });
  await harness.listen();
});
afterAll(() => harness.close());

async function asked(to: Address, more: object): Promise<unknown> {
  const response = await harness.fetch('/', { method: 'POST', body: JSON.stringify({ to, ...more }) });
  const { reply, error } = (await response.json()) as { reply?: unknown; error?: string };
  if (error !== undefined) throw new Error(`${to.kind} ${to.name}: ${error}`);
  return reply;
}

type Rows = (sql: string) => Record<string, unknown>[] | Promise<Record<string, unknown>[]>;

async function waiting(rows: Rows): Promise<number> {
  const tables = await rows("SELECT name FROM sqlite_schema WHERE type = 'table'");
  const known = WAITING.filter((table) => tables.some(({ name }) => name === table));
  const counts = await Promise.all(known.map((table) => rows(`SELECT count(*) AS n FROM ${table}`)));
  return counts.reduce((sum, [row]) => sum + Number(row?.n), 0);
}

describe.each(KEPT)('%s in Durable Objects', { timeout: 120_000 }, (name) => {
  it('comes to the shape of today, and is as people left it', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kept-worker-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    load(readKept(name), dataDir);
    const kept = textsIn(readKept(name));
    expect(kept.map(({ address }) => address.kind)).toEqual(
      expect.arrayContaining(['fleet', 'host', 'incident']),
    );
    for (const { address, text } of kept) {
      const { store, close } = openSqlite(objectFile(dataDir, address));
      const was = left(address, (sql) => store.all(sql));
      const waited = await waiting((sql) => store.all(sql));
      close();
      await asked(address, { load: text });
      await harness
        .getWorker()
        .evictDurableObject(CLASSES[address.kind], { name: address.name, webSockets: 'hibernate' });
      const reply = await asked(address, { message: { type: ASK[address.kind] } });
      expect(shown(address, reply), `${address.kind} ${address.name}`).toEqual(was);
      const rows = async (sql: string) => (await asked(address, { sql })) as Record<string, unknown>[];
      expect(await waiting(rows)).toBe(waited);
      const [schema] = await rows("SELECT value FROM _object WHERE key = 'schema'");
      expect(schema?.value).toBe(MIGRATIONS[address.kind].length);
    }
  });
});
