/** What a recovery becomes in every state when each event comes; that it never says more than the host, or the look. */
import { describe, expect, it } from 'vitest';
import { advance } from '../../src/incidents/incident.ts';
import type { Job } from '../../src/incidents/job.ts';
import type { Incident, Reading } from '../../src/incidents/record.ts';
import { freezeIdOf, PLAN_LIFE_MS, type Recovery } from '../../src/incidents/recovery.ts';
import { FREEZE_WITHIN_MS } from '../../src/incidents/recovery-run.ts';
import { SIGN_EVERY_MS } from '../../src/incidents/recovery-signs.ts';
import { wakeTime } from '../../src/incidents/wake-time.ts';
import type { Happening } from '../../src/incidents/work.ts';
import { sayNotBegun } from '../../src/protocol/not-begun.ts';
import { MIRA, names, reading, T0 } from './given.ts';
import {
  DRIFTS,
  found,
  HAPPENS,
  having,
  JON,
  LI,
  LOOK,
  LOOK_AFTER,
  PLAN_JOB,
  plan,
  progress,
  RECOVERED,
  RECOVERY,
  RUN_JOB,
  stands,
  the,
  toConsent,
  toEnd,
  toPlan,
  toRun,
  WORKED,
} from './given-recovery.ts';

const EVENTS: Record<string, () => Happening> = {
  'wished again': () => HAPPENS.wished({ person: JON }),
  'a plan': () => HAPPENS.planned(),
  'plan job done': () => HAPPENS.planDone(),
  'no plan': () => HAPPENS.refused('op', PLAN_JOB),
  started: () => HAPPENS.started(),
  'started with another plan': () => HAPPENS.started(MIRA, 'B'.repeat(43)),
  'approved by the requester': () => HAPPENS.approved(MIRA),
  'approved by another': () => HAPPENS.approved(),
  denied: () => HAPPENS.denied(),
  frozen: () => HAPPENS.frozen(),
  'frozen by somebody else': () => HAPPENS.notFrozen(),
  accepted: () => HAPPENS.accepted(),
  'host says recovered': () => HAPPENS.goes(RECOVERED),
  'run done': () => HAPPENS.runDone(),
  'refused by policy': () => HAPPENS.refused('policy'),
  'agent died': () => HAPPENS.refused('stopped'),
  aborted: () => HAPPENS.steered('abort'),
  escalated: () => HAPPENS.escalated(),
};

const STATES: Record<string, Incident> = {
  finding: having(HAPPENS.wished()),
  planning: having(...found),
  planned: having(...toPlan),
  consenting: having(...toConsent),
  freezing: having(...toConsent, HAPPENS.approved()),
  running: having(...toRun),
  ended: having(...toRun, HAPPENS.goes(progress({ revision: 9, outcome: 'rolled-back' })), HAPPENS.runDone()),
};

const same = (state: string): Record<string, string> =>
  Object.fromEntries(Object.keys(EVENTS).map((name) => [name, state]));

/** How it stands afterwards; what is not named leaves it as it is. */
const TABLE: Record<string, Record<string, string>> = {
  finding: { ...same('finding'), aborted: 'over: cancelled', escalated: 'over: escalated' },
  planning: {
    ...same('planning'),
    'a plan': 'planned',
    'plan job done': 'over: refused',
    'no plan': 'over: refused',
    aborted: 'over: cancelled',
    escalated: 'over: escalated',
  },
  planned: {
    ...same('planned'),
    started: 'consenting',
    aborted: 'over: cancelled',
    escalated: 'over: escalated',
  },
  consenting: {
    ...same('consenting'),
    'approved by another': 'freezing',
    denied: 'over: denied',
    aborted: 'over: cancelled',
    escalated: 'over: escalated',
  },
  freezing: {
    ...same('freezing'),
    denied: 'over: denied',
    frozen: 'running',
    'frozen by somebody else': 'over: refused',
    aborted: 'over: cancelled',
    escalated: 'over: escalated',
  },
  running: {
    ...same('running'),
    'run done': 'over: unknown',
    'refused by policy': 'over: refused',
    'agent died': 'over: unknown',
  },
  ended: { ...same('over: rolled-back'), escalated: 'over: escalated' },
};

describe('a recovery', () => {
  for (const [state, rows] of Object.entries(TABLE)) {
    it(`that is ${state} answers every event`, () => {
      const answers = Object.entries(EVENTS).map(([name, make]) => [
        name,
        stands(advance(STATES[state] as Incident, make(), T0 + 12_000).incident),
      ]);
      expect(Object.fromEntries(answers)).toEqual(rows);
    });
  }

  it.each([
    [['default/token-drift', 'default/config-invalid'], 'token-drift'],
    [['default/wrong-target-url', 'default/reload-off-stale-config'], 'reload-off-stale-config'],
    [['default/probe-false-red', 'default/token-drift'], 'token-drift'],
    [['default/probe-false-red'], 'probe-false-red'],
    [['work/token-drift', 'default/reload-off-stale-config'], 'token-drift'],
  ])('of a host with %j starts from %s, as at a terminal', (claimed, finding) => {
    const drifts = reading({ verdict: 'degraded', claims: claimed.length, claimed });
    const found = having(HAPPENS.wished(), HAPPENS.judged(LOOK, drifts), HAPPENS.looked(LOOK));
    expect(the(found).finding).toBe(finding);
  });

  it.each(['healthy', 'waiting'] as const)(
    'of a host that is %s is refused, unless a way was typed',
    (verdict) => {
      const well = [HAPPENS.judged(LOOK, reading({ verdict, claims: 0, claimed: [] })), HAPPENS.looked(LOOK)];
      expect(stands(having(HAPPENS.wished(), ...well))).toBe('over: refused');
      expect(stands(having(HAPPENS.wished({ way: 'rollback' }), ...well))).toBe('planning');
    },
  );

  it.each([
    ['way.needs-rights', 'escalated'],
    ['gateway.serves', 'refused'],
    ['restart.passing', 'refused'],
  ])('whose plan ends with %s is %s', (code, end) => {
    const because = { code, params: {} };
    const it = having(...found, HAPPENS.planned(plan({ path: 'escalate', because, steps: [] })));
    expect([stands(it), the(it).end?.because]).toEqual([`over: ${end}`, because]);
  });

  it('that the host has taken and not begun is refused with its reason, and holds nobody off any longer', () => {
    const because = { code: 'run.another', params: { run: 'run-8' } };
    const told = { ...HAPPENS.refused('failed'), why: sayNotBegun(because) } as Happening;
    const { incident, effects } = advance(having(...toRun), told, T0 + 12_000);
    expect(stands(incident)).toBe('over: refused');
    expect(the(incident).end?.because).toEqual(because);
    expect(effects.map(({ kind }) => kind)).toContain('unfreeze');
  });

  it('that the host refuses because nothing stands as it was is not frozen any longer, nor looked at again', () => {
    const changed = { code: 'config.changed-meanwhile', params: {} };
    const refused = progress({ revision: 9, outcome: 'refused', because: changed });
    const { incident, effects } = advance(
      having(...toRun, HAPPENS.goes(refused)),
      HAPPENS.runDone(),
      T0 + 12_000,
    );
    expect(stands(incident)).toBe('over: refused');
    expect(effects.map(({ kind }) => kind)).toContain('unfreeze');
    expect(effects.map(({ kind }) => kind)).not.toContain('dispatch');
  });

  it('tried again takes the place of the freeze that the try before has left', () => {
    const first = freezeIdOf({ id: RECOVERY });
    const back = [HAPPENS.goes(progress({ revision: 9, outcome: 'rolled-back' })), HAPPENS.runDone()];
    const failed = having(...toRun, ...back);
    expect(the(failed).freeze).toMatchObject({ id: first, state: 'held' });
    const one = {
      ...the(failed),
      id: `${the(failed).id}+`,
      n: 2,
      state: 'consenting',
      end: null,
    } as Recovery;
    const again: Recovery = { ...one, runJob: `${one.runJob}+`, freeze: { id: 'frz-2', state: 'wanted' } };
    const [job] = failed.jobs.filter(({ id }) => id === RUN_JOB);
    const asked = { ...job, id: `${RUN_JOB}+`, state: 'planned', approvals: [], endedAt: null } as Job;
    const it_ = { ...failed, recoveries: [...failed.recoveries, again], jobs: [...failed.jobs, asked] };
    const { effects } = advance(it_, HAPPENS.approved(JON, asked.id), T0 + 12_000);
    expect(effects.find(({ kind }) => kind === 'freeze')).toMatchObject({ freeze: 'frz-2', before: [first] });
  });

  it('looks first, and asks for a plan of what the look has found', () => {
    const { effects, incident } = advance(
      having(HAPPENS.wished(), HAPPENS.judged(LOOK, DRIFTS)),
      HAPPENS.looked(),
      T0 + 900,
    );
    expect(effects.filter(({ kind }) => kind === 'dispatch')).toMatchObject([
      { job: { op: 'recovery.plan', args: { finding: 'token-drift' }, requester: 'slack:T1/U1' } },
    ]);
    expect(the(incident).finding).toBe('token-drift');
  });

  it('sends nothing that changes the host before others agreed and everybody else is held off', () => {
    const ops = (events: Happening[]): string[] => {
      let it = having();
      return events.flatMap((one, n) => {
        const step = advance(it, one, T0 + n * 1_000);
        it = step.incident;
        return step.effects.flatMap((effect) =>
          effect.kind === 'dispatch' ? [effect.job.op] : effect.kind === 'freeze' ? ['freeze'] : [],
        );
      });
    };
    expect(ops(toConsent)).toEqual(['triage', 'recovery.plan']);
    expect(ops([...toConsent, HAPPENS.approved()])).toEqual(['triage', 'recovery.plan', 'freeze']);
    expect(ops(toRun)).toEqual(['triage', 'recovery.plan', 'freeze', 'recovery.run']);
  });

  it('orders exactly the plan that was agreed to, with the freeze that is its own', () => {
    const { effects } = advance(STATES.freezing as Incident, HAPPENS.frozen(), T0 + 20_000);
    expect(effects.find(({ kind }) => kind === 'dispatch')).toMatchObject({
      job: {
        op: 'recovery.run',
        args: { plan: 'A'.repeat(43), freeze: freezeIdOf({ id: RECOVERY }) },
        requester: 'slack:T1/U1',
        approvedBy: ['slack:T1/U2'],
      },
    });
  });

  it('waits for as many people as the host’s own policy asks for, each once', () => {
    const two = plan({ consent: { by: 'slack', needs: 2 } });
    const asked = [...found, HAPPENS.planned(two), HAPPENS.planDone(), HAPPENS.started()];
    expect(stands(having(...asked, HAPPENS.approved(), HAPPENS.approved()))).toBe('consenting');
    expect(stands(having(...asked, HAPPENS.approved(), HAPPENS.approved(LI)))).toBe('freezing');
  });

  it('takes two accounts of one person for one person', () => {
    const asked = [
      ...found.with(0, HAPPENS.wished({ person: { ...MIRA, as: 'slack:U1' } })),
      HAPPENS.planned(),
      HAPPENS.planDone(),
      HAPPENS.started({ id: 'mira', via: 'terminal', as: 'slack:U1' }),
    ];
    expect(stands(having(...asked, HAPPENS.approved({ ...MIRA, as: 'slack:U1' })))).toBe('consenting');
    expect(stands(having(...asked, HAPPENS.approved()))).toBe('freezing');
  });

  it('of two people is one: the second sees the first one’s, and a profile of its own takes its place', () => {
    expect(having(...toPlan, HAPPENS.wished({ person: JON })).recoveries).toHaveLength(1);
    const other = having(...toPlan, HAPPENS.wished({ person: JON, gateway: 'work' }));
    expect(other.recoveries.map(({ end }) => end?.as)).toEqual(['replaced', undefined]);
    expect(having(...toRun, HAPPENS.wished({ person: JON, gateway: 'work' })).recoveries).toHaveLength(1);
  });

  it('goes on without a freeze that nobody answers for, and says so', () => {
    const it = STATES.freezing as Incident;
    const approved = it.jobs.find(({ id }) => id === RUN_JOB)?.approvals[0]?.at ?? 0;
    expect(wakeTime(it)).toBe(approved + FREEZE_WITHIN_MS);
    const { incident } = advance(it, { type: 'tick' }, approved + FREEZE_WITHIN_MS);
    expect(the(incident)).toMatchObject({ state: 'running', freeze: { state: 'without' } });
  });

  it('that nobody starts in time is over, and so is one that nobody agrees to', () => {
    const planned = STATES.planned as Incident;
    const at = (the(planned).plannedAt ?? 0) + PLAN_LIFE_MS;
    expect(wakeTime(planned)).toBe(at);
    expect(stands(advance(planned, { type: 'tick' }, at).incident)).toBe('over: expired');
    expect(stands(advance(planned, HAPPENS.started(), at).incident)).toBe('over: expired');
    const consenting = STATES.consenting as Incident;
    const late = wakeTime(consenting) ?? 0;
    const { incident } = advance(consenting, { type: 'tick' }, late);
    expect(stands(incident)).toBe('over: expired');
    expect(stands(advance(incident, HAPPENS.approved(), late + 1).incident)).toBe('over: expired');
  });
});

describe('what a recovery says of its end', () => {
  const judged = (what = reading(), events: Happening[] = toEnd): string =>
    stands(having(...events, HAPPENS.judged(LOOK_AFTER, what), HAPPENS.looked(LOOK_AFTER)));
  const WAITING = reading({ verdict: 'waiting', claimed: [] });
  const OTHER = reading({ verdict: 'degraded', claims: 1, claimed: ['default/probe-false-green'] });
  const REMARK = reading({ claims: 1, claimed: ['default/probe-false-red'] });

  const DOWN = reading({ verdict: 'down', claims: 0, claimed: [] });

  it('is nothing before the look afterwards has ended', () => {
    expect(stands(having(...toRun, HAPPENS.goes(RECOVERED)))).toBe('running');
    expect(stands(having(...toEnd))).toBe('looking');
  });

  it.each([
    ['the finding is gone', reading({ claimed: [] }), 'recovered'],
    ['the finding is gone, and the gateway still frozen', WAITING, 'recovered'],
    ['the finding is gone, and another one has come', OTHER, 'not-confirmed'],
    ['the finding is gone, and only a remark is new', REMARK, 'recovered'],
    ['the finding is still there', DRIFTS, 'still-failing'],
    ['the finding is there on another gateway', reading({ claimed: ['work/token-drift'] }), 'recovered'],
    ['nothing runs that could show the finding', DOWN, 'still-failing'],
    [
      'the gateway is down with another finding',
      reading({ ...DOWN, claimed: ['default/config-invalid'] }),
      'still-failing',
    ],
    [
      'it may be a neighbour that is down',
      reading({ ...DOWN, claimed: ['work/config-invalid'] }),
      'not-confirmed',
    ],
    [
      'it is down, and a neighbour has a remark',
      reading({ ...DOWN, claimed: ['default/config-invalid', 'work/cron-disabled'] }),
      'still-failing',
    ],
    ['nobody saw the gateway', reading({ verdict: 'unknown', claims: 0, claimed: [] }), 'not-confirmed'],
  ])('where %s', (_what, what, end) => {
    expect(judged(what)).toBe(`over: ${end}`);
  });

  /** As after a look that found these beside the drift, for a complaint that these explain. */
  const foundBefore = (claimed: string[], explains?: string[]): Happening[] => {
    const more = explains === undefined ? {} : { explains };
    const all = reading({ ...DRIFTS, claimed: ['default/token-drift', ...claimed], ...more });
    return [HAPPENS.wished(), HAPPENS.judged(LOOK, all), ...toEnd.slice(2)];
  };

  it('is not kept from "recovered" by what was there before, which is named', () => {
    const it = having(
      ...foundBefore(['default/cron-disabled']),
      HAPPENS.judged(LOOK_AFTER, reading({ claims: 1, claimed: ['default/cron-disabled'] })),
      HAPPENS.looked(LOOK_AFTER),
    );
    expect([stands(it), the(it).still]).toEqual(['over: recovered', ['cron-disabled']]);
  });

  it('names what is gone and what has come', () => {
    const it = having(...toEnd, HAPPENS.judged(LOOK_AFTER, OTHER), HAPPENS.looked(LOOK_AFTER));
    const params = { finding: 'token-drift', appeared: 'probe-false-green' };
    expect(the(it).end?.because).toEqual({ code: 'look-again.appeared', params });
  });

  it.each([
    ['explains it', ['mention-gating'], 'still-failing'],
    ['is of another cause', ['token-drift'], 'recovered'],
  ])('hears a complaint: what stays and %s', (_what, explains, end) => {
    const stays = reading({ verdict: 'degraded', claims: 1, claimed: ['default/mention-gating'] });
    expect(judged(stays, foundBefore(['default/mention-gating'], explains))).toBe(`over: ${end}`);
  });

  it('is not confirmed where the host itself saw something else come', () => {
    const because = {
      code: 'look-again.appeared',
      params: { finding: 'token-drift', appeared: 'disk-full' },
    };
    const said = progress({ revision: 9, outcome: 'escalated', acceptance: WORKED, because });
    const it = having(...toRun, HAPPENS.goes(said), HAPPENS.runDone());
    expect([stands(it), the(it).end?.because]).toEqual(['over: not-confirmed', because]);
  });

  it('without a finding is "recovered" of a healthy gateway alone', () => {
    const without = (what: Reading): string => {
      const wished = HAPPENS.wished({ way: 'restart' });
      const well = [HAPPENS.judged(LOOK, reading({ claims: 0, claimed: [] })), HAPPENS.looked()];
      const events = [wished, ...well, HAPPENS.planned(plan({ finding: null })), ...toEnd.slice(4)];
      return judged(what, events);
    };
    expect(without(reading({ claims: 0, claimed: [] }))).toBe('over: recovered');
    expect(without(WAITING)).toBe('over: not-confirmed');
    expect(without(reading({ verdict: 'degraded', claims: 0, claimed: [] }))).toBe('over: not-confirmed');
  });

  it('is not "recovered" without a proof of read and write', () => {
    const unproved = progress({ revision: 9, outcome: 'recovered' });
    const half = { level: 'control', read: 'done', write: 'failed', because: null } as const;
    for (const acceptance of [null, half]) {
      const events = [...toRun, HAPPENS.goes({ ...unproved, acceptance }), HAPPENS.runDone()];
      expect(judged(reading({ claimed: [] }), events)).toBe('over: not-confirmed');
    }
  });

  it('is not "recovered" where nobody could look', () => {
    const it = having(...toEnd);
    const away: Happening = {
      id: 'x',
      type: 'refused',
      order: LOOK_AFTER,
      host: 'node-3',
      code: 'busy',
      why: '',
    };
    expect(stands(advance(it, away, T0 + 99_000).incident)).toBe('over: not-confirmed');
    expect(stands(advance(it, { type: 'tick' }, T0 + 200_000).incident)).toBe('over: not-confirmed');
  });

  it('is what the host said where it put things back, escalated or refused', () => {
    for (const outcome of ['rolled-back', 'escalated', 'refused'] as const)
      expect(stands(having(...toRun, HAPPENS.goes(progress({ outcome })), HAPPENS.runDone()))).toBe(
        `over: ${outcome}`,
      );
  });

  it('is unknown where the host died over it, until a late word settles it', () => {
    const died = having(...toRun, HAPPENS.goes(), HAPPENS.refused('stopped'));
    expect(stands(died)).toBe('over: unknown');
    expect(died.state).toBe('open');
    const late = [HAPPENS.goes(RECOVERED), HAPPENS.runDone()];
    expect(stands(having(...toRun, HAPPENS.goes(), HAPPENS.refused('stopped'), ...late))).toBe('looking');
  });

  it('comes from the newest word about this plan only', () => {
    const old = HAPPENS.goes(progress({ revision: 3 }));
    const older = HAPPENS.goes(progress({ revision: 2, outcome: 'recovered' }));
    const foreign = HAPPENS.goes(progress({ revision: 7, plan: 'C'.repeat(43), outcome: 'recovered' }));
    const elsewhere = HAPPENS.goes(progress({ revision: 8, outcome: 'recovered' }), PLAN_JOB);
    expect(the(having(...toRun, old, older, foreign, elsewhere)).progress?.revision).toBe(3);
  });

  it('lifts the freeze where all is well, and leaves it where it is not', () => {
    const kinds = (events: Happening[], last: Happening): string[] =>
      names(advance(having(...events), last, T0 + 99_000).effects);
    const gone = [...toEnd, HAPPENS.judged(LOOK_AFTER, reading({ claimed: [] }))];
    expect(kinds(gone, HAPPENS.looked(LOOK_AFTER))).toContain('unfreeze node-3');
    const still = [...toEnd, HAPPENS.judged(LOOK_AFTER, DRIFTS)];
    expect(kinds(still, HAPPENS.looked(LOOK_AFTER))).not.toContain('unfreeze node-3');
    // It stays, and OpenClaw's lease was given back: the notice must not go on telling of that.
    expect(kinds(still, HAPPENS.looked(LOOK_AFTER))).toContain('ask-hold node-3');
    expect(kinds(gone, HAPPENS.looked(LOOK_AFTER))).not.toContain('ask-hold node-3');
    expect(kinds(toRun, HAPPENS.refused('policy'))).toContain('unfreeze node-3');
  });
});

describe('steering', () => {
  it('is an order beside the run, by name and without consent', () => {
    const { effects, incident } = advance(having(...toRun), HAPPENS.steered('pause', LI), T0 + 50_000);
    expect(effects.find(({ kind }) => kind === 'dispatch')).toMatchObject({
      job: { op: 'recovery.steer', args: { run: RUN_JOB, act: 'pause', by: 'slack:T1/U3', because: 'so' } },
    });
    expect(the(incident).steers).toMatchObject([{ act: 'pause', by: LI, because: 'so' }]);
    expect(incident.jobs.filter(({ state }) => state === 'refused')).toEqual([]);
  });

  it('does nothing to one that does not run', () => {
    for (const events of [toPlan, toConsent, toEnd]) {
      const { effects } = advance(having(...events), HAPPENS.steered('roll-back'), T0 + 50_000);
      expect(effects.filter(({ kind }) => kind === 'dispatch')).toEqual([]);
    }
  });

  it('of a failed order leaves no doubt about the host', () => {
    const it = having(...toRun, HAPPENS.steered('pause'));
    const steer = it.jobs.at(-1)?.id ?? '';
    const failed = advance(it, HAPPENS.refused('failed', steer), T0 + 60_000).incident;
    expect(failed.jobs.at(-1)?.state).toBe('failed');
    const ended = advance(failed, HAPPENS.refused('policy'), T0 + 61_000).incident;
    expect(ended.jobs.filter((job) => job.beside).length).toBe(1);
    expect(stands(ended)).toBe('over: refused');
  });

  it('is heard as a sign of life every 30 s while the host waits for people', () => {
    const asks = progress({ revision: 4, asks: { code: 'asks.time-is-over', params: {} } });
    const first = advance(having(...toRun), HAPPENS.goes(asks), T0 + 20_000);
    const signs = (effects: typeof first.effects): string[] =>
      effects.flatMap((one) => (one.kind === 'dispatch' ? [`${one.job.id} ${one.job.args.act}`] : []));
    expect(signs(first.effects)).toEqual([`${RUN_JOB}.here.1 still-there`]);
    expect(wakeTime(first.incident)).toBe(T0 + 20_000 + SIGN_EVERY_MS);
    const second = advance(first.incident, { type: 'tick' }, T0 + 20_000 + SIGN_EVERY_MS);
    expect(signs(second.effects)).toEqual([`${RUN_JOB}.here.2 still-there`]);
    const over = advance(second.incident, HAPPENS.goes(RECOVERED), T0 + 60_000);
    expect(advance(over.incident, { type: 'tick' }, T0 + 99_000).effects).toEqual([]);
  });

  it('needs none while the host goes on by itself', () => {
    const { effects } = advance(having(...toRun), HAPPENS.goes(), T0 + 20_000);
    expect(effects.filter(({ kind }) => kind === 'dispatch')).toEqual([]);
  });
});

describe('a recovery without a finding', () => {
  const well = (verdict: Reading['verdict'], over: object = {}): Recovery =>
    the(having(HAPPENS.wished(over), HAPPENS.judged(LOOK, reading({ verdict })), HAPPENS.looked()));

  it.each([
    ['healthy', 'recovery.nothing-found'],
    // Who reads that nothing is wrong with a gateway that drains would look no further.
    ['waiting', 'recovery.waits'],
  ] as const)('is refused where the gateway is %s', (verdict, code) => {
    expect(well(verdict).end).toMatchObject({ as: 'refused', because: { code } });
  });

  it.each(['down', 'unknown'] as const)('is planned where the gateway is %s', (verdict) => {
    expect(well(verdict).state).toBe('planning');
  });

  it('is planned where somebody has named a way', () => {
    expect(well('healthy', { way: 'rollback' }).state).toBe('planning');
  });
});
