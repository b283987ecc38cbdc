/** What an incident remembers of what happened: when, by whom, and the evidence of every run while there is room. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import { keepEvidence, makeRoom } from '../../src/incidents/evidence-rows.ts';
import { history, record } from '../../src/incidents/history.ts';
import { MIGRATIONS } from '../../src/incidents/schema.ts';
import { migrate } from '../../src/storage/migrations.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import type { Store } from '../../src/storage/objects.ts';
import { CHANNEL, MIRA, ORDER, T0 } from './given.ts';
import { aWorld, evidence } from './world.ts';

function aStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  const file = openSqlite(join(folder, 'one.sqlite'));
  onTestFinished(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });
  migrate(file.store, MIGRATIONS);
  return file.store;
}

const asked = (n = 1): IncidentEvent => ({
  id: `ask-${n}`,
  at: T0 - 500,
  type: 'asked',
  host: 'node-3',
  person: MIRA,
  place: CHANNEL,
  text: 'triage node-3',
  complaint: evidence('down'),
});
const about = { host: 'node-3', order: ORDER };

describe('the history of an incident', () => {
  it('has each event once, with the time at which it happened and who was behind it', async () => {
    const world = aWorld();
    await world.tell(asked());
    await world.tell(asked());
    await world.pass(400);
    await world.tell({
      id: 'ev-0',
      at: T0 + 300,
      type: 'evidence',
      ...about,
      seq: 0,
      evidence: evidence('down'),
    });
    await world.tell({ id: 'end', at: T0 + 350, type: 'done', ...about, tookMs: 300 });
    const rows = await world.history();
    expect(rows.filter(({ type }) => !['said', 'dispatched'].includes(type))).toEqual([
      {
        prev: '-',
        hash: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        at: T0 - 500,
        receivedAt: T0,
        type: 'asked',
        host: 'node-3',
        person: MIRA,
        body: { place: CHANNEL, text: 'triage node-3', complaint: true },
      },
      expect.objectContaining({ at: T0 + 300, type: 'evidence', body: { order: ORDER, seq: 0, pieces: 1 } }),
      expect.objectContaining({ type: 'headline', body: { verdict: 'down', failing: 'process', claims: 1 } }),
      expect.objectContaining({ at: T0 + 350, type: 'done' }),
    ]);
  });

  it('believes no time that has not come yet', () => {
    const store = aStore();
    record(store, { id: 'x', at: T0 + 86_400_000, type: 'accepted', ...about }, T0);
    expect(history(store)).toMatchObject([{ at: T0 }]);
  });

  it('never lets what comes often push out what people did', () => {
    const store = aStore();
    for (let n = 0; n < 2_500; n++) record(store, { id: `l-${n}`, type: 'host-lost', host: 'node-3' }, T0);
    record(store, { id: 'close', type: 'closed-by', person: MIRA, verdict: null }, T0);
    const rows = history(store);
    expect(rows).toHaveLength(2_001);
    expect(rows.at(-1)).toMatchObject({ type: 'closed-by', person: MIRA });
  });
});

describe('evidence of earlier runs', () => {
  it('stays when the host is looked at again, so that a record can show what was first seen', async () => {
    const world = aWorld();
    for (let n = 1; n <= 4; n++) {
      const order = `inc-1.node-3.${n}`;
      await world.tell(asked(n));
      await world.tell({
        id: `ev-${n}`,
        type: 'evidence',
        host: 'node-3',
        order,
        seq: 0,
        evidence: evidence('down'),
      });
      await world.tell({ id: `end-${n}`, type: 'done', host: 'node-3', order, tookMs: 300 });
    }
    expect(world.evidenceOf()).toEqual([1, 2, 3, 4].map((n) => `inc-1.node-3.${n}`));
  });

  it('goes from the middle when one object cannot hold all of it', () => {
    const store = aStore();
    for (let n = 1; n <= 5; n++)
      keepEvidence(store, { order: `o-${n}`, seq: 0, host: 'a', evidence: evidence('down') }, T0 + n);
    keepEvidence(store, { order: 'b-1', seq: 0, host: 'b', evidence: evidence('down') }, T0);
    makeRoom(store, 1);
    const left = store.all<{ order_id: string }>('SELECT order_id FROM evidence ORDER BY order_id');
    expect(left.map((row) => row.order_id)).toEqual(['b-1', 'o-1', 'o-4', 'o-5']);
  });
});
