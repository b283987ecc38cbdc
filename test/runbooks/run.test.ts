/** The run as a table of what happens to it, and three promises under random events with crashes. */
import { describe, expect, it } from 'vitest';
import { type Plan, Progress } from '../../src/protocol/recovery.ts';
import { wentOn } from '../../src/protocol/went-on.ts';
import type { ActResult } from '../../src/runbooks/act.ts';
import { CLOCK_MS, HARD_MS, SILENCE_MS } from '../../src/runbooks/clock.ts';
import { localReport, progressOf } from '../../src/runbooks/progress.ts';
import { keepUnconfirmed } from '../../src/runbooks/recovered.ts';
import { advanceRun, wakeAt } from '../../src/runbooks/run.ts';
import { newRun, type Run, type RunEvent, type RunOrder } from '../../src/runbooks/run-record.ts';
import { type ActId, actsOf, termsOf } from '../../src/runbooks/steps.ts';
import { planOf, WHOLE } from './plan.ts';

const PROVED = { level: 'control', read: 'done', write: 'done', because: null } as const;
const FAIL = (code: string): ActResult => ({ ok: false, because: { code, params: {} } });
const DOUBT: ActResult = { ok: null, because: { code: 'act.took-too-long', params: {} } };
const DIGEST = 'd'.repeat(43);

function start(plan: Plan, patienceMs = SILENCE_MS): Run {
  const acts = actsOf(plan);
  if (acts === null) throw new Error('The plan has no acts.');
  return newRun({ id: 'run-1', plan, digest: DIGEST, memory: {}, order: {}, acts, patienceMs });
}

/** A host on which everything works, but for what `answers` says; notes what it was told to do. */
function host(
  plan: Plan,
  answers: Partial<Record<ActId, (ActResult | 'hang')[]>> = {},
  patienceMs = SILENCE_MS,
) {
  let run = start(plan, patienceMs);
  let now = 1_800_000_000_000;
  const did: string[] = [];
  const over = { times: 0 };
  const answer = (act: ActId): ActResult | 'hang' =>
    answers[act]?.shift() ?? (act === 'acceptance' ? { ok: true, acceptance: PROVED } : { ok: true });
  const seen: Partial<Record<ActId, 'done' | 'not-done' | 'unknown'>> = {};

  function tell(event: RunEvent, after = 0): void {
    now += after;
    const next = advanceRun(run, event, now);
    run = next.run;
    for (const order of next.orders) carry(order);
  }
  function carry(order: RunOrder): void {
    if (order.do === 'over') over.times += 1;
    else if (order.do === 'cancel') did.push(`cancel ${run.rows[order.n]?.act}`);
    else if (order.do === 'look') {
      did.push(`look ${order.act}`);
      tell({ type: 'looked', n: order.n, seen: seen[order.act] ?? 'unknown' });
    } else {
      tell({ type: 'act-began', n: order.n });
      did.push(order.act);
      const result = answer(order.act);
      if (result !== 'hang') tell({ type: 'act-ended', n: order.n, result }, 1_000);
    }
  }
  const rowOf = (act: ActId) => run.rows.findLast((row) => row.act === act);
  return { tell, did, over, seen, run: () => run, rowOf, now: () => now };
}

const steer = (
  act: 'pause' | 'continue' | 'skip' | 'abort' | 'extend' | 'roll-back' | 'still-there',
  step?: 'acceptance' | 'snapshot' | 'doctor',
): RunEvent => ({ type: 'steer', act, by: 'slack:T1/U1', because: 'I looked', step });

describe('a run', () => {
  it('does its acts one after another and is recovered once acceptance has shown it', () => {
    const it = host(WHOLE);
    it.tell({ type: 'begin' });
    expect(it.did).toEqual(actsOf(WHOLE));
    expect(it.run()).toMatchObject({ state: 'over', outcome: 'recovered' });
    expect(it.over.times).toBe(1);
  });

  it('begins once', () => {
    const it = host(WHOLE);
    it.tell({ type: 'begin' });
    it.tell({ type: 'begin' });
    expect(it.did.filter((act) => act === 'restart')).toHaveLength(1);
  });

  it('refuses where the plan no longer stands, and has touched nothing: config edited between approval and run', () => {
    const it = host(WHOLE, { standing: [FAIL('config.changed-meanwhile')] });
    it.tell({ type: 'begin' });
    expect(it.did).toEqual(['standing']);
    expect(it.run()).toMatchObject({ outcome: 'refused', because: { code: 'config.changed-meanwhile' } });
  });

  it('puts the previous files back when acceptance fails, and restarts into them', () => {
    const it = host(WHOLE, { acceptance: [FAIL('acceptance.tools-denied')] });
    it.tell({ type: 'begin' });
    const from = it.did.indexOf('acceptance') + 1;
    expect(it.did.slice(from)).toEqual([
      'lease.give-back',
      'snapshot.put-back',
      'validate.config',
      'restart',
      'restart.proof',
    ]);
    expect(it.run()).toMatchObject({ outcome: 'rolled-back', because: { code: 'acceptance.tools-denied' } });
  });

  it('puts them back when the finding is still there, though acceptance passed', () => {
    const it = host(WHOLE, { 'look-again': [FAIL('look-again.still')] });
    it.tell({ type: 'begin' });
    expect(it.did).toContain('snapshot.put-back');
    expect(it.run().outcome).toBe('rolled-back');
  });

  it('keeps a repair after which something else has come, and does not call it recovered', () => {
    const because = {
      code: 'look-again.appeared',
      params: { finding: 'token-drift', appeared: 'disk-full' },
    };
    const it = host(WHOLE, { 'look-again': [{ ok: true, told: keepUnconfirmed(because) }] });
    it.tell({ type: 'begin' });
    expect(it.did).not.toContain('snapshot.put-back');
    expect(it.run()).toMatchObject({ outcome: 'escalated', because });
  });

  it('restarts into no files that OpenClaw refuses: what runs goes on', () => {
    const it = host(WHOLE, {
      acceptance: [FAIL('acceptance.no-model')],
      'validate.config': [{ ok: true }, FAIL('config.invalid')],
    });
    it.tell({ type: 'begin' });
    expect(it.did.at(-1)).toBe('validate.config');
    expect(it.run()).toMatchObject({ outcome: 'rolled-back', because: { code: 'acceptance.no-model' } });
  });

  it('does not restart on the way back what did not run before', () => {
    const down = planOf(['config.remove-unknown-key', 'start.process'], {
      standing: { configSha256: null, instance: null },
    });
    const it = host(down, { acceptance: [FAIL('acceptance.no-model')] });
    it.tell({ type: 'begin' });
    expect(it.did.slice(-2)).toEqual(['lease.give-back', 'snapshot.put-back']);
  });

  it('escalates where nothing can be put back', () => {
    const it = host(planOf(['restart.process']), { 'restart.proof': [FAIL('restart.never-back')] });
    it.tell({ type: 'begin' });
    expect(it.run()).toMatchObject({ outcome: 'escalated', because: { code: 'restart.never-back' } });
  });

  it('says escalated, not rolled back, where putting back has failed', () => {
    const it = host(WHOLE, {
      acceptance: [FAIL('acceptance.no-model')],
      'snapshot.put-back': [FAIL('config.changed-meanwhile')],
    });
    it.tell({ type: 'begin' });
    expect(it.run()).toMatchObject({
      outcome: 'escalated',
      because: { code: 'undo.failed', params: { act: 'snapshot.put-back' } },
    });
    expect(it.did.at(-1)).toBe('snapshot.put-back');
  });

  it('takes an acceptance that does not say what it has proved for a failed one', () => {
    const it = host(WHOLE, { acceptance: [{ ok: true }] });
    it.tell({ type: 'begin' });
    expect(it.run().outcome).toBe('rolled-back');
  });

  it('gives a lease back that it took, however it ends', () => {
    const it = host(WHOLE, { 'snapshot.make': [FAIL('snapshot.no-room')] });
    it.tell({ type: 'begin' });
    expect(it.did.slice(-2)).toEqual(['snapshot.make', 'lease.give-back']);
    expect(it.run().outcome).toBe('refused');
  });

  it('goes on with what is only worth telling', () => {
    const it = host(WHOLE, {
      'doctor.lint': [FAIL('doctor.errors')],
      'lease.take': [FAIL('lease.not-offered')],
    });
    it.tell({ type: 'begin' });
    expect(it.run().outcome).toBe('recovered');
  });

  // What is only worth telling is no less a failure: nobody is to read that it was done.
  it.each([
    ['doctor.lint', FAIL('doctor.errors'), 'doctor', 'doctor.errors'],
    ['lease.take', FAIL('lease.not-offered'), 'freeze', 'lease.not-offered'],
    ['blast-radius', FAIL('gateway.closed'), 'freeze', 'gateway.closed'],
    // A file that is about to be repaired is found at fault before.
    ['validate.config', FAIL('config.invalid'), 'validate', 'config.invalid'],
    ['validate.route', FAIL('route.unknown'), 'validate', 'route.unknown'],
    ['validate.workspace', DOUBT, 'validate', 'act.took-too-long'],
    ['lease.give-back', FAIL('gateway.closed'), 'change', 'gateway.closed'],
  ] as const)('shows %s that failed as failed, and that the run went on', (act, result, step, code) => {
    const it = host(WHOLE, { [act]: [result] });
    it.tell({ type: 'begin' });
    expect(it.rowOf(act)?.state).toBe('failed');
    const { steps } = progressOf(it.run(), { revision: 1, now: 1, saying: null });
    const n = steps.findIndex((one) => one.step === step);
    expect(steps[n]).toMatchObject({ state: 'failed', because: { code } });
    expect(steps.map((_, at) => wentOn(steps, at))).toEqual(steps.map((_, at) => at === n));
    expect(localReport(it.run(), [], ({ code: word }) => word).steps[n]).toEqual({
      step,
      state: 'failed',
      wentOn: true,
      tookMs: expect.any(Number),
      because: code,
    });
    expect(it.run().outcome).toBe('recovered');
  });

  it('says of no step that the run went on where it ended there', () => {
    const it = host(planOf(['validate', 'doctor', 'restart.process']), {
      'validate.config': [FAIL('config.invalid')],
    });
    it.tell({ type: 'begin' });
    const { steps } = progressOf(it.run(), { revision: 1, now: 1, saying: null });
    expect(steps.find(({ step }) => step === 'validate')).toMatchObject({ state: 'failed' });
    expect(steps.map((_, at) => wentOn(steps, at))).not.toContain(true);
  });

  it('shows a step that goes on after one of its acts has failed as running', () => {
    const it = host(WHOLE, { 'lease.give-back': [FAIL('gateway.closed')], restart: ['hang'] });
    it.tell({ type: 'begin' });
    const { steps } = progressOf(it.run(), { revision: 1, now: 1, saying: null });
    expect(steps.find(({ step }) => step === 'change')).toMatchObject({
      state: 'running',
      because: { code: 'gateway.closed' },
    });
  });
});

describe('an act that may have been carried out', () => {
  it.each([
    ['done', ['look restart'], 'recovered', 1],
    ['not-done', ['look restart'], 'recovered', 2],
  ] as const)('is looked at after a crash: %s', (seen, looks, outcome, restarts) => {
    const it = host(WHOLE, { restart: ['hang'] });
    it.seen.restart = seen;
    it.tell({ type: 'begin' });
    it.tell({ type: 'crashed-and-back' }, 5_000);
    expect(it.did.filter((did) => did.startsWith('look '))).toEqual(looks);
    expect(it.did.filter((did) => did === 'restart')).toHaveLength(restarts);
    expect(it.run().outcome).toBe(outcome);
  });

  it('is shown as unknown, is asked about and is not repeated', () => {
    const it = host(WHOLE, { restart: ['hang'] });
    it.tell({ type: 'begin' });
    it.tell({ type: 'crashed-and-back' }, 5_000);
    expect(it.run()).toMatchObject({
      state: 'going',
      asks: { code: 'asks.unknown', params: { act: 'restart', next: 'put-back' } },
    });
    expect(it.did.at(-1)).toBe('look restart');
    it.tell(steer('continue'));
    expect(it.did.filter((did) => did === 'restart')).toHaveLength(1);
    expect(it.run().outcome).toBe('recovered');
  });

  it('goes back by itself where nobody can answer', () => {
    const it = host(WHOLE, { 'repair.apply': [DOUBT] }, 0);
    it.tell({ type: 'begin' });
    expect(it.did.slice(-3)).toEqual(['look repair.apply', 'lease.give-back', 'snapshot.put-back']);
    expect(it.run().outcome).toBe('rolled-back');
  });

  it('is given up after it was seen not done twice', () => {
    const it = host(WHOLE, { restart: [DOUBT, DOUBT] });
    it.seen.restart = 'not-done';
    it.tell({ type: 'begin' });
    expect(it.run()).toMatchObject({ outcome: 'rolled-back' });
    expect(
      it.did.slice(0, it.did.indexOf('snapshot.put-back')).filter((did) => did === 'restart'),
    ).toHaveLength(2);
  });

  it('is done again at once where it changes nothing', () => {
    const it = host(WHOLE, { 'doctor.lint': ['hang'] });
    it.tell({ type: 'begin' });
    it.tell({ type: 'crashed-and-back' });
    expect(it.did.filter((did) => did === 'doctor.lint')).toHaveLength(2);
    expect(it.run().outcome).toBe('recovered');
  });
});

describe('the ten-minute clock', () => {
  const waiting = () => {
    const it = host(WHOLE, { acceptance: ['hang'] });
    it.tell({ type: 'begin' });
    it.tell({ type: 'tick' }, CLOCK_MS);
    return it;
  };

  it('stops and asks when it has run out, and says what comes next', () => {
    const it = waiting();
    expect(it.run()).toMatchObject({
      state: 'going',
      asks: { code: 'asks.time-is-over', params: { next: 'put-back' } },
    });
  });

  it('goes on as it was extended, with the name of who did', () => {
    const it = waiting();
    it.tell(steer('extend'));
    expect(it.run()).toMatchObject({
      asks: null,
      steered: [{ act: 'extend', by: 'slack:T1/U1', because: 'I looked' }],
    });
    expect((it.run().clock.until ?? 0) - it.now()).toBe(CLOCK_MS);
  });

  it('puts back when the bot is silent for 120 s while people are waited for, and not before', () => {
    const it = waiting();
    it.tell(steer('still-there'), 60_000);
    it.tell({ type: 'tick' }, SILENCE_MS - 1);
    expect(it.did).not.toContain('cancel acceptance');
    it.tell({ type: 'tick' }, 1);
    expect(it.did.at(-1)).toBe('cancel acceptance');
    it.tell({ type: 'act-ended', n: it.rowOf('acceptance')?.n ?? -1, result: FAIL('act.cancelled') });
    expect(it.run()).toMatchObject({ outcome: 'rolled-back', because: { code: 'run.nobody-answers' } });
  });

  it('is not asked about silence while it does not ask anybody: Slack away for the whole recovery', () => {
    const it = host(WHOLE, { acceptance: ['hang'] });
    it.tell({ type: 'begin' });
    it.tell({ type: 'tick' }, SILENCE_MS * 2);
    expect(it.run()).toMatchObject({ state: 'going', asks: null });
  });

  it('ends for good at its hard end, however often it is extended', () => {
    const it = waiting();
    for (let n = 0; n < 9; n++) it.tell(steer('extend'));
    expect(it.run().clock.until).toBe(it.run().clock.hardEnd);
    it.tell({ type: 'tick' }, HARD_MS);
    expect(it.did.at(-1)).toBe('cancel acceptance');
  });

  it('does not move away with a host clock that was set back three days', () => {
    const it = host(WHOLE, { acceptance: ['hang', 'hang'] });
    it.tell({ type: 'begin' });
    it.tell({ type: 'crashed-and-back' }, -3 * 86_400_000);
    expect((wakeAt(it.run()) ?? 0) - it.now()).toBeLessThanOrEqual(CLOCK_MS);
  });
});

describe('people', () => {
  it('pause it between two acts, by name, and continue it', () => {
    const it = host(WHOLE, { 'doctor.lint': ['hang'] });
    it.tell({ type: 'begin' });
    it.tell(steer('pause'));
    it.tell({ type: 'act-ended', n: it.rowOf('doctor.lint')?.n ?? -1, result: { ok: true } });
    expect(it.did.at(-1)).toBe('doctor.lint');
    expect(it.run().paused).toEqual({ by: 'slack:T1/U1', because: 'I looked' });
    it.tell(steer('continue'));
    expect(it.run().outcome).toBe('recovered');
  });

  it('skip a look, but neither the snapshot nor the change', () => {
    const it = host(WHOLE, { standing: ['hang'] });
    it.tell({ type: 'begin' });
    it.tell(steer('skip', 'doctor'));
    it.tell(steer('skip', 'snapshot'));
    it.tell({ type: 'act-ended', n: 0, result: { ok: true } });
    expect(it.did).not.toContain('doctor.lint');
    expect(it.did).toContain('snapshot.make');
    expect(it.run().outcome).toBe('recovered');
  });

  it('who skip acceptance never get to hear "recovered"', () => {
    const it = host(WHOLE, { standing: ['hang'] });
    it.tell({ type: 'begin' });
    it.tell(steer('skip', 'acceptance'));
    it.tell({ type: 'act-ended', n: 0, result: { ok: true } });
    expect(it.run()).toMatchObject({ outcome: 'escalated', because: { code: 'acceptance.skipped' } });
  });

  it('abort it before anything was changed: refused, and nothing is put back', () => {
    const it = host(WHOLE, { 'doctor.lint': ['hang'] });
    it.tell({ type: 'begin' });
    it.tell(steer('abort'));
    it.tell({ type: 'act-ended', n: it.rowOf('doctor.lint')?.n ?? -1, result: FAIL('act.cancelled') });
    expect(it.run()).toMatchObject({
      outcome: 'refused',
      because: { code: 'run.aborted', params: { by: 'slack:T1/U1' } },
    });
    expect(it.did).not.toContain('snapshot.put-back');
  });

  it.each(['abort', 'roll-back'] as const)('%s it afterwards: the previous files are back', (act) => {
    const it = host(WHOLE, { acceptance: ['hang'] });
    it.tell({ type: 'begin' });
    it.tell(steer(act));
    it.tell({
      type: 'act-ended',
      n: it.rowOf('acceptance')?.n ?? -1,
      result: { ok: true, acceptance: PROVED },
    });
    expect(it.did).toContain('snapshot.put-back');
    expect(it.run().outcome).toBe('rolled-back');
  });

  it('do not hold up what puts the files back', () => {
    const it = host(WHOLE, { acceptance: [FAIL('acceptance.no-model')], 'snapshot.put-back': ['hang'] });
    it.tell({ type: 'begin' });
    for (const act of ['pause', 'abort', 'skip'] as const) it.tell(steer(act));
    it.tell({ type: 'act-ended', n: it.rowOf('snapshot.put-back')?.n ?? -1, result: { ok: true } });
    expect(it.run().outcome).toBe('rolled-back');
  });
});

it('tells nothing ahead of itself: its progress fits the wire at every moment', () => {
  const it = host(WHOLE, { acceptance: ['hang'] });
  it.tell({ type: 'begin' });
  const progress = progressOf(it.run(), { revision: 1, now: it.now(), saying: null });
  expect(Progress.safeParse(progress).success).toBe(true);
  expect(progress).toMatchObject({ outcome: null, now: { code: 'doing.acceptance' } });
  expect(progress.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'freeze done',
    'snapshot done',
    'validate done',
    'doctor done',
    'change done',
    'acceptance verifying',
  ]);
});

/** Mulberry32. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('under random events and crashes', () => {
  const plans = [
    WHOLE,
    planOf(['restart.process']),
    planOf(['config.x', 'start.process'], { standing: { configSha256: null, instance: null } }),
    planOf(['resume-frozen']),
  ];

  /** Plays one run: every order is answered somehow, at some time, or the process dies first. */
  function play(seed: number) {
    const chance = random(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
    const plan = pick(plans);
    let run = start(plan, pick([0, SILENCE_MS]));
    let now = 1_000_000;
    /** Rows whose effect may have happened and that nobody has seen not done since. */
    const mayHaveHappened = new Set<number>();
    const doubled: string[] = [];
    let open: RunOrder[] = [];
    const take = (event: RunEvent): void => {
      const next = advanceRun(run, event, now);
      run = next.run;
      open.push(...next.orders);
    };
    take({ type: 'begin' });
    let events = 0;
    while (run.state !== 'over' && events++ < 3_000) {
      now += Math.floor(chance() * 20_000);
      const what = chance();
      const order = open[0];
      if (what < 0.08) {
        open = [];
        take({ type: 'crashed-and-back' });
      } else if (what < 0.18)
        take(
          steer(pick(['pause', 'continue', 'skip', 'abort', 'extend', 'roll-back', 'still-there'] as const)),
        );
      else if (what < 0.3) take({ type: 'tick' });
      else if (what < 0.33)
        take({ type: 'act-ended', n: Math.floor(chance() * 20), result: { ok: true, acceptance: PROVED } });
      else if (what < 0.36) take({ type: 'looked', n: Math.floor(chance() * 20), seen: 'done' });
      else if (order === undefined) {
        now = Math.max(now, wakeAt(run) ?? now);
        take({ type: 'tick' });
      } else {
        open = open.slice(1);
        if (order.do === 'act') {
          take({ type: 'act-began', n: order.n });
          if (termsOf(order.act).mutates) {
            if (mayHaveHappened.has(order.n)) doubled.push(order.act);
            mayHaveHappened.add(order.n);
          }
          const result = pick<ActResult>([
            { ok: true, acceptance: PROVED },
            { ok: true, acceptance: PROVED },
            { ok: true },
            FAIL('x.y'),
            DOUBT,
          ]);
          if (chance() < 0.85) take({ type: 'act-ended', n: order.n, result });
        } else if (order.do === 'look') {
          const seen = pick(['done', 'not-done', 'unknown'] as const);
          if (seen === 'not-done') mayHaveHappened.delete(order.n);
          take({ type: 'looked', n: order.n, seen });
        } else if (order.do === 'cancel')
          take({ type: 'act-ended', n: order.n, result: FAIL('act.cancelled') });
      }
      // An act whose process died or that was lost ends by its limit.
      const lost = run.rows.find((row) => row.state === 'running');
      if (open.length === 0 && lost && chance() < 0.5) take({ type: 'act-ended', n: lost.n, result: DOUBT });
    }
    return { run, doubled, events };
  }

  it('nothing happens twice unseen, every run ends, and recovered is proved', { timeout: 120_000 }, () => {
    const outcomes = new Map<string, number>();
    for (let seed = 1; seed <= 4_000; seed++) {
      const { run, doubled } = play(seed);
      expect(doubled, `seed ${seed}`).toEqual([]);
      expect(run.state, `seed ${seed}`).toBe('over');
      expect(run.outcome, `seed ${seed}`).not.toBeNull();
      outcomes.set(run.outcome ?? '', (outcomes.get(run.outcome ?? '') ?? 0) + 1);
      if (run.outcome !== 'recovered') continue;
      const proof = run.rows.filter(({ act }) => termsOf(act).step === 'acceptance');
      expect(
        proof.map(({ state }) => state),
        `seed ${seed}`,
      ).toEqual(proof.map(() => 'done'));
      expect(run.acceptance, `seed ${seed}`).toMatchObject({ read: 'done', write: 'done' });
    }
    // The play reaches every end, or it would prove nothing.
    expect([...outcomes.keys()].sort()).toEqual(['escalated', 'recovered', 'refused', 'rolled-back']);
  });
});
