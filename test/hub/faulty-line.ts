/**
 * What the channel promises on a line that fails, on either runtime: an order is carried out once, its evidence arrives
 * once and whole, and a host that was cut off comes back by itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Agent, runAgent } from '../../src/agent/channel/channel.ts';
import { join as joinBot } from '../../src/agent/channel/join.ts';
import type { HostCard, JobEvent } from '../../src/hub/messages.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { eventually } from '../contracts/world.ts';
import { type FaultyLine, faultyLine } from '../fakes/tcp-faults.ts';

export type FaultWorld = {
  url: string;
  /** A join token for node-3. */
  token(): Promise<string>;
  /** `incident`: who is told how it goes. */
  dispatch(id: string, incident: string): Promise<{ state: string }>;
  events(incident: string): Promise<JobEvent[]>;
  card(): Promise<HostCard>;
  /** Lets time pass at the bot, where its clock can be set; real time goes on otherwise. */
  pass?(ms: number): Promise<void>;
  close(): Promise<void>;
};

const PIECES = 4;
const piece = (n: number): Evidence => ({
  ...{ probe: `probe-${n}`, subject: 'host', source: '/proc', at: '2026-11-21T00:00:00Z' },
  ...{ how: 'live', look: 'seen', facts: [] },
});
/** The host agent's own times, short: a dead line is noticed within two seconds. */
const TIMING = {
  heartbeatMs: 300,
  deadAfterMs: 1_000,
  firstRetryMs: 20,
  lastRetryMs: 200,
  handshakeMs: 1_500,
};
const LONG_MS = 30_000;

export function faultyLineContract(runtime: string, start: () => Promise<FaultWorld>): void {
  describe(`the channel on ${runtime}, over a line that fails`, () => {
    let world: FaultWorld;
    let line: FaultyLine;
    let home: string;
    let agent: Agent;
    let begun: string[];
    let hold: Promise<void>;
    let release: () => void;
    /** What the host's own clock is ahead by. */
    let ahead: number;

    beforeAll(async () => {
      world = await start();
    }, LONG_MS);
    afterAll(() => world.close());

    beforeEach(async () => {
      line = await faultyLine(world.url);
      home = mkdtempSync(join(tmpdir(), 'host-'));
      begun = [];
      ahead = 0;
      hold = Promise.resolve();
      release = () => undefined;
      const token = await world.token();
      await joinBot({ url: line.url, token, name: 'node-3', stateDir: home, version: '0.1.0' });
      agent = await runAgent({
        ...{ stateDir: home, version: '0.1.0', log: silentLog, timing: TIMING },
        now: () => Date.now() + ahead,
        operations: {
          async triage(_args, { emit, order }) {
            begun.push(order);
            for (let n = 0; n < PIECES; n += 1) {
              if (n === PIECES / 2) await hold;
              emit([piece(n)]);
            }
          },
        },
      });
      await agent.ready;
    }, LONG_MS);
    afterEach(async () => {
      release();
      line.heal();
      await agent.stop();
      await line.close();
      rmSync(home, { recursive: true });
    });

    const gate = (): void => {
      hold = new Promise((resolve) => {
        release = resolve;
      });
    };
    const kinds = async (incident: string): Promise<string[]> =>
      (await world.events(incident)).map(({ type }) => type).filter((type) => type !== 'host-lost');
    const WHOLE = ['accepted', ...Array.from({ length: PIECES }, () => 'evidence'), 'done'];

    /** The order ended once, with all that the host saw in its order, and was begun once. */
    async function isWhole(id: string): Promise<void> {
      expect(
        await eventually(
          () => kinds(id),
          (seen) => seen.includes('done'),
          LONG_MS,
        ),
      ).toEqual(WHOLE);
      const seen = (await world.events(id)).filter((event) => event.type === 'evidence');
      expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: PIECES }, (_, n) => n));
      expect(begun.filter((order) => order === id)).toEqual([id]);
    }
    const back = () =>
      eventually(
        () => world.card(),
        ({ connected }) => connected,
        LONG_MS,
      );

    it('brings an order when nothing fails', async () => {
      await world.dispatch('plain', 'plain');
      await isWhole('plain');
    });

    it.each([
      ['of the host', 'toBot', 2],
      ['of the host, a later one', 'toBot', 4],
      ['of the bot', 'toHost', 1],
    ] as const)(
      'survives a reset in the middle of a frame %s',
      async (what, direction, n) => {
        const id = `reset-${what.length}-${n}`;
        line.resetWithin(direction, n);
        await world.dispatch(id, id);
        await isWhole(id);
        expect(line.taken()).toBeGreaterThan(2);
      },
      LONG_MS,
    );

    it(
      'survives lines that are late, each piece',
      async () => {
        line.delay(120);
        await world.dispatch('late', 'late');
        await isWhole('late');
      },
      LONG_MS,
    );

    it(
      'takes nothing twice that arrives twice',
      async () => {
        line.twice('toBot', true);
        line.twice('toHost', true);
        await world.dispatch('double', 'double');
        await isWhole('double');
      },
      LONG_MS,
    );

    it.each([
      ['to the bot, the first', 'toBot', 1],
      ['to the bot, a piece of evidence', 'toBot', 3],
      ['to the host', 'toHost', 1],
    ] as const)(
      'loses and doubles nothing when a frame overtakes another: %s',
      async (_what, direction, n) => {
        const id = `swapped-${direction}-${n}`;
        line.swapAfter(direction, n);
        await world.dispatch(id, id);
        const seen = await eventually(
          () => kinds(id),
          ({ length }) => length >= WHOLE.length,
          LONG_MS,
        );
        expect(seen.sort()).toEqual(WHOLE.toSorted());
        // Each piece says which one it is.
        const pieces = (await world.events(id)).filter((event) => event.type === 'evidence');
        expect(pieces.map(({ seq }) => seq).sort()).toEqual(Array.from({ length: PIECES }, (_, n) => n));
        expect(begun.filter((order) => order === id)).toEqual([id]);
        // Whoever changes the order of what is said may cost a session, never the trust in this host.
        await back();
        expect((await world.card()).quarantined).toBeNull();
      },
      LONG_MS,
    );

    it(
      'says that a piece is missing which the end has overtaken, rather than judge by the rest',
      async () => {
        line.swapAfter('toBot', 1 + PIECES);
        await world.dispatch('overtaken', 'overtaken');
        const seen = await eventually(
          () => world.events('overtaken'),
          (events) => events.some(({ type }) => type === 'refused'),
          LONG_MS,
        );
        expect(seen.at(-1)).toMatchObject({ type: 'refused', code: 'incomplete' });
        await back();
        expect((await world.card()).quarantined).toBeNull();
      },
      LONG_MS,
    );

    it(
      'comes back from a line that is half open, and carries on what it had begun',
      async () => {
        gate();
        await world.dispatch('half-open', 'half-open');
        await eventually(
          async () => begun,
          (seen) => seen.includes('half-open'),
        );
        line.silence();
        release();
        await eventually(
          async () => agent.connected(),
          (connected) => !connected,
          LONG_MS,
        );
        line.forget();
        await back();
        await isWhole('half-open');
      },
      LONG_MS,
    );

    it(
      'comes back from a partition of ten minutes, with the host’s clock gone ahead',
      async () => {
        gate();
        await world.dispatch('partition', 'partition');
        await eventually(
          async () => begun,
          (seen) => seen.includes('partition'),
        );
        line.silence();
        release();
        await eventually(
          async () => agent.connected(),
          (connected) => !connected,
          LONG_MS,
        );
        ahead = 600_000;
        await world.pass?.(600_000);
        line.heal();
        await back();
        await isWhole('partition');
        expect((await world.card()).quarantined).toBeNull();
      },
      LONG_MS,
    );

    it(
      'brings an order that was sent into the silence once, when the line is back',
      async () => {
        line.silence();
        expect(['delivered', 'absent']).toContain(
          (await world.dispatch('into-silence', 'into-silence')).state,
        );
        await eventually(
          async () => agent.connected(),
          (connected) => !connected,
          LONG_MS,
        );
        line.heal();
        await isWhole('into-silence');
      },
      LONG_MS,
    );
  });
}
