/** A run on real files: what is written before what is done, and what stops it. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restartBudget } from '../../../src/agent/recovery/budget.ts';
import { type Begin, type CarryParts, carryOut, goOn } from '../../../src/agent/recovery/carry-out.ts';
import { lockRun } from '../../../src/agent/recovery/one-at-a-time.ts';
import { endedHere, isOpen, openRuns, runPaths, steerRun } from '../../../src/agent/recovery/run-folder.ts';
import { type Disk, readRun, realDisk } from '../../../src/agent/recovery/run-journal.ts';
import { Progress } from '../../../src/protocol/recovery.ts';
import type { Act, ActResult } from '../../../src/runbooks/act.ts';
import { CLOCK_MS, SILENCE_MS } from '../../../src/runbooks/clock.ts';
import { ACT_IDS, termsOf } from '../../../src/runbooks/steps.ts';
import { planOf } from '../../runbooks/plan.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'drive-'));
  mkdirSync(join(dir, 'gateway'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const PROVED = { level: 'control', read: 'done', write: 'done', because: null } as const;
const PLAN = planOf(['snapshot.make', 'config.set-workspace', 'restart.process']);
const BEGIN: Begin = {
  run: 'order-1',
  plan: PLAN,
  digest: 'd'.repeat(43),
  memory: { workspace: '/here' },
  patienceMs: 120_000,
  freeze: 'freeze-1',
  by: 'slack:T1/U1',
  because: null,
};

const okAfter = (what: () => void): ActResult => {
  what();
  return { ok: true };
};

type Own = Do | (Partial<Pick<Act, 'limitMs' | 'keeps'>> & { do: Do });
type Do = (tools: Parameters<Act['do']>[0]) => Promise<ActResult>;

/** All acts, working at once, but for what `own` says; notes what was done. */
function acts(did: string[], own: Readonly<Record<string, Own>> = {}) {
  return new Map(
    ACT_IDS.map((id): [string, Act] => {
      const given = own[id];
      const { do: work, limitMs = 5_000, keeps } = typeof given === 'object' ? given : { do: given };
      const act: Act = {
        id,
        mutates: termsOf(id).mutates,
        limitMs,
        ...(keeps ? { keeps } : {}),
        async do(tools) {
          did.push(id);
          if (work) return work(tools);
          return id === 'acceptance' ? { ok: true, acceptance: PROVED } : { ok: true, told: { seen: id } };
        },
        seen: async () => 'not-done',
      };
      return [id, act];
    }),
  );
}

function parts(more: Partial<CarryParts> = {}): CarryParts & { told: Progress[] } {
  const told: Progress[] = [];
  return {
    stateDir: dir,
    acts: acts([]),
    budget: restartBudget(dir, { max: 3, windowMs: 900_000 }, Date.now),
    gatewayState: async () => join(dir, 'gateway'),
    report: (progress) => void told.push(progress),
    stop: new AbortController().signal,
    beatMs: 10,
    told,
    ...more,
  };
}

it('carries a plan out, tells each change in the form of the wire, and leaves a private journal', async () => {
  const with_ = parts();
  const carried = await carryOut(BEGIN, with_);
  expect(carried).toMatchObject({ ok: true, run: { outcome: 'recovered' } });
  expect(with_.told.length).toBeGreaterThan(5);
  expect(with_.told.filter((progress) => !Progress.safeParse(progress).success)).toEqual([]);
  const revisions = with_.told.map(({ revision }) => revision);
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  expect(with_.told.at(-1)?.outcome).toBe('recovered');
  expect(with_.told.slice(0, -1).map(({ outcome }) => outcome)).not.toContain('recovered');
  const { journal } = runPaths(dir, 'order-1');
  expect(statSync(journal).mode & 0o077).toBe(0);
  expect(isOpen(dir, 'order-1')).toBe(false);
});

it('gives each act the plan, its memory and what the acts before it have told', async () => {
  let seen: unknown;
  await carryOut(
    BEGIN,
    parts({
      acts: acts([], {
        restart: async ({ memory }) => {
          seen = memory;
          return { ok: true };
        },
      }),
    }),
  );
  expect(seen).toMatchObject({
    run: 'order-1',
    plan: PLAN,
    told: {
      plan: { workspace: '/here' },
      order: { freeze: 'freeze-1', by: 'slack:T1/U1' },
      'snapshot.make': { seen: 'snapshot.make' },
    },
  });
});

it('carries the same order out once', async () => {
  const did: string[] = [];
  const once = await carryOut(BEGIN, parts({ acts: acts(did) }));
  const with_ = parts({ acts: acts(did) });
  const again = await carryOut(BEGIN, with_);
  expect(did.filter((act) => act === 'restart')).toHaveLength(1);
  expect(again).toMatchObject({ ok: true, run: { outcome: 'recovered' } });
  expect(once).toMatchObject({ ok: true });
  // What the bot may have missed is told again.
  expect(with_.told.at(-1)?.outcome).toBe('recovered');
});

describe('one at a time', () => {
  it('a second run is refused while one is under way: two people recover one host', async () => {
    const gate = Promise.withResolvers<ActResult>();
    const first = carryOut(BEGIN, parts({ acts: acts([], { 'snapshot.make': () => gate.promise }) }));
    await expect.poll(() => isOpen(dir, 'order-1')).toBe(true);
    const did: string[] = [];
    const second = await carryOut({ ...BEGIN, run: 'order-2' }, parts({ acts: acts(did) }));
    expect(second).toEqual({ ok: false, because: { code: 'run.another', params: { run: 'order-1' } } });
    expect(did).toEqual([]);
    gate.resolve({ ok: true });
    expect(await first).toMatchObject({ ok: true });
  });

  it('of one gateway, whichever state folder: root at the terminal beside the host agent of its user', async () => {
    const gate = Promise.withResolvers<ActResult>();
    const first = carryOut(BEGIN, parts({ acts: acts([], { 'snapshot.make': () => gate.promise }) }));
    await expect.poll(() => isOpen(dir, 'order-1')).toBe(true);
    const did: string[] = [];
    const roots = parts({ stateDir: join(dir, 'of-root'), acts: acts(did) });
    const begin = { ...BEGIN, run: 'local-2' };
    expect(await carryOut(begin, roots)).toMatchObject({
      ok: false,
      because: { code: 'gateway-lock.held', params: { run: 'order-1' } },
    });
    expect([did, openRuns(join(dir, 'of-root'))]).toEqual([[], []]);
    gate.resolve({ ok: true });
    expect(await first).toMatchObject({ ok: true });
    expect(await carryOut(begin, roots)).toMatchObject({ ok: true, run: { outcome: 'recovered' } });
  });

  it('one that goes on waits until the run of another state folder has ended', async () => {
    const stop = new AbortController();
    const stopping = async () => okAfter(() => stop.abort());
    await carryOut(BEGIN, parts({ stop: stop.signal, acts: acts([], { 'repair.apply': stopping }) }));
    const gate = Promise.withResolvers<ActResult>();
    const roots = { stateDir: join(dir, 'of-root'), acts: acts([], { 'snapshot.make': () => gate.promise }) };
    const other = carryOut({ ...BEGIN, run: 'local-2' }, parts(roots));
    await expect.poll(() => isOpen(roots.stateDir, 'local-2')).toBe(true);
    const did: string[] = [];
    const on = goOn('order-1', parts({ acts: acts(did) }));
    await setTimeout(1_500);
    expect(did).toEqual([]);
    gate.resolve({ ok: true });
    expect(await other).toMatchObject({ ok: true });
    expect(await on).toMatchObject({ ok: true, run: { outcome: 'recovered' } });
  });

  it('a run that was interrupted is ended before another begins', async () => {
    const stop = new AbortController();
    const did: string[] = [];
    await carryOut(
      BEGIN,
      parts({
        stop: stop.signal,
        acts: acts(did, { 'repair.apply': async () => okAfter(() => stop.abort()) }),
      }),
    );
    expect(did).not.toContain('restart');
    expect(openRuns(dir)).toEqual(['order-1']);
    const other = await carryOut({ ...BEGIN, run: 'order-2' }, parts());
    expect(other).toEqual({ ok: false, because: { code: 'run.unfinished', params: { run: 'order-1' } } });
    const on = await goOn('order-1', parts({ acts: acts(did) }));
    expect(on).toMatchObject({ ok: true, run: { outcome: 'recovered' } });
    expect(did.filter((act) => act === 'repair.apply')).toHaveLength(1);
  });

  it('a lock whose process is dead is taken over, one that lives is not', () => {
    const mine = lockRun(dir, 'a');
    expect(lockRun(dir, 'b')).toEqual({ ok: false, run: 'a' });
    if (mine.ok) mine.lock.letGo();
    expect(lockRun(dir, 'b')).toMatchObject({ ok: true });
  });

  it('an act that changes something is not begun under a lock that was lost', async () => {
    const did: string[] = [];
    const lose: Do = async () => okAfter(() => rmSync(join(dir, 'recovery', 'running.lock')));
    const carried = await carryOut(BEGIN, parts({ acts: acts(did, { 'snapshot.make': lose }) }));
    expect(did).not.toContain('repair.apply');
    expect(carried).toMatchObject({ run: { because: { code: 'run.lock-lost' } } });
  });
});

describe('a full disk', () => {
  /** Takes `room` writes. */
  const disk = (room: number): Disk => ({
    ...realDisk,
    write(fd, bytes) {
      if (room-- <= 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      realDisk.write(fd, bytes);
    },
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'after %i records: nothing that is not on the disk is begun',
    async (room) => {
      const did: string[] = [];
      const carried = await carryOut(BEGIN, parts({ acts: acts(did), disk: disk(room) }));
      const { journal } = runPaths(dir, 'order-1');
      const begun = readRun(journal)?.records.filter(({ event }) => event.type === 'act-began').length ?? 0;
      expect(did.filter((act) => termsOf(act as never).mutates).length).toBeLessThanOrEqual(begun);
      if (room === 0)
        expect(carried).toEqual({ ok: false, because: { code: 'journal.disk-full', params: {} } });
      else expect(carried).toMatchObject({ ok: true });
      expect(carried.ok && carried.run.outcome === 'recovered').toBe(false);
    },
  );
});

describe('an act', () => {
  it('that takes too long is told to end, and one that changes something is looked at', async () => {
    const did: string[] = [];
    const slow: Do = ({ signal }) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () =>
          resolve({ ok: null, because: { code: 'restart.slow', params: {} } }),
        ),
      );
    const carried = await carryOut(BEGIN, parts({ acts: acts(did, { restart: { do: slow, limitMs: 20 } }) }));
    // Seen not done, it is tried once more, and then given up.
    expect(did.filter((act) => act === 'restart').length).toBeGreaterThanOrEqual(2);
    expect(carried).toMatchObject({ run: { outcome: 'escalated' } });
  });

  it('that breaks tells its kind and not its words', async () => {
    const broken: Do = () => Promise.reject(new TypeError('token sk-very-secret is bad'));
    const carried = await carryOut(BEGIN, parts({ acts: acts([], { 'snapshot.make': broken }) }));
    expect(carried).toMatchObject({
      run: { outcome: 'refused', because: { code: 'act.broke', params: { kind: 'TypeError' } } },
    });
    expect(readFileSync(runPaths(dir, 'order-1').journal, 'utf8')).not.toContain('sk-very-secret');
  });

  it('that this host does not have ends the run', async () => {
    const some = new Map([...acts([])].filter(([id]) => id !== 'snapshot.make'));
    const carried = await carryOut(BEGIN, parts({ acts: some }));
    expect(carried).toMatchObject({ run: { outcome: 'refused', because: { code: 'act.not-here' } } });
  });
});

describe('people', () => {
  it('steer through the inbox, each word once, also after a crash', async () => {
    const stop = new AbortController();
    const gate = Promise.withResolvers<ActResult>();
    const first = parts({ stop: stop.signal, acts: acts([], { 'snapshot.make': () => gate.promise }) });
    const running = carryOut(BEGIN, first);
    await expect.poll(() => isOpen(dir, 'order-1')).toBe(true);
    expect(steerRun(dir, 'order-1', { id: 's-1', act: 'pause', by: 'slack:T1/U2', because: 'wait' })).toBe(
      true,
    );
    await expect.poll(() => first.told.at(-1)?.paused).toEqual({ by: 'slack:T1/U2', because: 'wait' });
    stop.abort();
    gate.resolve({ ok: true });
    await running;
    const second = parts();
    const on = goOn('order-1', second);
    await expect.poll(() => second.told.at(-1)?.paused?.by).toBe('slack:T1/U2');
    steerRun(dir, 'order-1', { id: 's-2', act: 'continue', by: 'slack:T1/U2' });
    expect(await on).toMatchObject({
      run: { outcome: 'recovered', steered: [{ act: 'pause' }, { act: 'continue' }] },
    });
  });

  it('cannot steer what is not under way', () => {
    expect(steerRun(dir, 'order-9', { id: 's', act: 'abort', by: 'x' })).toBe(false);
    expect(existsSync(runPaths(dir, 'order-9').inbox)).toBe(false);
  });

  it('who recover at the terminal are told to the bot later, once', async () => {
    await carryOut({ ...BEGIN, run: 'local-1', by: 'terminal:root' }, parts());
    const [ended] = endedHere(dir);
    expect(ended).toMatchObject({ run: 'local-1', by: 'terminal:root', outcome: 'recovered' });
    expect(ended?.head).toBe(readRun(runPaths(dir, 'local-1').journal)?.tip);
    ended?.noted();
    expect(endedHere(dir)).toEqual([]);
  });
});

describe('what an act has taken for a while', () => {
  const LEASED = planOf(['freeze.lease', 'snapshot.make', 'doctor.lint', 'restart.process']);
  const begin = { ...BEGIN, plan: LEASED };
  type Keeps = NonNullable<Act['keeps']>;
  const leasing = (renew: Keeps['renew']): Own => ({
    do: async () => ({ ok: true, told: { leased: true } }),
    keeps: { until: 'lease.give-back', everyMs: 1, renew },
  });

  it('is renewed until it is given back, and never on its way at that time or after it', async () => {
    const happened: string[] = [];
    const enough = Promise.withResolvers<ActResult>();
    const renew: Keeps['renew'] = async ({ memory }) => {
      happened.push(`renew ${memory.told['lease.take']?.leased}`);
      if (happened.length === 3) enough.resolve({ ok: true });
      await setTimeout(30);
      happened.push('renewed');
    };
    const carried = await carryOut(
      begin,
      parts({
        acts: acts([], {
          'lease.take': leasing(renew),
          'doctor.lint': () => enough.promise,
          'lease.give-back': async () => okAfter(() => happened.push('given back')),
          restart: async () => {
            // Beats pass here.
            await setTimeout(60);
            return { ok: true };
          },
        }),
      }),
    );
    expect(carried).toMatchObject({ run: { outcome: 'recovered' } });
    expect(happened.filter((what) => what === 'renew true').length).toBeGreaterThan(1);
    expect(happened.slice(-2)).toEqual(['renewed', 'given back']);
  });

  it('is renewed by the process that goes on after a crash, and one that fails is tried again', async () => {
    const stop = new AbortController();
    const kept: Do = async () => okAfter(() => stop.abort());
    await carryOut(
      begin,
      parts({
        stop: stop.signal,
        acts: acts([], { 'lease.take': leasing(async () => {}), 'snapshot.make': kept }),
      }),
    );
    let renewals = 0;
    const again = Promise.withResolvers<ActResult>();
    const renew: Keeps['renew'] = async () => {
      renewals += 1;
      if (renewals < 3) throw new Error('The gateway is busy');
      again.resolve({ ok: true });
    };
    const lint: Do = () => again.promise;
    const own = { 'lease.take': leasing(renew), 'doctor.lint': lint };
    const on = await goOn('order-1', parts({ acts: acts([], own) }));
    expect(on).toMatchObject({ ok: true });
    expect(renewals).toBeGreaterThan(2);
  });

  it('is not renewed where it was not taken', async () => {
    let renewals = 0;
    const none = leasing(async () => void renewals++) as { do: Do; keeps: Keeps };
    const slow: Do = () => setTimeout(60, { ok: true });
    const refused: Do = async () => ({ ok: false, because: { code: 'lease.not-offered', params: {} } });
    await carryOut(
      begin,
      parts({ acts: acts([], { 'lease.take': { ...none, do: refused }, 'doctor.lint': slow }) }),
    );
    expect(renewals).toBe(0);
  });
});

/** A run whose act takes longer than its ten minutes, by a clock of its own; `answer` is what people then do. */
describe('a run that runs out of its ten minutes', () => {
  async function late(patienceMs = BEGIN.patienceMs) {
    let now = 1_800_000_000_000;
    const gate = Promise.withResolvers<ActResult>();
    const did: string[] = [];
    const given = parts({
      now: () => now,
      acts: acts(did, { 'snapshot.make': { do: () => gate.promise, limitMs: 60_000 } }),
    });
    const running = carryOut({ ...BEGIN, patienceMs }, given);
    await expect.poll(() => did).toContain('snapshot.make');
    const begun = given.told.at(-1)?.until ?? 0;
    now = begun;
    const asks = () => given.told.at(-1)?.asks?.code ?? null;
    await expect.poll(asks).toBe('asks.time-is-over');
    gate.resolve({ ok: true });
    const word = (act: string, id = act) =>
      steerRun(dir, 'order-1', { id, act, by: 'slack:T1/U2', because: 'it is nearly there' });
    const until = () => given.told.at(-1)?.until ?? 0;
    return { running, did, given, word, asks, until, now: () => now, later: (ms: number) => (now += ms) };
  }

  it.each(['continue', 'extend'])('goes on after %s with another ten minutes, once', async (act) => {
    const it = await late();
    // It stands still, though the act has ended.
    await expect.poll(() => it.given.told.at(-1)?.steps[1]?.state).toBe('done');
    expect(it.did).not.toContain('repair.apply');
    expect(it.word(act)).toBe(true);
    expect(await it.running).toMatchObject({
      run: {
        outcome: 'recovered',
        steered: [{ act, by: 'slack:T1/U2', because: 'it is nearly there' }],
        clock: { until: it.now() + CLOCK_MS },
      },
    });
    expect(it.did.filter((one) => one === 'repair.apply')).toHaveLength(1);
  });

  it('stands still as long as somebody is there, and goes back when nobody is', async () => {
    const it = await late();
    it.later(SILENCE_MS - 1);
    expect(it.word('still-there', 's-1')).toBe(true);
    const { journal } = runPaths(dir, 'order-1');
    const heard = () => readRun(journal)?.records.some(({ event }) => event.type === 'steer');
    await expect.poll(heard).toBe(true);
    it.later(SILENCE_MS - 1);
    expect(it.asks()).toBe('asks.time-is-over');
    it.later(1);
    expect(await it.running).toMatchObject({ run: { because: { code: 'run.nobody-answers' } } });
    expect(it.did).not.toContain('restart');
  });

  it('is not waited for at the terminal, where nobody presses anything', async () => {
    const it = await late(0);
    expect(await it.running).toMatchObject({ run: { because: { code: 'asks.time-is-over' } } });
    expect(it.did).not.toContain('repair.apply');
  });
});

describe('the budget of restarts', () => {
  const at = (now: number, max = 3) => restartBudget(dir, { max, windowMs: 900_000 }, () => now);
  const FREE = { spare: 0, must: false };

  it('is three in fifteen minutes, over all crashes, and each restart counts once', () => {
    for (const key of ['a', 'b', 'b', 'c']) expect(at(1_000_000)(key, FREE)).toBeNull();
    expect(at(1_000_000)('d', FREE)).toEqual({
      code: 'budget.restarts-spent',
      params: { max: '3', minutes: '15' },
    });
    expect(at(1_900_001)('d', FREE)).toBeNull();
  });

  it('keeps one for the way back, which is never refused', () => {
    expect(at(1)('a', FREE)).toBeNull();
    expect(at(1)('b', FREE)).toBeNull();
    expect(at(1)('c', { spare: 1, must: false })).not.toBeNull();
    expect(at(1)('c', { spare: 0, must: true })).toBeNull();
  });

  it('does not lock the host for days when its clock was set back: clock three days off', () => {
    for (const key of ['a', 'b', 'c']) at(300_000_000)(key, FREE);
    expect(at(1_000)('d', FREE)).toBeNull();
  });

  it('ends a run that would restart beyond it, and puts the files back', async () => {
    const did: string[] = [];
    const carried = await carryOut(
      BEGIN,
      parts({ acts: acts(did), budget: restartBudget(dir, { max: 1, windowMs: 900_000 }, Date.now) }),
    );
    expect(did).toContain('snapshot.put-back');
    expect(carried).toMatchObject({ run: { because: { code: 'budget.restarts-spent' } } });
  });
});

it('a journal that was tampered with is not gone on with', async () => {
  const stop = new AbortController();
  await carryOut(
    BEGIN,
    parts({
      stop: stop.signal,
      acts: acts([], { 'repair.apply': async () => okAfter(() => stop.abort()) }),
    }),
  );
  const { journal } = runPaths(dir, 'order-1');
  writeFileSync(journal, readFileSync(journal, 'utf8').replace('"type":"begin"', '"type":"tick"'));
  const did: string[] = [];
  expect(await goOn('order-1', parts({ acts: acts(did) }))).toMatchObject({
    ok: false,
    because: { code: 'run.journal-unreadable' },
  });
  expect(did).toEqual([]);
});
