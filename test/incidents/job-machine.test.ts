/** What a job becomes in every state when each event comes; that nothing happens without consent, or twice. */
import { describe, expect, it } from 'vitest';
import type { Person } from '../../src/incidents/event.ts';
import { advance } from '../../src/incidents/incident.ts';
import type { JobPlan } from '../../src/incidents/job.ts';
import { APPROVE_WITHIN_MS } from '../../src/incidents/job-machine.ts';
import { blankIncident, type Incident } from '../../src/incidents/record.ts';
import { JOB_LIFE_MS } from '../../src/incidents/run-machine.ts';
import { wakeTime } from '../../src/incidents/wake-time.ts';
import type { Happening } from '../../src/incidents/work.ts';
import { CHANNEL, MIRA, names, T0 } from './given.ts';

const JON: Person = { ...MIRA, id: 'U2' };
const JOB = 'inc-1.node-3.mark.set.1';
const PLAN: JobPlan = {
  host: 'node-3',
  op: 'mark.set',
  mode: 'change',
  limitMs: 10_000,
  args: { text: 'x' },
  undo: { op: 'mark.remove', args: {}, limitMs: 10_000 },
};

let made = 0;
const id = () => `e-${++made}`;
const ordered = (plan: Partial<JobPlan> = {}): Happening => ({
  id: id(),
  type: 'ordered',
  job: { ...PLAN, ...plan },
  person: MIRA,
  place: CHANNEL,
  text: 'mark it',
});
const about = { order: JOB, host: 'node-3' };
const absent = (why: 'absent' | 'not-confirmed' = 'absent'): Happening => ({
  id: id(),
  type: 'host-absent',
  ...about,
  lastSeen: null,
  why,
});
const EVENTS: Record<string, () => Happening> = {
  'approved by another': () => ({ id: id(), type: 'approved', job: JOB, person: JON }),
  'approved by the requester': () => ({ id: id(), type: 'approved', job: JOB, person: MIRA }),
  denied: () => ({ id: id(), type: 'denied', job: JOB, person: JON }),
  dispatched: () => ({ id: id(), type: 'dispatched', ...about }),
  absent: () => absent(),
  'not confirmed': () => absent('not-confirmed'),
  accepted: () => ({ id: id(), type: 'accepted', ...about }),
  done: () => ({ id: id(), type: 'done', ...about, tookMs: 5 }),
  'refused by policy': () => ({ id: id(), type: 'refused', ...about, code: 'policy', why: 'no' }),
  failed: () => ({ id: id(), type: 'refused', ...about, code: 'failed', why: 'broke' }),
  stopped: () => ({ id: id(), type: 'refused', ...about, code: 'stopped', why: 'restarted' }),
  'taken back': () => ({ id: id(), type: 'taken-back', job: JOB, person: MIRA }),
};

const after = (...events: Happening[]): Incident =>
  events.reduce((it, one, n) => advance(it, one, T0 + n * 10).incident, blankIncident('inc-1'));
const by = (...keys: string[]): Incident =>
  after(ordered(), ...keys.map((key) => (EVENTS[key] as () => Happening)()));

const STATES: Record<string, Incident> = {
  planned: by(),
  dispatched: by('approved by another'),
  delivered: by('approved by another', 'dispatched'),
  accepted: by('approved by another', 'dispatched', 'accepted'),
  done: by('approved by another', 'dispatched', 'accepted', 'done'),
  denied: by('denied'),
  unknown: by('approved by another', 'dispatched', 'accepted', 'stopped'),
};

/** The job's state afterwards, the incident's, then what it wants done, messages apart. */
const TABLE: Record<string, Record<string, string>> = {
  planned: {
    'approved by another': 'dispatched open: dispatch node-3',
    'approved by the requester': 'planned open:',
    denied: 'denied closed: release node-3',
    dispatched: 'planned open:',
    absent: 'planned open:',
    'not confirmed': 'planned open:',
    accepted: 'planned open:',
    done: 'planned open:',
    'refused by policy': 'planned open:',
    failed: 'planned open:',
    stopped: 'planned open:',
    'taken back': 'planned open:',
  },
  dispatched: {
    'approved by another': 'dispatched open:',
    'approved by the requester': 'dispatched open:',
    denied: 'dispatched open:',
    dispatched: 'dispatched open:',
    absent: 'dispatched open:',
    'not confirmed': 'refused closed: release node-3',
    accepted: 'accepted open:',
    done: 'done closed: release node-3',
    'refused by policy': 'refused closed: release node-3',
    failed: 'failed open:',
    stopped: 'refused closed: release node-3',
    'taken back': 'dispatched open:',
  },
  delivered: {
    'approved by another': 'dispatched open:',
    'approved by the requester': 'dispatched open:',
    denied: 'dispatched open:',
    dispatched: 'dispatched open:',
    absent: 'dispatched open:',
    'not confirmed': 'refused closed: release node-3',
    accepted: 'accepted open:',
    done: 'done closed: release node-3',
    'refused by policy': 'refused closed: release node-3',
    failed: 'failed open:',
    stopped: 'unknown open:',
    'taken back': 'dispatched open:',
  },
  accepted: {
    'approved by another': 'accepted open:',
    'approved by the requester': 'accepted open:',
    denied: 'accepted open:',
    dispatched: 'accepted open:',
    absent: 'accepted open:',
    'not confirmed': 'accepted open:',
    accepted: 'accepted open:',
    done: 'done closed: release node-3',
    'refused by policy': 'refused closed: release node-3',
    failed: 'failed open:',
    stopped: 'unknown open:',
    'taken back': 'accepted open:',
  },
  done: {
    'approved by another': 'done closed:',
    'approved by the requester': 'done closed:',
    denied: 'done closed:',
    dispatched: 'done closed:',
    absent: 'done closed:',
    'not confirmed': 'done closed:',
    accepted: 'done closed:',
    done: 'done closed:',
    'refused by policy': 'done closed:',
    failed: 'done closed:',
    stopped: 'done closed:',
    'taken back': 'done+planned open: claim node-3',
  },
  denied: {
    'approved by another': 'denied closed:',
    'approved by the requester': 'denied closed:',
    denied: 'denied closed:',
    dispatched: 'denied closed:',
    absent: 'denied closed:',
    'not confirmed': 'denied closed:',
    accepted: 'denied closed:',
    done: 'denied closed:',
    'refused by policy': 'denied closed:',
    failed: 'denied closed:',
    stopped: 'denied closed:',
    'taken back': 'denied closed:',
  },
  unknown: {
    'approved by another': 'unknown open:',
    'approved by the requester': 'unknown open:',
    denied: 'unknown open:',
    dispatched: 'unknown open:',
    absent: 'unknown open:',
    'not confirmed': 'unknown open:',
    accepted: 'accepted open:',
    done: 'done closed: release node-3',
    'refused by policy': 'refused closed: release node-3',
    failed: 'failed open:',
    stopped: 'unknown open:',
    'taken back': 'unknown+planned open: claim node-3',
  },
};

const told = (it: Incident): string => it.jobs.map((job) => job.state).join('+');

describe('a job', () => {
  for (const [state, rows] of Object.entries(TABLE)) {
    it(`that is ${state} answers every event`, () => {
      const answers = Object.entries(EVENTS).map(([name, make]) => {
        const { incident, effects } = advance(STATES[state] as Incident, make(), T0 + 1_000);
        const wanted = names(effects).filter((one) => !/^(say|edit) /.test(one));
        return [name, `${told(incident)} ${incident.state}: ${wanted.join(', ')}`.trim()];
      });
      expect(Object.fromEntries(answers)).toEqual(rows);
    });
  }

  it('carries the names of those who agreed, and lives as long as any job', () => {
    const { effects } = advance(by(), (EVENTS['approved by another'] as () => Happening)(), T0 + 50);
    expect(effects.find((one) => one.kind === 'dispatch')).toMatchObject({
      job: { approvedBy: ['slack:T1/U2'], requester: 'slack:T1/U1', expiresAt: T0 + 50 + JOB_LIFE_MS },
    });
  });

  it('that nobody agrees to in time expires, and consent that comes later does nothing', () => {
    const late = T0 + APPROVE_WITHIN_MS;
    expect(wakeTime(by())).toBe(late);
    const { incident } = advance(by(), { type: 'tick' }, late);
    expect(incident.jobs[0]).toMatchObject({ state: 'expired', why: 'not-approved' });
    const again = advance(incident, (EVENTS['approved by another'] as () => Happening)(), late + 1);
    expect(again.incident.jobs[0]?.state).toBe('expired');
  });

  it('that never reached its host expires; one that may have is unknown; neither is sent again', () => {
    for (const [state, becomes] of [
      ['dispatched', 'expired'],
      ['delivered', 'unknown'],
      ['accepted', 'unknown'],
    ] as const) {
      const before = STATES[state] as Incident;
      const { incident, effects } = advance(before, { type: 'tick' }, wakeTime(before) ?? 0);
      expect([state, told(incident)]).toEqual([state, becomes]);
      expect(names(effects).filter((one) => one.startsWith('dispatch'))).toEqual([]);
    }
  });

  it('that only reads needs nobody’s consent', () => {
    const it = after(ordered({ mode: 'read' }));
    expect(it.jobs[0]).toMatchObject({ state: 'dispatched', needs: 0 });
  });

  it('of a closed incident is called off before anybody agreed, and heard of to its end after that', () => {
    const closing: Happening = { id: id(), type: 'closed-by', person: MIRA, verdict: null };
    expect(told(advance(by(), closing, T0 + 50).incident)).toBe('cancelled');
    const closed = advance(STATES.accepted as Incident, { ...closing, id: id() }, T0 + 50).incident;
    expect([told(closed), closed.state]).toEqual(['accepted', 'closed']);
    const ended = advance(closed, (EVENTS.done as () => Happening)(), T0 + 60).incident;
    expect([told(ended), ended.state]).toEqual(['done', 'closed']);
  });
});
