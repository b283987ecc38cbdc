/** Orders at work: run once, ended honestly, told again until the bot has it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Policy } from '../../../src/agent/channel/policy.ts';
import type { Operation } from '../../../src/agent/operation.ts';
import { open } from '../../../src/protocol/envelope.ts';
import type { Evidence } from '../../../src/protocol/evidence.ts';
import { Done } from '../../../src/protocol/frames.ts';
import { verifyKey } from '../../../src/protocol/signer.ts';
import { aDesk, type Desk, NOW, SESSION } from '../desk.ts';

let desk: Desk;
afterEach(() => desk.close());

const seen = (probe: string, more: Partial<Evidence> = {}): Evidence => ({
  probe,
  subject: 'host',
  source: '/proc',
  at: '2026-11-21T00:00:00Z',
  how: 'live',
  look: 'seen',
  facts: [],
  ...more,
});

const said = (type: string) => desk.said.filter((one) => one.type === type);

/** The ends that the host has signed, opened. */
async function ends(count = 1): Promise<Done[]> {
  await expect.poll(() => said('done').length).toBeGreaterThanOrEqual(count);
  const keys = new Map([[desk.host.signer.kid, await verifyKey(desk.host.signer.publicKey)]]);
  return Promise.all(
    said('done').map(async (frame) => {
      const opened = await open(String(frame.done), { purpose: 'ocdone+jws', keys, schema: Done });
      if (!opened.ok) throw new Error(opened.code);
      return opened.payload;
    }),
  );
}

/** An operation whose probes end one after another. */
const looks =
  (...probes: string[]): Operation =>
  async (_, { emit }) => {
    for (const probe of probes) emit([seen(probe)]);
  };

/** An operation that ends when the test says so. */
function held(): { operation: Operation; release(): void } {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = () => resolve();
  });
  return { operation: () => gate, release: () => release() };
}

it('says accepted, then the evidence, then a signed end that names every frame', async () => {
  desk = await aDesk({
    operations: { triage: looks('a', 'b') },
  });
  await desk.jobs.deliver(await desk.frame());
  const [done] = await ends();
  expect(desk.said.map((one) => one.type)).toEqual(['accepted', 'evidence', 'evidence', 'done']);
  expect(done).toMatchObject({ id: 'o-1', outcome: 'finished', why: null });
  expect(done?.frames).toHaveLength(2);
  expect(done?.journal).toEqual(desk.journal.point());
});

describe('an order that does not finish', () => {
  it('is ended as failed, without the words of the error', async () => {
    desk = await aDesk({
      operations: { triage: () => Promise.reject(new TypeError('token sk-very-secret is bad')) },
    });
    await desk.jobs.deliver(await desk.frame());
    expect(await ends()).toMatchObject([{ outcome: 'failed', why: 'it broke inside: TypeError' }]);
    expect(readFileSync(join(desk.dir, 'journal.jsonl'), 'utf8')).not.toContain('sk-very-secret');
  });

  it('is stopped when it takes too long, and its late words are not taken', async () => {
    let late = () => {};
    desk = await aDesk({
      operations: {
        brief: (_, { emit }) => {
          late = () => emit([seen('late')]);
          return new Promise(() => {});
        },
      },
      policy: { allow: ['brief'] },
    });
    await desk.jobs.deliver(await desk.frame(desk.order({ op: 'brief' })));
    expect(await ends()).toMatchObject([{ outcome: 'stopped', why: 'it took longer than it may' }]);
    late();
    expect(said('evidence')).toEqual([]);
  });

  it('is stopped with the host agent', async () => {
    desk = await aDesk({ operations: { triage: held().operation } });
    await desk.jobs.deliver(await desk.frame());
    await desk.jobs.stop();
    expect(await ends()).toMatchObject([{ outcome: 'stopped', why: 'the host agent was stopped' }]);
  });
});

describe('a host agent that dies at any boundary of the journal', () => {
  it('runs a change at most once, and every order that was taken comes to an end', async () => {
    const change = { op: 'restart', mode: 'change' } as const;
    const policy = { read_only: false, allow: ['restart'], approval: 'slack' as const };
    desk = await aDesk({ policy });
    const order = desk.order(change);
    await desk.jobs.deliver(await desk.frame(order));
    await ends();
    const path = join(desk.dir, 'journal.jsonl');
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    expect(desk.records().map((entry) => entry.kind)).toEqual(['taken', 'ended']);

    for (let kept = 0; kept <= lines.length; kept++) {
      writeFileSync(
        path,
        lines
          .slice(0, kept)
          .map((line) => `${line}\n`)
          .join(''),
      );
      desk.effects.length = 0;
      desk.restart();
      await desk.jobs.deliver(await desk.frame(order));
      const outcomes = new Set((await ends(kept === 0 ? 1 : 2)).map((done) => done.outcome));
      // Not taken: it runs now. Taken: nobody knows how far it came. Ended: as recorded.
      expect([kept, desk.effects, [...outcomes]]).toEqual(
        [
          [0, ['restart'], ['finished']],
          [1, [], ['stopped']],
          [2, [], ['finished']],
        ][kept],
      );
    }
  });
});

describe('until the bot has it', () => {
  it('everything is sent again on the next session, the same to the letter', async () => {
    desk = await aDesk({ operations: { triage: looks('a') } });
    await desk.jobs.deliver(await desk.frame());
    await ends();
    const first = [...desk.said];
    desk.jobs.detach();
    desk.said.length = 0;
    desk.jobs.attach({ id: SESSION, now: () => NOW, send: (text) => desk.said.push(JSON.parse(text)) });
    await ends();
    expect(desk.said).toEqual(first);
  });

  it('only what is not acknowledged is sent again', async () => {
    desk = await aDesk({
      operations: { triage: looks('a', 'b') },
    });
    await desk.jobs.deliver(await desk.frame());
    await ends();
    desk.jobs.ack({ id: 'o-1', next: 1, done: false });
    desk.said.length = 0;
    desk.jobs.attach({ id: SESSION, now: () => NOW, send: (text) => desk.said.push(JSON.parse(text)) });
    await ends();
    expect(desk.said.map((one) => [one.type, one.seq])).toEqual([
      ['evidence', 1],
      ['done', undefined],
    ]);
    desk.jobs.ack({ id: 'o-1', next: 2, done: true });
    expect(desk.jobs.idle()).toBe(true);
  });

  it('the end is told again by the next process, and after the acknowledgement never more', async () => {
    desk = await aDesk();
    await desk.jobs.deliver(await desk.frame());
    await ends();
    desk.restart();
    await ends();
    desk.jobs.ack({ id: 'o-1', next: 0, done: true });
    desk.restart();
    await desk.jobs.deliver(await desk.frame(desk.order({ id: 'o-2' })));
    expect((await ends()).map((done) => done.id)).toEqual(['o-2']);
  });
});

describe('evidence', () => {
  it('of any size travels in frames that both sides take, whole', async () => {
    const facts = Array.from({ length: 2_000 }, (_, i) => ({
      fact: 'log.line',
      subject: 'host',
      value: `${i} ${'x'.repeat(400)}`,
    }));
    desk = await aDesk({
      operations: { triage: async (_, { emit }) => emit([seen('a', { facts, text: 'T' }), seen('b')]) },
    });
    await desk.jobs.deliver(await desk.frame());
    await ends();
    const frames = said('evidence');
    expect(frames.length).toBeGreaterThan(1);
    for (const frame of frames) expect(JSON.stringify(frame).length).toBeLessThan(512 * 1024);
    const pieces = frames.flatMap((frame) => frame.evidence as Evidence[]);
    expect(pieces.flatMap((piece) => piece.facts)).toEqual(facts);
    expect(pieces.filter((piece) => piece.text === 'T')).toHaveLength(1);
  });

  it('that does not fit its form becomes an honest "could not look"', async () => {
    const broken = seen('wild', { subject: 'no subject' });
    desk = await aDesk({ operations: { triage: async (_, { emit }) => emit([broken]) } });
    await desk.jobs.deliver(await desk.frame());
    await ends();
    expect(said('evidence')).toMatchObject([{ evidence: [{ probe: 'wild', look: 'unavailable' }] }]);
  });

  it('without end is cut, and the host stays small', async () => {
    const text = 'x'.repeat(16_000);
    desk = await aDesk({
      operations: {
        triage: async (_, { emit }) => {
          for (let i = 0; i < 1_500; i++) emit([seen('flood', { text })]);
        },
      },
    });
    await desk.jobs.deliver(await desk.frame());
    const [done] = await ends();
    expect(said('evidence').length).toBeLessThanOrEqual(256);
    expect(done?.frames).toHaveLength(said('evidence').length);
  });
});

describe('many at once', () => {
  it('two looks run, others wait, and too many are refused', async () => {
    const hold = held();
    let running = 0;
    const triage: Operation = (args, tools) => {
      running += 1;
      return hold.operation(args, tools);
    };
    desk = await aDesk({ operations: { triage } });
    for (let i = 1; i <= 11; i++) await desk.jobs.deliver(await desk.frame(desk.order({ id: `o-${i}` })));
    expect(running).toBe(2);
    expect(said('refused')).toMatchObject([{ id: 'o-11', code: 'busy' }]);
    hold.release();
    await ends(10);
    expect(running).toBe(10);
  });

  it('a flood of forgeries does not fill the journal', async () => {
    desk = await aDesk();
    const forged = { order: 'x', delivery: 'x' };
    for (let i = 0; i < 300; i++) await desk.jobs.deliver(forged);
    expect(said('refused')).toHaveLength(300);
    expect(desk.records().length).toBeLessThanOrEqual(240);
  });
});

describe('with a full disk', () => {
  const full = {
    write: () => {
      throw new Error('ENOSPC');
    },
    sync: () => undefined,
  };

  it('a look goes on, and the bot is told that the host may forget it', async () => {
    desk = await aDesk({ disk: full });
    await desk.jobs.deliver(await desk.frame());
    expect(await ends()).toMatchObject([{ outcome: 'finished' }]);
    expect(said('accepted')).toMatchObject([{ journaled: false }]);
    await desk.jobs.deliver(await desk.frame());
    expect(desk.effects).toEqual(['triage']);
  });

  it('a change is refused before anything happens', async () => {
    desk = await aDesk({ disk: full });
    const policy = Policy.parse({ read_only: false, allow: ['restart'], approval: 'slack' });
    desk.policy.reading = { ok: true, policy, source: 'test' };
    // Twice the same: what could not be written was not taken, so it is not "known" either.
    for (let i = 0; i < 2; i++)
      await desk.jobs.deliver(await desk.frame(desk.order({ op: 'restart', mode: 'change' })));
    expect(desk.said).toMatchObject([{ code: 'journal' }, { code: 'journal' }]);
    expect(desk.effects).toEqual([]);
  });
});

it('on a damaged journal only looks', async () => {
  const policy = { read_only: false, allow: ['triage', 'restart'], approval: 'slack' as const };
  desk = await aDesk({ policy });
  await desk.jobs.deliver(await desk.frame());
  await ends();
  const path = join(desk.dir, 'journal.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace('triage', 'shell!'));
  desk.restart();
  await desk.jobs.deliver(await desk.frame(desk.order({ id: 'o-2', op: 'restart', mode: 'change' })));
  await desk.jobs.deliver(await desk.frame(desk.order({ id: 'o-3' })));
  expect(said('refused')).toMatchObject([{ id: 'o-2', code: 'journal' }]);
  expect(desk.effects).toEqual(['triage', 'triage']);
});

describe('deep looks', () => {
  const order = (n: number, deep: boolean) =>
    desk.frame(desk.order({ id: `o-${n}`, ...(deep ? { args: { deep: true } } : {}) }));

  it('are as many as the policy says, refused with a reason beyond that, and others go on', async () => {
    desk = await aDesk({
      policy: { budget: { deep: { max: 2 } } },
      operations: { triage: looks('a') },
      deep: ({ deep }) => deep === true,
    });
    for (const n of [1, 2, 3]) await desk.jobs.deliver(await order(n, true));
    await desk.jobs.deliver(await order(4, false));
    await ends(3);
    expect(said('accepted').map(({ id }) => id)).toEqual(['o-1', 'o-2', 'o-4']);
    expect(said('refused')).toMatchObject([
      {
        id: 'o-3',
        code: 'policy',
        why: expect.stringContaining('2 deep looks in 15 min; the next one in 15 min'),
      },
    ]);
  });
});

describe('beside a change', () => {
  const policy = { read_only: false, allow: ['restart', 'steer'], approval: 'slack' as const };
  const steer = (id: string) => desk.order({ id, op: 'steer', mode: 'change' });

  it('another change is refused, and what steers it goes through', async () => {
    const hold = held();
    const steered: string[] = [];
    desk = await aDesk({
      operations: { restart: hold.operation, steer: async (_, { order }) => void steered.push(order) },
      policy,
    });
    await desk.jobs.deliver(await desk.frame(desk.order({ id: 'c-1', op: 'restart', mode: 'change' })));
    await desk.jobs.deliver(await desk.frame(desk.order({ id: 'c-2', op: 'restart', mode: 'change' })));
    await desk.jobs.deliver(await desk.frame(steer('s-1')));
    expect(said('refused')).toMatchObject([{ id: 'c-2', code: 'busy' }]);
    await expect.poll(() => steered).toEqual(['s-1']);
    hold.release();
    expect((await ends(2)).map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual([
      'c-1 finished',
      's-1 finished',
    ]);
  });

  it('what steers needs nobody else’s key, but the policy’s leave', async () => {
    desk = await aDesk({
      operations: { steer: async () => undefined },
      policy: { ...policy, approval: 'person-key' },
    });
    await desk.jobs.deliver(await desk.frame(steer('s-1')));
    expect(await ends()).toMatchObject([{ id: 's-1', outcome: 'finished' }]);
    desk.policy.reading = {
      ok: true,
      policy: Policy.parse({ read_only: true, allow: ['steer'] }),
      source: 'test',
    };
    await desk.jobs.deliver(await desk.frame(steer('s-2')));
    expect(said('refused')).toMatchObject([{ id: 's-2', code: 'policy' }]);
  });

  it('a flood of them is refused', async () => {
    desk = await aDesk({ operations: { steer: held().operation }, policy });
    for (let n = 0; n < 9; n++) await desk.jobs.deliver(await desk.frame(steer(`s-${n}`)));
    expect(said('refused')).toMatchObject([{ id: 's-8', code: 'busy' }]);
  });
});

describe('an order that can go on after a restart of the host agent', () => {
  const policy = { read_only: false, allow: ['restart'], approval: 'slack' as const };
  const change = { op: 'restart', mode: 'change' } as const;
  const sees =
    (probe: string) =>
    ({ emit }: { emit(evidence: Evidence[]): void }) =>
      emit([seen(probe)]);

  it.each(['dies', 'is stopped in order'])('stays open when the process %s, and ends whole', async (how) => {
    const begun = new Set<string>();
    desk = await aDesk({
      policy,
      operations: {
        restart: (_, tools) => {
          begun.add(tools.order);
          sees('before')(tools);
          return new Promise((resolve) => tools.signal.addEventListener('abort', () => resolve()));
        },
      },
      resume: { restart: (order) => (begun.has(order) ? async (tools) => sees('after')(tools) : null) },
    });
    await desk.jobs.deliver(await desk.frame(desk.order(change)));
    await expect.poll(() => said('evidence').length).toBe(1);
    const [first] = said('evidence');
    if (how !== 'dies') await desk.jobs.stop();
    expect(said('done')).toEqual([]);
    desk.restart();
    const [done] = await ends();
    expect(done).toMatchObject({ id: 'o-1', outcome: 'finished', why: null });
    // The bot checks frames by their number and hash: those from before the restart are among them.
    expect(said('evidence').map(({ seq }) => seq)).toEqual([0, 1]);
    expect(said('evidence')[0]).toEqual(first);
    expect(done?.frames).toHaveLength(2);
  });

  it('that had begun nothing is ended, and says that nothing was changed', async () => {
    desk = await aDesk({
      policy,
      operations: { restart: () => new Promise(() => {}) },
      resume: { restart: () => null },
    });
    await desk.jobs.deliver(await desk.frame(desk.order(change)));
    desk.restart();
    expect(await ends()).toMatchObject([
      { outcome: 'stopped', why: expect.stringContaining('nothing was changed') },
    ]);
  });

  it('holds off other changes while it goes on', async () => {
    const gate = Promise.withResolvers<void>();
    desk = await aDesk({
      policy,
      operations: { restart: () => new Promise(() => {}) },
      resume: { restart: () => () => gate.promise },
    });
    await desk.jobs.deliver(await desk.frame(desk.order(change)));
    desk.restart();
    await desk.jobs.deliver(await desk.frame(desk.order({ ...change, id: 'o-2' })));
    expect(said('refused')).toMatchObject([{ id: 'o-2', code: 'busy' }]);
    gate.resolve();
    expect(await ends()).toMatchObject([{ id: 'o-1', outcome: 'finished' }]);
  });

  it('forgets its frames once the bot has the end', async () => {
    desk = await aDesk({
      policy,
      operations: { restart: async (_, tools) => sees('x')(tools) },
      resume: { restart: () => null },
    });
    await desk.jobs.deliver(await desk.frame(desk.order(change)));
    await ends();
    expect(readdirSync(join(desk.dir, 'frames'))).toHaveLength(1);
    desk.jobs.ack({ id: 'o-1', next: 1, done: true });
    expect(readdirSync(join(desk.dir, 'frames'))).toEqual([]);
  });
});
