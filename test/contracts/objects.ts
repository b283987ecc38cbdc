/** What an object may rely on, whichever runtime it lives on. One body; each runtime brings its world. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Address } from '../../src/storage/objects.ts';
import { dial } from './agent-socket.ts';
import { eventually, type World } from './world.ts';

export function objectsContract(runtime: string, start: () => Promise<World>): void {
  describe(`objects on ${runtime}`, () => {
    let world: World;
    beforeAll(async () => {
      world = await start();
    });
    afterAll(() => world?.close());

    const one = (kind: Address['kind'] = 'incident'): Address => ({
      kind,
      name: `Ev0~${crypto.randomUUID()}/ü`,
    });
    const host = (): Address => ({ kind: 'host', name: `node-${crypto.randomUUID()}` });
    const notesOf = async (to: Address): Promise<string[]> =>
      (await world.send(to, { type: 'notes' })).notes as string[];
    const lifeOf = async (to: Address): Promise<unknown> => (await world.send(to, { type: 'life' })).life;

    describe('a store', () => {
      it('keeps text, numbers and null as they are', async () => {
        const to = one();
        const values = ['ü 🦀\n', 1_793_000_000_123, 0.5, null];
        const sql = 'SELECT ? AS text, ? AS ms, ? AS share, ? AS none';
        const { rows } = await world.send(to, { type: 'sql', sql, values });
        expect(rows).toEqual([{ text: 'ü 🦀\n', ms: 1_793_000_000_123, share: 0.5, none: null }]);
      });

      it('is migrated once, however often its object wakes', async () => {
        const to = one();
        expect(await notesOf(to)).toEqual(['migrated']);
        await world.evict(to);
        expect(await notesOf(to)).toEqual(['migrated']);
      });

      it('takes back everything of a transaction that throws', async () => {
        const to = one();
        const insert = "INSERT INTO notes (note) VALUES ('half')";
        await expect(world.send(to, { type: 'tx', sql: [insert], fail: true })).rejects.toThrow(
          'the outer one fails',
        );
        expect(await notesOf(to)).toEqual(['migrated']);
      });

      it('takes back only the inner transaction when the outer one goes on', async () => {
        const to = one();
        const [outer, inner] = ['outer', 'inner'].map(
          (text) => `INSERT INTO notes (note) VALUES ('${text}')`,
        );
        await world.send(to, { type: 'tx', sql: [outer as string], inner: [inner as string] });
        expect(await notesOf(to)).toEqual(['migrated', 'outer', 'the inner one fails']);
      });

      it('refuses a transaction that would go on after its end', async () => {
        const to = one();
        const sql = ["INSERT INTO notes (note) VALUES ('half')"];
        await expect(world.send(to, { type: 'tx', sql, promise: true })).rejects.toThrow('synchronous');
        expect(await notesOf(to)).toEqual(['migrated']);
      });

      it('is seen by nobody else, not even by a namesake of another kind', async () => {
        const name = `twin-${crypto.randomUUID()}`;
        const twins: Address[] = [
          { kind: 'incident', name },
          { kind: 'host', name },
          { kind: 'incident', name: name.toUpperCase() },
        ];
        const [first, ...others] = twins as [Address, Address, Address];
        await world.send(first, { type: 'tx', sql: ["INSERT INTO notes (note) VALUES ('mine')"] });
        expect(await notesOf(first)).toEqual(['migrated', 'mine']);
        for (const other of others) expect(await notesOf(other)).toEqual(['migrated']);
      });
    });

    describe('an object that is erased', () => {
      it('has never been, for whoever comes later', async () => {
        const to = one();
        await world.send(to, { type: 'sql', sql: "INSERT INTO notes (note) VALUES ('evidence')" });
        expect(await notesOf(to)).toEqual(['migrated', 'evidence']);
        await world.send(to, { type: 'erase' });
        expect(await notesOf(to)).toEqual(['migrated']);
        await world.evict(to);
        expect(await notesOf(to)).toEqual(['migrated']);
      });

      it('is kept when a call came in before the end of the one that erases', async () => {
        const to = one();
        await world.send(to, { type: 'sql', sql: "INSERT INTO notes (note) VALUES ('evidence')" });
        const erasing = world.send(to, { type: 'erase', slowly: true });
        await world.send(to, { type: 'life' });
        await erasing;
        expect(await notesOf(to)).toEqual(['migrated', 'evidence']);
      });
    });

    describe('a message', () => {
      it('finds the object under its name, in one life after the other', async () => {
        const to = one();
        const before = await world.send(to, { type: 'life' });
        expect(before.address).toEqual(to);
        await world.evict(to);
        const after = await world.send(to, { type: 'life' });
        expect(after.address).toEqual(to);
        expect(after.life).not.toBe(before.life);
      });

      it('goes from object to object and brings its answer back', async () => {
        const [from, to] = [one(), one('fleet')];
        const reply = await world.send(from, { type: 'forward', to, message: { type: 'life' } });
        expect(reply.address).toEqual(to);
      });

      it('that fails tells its sender why, and hurts nobody', async () => {
        const [from, to] = [one(), one()];
        const before = await lifeOf(to);
        const message = { type: 'throw', why: 'no such gateway' };
        await expect(world.send(from, { type: 'forward', to, message })).rejects.toThrow('no such gateway');
        expect(await lifeOf(to)).toBe(before);
      });

      it('may leave work for after its answer, and that may fail', async () => {
        const to = one();
        await world.send(to, { type: 'later', note: 'unheard', fail: true });
        await world.send(to, { type: 'later', note: 'done later' });
        const notes = await eventually(
          () => notesOf(to),
          (seen) => seen.includes('done later'),
        );
        expect(notes).toEqual(['migrated', 'done later']);
      });
    });

    describe('a wake', () => {
      const wakes = (to: Address, count: number): Promise<string[]> =>
        eventually(
          () => notesOf(to),
          (seen) => seen.filter((note) => note === 'woken').length >= count,
        );

      it('comes at its time, once', async () => {
        const to = one();
        await world.send(to, { type: 'wake-in', ms: 30 });
        expect(await wakes(to, 1)).toEqual(['migrated', 'woken']);
        await world.send(to, { type: 'wake-in', ms: 0 });
        expect(await wakes(to, 2)).toEqual(['migrated', 'woken', 'woken']);
      });

      it('comes to an object that nobody has in memory any more', async () => {
        const to = one();
        await world.send(to, { type: 'wake-in', ms: 400 });
        await world.evict(to);
        expect(await wakes(to, 1)).toEqual(['migrated', 'woken']);
      });

      it('comes at the newest time that was asked for, and not at all once it is taken back', async () => {
        const [moved, dropped] = [one(), one()];
        // Long enough that it is taken back in time on a busy machine, and over when the other one comes.
        await world.send(dropped, { type: 'wake-in', ms: 1_000 });
        await world.send(dropped, { type: 'wake-in', ms: null });
        await world.send(moved, { type: 'wake-in', ms: 3_600_000 });
        await world.send(moved, { type: 'wake-in', ms: 1_500 });
        expect(await wakes(moved, 1)).toEqual(['migrated', 'woken']);
        expect(await notesOf(dropped)).toEqual(['migrated']);
      });

      it('that fails comes again', async () => {
        const to = one();
        await world.send(to, { type: 'wake-in', ms: 0, failing: 1 });
        expect(await wakes(to, 1)).toEqual(['migrated', 'woken']);
      });

      it('asked for in a transaction comes when it holds', async () => {
        const to = one();
        await world.send(to, { type: 'tx', sql: [], wakeIn: 20 });
        expect(await wakes(to, 1)).toContain('woken');
      });

      it('asked for in a transaction that fails leaves the earlier one standing', async () => {
        const to = one();
        await world.send(to, { type: 'wake-in', ms: 300 });
        const late = { type: 'tx' as const, sql: [], wakeIn: 3_600_000, fail: true };
        await expect(world.send(to, late)).rejects.toThrow('the outer one fails');
        expect(await wakes(to, 1)).toEqual(['migrated', 'woken']);
      });
    });

    describe('a socket', () => {
      it('keeps its state while its object is away, and wakes it with a frame', async () => {
        const to = host();
        const agent = await dial(world.socketUrl(to.name));
        agent.send('one');
        expect(await agent.next()).toBe('one 1');
        const before = await lifeOf(to);
        await world.evict(to);
        agent.send('two');
        expect(await agent.next()).toBe('two 2');
        expect(await lifeOf(to)).not.toBe(before);
        const { sockets } = await world.send(to, { type: 'sockets' });
        expect(sockets).toEqual([{ state: { frames: 2 }, heartbeat: null }]);
        agent.close(1000, '');
      });

      it('is answered its heartbeat without a word to the object', async () => {
        const to = host();
        const agent = await dial(world.socketUrl(to.name));
        agent.send('ping');
        expect(await agent.next()).toBe('pong');
        const { sockets } = await world.send(to, { type: 'sockets' });
        expect(sockets).toEqual([{ state: { frames: 0 }, heartbeat: expect.any(Number) }]);
        agent.close(1000, '');
      });

      it('hears what its object says, also after the object was away', async () => {
        const to = host();
        const agents = [await dial(world.socketUrl(to.name)), await dial(world.socketUrl(to.name))];
        await world.evict(to);
        await world.send(to, { type: 'say', text: 'an order' });
        expect(await Promise.all(agents.map((agent) => agent.next()))).toEqual(['an order', 'an order']);
        for (const agent of agents) agent.close(1000, '');
      });

      it('tells its object once that the other side closed it', async () => {
        const to = host();
        const agent = await dial(world.socketUrl(to.name));
        agent.close(4321, 'done here');
        const notes = await eventually(
          () => notesOf(to),
          (seen) => seen.length > 2,
        );
        expect(notes).toEqual(['migrated', `opened /connect/${to.name}`, 'closed 4321 done here']);
        expect(await agent.closed).toEqual({ code: 4321, reason: 'done here' });
        expect(await world.send(to, { type: 'sockets' })).toEqual({ sockets: [] });
      });

      it('is gone at once when its object closes it; what is still said into it is lost', async () => {
        const to = host();
        const agent = await dial(world.socketUrl(to.name));
        expect(await world.send(to, { type: 'hang-up', code: 4409, reason: 'replaced' })).toEqual({
          left: 0,
        });
        expect(await agent.closed).toEqual({ code: 4409, reason: 'replaced' });
        const notes = await eventually(
          () => notesOf(to),
          (seen) => seen.length > 2,
        );
        expect(notes.slice(2)).toEqual(['closed 4409 replaced']);
      });

      it('goes on after a frame that its object could not handle', async () => {
        const agent = await dial(world.socketUrl(host().name));
        agent.send('throw');
        agent.send('again');
        expect(await agent.next()).toBe('again 2');
        agent.close(1000, '');
      });

      it('may keep 2 KiB and no more', async () => {
        const to = host();
        const agent = await dial(world.socketUrl(to.name));
        await world.send(to, { type: 'keep', bytes: 2_000 });
        await expect(world.send(to, { type: 'keep', bytes: 2_048 })).rejects.toThrow('2048 bytes');
        agent.close(1000, '');
      });

      it.each([
        ['longer than 512 KiB', 'ü'.repeat(300_000), 1009],
        ['of bytes instead of text', new Uint8Array(3), 1003],
      ])('is closed for a frame %s, and says so', async (_what, frame, code) => {
        const agent = await dial(world.socketUrl(host().name));
        agent.send(frame);
        expect((await agent.closed).code).toBe(code);
      });
    });
  });
}
