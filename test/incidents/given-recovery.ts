/** Plans, progress and events of a recovery, as a host agent sends them. */
import type { Person } from '../../src/incidents/event.ts';
import { advance } from '../../src/incidents/incident.ts';
import { blankIncident, type Incident, type Reading } from '../../src/incidents/record.ts';
import type { Recovery } from '../../src/incidents/recovery.ts';
import type { Happening } from '../../src/incidents/work.ts';
import type { Plan, Progress } from '../../src/protocol/recovery.ts';
import { CHANNEL, MIRA, reading, T0 } from './given.ts';

export const JON: Person = { ...MIRA, id: 'U2', name: 'jon' };
export const LI: Person = { ...MIRA, id: 'U3', name: 'li' };
export const DIGEST = 'A'.repeat(43);
export const RECOVERY = 'inc-1.node-3.recovery.1';
export const PLAN_JOB = 'inc-1.node-3.recovery.plan.1';
export const RUN_JOB = 'inc-1.node-3.recovery.run.1';
export const LOOK = 'inc-1.node-3.1';
export const LOOK_AFTER = 'inc-1.node-3.2';

export const plan = (over: Partial<Plan> = {}): Plan => ({
  v: 1,
  gateway: 'default',
  finding: 'token-drift',
  path: 'align',
  because: { code: 'way.credential', params: {} },
  steps: [
    {
      step: 'change',
      operation: 'restart.systemd-user',
      command: ['systemctl', '--user', 'restart', 'openclaw-gateway.service'],
      mutates: true,
      because: { code: 'restart.orderly', params: {} },
      limitMs: 60_000,
      undo: { code: 'undo.put-back', params: {} },
    },
  ],
  changes: [{ what: 'gateway.auth.token', before: '9c41', after: 'e07b' }],
  radius: { turns: 2, jobs: 1, replies: 0, clients: 3, why: null },
  supervisor: 'systemd-user',
  usually: [30_000, 40_000, 50_000],
  acceptance: 'control',
  cautions: [{ code: 'caution.turns-run-again', params: {} }],
  standing: { configSha256: null, instance: null },
  madeAt: T0,
  ...over,
});

export const progress = (over: Partial<Progress> = {}): Progress => ({
  plan: DIGEST,
  revision: 1,
  at: T0 + 5_000,
  steps: [{ step: 'change', state: 'running', startedAt: T0, tookMs: null, because: null }],
  now: { code: 'doing.restart', params: {} },
  paused: null,
  changed: [],
  acceptance: null,
  until: T0 + 600_000,
  asks: null,
  snapshot: null,
  outcome: null,
  because: null,
  ...over,
});

export const WORKED: NonNullable<Progress['acceptance']> = {
  level: 'control',
  read: 'done',
  write: 'done',
  because: null,
};
export const RECOVERED = progress({ revision: 9, outcome: 'recovered', acceptance: WORKED });

let made = 0;
export const id = (): string => `r-${++made}`;
export const DRIFTS = reading({
  verdict: 'degraded',
  claims: 1,
  claimed: ['default/token-drift'],
  mark: 'drift',
});
const host = 'node-3';

/** Every event of a recovery, by what people would call it. */
export const HAPPENS = {
  wished: (over: object = {}): Happening => ({
    ...{ id: id(), type: 'recover', host, person: MIRA, place: CHANNEL, text: 'recover node-3' },
    ...over,
  }),
  found: (): Happening => ({ id: id(), type: 'judged', order: LOOK, host, reading: DRIFTS }) as Happening,
  looked: (order = LOOK): Happening => ({ id: id(), type: 'done', order, host, tookMs: 5 }),
  judged: (order: string, what: Reading): Happening => ({ type: 'judged', order, host, reading: what }),
  planned: (what = plan(), digest = DIGEST): Happening => ({
    ...{ id: id(), type: 'evidence', order: PLAN_JOB, host, seq: 0 },
    reports: [{ kind: 'plan', digest, plan: what }],
  }),
  planDone: (): Happening => ({ id: id(), type: 'done', order: PLAN_JOB, host, tookMs: 5 }),
  started: (person = MIRA, digest = DIGEST): Happening => ({
    ...{ id: id(), type: 'start', recovery: RECOVERY, digest, person },
  }),
  approved: (person = JON, job = RUN_JOB): Happening => ({ id: id(), type: 'approved', job, person }),
  denied: (): Happening => ({ id: id(), type: 'denied', job: RUN_JOB, person: JON, because: 'not now' }),
  frozen: (): Happening => ({ id: id(), type: 'freeze-begun', recovery: RECOVERY }),
  notFrozen: (): Happening => ({
    ...{ id: id(), type: 'freeze-refused', recovery: RECOVERY, by: 'li', until: T0 + 9, because: 'deploy' },
  }),
  delivered: (): Happening => ({ id: id(), type: 'dispatched', order: RUN_JOB, host }),
  accepted: (): Happening => ({ id: id(), type: 'accepted', order: RUN_JOB, host }),
  goes: (what = progress(), order = RUN_JOB): Happening => ({
    ...{ id: id(), type: 'evidence', order, host, seq: what.revision },
    reports: [{ kind: 'progress', progress: what }],
  }),
  runDone: (): Happening => ({ id: id(), type: 'done', order: RUN_JOB, host, tookMs: 5 }),
  refused: (code: string, order = RUN_JOB): Happening => ({
    ...{ id: id(), type: 'refused', order, host, code, why: 'because' },
  }),
  steered: (act: 'pause' | 'continue' | 'skip' | 'abort' | 'roll-back', person = MIRA): Happening => ({
    ...{ id: id(), type: 'steered', recovery: RECOVERY, act, person, because: 'so' },
  }),
  escalated: (): Happening => ({ id: id(), type: 'escalated', recovery: RECOVERY, person: MIRA }),
} as const;

/** The incident after these events, a second apart from T0 on. */
export const having = (...events: Happening[]): Incident =>
  events.reduce((it, one, n) => advance(it, one, T0 + n * 1_000).incident, blankIncident('inc-1'));

export const found: Happening[] = [HAPPENS.wished(), HAPPENS.judged(LOOK, DRIFTS), HAPPENS.looked()];
export const toPlan: Happening[] = [...found, HAPPENS.planned(), HAPPENS.planDone()];
export const toConsent: Happening[] = [...toPlan, HAPPENS.started()];
export const toRun: Happening[] = [
  ...toConsent,
  HAPPENS.approved(),
  HAPPENS.frozen(),
  HAPPENS.delivered(),
  HAPPENS.accepted(),
];
export const toEnd: Happening[] = [...toRun, HAPPENS.goes(RECOVERED), HAPPENS.runDone()];

export const the = (it: Incident): Recovery => it.recoveries[0] as Recovery;
/** `planned`, or `over: denied`. */
export const stands = (it: Incident): string => {
  const { state, end } = the(it);
  return end === null ? state : `${state}: ${end.as}`;
};
