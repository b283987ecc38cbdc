/** What only Node's objects must do themselves: files, the lock, places for open files, and the end. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateAll, openDataDir, readHolder } from '../../src/storage/node-data-dir.ts';
import { objectFile, safeName } from '../../src/storage/node-object-file.ts';
import { createNodeObjects, type NodeObjects } from '../../src/storage/node-objects.ts';
import type { Address, Behaviour, ObjectKind } from '../../src/storage/objects.ts';
import { type ProbeMessage, probeBehaviour } from '../contracts/probe-object.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';

let dataDir: string;
let ends: Array<() => Promise<void>>;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'node-objects-'));
  ends = [];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  rmSync(dataDir, { recursive: true });
});

/** A bot's objects in the test's directory; `stop` closes them before the test's end. */
function begin(
  options: { now?: () => number; keepOpen?: number; migrations?: string[]; behaviour?: Behaviour } = {},
): {
  objects: NodeObjects;
  stop: () => Promise<void>;
} {
  const opened = openDataDir(dataDir, Date.now());
  if (!opened.ok) throw new Error('the directory is taken');
  const { now, keepOpen, migrations, behaviour } = options;
  const objects = createNodeObjects({
    dataDir,
    index: opened.dir.index,
    log: silentLog,
    ...(now && { now }),
    ...(keepOpen && { keepOpen }),
    behaviours(all) {
      const probe = behaviour ?? probeBehaviour(all, migrations);
      return { incident: probe, host: probe, fleet: probe, freeze: probe };
    },
  });
  let over = false;
  const stop = async (): Promise<void> => {
    if (over) return;
    over = true;
    await objects.close();
    opened.dir.close();
  };
  ends.push(stop);
  return { objects, stop };
}

const incident = (name: string): Address => ({ kind: 'incident', name });
const send = (objects: NodeObjects, to: Address, message: ProbeMessage) => objects.send(to, message);
const notes = async (objects: NodeObjects, to: Address) => (await send(objects, to, { type: 'notes' })).notes;

describe('files', () => {
  it('can be read by nobody else, together with their logs', async () => {
    const { objects } = begin();
    await send(objects, incident('inc-1'), { type: 'life' });
    const dir = join(dataDir, 'objects', 'incident');
    const modes = readdirSync(dir).map((name) => [name, statSync(join(dir, name)).mode & 0o777]);
    expect(modes).toEqual(['inc-1.db', 'inc-1.db-shm', 'inc-1.db-wal'].map((name) => [name, 0o600]));
    for (const folder of [dir, join(dataDir, 'objects')]) expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['node-3', 'node-3'],
    ['../../etc/passwd', /^-etc-passwd~[0-9a-f]{32}$/],
    ['Node-3', /^node-3~[0-9a-f]{32}$/],
    ['', /^~[0-9a-f]{32}$/],
    ['ü'.repeat(300), /^-~[0-9a-f]{32}$/],
  ])('named %j lie where no name can choose the place', (name, file) => {
    expect(safeName(name)).toEqual(typeof file === 'string' ? file : expect.stringMatching(file));
  });

  it('of a newer bot are left alone, and the error says so', async () => {
    const first = begin({ migrations: ['CREATE TABLE notes (n, note)', 'CREATE TABLE later (x)'] });
    await send(first.objects, incident('inc-1'), { type: 'life' });
    await first.stop();
    const { objects } = begin({ migrations: ['CREATE TABLE notes (n, note)'] });
    await expect(send(objects, incident('inc-1'), { type: 'life' })).rejects.toThrow('a newer bot wrote it');
    await expect(send(objects, incident('inc-2'), { type: 'life' })).resolves.toBeDefined();
  });

  it('are brought up to date before the bot runs, all of them', async () => {
    const first = begin({ migrations: ['CREATE TABLE notes (n, note)'] });
    for (const name of ['inc-1', 'inc-2']) await send(first.objects, incident(name), { type: 'life' });
    await first.stop();
    const steps = ['CREATE TABLE notes (n, note)', 'CREATE TABLE later (x)'];
    const all: Record<ObjectKind, string[]> = { incident: steps, host: [], fleet: [], freeze: [] };
    expect(migrateAll(dataDir, all)).toEqual({ objects: 2, applied: 2 });
    expect(migrateAll(dataDir, all)).toEqual({ objects: 2, applied: 0 });
  });

  it('of which one is broken hurt no other object', async () => {
    const first = begin();
    await send(first.objects, incident('inc-1'), { type: 'wake-in', ms: 0 });
    await first.stop();
    writeFileSync(objectFile(dataDir, incident('inc-1')), 'this is no database'.repeat(100));
    const { objects } = begin();
    await expect(send(objects, incident('inc-1'), { type: 'life' })).rejects.toThrow('not a database');
    await send(objects, incident('inc-2'), { type: 'wake-in', ms: 0 });
    const woken = await eventually(
      () => notes(objects, incident('inc-2')),
      (seen) => (seen as string[]).includes('woken'),
    );
    expect(woken).toEqual(['migrated', 'woken']);
  });
});

describe('the data directory', () => {
  it('has one bot; a second one is told whose it is', async () => {
    const { stop } = begin();
    const second = openDataDir(dataDir, Date.now());
    expect(second).toEqual({ ok: false, holder: { pid: process.pid, startedAt: expect.any(String) } });
    await stop();
    expect(existsSync(join(dataDir, 'bot.lock'))).toBe(false);
    begin();
  });

  it('is free when its bot died without a word', () => {
    writeFileSync(join(dataDir, 'bot.lock'), '{"pid":1,"startedAt":"2026-01-01T00:00:00.000Z"}\n');
    expect(readHolder(join(dataDir, 'bot.lock'))?.pid).toBe(1);
    begin();
    expect(readHolder(join(dataDir, 'bot.lock'))?.pid).toBe(process.pid);
  });

  it('finds every wake again when its index was lost', async () => {
    const first = begin();
    await send(first.objects, incident('Inc/1'), { type: 'wake-in', ms: 3_600_000 });
    await send(first.objects, incident('inc-2'), { type: 'life' });
    await first.stop();
    for (const file of readdirSync(dataDir).filter((name) => name.startsWith('index.db')))
      rmSync(join(dataDir, file));
    const { objects } = begin({ now: () => Date.now() + 7_200_000 });
    await objects.runDue();
    expect(await notes(objects, incident('Inc/1'))).toEqual(['migrated', 'woken']);
    expect(await notes(objects, incident('inc-2'))).toEqual(['migrated']);
  });
});

describe('open files', () => {
  it('are no more than allowed, and the object that waited longest gives its place', async () => {
    const { objects } = begin({ keepOpen: 2 });
    const lives: unknown[] = [];
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b'])
      lives.push((await send(objects, incident(name), { type: 'life' })).life);
    expect(objects.figures().open).toBe(2);
    expect(lives[2]).toBe(lives[0]);
    expect(lives[4]).toBe(lives[0]);
    expect(lives[5]).not.toBe(lives[1]);
  });

  it('of objects at work stay open, however many they are', async () => {
    const { objects } = begin({ keepOpen: 1 });
    const chain: ProbeMessage = {
      type: 'forward',
      to: incident('b'),
      message: { type: 'forward', to: incident('c'), message: { type: 'life' } } as ProbeMessage,
    };
    expect((await send(objects, incident('a'), chain)).address).toEqual(incident('c'));
    expect(objects.figures().open).toBe(1);
  });
});

describe('a wake', () => {
  it('that keeps failing is tried less and less often, and never given up', async () => {
    let now = 1_000_000_000;
    const { objects } = begin({ now: () => now });
    const to = incident('inc-1');
    await send(objects, to, { type: 'wake-in', ms: 0, failing: 3 });
    const left = async () => (await send(objects, to, { type: 'sql', sql: 'SELECT left FROM failing' })).rows;
    const seen: unknown[] = [];
    for (const wait of [0, 999, 1, 1_999, 1, 3_999, 1]) {
      now += wait;
      await objects.runDue();
      seen.push(((await left()) as Array<{ left: number }>)[0]?.left);
    }
    expect(seen).toEqual([2, 2, 1, 1, 0, 0, 0]);
    expect(await notes(objects, to)).toEqual(['migrated', 'woken']);
  });

  it('is asked for anew by each object when the clock is put back, however long ahead it had been', async () => {
    let now = 1_000_000_000;
    const asked: number[] = [];
    const behaviour: Behaviour = {
      migrations: [],
      start: (self) => ({
        async receive() {
          self.wakeAt(self.now() + 60_000);
          return {};
        },
        async wake() {
          asked.push(self.now());
          self.wakeAt(self.now() + 60_000);
        },
      }),
    };
    const { objects } = begin({ now: () => now, behaviour });
    for (const name of ['inc-1', 'inc-2']) await objects.send(incident(name), { type: 'poke' });
    now -= 3 * 3_600_000;
    await objects.runDue();
    expect(asked).toEqual([now, now]);
    now += 59_999;
    await objects.runDue();
    expect(asked).toHaveLength(2);
    now += 1;
    await objects.runDue();
    expect(asked).toHaveLength(4);
  });

  it('is asked for anew at the next start, when the clock was put back while no bot ran', async () => {
    let now = 1_000_000_000;
    const asked: number[] = [];
    const behaviour: Behaviour = {
      migrations: [],
      start: (self) => ({
        async receive() {
          self.wakeAt(self.now() + 60_000);
          return {};
        },
        async wake() {
          asked.push(self.now());
          self.wakeAt(self.now() + 60_000);
        },
      }),
    };
    const first = begin({ now: () => now, behaviour });
    for (const name of ['inc-1', 'inc-2']) await first.objects.send(incident(name), { type: 'poke' });
    await first.objects.runDue();
    await first.stop();
    now -= 3 * 3_600_000;
    const second = begin({ now: () => now, behaviour });
    await second.objects.runDue();
    expect(asked).toEqual([now, now]);
    await second.stop();
    // Put right once, it is no news at the start after that.
    const third = begin({ now: () => now, behaviour });
    await third.objects.runDue();
    expect(asked).toHaveLength(2);
  });

  it('is not hastened by a clock that goes back by what a clock may', async () => {
    let now = 1_000_000_000;
    const { objects } = begin({ now: () => now });
    const to = incident('inc-1');
    await send(objects, to, { type: 'wake-in', ms: 60_000 });
    now -= 30_000;
    await objects.runDue();
    expect(await notes(objects, to)).toEqual(['migrated']);
  });

  it('comes once to each of more objects than may be open', async () => {
    let now = 1_000_000_000;
    const { objects } = begin({ now: () => now, keepOpen: 1 });
    const all = Array.from({ length: 8 }, (_, n) => incident(`inc-${n}`));
    for (const to of all) await send(objects, to, { type: 'wake-in', ms: 1_000 });
    now += 1_000;
    await objects.runDue();
    for (const to of all) expect(await notes(objects, to)).toEqual(['migrated', 'woken']);
    expect(objects.figures()).toEqual({ open: 1, sockets: 0, wakes: 0 });
  });

  it('asked for while one is running comes after it', async () => {
    let started = 0;
    let release = (): void => undefined;
    const behaviour: Behaviour = {
      migrations: [],
      start: ({ wakeAt, now }) => ({
        async receive() {
          wakeAt(now());
          return { started };
        },
        async wake() {
          started += 1;
          if (started === 1)
            await new Promise<void>((resolve) => {
              release = resolve;
            });
        },
      }),
    };
    const { objects } = begin({ behaviour });
    const poke = () => objects.send(incident('inc-1'), { type: 'poke' });
    await poke();
    await eventually(
      async () => started,
      (seen) => seen === 1,
    );
    expect(await poke()).toEqual({ started: 1 });
    expect(await poke()).toEqual({ started: 1 });
    release();
    expect(
      await eventually(
        async () => started,
        (seen) => seen === 2,
      ),
    ).toBe(2);
  });
});

describe('the end', () => {
  it('waits for what is under way, then answers nobody', async () => {
    const { objects, stop } = begin();
    const to = incident('inc-1');
    await send(objects, to, { type: 'later', note: 'finished' });
    await stop();
    await expect(send(objects, to, { type: 'life' })).rejects.toThrow('shutting down');
    const again = begin();
    expect(await notes(again.objects, to)).toEqual(['migrated', 'finished']);
  });

  it('comes even when something under way never ends', async () => {
    const behaviour: Behaviour = {
      migrations: [],
      start: () => ({ receive: () => new Promise(() => undefined), wake: async () => undefined }),
    };
    const { objects } = begin({ behaviour });
    void objects.send(incident('inc-1'), { type: 'hang' });
    await objects.close(20);
    expect(objects.figures().open).toBe(0);
  });
});
