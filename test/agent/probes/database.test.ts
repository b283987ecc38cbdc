/** The gateway's databases: whole, damaged, not there, newer than the release. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { database } from '../../../src/agent/probes/database.ts';
import { contextOf, emptyPlace, type Place, said } from '../place.ts';

const MAIN = 'state/openclaw.sqlite';

/** What a look says of this gateway's own files; the one that all gateways of the user share is another test's. */
async function ownFacts(...args: Parameters<typeof contextOf>) {
  const { 'gateway.handover.half-written': _, ...own } = said(await database.look(await contextOf(...args)));
  return own;
}

function make(place: Place, file: string, schema: number): string {
  const path = join(place.stateDir, file);
  mkdirSync(dirname(path), { recursive: true });
  const own = new DatabaseSync(path);
  own.exec(`CREATE TABLE notes (text TEXT); PRAGMA user_version = ${schema}`);
  own.close();
  return path;
}

function release(place: Place, knows: number): string {
  place.write('lib/openclaw/package.json', JSON.stringify({ name: 'openclaw', version: '2026.9.6' }));
  place.write(
    'lib/openclaw/dist/openclaw-state-db-schema-version-AbC123.mjs',
    `throw createNewerSqliteSchemaVersionError("OpenClaw state database", pathname, contentVersion, ${knows});`,
  );
  return place.write('lib/openclaw/dist/openclaw.mjs', '');
}

it('whole, and of a form that the release knows', async () => {
  const place = emptyPlace();
  make(place, MAIN, 18);
  const openclaw = release(place, 18);
  expect(await ownFacts(place, { openclaw })).toEqual({
    'gateway.state.database': 'ok',
    'gateway.state.newer-than-release': false,
  });
});

it('newer than the release', async () => {
  const place = emptyPlace();
  make(place, MAIN, 21);
  const openclaw = release(place, 18);
  expect(said(await database.look(await contextOf(place, { openclaw })))).toMatchObject({
    'gateway.state.newer-than-release': true,
  });
});

it('damaged, the main one or that of an OpenClaw agent', async () => {
  const place = emptyPlace();
  make(place, MAIN, 18);
  const damaged = make(place, 'agents/main/agent/openclaw-agent.sqlite', 23);
  writeFileSync(damaged, 'Z'.repeat(8192));
  expect(await ownFacts(place)).toEqual({
    'gateway.state.database': 'damaged',
    'gateway.state.damaged': [damaged],
  });
});

it('not there yet', async () => {
  expect(await ownFacts(emptyPlace())).toEqual({
    'gateway.state.database': 'missing',
  });
});

it.each([
  ['half written', 'what was there before', true],
  ['finished', '', false],
  ['finished, its head zeroed', `${'\0'.repeat(28)}what was there before`, false],
])('the file that all gateways of the user share, %s', async (_, left, told) => {
  const place = emptyPlace();
  const context = await contextOf(place);
  // The gateway's own view of the disk begins here.
  const root = join(place.dir, 'root');
  mkdirSync(join(root, place.stateDir), { recursive: true });
  const file = '/tmp/openclaw/managed-update-handoffs.sqlite';
  place.write(`root${file}-journal`, left);
  const facts = said(await database.look({ ...context, target: { ...context.target, root } }));
  expect(facts['gateway.handover.half-written']).toBe(told ? file : undefined);
});
