/** `recover --local`: what is not ill is not touched, nothing is changed unasked, and "recovered" is held against a second look. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Policy } from '../../../src/agent/channel/policy.ts';
import type { HereOptions } from '../../../src/agent/recovery/here-options.ts';
import type { MakePlan, Triage } from '../../../src/agent/recovery/means.ts';
import { recoverHere } from '../../../src/agent/recovery/recover-here.ts';
import { endedHere, openRuns, runPaths } from '../../../src/agent/recovery/run-folder.ts';
import type { Because } from '../../../src/protocol/recovery.ts';
import type { Act, ActResult } from '../../../src/runbooks/act.ts';
import { ACT_IDS, termsOf } from '../../../src/runbooks/steps.ts';
import { planOf } from '../../runbooks/plan.ts';

/** A code with its values: what is told in which words is another test's. */
const inCodes = ({ code, params }: Because): string => {
  const values = Object.entries(params).map(([name, value]) => `${name}: ${value}`);
  return values.length === 0 ? code : `${code} (${values.join(', ')})`;
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'here-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const PROVED = { level: 'control', read: 'done', write: 'done', because: null } as const;
const PLAN = planOf(['snapshot.make', 'config.set-workspace', 'restart.process'], {
  finding: 'workspace-path-missing',
});
const ILL = {
  findings: ['workspace-path-missing', 'cron-disabled'],
  gateway: 'default',
  verdict: 'degraded',
  looked: true,
};
const WELL = { findings: ['cron-disabled'], gateway: 'default', verdict: 'healthy', looked: true };

/** Looks that are seen one after another; the last one stays. */
function looks(...all: Awaited<ReturnType<Triage>>[]): Triage {
  return async () => (all.length > 1 ? all.shift() : all[0]) as Awaited<ReturnType<Triage>>;
}

function options(more: Partial<HereOptions> = {}, answers: Readonly<Record<string, ActResult>> = {}) {
  const did: string[] = [];
  const acts = new Map(
    ACT_IDS.map((id): [string, Act] => [
      id,
      {
        id,
        mutates: termsOf(id).mutates,
        limitMs: 5_000,
        async do() {
          did.push(id);
          const changed = id === 'repair.apply' ? { changed: PLAN.changes } : {};
          return (
            answers[id] ?? (id === 'acceptance' ? { ok: true, acceptance: PROVED } : { ok: true, ...changed })
          );
        },
      },
    ]),
  );
  const given: HereOptions = {
    stateDir: dir,
    env: { HOME: dir, OPENCLAW_STATE_DIR: join(dir, 'gateway') },
    planOnly: false,
    waits: { usual: 30, ofCrashes: 60, between: 1 },
    yes: { because: 'users wait' },
    by: 'terminal:root',
    policy: Policy.parse({}),
    makePlan: async () => ({ ok: true, plan: PLAN, memory: {} }),
    acts: () => acts,
    triage: looks(ILL, WELL),
    ask: async () => true,
    progress: () => undefined,
    words: inCodes,
    abort: new AbortController().signal,
    stop: new AbortController().signal,
    ...more,
  };
  return { given, did };
}

it('plans from the first finding, carries it out, looks again, and says what was changed', async () => {
  const asked: Parameters<MakePlan>[0][] = [];
  const { given, did } = options({
    makePlan: async (wanted) => {
      asked.push(wanted);
      return { ok: true, plan: PLAN, memory: {} };
    },
  });
  const { code, report } = await recoverHere(given);
  expect(asked).toMatchObject([{ finding: 'workspace-path-missing', gateway: 'default' }]);
  expect(code).toBe(0);
  expect(report).toMatchObject({
    schema: 1,
    finding: 'workspace-path-missing',
    path: 'repair',
    plan: [
      { step: 'snapshot', mutates: true, because: 'way.asked', command: 'openclaw gateway restart' },
      {},
      {},
    ],
    changed: PLAN.changes,
    acceptance: { level: 'control', read: 'done', write: 'done' },
    still: ['cron-disabled'],
    outcome: 'recovered',
  });
  expect(report.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    'freeze done',
    'snapshot done',
    'change done',
    'acceptance done',
  ]);
  expect(did).toContain('restart');
  expect(endedHere(dir)).toMatchObject([{ by: 'terminal:root', outcome: 'recovered' }]);
});

describe('changes nothing', () => {
  const NOTHING = { findings: [], gateway: null, verdict: 'healthy', looked: true };
  it.each([
    ['on a healthy host', { triage: looks(NOTHING) }, 2, 'refused', 'look.nothing-found (verdict: healthy)'],
    [
      'on one that only waits',
      { triage: looks({ ...NOTHING, verdict: 'waiting' }) },
      2,
      'refused',
      'look.nothing-found (verdict: waiting)',
    ],
    [
      'where nothing could be seen',
      { triage: looks({ ...NOTHING, verdict: 'unknown', looked: false }) },
      2,
      'refused',
      'look.could-not',
    ],
    [
      'where no repair applies',
      { makePlan: async () => ({ ok: false, because: { code: 'plan.none-applies', params: {} } }) },
      1,
      'escalated',
      'plan.none-applies',
    ],
    [
      'where it is not seen twice',
      { makePlan: async () => ({ ok: false, because: { code: 'restart.passing', params: {} } }) },
      2,
      'refused',
      'restart.passing',
    ],
    ['when the person says no', { yes: null, ask: async () => false }, 2, 'refused', 'run.not-wanted'],
    ['when only the plan is wanted', { planOnly: true }, 0, null, undefined],
  ] as [string, Partial<HereOptions>, number, string | null, string | undefined][])(
    '%s',
    async (_name, more, code, outcome, because) => {
      const { given, did } = options(more);
      const result = await recoverHere(given);
      expect(did).toEqual([]);
      expect(result.code).toBe(code);
      expect(result.report.outcome).toBe(outcome);
      expect(result.report.because).toBe(because);
    },
  );
});

describe('never says recovered', () => {
  it.each([
    ['of a gateway that still shows the finding', looks(ILL, ILL)],
    ['of one that is down afterwards', looks(ILL, { ...WELL, findings: [], verdict: 'down' })],
    ['of one that nobody saw', looks(ILL, { ...WELL, findings: [], verdict: 'unknown' })],
    [
      'where nobody could look again',
      looks(ILL, { findings: [], gateway: null, verdict: 'unknown', looked: false }),
    ],
  ])('%s, whatever the run believes', async (_name, triage) => {
    const { given } = options({ triage });
    const { code, report } = await recoverHere(given);
    expect([code, report.outcome]).toEqual([1, 'escalated']);
  });

  it('of one where something has come that was not there', async () => {
    const come = { ...WELL, findings: ['cron-disabled', 'disk-full'], verdict: 'degraded' };
    const { given, did } = options({ triage: looks(ILL, come) });
    const { code, report } = await recoverHere(given);
    expect([code, report.outcome, report.because]).toEqual([
      ...[1, 'escalated'],
      'look-again.appeared (finding: workspace-path-missing, appeared: disk-full)',
    ]);
    expect(did).not.toContain('snapshot.put-back');
  });

  it('of one that was down without a finding and is not healthy', async () => {
    const down = { findings: [], gateway: 'default', verdict: 'down', looked: true };
    const makePlan: MakePlan = async () => ({
      ok: true,
      plan: planOf(['start.process'], { finding: null }),
      memory: {},
    });
    for (const [verdict, outcome] of [
      ['degraded', 'escalated'],
      ['healthy', 'recovered'],
    ] as const) {
      const { given } = options({ makePlan, triage: looks(down, { ...down, verdict }) });
      expect((await recoverHere(given)).report.outcome).toBe(outcome);
    }
  });

  it('of one of two things that somebody complained of, and of one alone where nobody did', async () => {
    const outcomes = [];
    for (const complained of [true, false]) {
      const { given } = options({ complained, triage: looks(ILL, WELL) });
      outcomes.push((await recoverHere(given)).report.outcome);
    }
    expect(outcomes).toEqual(['escalated', 'recovered']);
  });

  it('of what explains a complaint; what is of another cause may stay', async () => {
    const explained = { ...ILL, explains: ['workspace-path-missing'] };
    const { given } = options({ complained: true, triage: looks(explained, WELL) });
    expect((await recoverHere(given)).report.outcome).toBe('recovered');
  });

  it('where acceptance fails: everything is put back, and nothing is said to be changed', async () => {
    const refused: ActResult = {
      ok: false,
      because: { code: 'acceptance.tools-denied', params: { tool: 'write' } },
    };
    const { given, did } = options({ triage: looks(ILL, ILL) }, { acceptance: refused });
    const { code, report } = await recoverHere(given);
    expect(did).toContain('snapshot.put-back');
    expect(code).toBe(1);
    expect(report).toMatchObject({
      outcome: 'rolled-back',
      changed: [],
      because: 'acceptance.tools-denied (tool: write)',
    });
  });
});

describe('never says that nothing was changed', () => {
  it('of a run that was stopped in the middle; the next call goes on with it', async () => {
    const stop = new AbortController();
    const { given } = options({ stop: stop.signal });
    const acts = new Map(given.acts({} as never));
    const restart = acts.get('restart') as Act;
    acts.set('restart', {
      ...restart,
      async do(tools) {
        stop.abort();
        return restart.do(tools);
      },
    });
    const { code, report } = await recoverHere({ ...given, acts: () => acts });
    expect([code, report.outcome, report.because]).toEqual([1, 'escalated', 'run.stands (why: run.stopped)']);
    expect(report.changed).toEqual(PLAN.changes);
    expect(openRuns(dir)).toHaveLength(1);
    const again = options({ triage: looks(WELL) });
    expect((await recoverHere(again.given)).report.outcome).toBe('recovered');
    expect(again.did).not.toContain('repair.apply');
  });

  it('of a run whose journal nobody can read', async () => {
    const stop = new AbortController();
    const { given } = options({ stop: stop.signal });
    const acts = new Map(given.acts({} as never));
    const restart = acts.get('restart') as Act;
    acts.set('restart', {
      ...restart,
      async do(tools) {
        stop.abort();
        return restart.do(tools);
      },
    });
    await recoverHere({ ...given, acts: () => acts });
    const [run = ''] = openRuns(dir);
    writeFileSync(runPaths(dir, run).journal, 'not a journal\n'.repeat(3));
    const { code, report } = await recoverHere(options().given);
    expect([code, report.outcome]).toEqual([1, 'escalated']);
    expect(report.steps).toMatchObject([{ step: 'change', state: 'unknown' }]);
    expect(report.because).toMatch(/^run\.journal-unreadable/);
  });
});

it('what the person interrupts is put back', async () => {
  const abort = new AbortController();
  const { given, did } = options({ abort: abort.signal, triage: looks(ILL, ILL) });
  const acts = given.acts({} as never);
  const acceptance = acts.get('acceptance') as Act;
  acceptance.do = async ({ signal }) => {
    abort.abort();
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return { ok: false, because: { code: 'act.cancelled', params: {} } };
  };
  const { report } = await recoverHere(given);
  expect(did).toContain('snapshot.put-back');
  expect(report).toMatchObject({ outcome: 'rolled-back', because: 'run.aborted (by: terminal:root)' });
});

it('a run that was interrupted is ended first, and that is all', async () => {
  const stop = new AbortController();
  const first = options({ stop: stop.signal });
  const snapshot = first.given.acts({} as never).get('repair.apply') as Act;
  snapshot.do = async () => {
    stop.abort();
    return { ok: true };
  };
  await recoverHere(first.given);
  expect(openRuns(dir)).toHaveLength(1);
  let planned = 0;
  const second = options({
    triage: looks(WELL),
    makePlan: async () => {
      planned += 1;
      return { ok: true, plan: PLAN, memory: {} };
    },
  });
  const { code, report } = await recoverHere(second.given);
  expect([code, report.outcome]).toEqual([0, 'recovered']);
  expect(second.did).not.toContain('snapshot.make');
  expect(planned).toBe(0);
  expect(openRuns(dir)).toEqual([]);
});

it('says recovered though a busy gateway missed the first of the last looks', async () => {
  const missed = { ...WELL, findings: [], verdict: 'down' };
  const told: string[] = [];
  const waiting = ({ code }: Because): void => void told.push(code);
  const { given } = options({ triage: looks(ILL, missed, WELL), waiting });
  expect((await recoverHere(given)).report.outcome).toBe('recovered');
  // Nobody sits before a silent terminal meanwhile.
  expect(told).toEqual(['look-again.waits']);
});

describe('ends with one result, whatever breaks', () => {
  const breaks = (error: unknown) => () => {
    throw error;
  };
  const SECRET = 'sk-a-secret-that-was-read';

  it('where nothing was begun: refused, and nothing was changed', async () => {
    for (const more of [
      { triage: breaks(new TypeError(SECRET)) },
      { makePlan: breaks(new TypeError(SECRET)) },
    ]) {
      const { given, did } = options(more);
      const { code, report } = await recoverHere(given);
      expect([code, report.outcome, report.because]).toEqual([
        2,
        'refused',
        'recover.broke (kind: TypeError)',
      ]);
      expect([did, JSON.stringify(report).includes(SECRET)]).toEqual([[], false]);
    }
  });

  it('where its own folder is not safe: with what to do', async () => {
    chmodSync(dir, 0o755);
    const { code, report } = await recoverHere(options().given);
    chmodSync(dir, 0o700);
    expect([code, report.outcome]).toEqual([2, 'refused']);
    expect(report.because).toContain(`chmod 700 ${dir}`);
  });

  it('where a run has begun: escalated, with its steps, and the next call goes on', async () => {
    const broken = Promise.withResolvers<never>();
    const { given } = options({ broken: broken.promise });
    const acts = given.acts({} as never);
    const restart = acts.get('restart') as Act;
    const gone = Promise.withResolvers<ActResult>();
    restart.do = async () => {
      broken.reject(new RangeError('nobody expected this'));
      return gone.promise;
    };
    const { code, report } = await recoverHere(given);
    expect([code, report.outcome, report.because]).toEqual([
      1,
      'escalated',
      'run.stands (why: recover.broke (kind: RangeError))',
    ]);
    expect(report.steps.some(({ state }) => state === 'done')).toBe(true);
    expect(openRuns(dir)).toHaveLength(1);
    gone.resolve({ ok: true });
    await expect.poll(() => openRuns(dir)).toEqual([]);
  });

  it('where the last look breaks: escalated, with what was done', async () => {
    let looked = 0;
    const triage: Triage = async () => {
      looked += 1;
      if (looked > 1) throw new TypeError('broken');
      return ILL;
    };
    const { code, report } = await recoverHere(options({ triage }).given);
    expect([code, report.outcome, report.because]).toEqual([
      1,
      'escalated',
      'recover.broke (kind: TypeError)',
    ]);
    expect(report.changed).toEqual(PLAN.changes);
  });
});

describe('takes no more time than it was given', () => {
  /** A hundredth of a second, in minutes. */
  const MOMENT = 1 / 6_000;

  it('where planning hangs: nothing was changed, and what hung is told', async () => {
    const makePlan: MakePlan = async (_wanted, { say, signal }) => {
      say({ code: 'plan.looks', params: { repair: 'config-rollback' } });
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { ok: true, plan: PLAN, memory: {} };
    };
    const { given, did } = options({ makePlan, minutes: MOMENT });
    const { code, report } = await recoverHere(given);
    expect([code, report.outcome]).toEqual([1, 'escalated']);
    expect(report.because).toContain('at: plan.looks (repair: config-rollback)');
    expect(did).toEqual([]);
  });

  it('while it works: the act is not cut, no other follows it, and what was changed is put back', async () => {
    const { given, did } = options({ minutes: 1 / 60, triage: looks(ILL, ILL) });
    const acts = given.acts({} as never);
    const apply = acts.get('repair.apply') as Act;
    let cut = false;
    apply.do = async ({ signal }) => {
      await setTimeout(2_500);
      cut = signal.aborted;
      did.push('repair.apply');
      return { ok: true, changed: PLAN.changes };
    };
    const { code, report } = await recoverHere(given);
    expect([code, report.outcome, report.because]).toEqual([
      1,
      'rolled-back',
      'asks.given-time-is-over (next: put-back)',
    ]);
    expect(cut).toBe(false);
    expect(did).toContain('snapshot.put-back');
    expect(did).not.toContain('restart');
    expect(report.changed).toEqual([]);
  });

  it('and a person who thinks about the plan uses none of it up', async () => {
    const ask = async (): Promise<boolean> => {
      await setTimeout(1_500);
      return true;
    };
    const { given } = options({ yes: null, ask, minutes: 1 / 60 });
    expect((await recoverHere(given)).report.outcome).toBe('recovered');
  });
});

it('who interrupts it before it has begun is obeyed', async () => {
  const abort = new AbortController();
  const makePlan: MakePlan = async () => {
    abort.abort();
    return { ok: true, plan: PLAN, memory: {} };
  };
  const { given, did } = options({ makePlan, abort: abort.signal });
  expect((await recoverHere(given)).report).toMatchObject({ outcome: 'refused', because: 'run.not-wanted' });
  expect(did).toEqual([]);
});

it('says what goes on where that takes longer than a moment', async () => {
  const slow: string[] = [];
  const makePlan: MakePlan = async (_wanted, { say, takes }) => {
    say({ code: 'plan.looks', params: { repair: 'config-rollback' } });
    const asks = { code: 'plan.validates', params: {} };
    await (takes?.(asks, setTimeout(2_200)) ?? null);
    return { ok: true, plan: PLAN, memory: {} };
  };
  const { given } = options({ makePlan, slow: (what) => void slow.push(inCodes(what)) });
  expect((await recoverHere(given)).report.outcome).toBe('recovered');
  expect(slow.sort()).toEqual(['plan.looks (repair: config-rollback)', 'plan.validates']);
});
