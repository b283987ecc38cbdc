/** Stores that an older bot has written: read as they are, with nothing lost that was still to be done. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hostBehaviour } from '../../src/hub/host-object.ts';
import { HOST_MIGRATIONS } from '../../src/hub/host-record.ts';
import { incidentBehaviour } from '../../src/incidents/incident-object.ts';
import type { ViewReply } from '../../src/incidents/messages.ts';
import { MIGRATIONS } from '../../src/incidents/schema.ts';
import { generateSigningKey, loadSigner } from '../../src/protocol/signer.ts';
import { migrate } from '../../src/storage/migrations.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Address, Behaviour, ObjectKind, Reply, Store } from '../../src/storage/objects.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { MIRA, T0 } from './given.ts';

/** Version 0.1.0 of the bot knew so many migrations. */
const BEFORE = { incident: 8, host: 2 };

function oldStore(migrations: readonly string[], count: number): Store {
  const folder = mkdtempSync(join(tmpdir(), 'before-'));
  const file = openSqlite(join(folder, 'one.sqlite'));
  onTestFinished(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });
  migrate(file.store, migrations.slice(0, count));
  return file.store;
}

function wokenUp(kind: ObjectKind, store: Store, make: (sent: unknown[]) => Behaviour) {
  const sent: { to: Address; message: object }[] = [];
  const behaviour = make(sent);
  migrate(store, behaviour.migrations);
  const work: Promise<void>[] = [];
  const life = behaviour.start({
    address: { kind, name: kind === 'host' ? 'node-3' : 'inc-1' },
    store,
    now: () => T0 + 1_000,
    wakeAt() {},
    erase() {},
    sockets: () => [],
    later: (one) => void work.push(one()),
  });
  return { sent, life, settled: () => Promise.all(work) };
}

const objectsInto = (sent: unknown[]) => ({
  async send(to: Address, message: { type: string }): Promise<Reply> {
    sent.push({ to, message });
    return { state: 'delivered' };
  },
});

it('an incident goes on with the job that was waiting, and its record needs no new fields', async () => {
  const store = oldStore(MIGRATIONS, BEFORE.incident);
  const order = 'inc-1.node-3.1';
  const record = {
    v: 1,
    id: 'inc-1',
    state: 'open',
    requester: MIRA,
    text: 'triage node-3',
    startedAt: T0,
    closed: null,
    places: [{ via: 'slack', team: 'T1', channel: 'C1' }],
    runs: [
      {
        host: 'node-3',
        gateway: null,
        n: 1,
        order,
        state: 'asking',
        why: null,
        lastSeen: null,
        askedAt: T0,
        endedAt: null,
        tookMs: null,
        delivered: false,
        reading: null,
        unresolved: false,
        held: true,
      },
    ],
    revision: 1,
    quietSince: T0,
    said: {},
    unsaid: [],
    seen: ['ask-1'],
  };
  store.run('INSERT INTO incident VALUES (1, 1, ?)', JSON.stringify(record));
  const job = { id: order, op: 'triage', args: {}, incident: 'inc-1', requester: 'slack:T1/U1' };
  const orders = [
    { id: 'hold:1', kind: 'hold', host: 'node-3' },
    { id: 'dispatch:1', kind: 'dispatch', host: 'node-3', job: { ...job, expiresAt: T0 + 300_000 } },
  ];
  for (const one of orders)
    store.run(
      'INSERT INTO host_orders (id, host, body, tries, not_before, made_at) VALUES (?, ?, ?, 1, ?, ?)',
      one.id,
      one.host,
      JSON.stringify(one),
      T0,
      T0,
    );
  const { sent, life, settled } = wokenUp('incident', store, (into) =>
    incidentBehaviour({ objects: objectsInto(into), notifiers: {}, log: silentLog }),
  );
  await life.wake();
  await settled();
  expect(sent).toEqual([
    { to: { kind: 'host', name: 'node-3' }, message: { type: 'claim', incident: 'inc-1' } },
    { to: { kind: 'host', name: 'node-3' }, message: { type: 'dispatch', job: orders[1]?.job } },
  ]);
  const { view } = (await life.receive({ type: 'view' })) as Reply & ViewReply;
  expect(view?.hosts).toMatchObject([{ host: 'node-3', state: 'asking' }]);
});

it('a host still tells its incident what it had not yet been able to', async () => {
  const store = oldStore(HOST_MIGRATIONS, BEFORE.host);
  const event = { id: 'o-1:end', type: 'done', order: 'o-1', host: 'node-3', tookMs: 5 };
  store.run(
    'INSERT INTO outbox (kind, name, message, made_at, tries, not_before) VALUES (?, ?, ?, ?, 2, ?)',
    'incident',
    'inc-1',
    JSON.stringify({ type: 'event', event }),
    T0,
    T0,
  );
  const signer = await loadSigner(await generateSigningKey());
  const { sent, life, settled } = wokenUp('host', store, (into) =>
    hostBehaviour({ objects: objectsInto(into), signer, log: silentLog }),
  );
  await life.wake();
  await settled();
  // Its fleet shard is told how it stands as well.
  expect(sent.filter(({ to }) => to.kind === 'incident')).toEqual([
    { to: { kind: 'incident', name: 'inc-1' }, message: { type: 'event', event } },
  ]);
});
