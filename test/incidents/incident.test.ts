/** What an incident does in every state when each event comes, and what it never does twice. */
import { describe, expect, it } from 'vitest';
import { isNotice } from '../../src/incidents/effect.ts';
import { advance, MEMORY } from '../../src/incidents/incident.ts';
import { blankIncident, Incident } from '../../src/incidents/record.ts';
import { DEADLINE_MS, FIRST_WORD_MS } from '../../src/incidents/run-machine.ts';
import { QUIET_MS, wakeTime } from '../../src/incidents/wake-time.ts';
import type { Happening } from '../../src/incidents/work.ts';
import { CHANNEL, DARK, event, ILL, incidentAfter, names, ORDER, reading, T0 } from './given.ts';

const asked = (): Happening => event('asked');
const well = (): Happening => event('judged', { reading: reading() });
const ill = (): Happening => event('judged', { reading: ILL });

const STATES: Record<string, Incident> = {
  new: blankIncident('inc-1'),
  asking: incidentAfter(asked()),
  looking: incidentAfter(asked(), event('accepted')),
  found: incidentAfter(asked(), event('accepted'), ill()),
  healthy: incidentAfter(asked(), event('accepted'), well(), event('done')),
  ill: incidentAfter(asked(), event('accepted'), ill(), event('said'), event('done')),
  partial: advance(incidentAfter(asked(), event('accepted')), event('tick'), T0 + DEADLINE_MS).incident,
  absent: incidentAfter(asked(), event('host-absent')),
  refused: incidentAfter(asked(), event('refused')),
  resolved: incidentAfter(asked(), ill(), event('done'), event('closed-by')),
};

const EVENTS: Record<string, [make: () => Happening, at: number]> = {
  asked: [asked, T0 + 1_000],
  dispatched: [() => event('dispatched'), T0 + 1_000],
  'host-absent': [() => event('host-absent'), T0 + 1_000],
  accepted: [() => event('accepted'), T0 + 1_000],
  'evidence: well': [well, T0 + 1_000],
  'evidence: ill': [ill, T0 + 1_000],
  done: [() => event('done'), T0 + 1_000],
  refused: [() => event('refused'), T0 + 1_000],
  'host-lost': [() => event('host-lost'), T0 + 1_000],
  said: [() => event('said'), T0 + 1_000],
  unsaid: [() => event('unsaid'), T0 + 1_000],
  'closed-by': [() => event('closed-by'), T0 + 1_000],
  tick: [() => event('tick'), T0 + 1_000],
  'tick at the deadline': [() => event('tick'), T0 + DEADLINE_MS],
  'tick after 12 hours': [() => event('tick'), T0 + QUIET_MS + 3_600_000],
};

/** State of the look and of the incident afterwards, then the orders. */
const TABLE: Record<string, Record<string, string>> = {
  new: {
    asked: 'asking open: dispatch node-3, say status',
    dispatched: '- new:',
    'host-absent': '- new:',
    accepted: '- new:',
    'evidence: well': '- new:',
    'evidence: ill': '- new:',
    done: '- new:',
    refused: '- new:',
    'host-lost': '- new:',
    said: '- new:',
    unsaid: '- new:',
    'closed-by': '- new:',
    tick: '- new:',
    'tick at the deadline': '- new:',
    'tick after 12 hours': '- new:',
  },
  asking: {
    asked: 'asking open:',
    dispatched: 'asking open:',
    'host-absent': 'absent closed: release node-3, say status',
    accepted: 'looking open: say status',
    'evidence: well': 'looking open: say status',
    'evidence: ill': 'looking open: say status',
    done: 'done open: report node-3, say status',
    refused: 'refused closed: release node-3, say status',
    'host-lost': 'asking open: say status',
    said: 'asking open:',
    unsaid: 'asking open:',
    'closed-by': 'partial closed: release node-3, say status',
    tick: 'asking open:',
    'tick at the deadline': 'partial open: report node-3, say status',
    'tick after 12 hours': 'partial open: report node-3, say status',
  },
  looking: {
    asked: 'looking open:',
    dispatched: 'looking open:',
    'host-absent': 'looking open:',
    accepted: 'looking open:',
    'evidence: well': 'looking open: say status',
    'evidence: ill': 'looking open: say status',
    done: 'done open: report node-3, say status',
    refused: 'refused closed: release node-3, say status',
    'host-lost': 'looking open: say status',
    said: 'looking open:',
    unsaid: 'looking open:',
    'closed-by': 'partial closed: release node-3, say status',
    tick: 'looking open:',
    'tick at the deadline': 'partial open: report node-3, say status',
    'tick after 12 hours': 'partial open: report node-3, say status',
  },
  found: {
    asked: 'looking open:',
    dispatched: 'looking open:',
    'host-absent': 'looking open:',
    accepted: 'looking open:',
    'evidence: well': 'looking open: say status',
    'evidence: ill': 'looking open:',
    done: 'done open: report node-3, say status, say details/node-3',
    refused: 'partial open: report node-3, say status, say details/node-3',
    'host-lost': 'looking open: say status',
    said: 'looking open:',
    unsaid: 'looking open:',
    'closed-by': 'partial closed: release node-3, say status, say details/node-3',
    tick: 'looking open:',
    'tick at the deadline': 'partial open: report node-3, say status, say details/node-3',
    'tick after 12 hours': 'partial open: report node-3, say status, say details/node-3',
  },
  healthy: {
    asked: 'asking open: claim node-3, dispatch node-3, say status',
    dispatched: 'done closed:',
    'host-absent': 'done closed:',
    accepted: 'done closed:',
    'evidence: well': 'done closed:',
    'evidence: ill': 'done open: claim node-3, report node-3, say status, say details/node-3',
    done: 'done closed:',
    refused: 'done closed:',
    'host-lost': 'done closed:',
    said: 'done closed:',
    unsaid: 'done closed:',
    'closed-by': 'done closed:',
    tick: 'done closed:',
    'tick at the deadline': 'done closed:',
    'tick after 12 hours': 'done closed:',
  },
  ill: {
    asked: 'asking open: dispatch node-3, edit status',
    dispatched: 'done open:',
    'host-absent': 'done open:',
    accepted: 'done open:',
    'evidence: well': 'done closed: release node-3, edit status',
    'evidence: ill': 'done open:',
    done: 'done open:',
    refused: 'done open:',
    'host-lost': 'done open:',
    said: 'done open:',
    unsaid: 'done open:',
    'closed-by': 'done closed: release node-3, edit status',
    tick: 'done open:',
    'tick at the deadline': 'done open:',
    'tick after 12 hours': 'done closed: release node-3, edit status',
  },
  partial: {
    asked: 'asking open: dispatch node-3, say status',
    dispatched: 'partial open:',
    'host-absent': 'partial open:',
    accepted: 'partial open:',
    'evidence: well': 'partial open: report node-3, say status',
    'evidence: ill': 'partial open: report node-3, say status, say details/node-3',
    done: 'done open: report node-3, say status',
    refused: 'refused closed: release node-3, say status',
    'host-lost': 'partial open:',
    said: 'partial open:',
    unsaid: 'partial open:',
    'closed-by': 'partial closed: release node-3, say status',
    tick: 'partial open:',
    'tick at the deadline': 'partial open:',
    'tick after 12 hours': 'partial closed: release node-3, say status',
  },
  absent: {
    asked: 'asking open: claim node-3, dispatch node-3, say status',
    dispatched: 'absent closed:',
    'host-absent': 'absent closed:',
    accepted: 'looking open: claim node-3, say status',
    'evidence: well': 'looking open: claim node-3, say status',
    'evidence: ill': 'looking open: claim node-3, say status',
    done: 'absent closed:',
    refused: 'absent closed:',
    'host-lost': 'absent closed:',
    said: 'absent closed:',
    unsaid: 'absent closed:',
    'closed-by': 'absent closed:',
    tick: 'absent closed:',
    'tick at the deadline': 'absent closed:',
    'tick after 12 hours': 'absent closed:',
  },
  refused: {
    asked: 'asking open: claim node-3, dispatch node-3, say status',
    dispatched: 'refused closed:',
    'host-absent': 'refused closed:',
    accepted: 'refused closed:',
    'evidence: well': 'refused closed:',
    'evidence: ill': 'refused closed:',
    done: 'refused closed:',
    refused: 'refused closed:',
    'host-lost': 'refused closed:',
    said: 'refused closed:',
    unsaid: 'refused closed:',
    'closed-by': 'refused closed:',
    tick: 'refused closed:',
    'tick at the deadline': 'refused closed:',
    'tick after 12 hours': 'refused closed:',
  },
  resolved: {
    asked: 'asking open: claim node-3, dispatch node-3, say status',
    dispatched: 'done closed:',
    'host-absent': 'done closed:',
    accepted: 'done closed:',
    'evidence: well': 'done closed: say status',
    'evidence: ill': 'done closed:',
    done: 'done closed:',
    refused: 'done closed:',
    'host-lost': 'done closed:',
    said: 'done closed:',
    unsaid: 'done closed:',
    'closed-by': 'done closed:',
    tick: 'done closed:',
    'tick at the deadline': 'done closed:',
    'tick after 12 hours': 'done closed:',
  },
};

describe('an incident', () => {
  for (const [state, rows] of Object.entries(TABLE)) {
    it(`that is ${state} answers every event`, () => {
      const answers = Object.entries(EVENTS).map(([name, [make, at]]) => {
        const before = STATES[state] as Incident;
        const { incident, effects } = advance(before, make(), at);
        return [
          name,
          `${incident.runs[0]?.state ?? '-'} ${incident.state}: ${names(effects).join(', ')}`.trim(),
        ];
      });
      expect(Object.fromEntries(answers)).toEqual(rows);
    });
  }

  it('is in the table with every state, against every event', () => {
    expect(Object.keys(TABLE)).toEqual(Object.keys(STATES));
  });

  it('does nothing when an event comes again, whatever its state', () => {
    for (const state of Object.values(STATES)) {
      for (const [make, at] of Object.values(EVENTS)) {
        const one = make();
        // These two are no events from outside: nobody sends them again.
        if (one.type === 'tick' || one.type === 'judged') continue;
        const first = advance(state, one, at).incident;
        const second = advance(first, one, at + 5);
        expect(second).toEqual({ incident: first, effects: [] });
      }
    }
  });

  it('leaves the record it was given as it was', () => {
    const before = incidentAfter(asked(), ill());
    const copy = structuredClone(before);
    advance(before, event('done'), T0 + 50);
    expect(before).toEqual(copy);
  });

  it('is plain JSON that its own schema reads back', () => {
    for (const state of Object.values(STATES)) {
      expect(Incident.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    }
  });

  it('remembers a bounded number of events', () => {
    let incident = incidentAfter(asked());
    for (let i = 0; i < MEMORY + 50; i++) incident = advance(incident, event('dispatched'), T0).incident;
    expect(incident.seen).toHaveLength(MEMORY);
  });

  it('takes no word from a look it did not order', () => {
    const before = incidentAfter(asked());
    for (const type of ['accepted', 'done', 'refused', 'host-absent', 'evidence'] as const) {
      const { incident, effects } = advance(before, event(type, { order: 'inc-1.node-3.9' }), T0 + 5);
      expect([incident.runs, effects]).toEqual([before.runs, []]);
    }
  });
});

describe('the first message', () => {
  it('waits a moment for a headline', () => {
    const [first] = advance(blankIncident('inc-1'), asked(), T0).effects.filter(isNotice);
    expect(first?.notBefore).toBe(T0 + FIRST_WORD_MS);
  });

  it('is said at once when something is found within that moment', () => {
    const [now] = advance(incidentAfter(asked()), ill(), T0 + 200).effects.filter(isNotice);
    expect(now?.notBefore).toBe(T0 + 200);
  });

  it('keeps waiting when the first evidence says little', () => {
    const dark = event('judged', { reading: DARK });
    const [later] = advance(incidentAfter(asked()), dark, T0 + 200).effects.filter(isNotice);
    expect(later?.notBefore).toBe(T0 + FIRST_WORD_MS);
  });

  it('is said at once when the host is away', () => {
    const [now] = advance(incidentAfter(asked()), event('host-absent'), T0 + 30).effects.filter(isNotice);
    expect(now?.notBefore).toBe(T0 + 30);
  });
});

describe('the wake time', () => {
  it('is the deadline while a look is under way', () => {
    expect(wakeTime(incidentAfter(asked()))).toBe(T0 + DEADLINE_MS);
  });
  it('is far away while findings are worked on', () => {
    expect(wakeTime(incidentAfter(asked(), ill(), event('done')))).toBe(T0 + 20 + QUIET_MS);
  });
  it('is never once closed', () => {
    expect(wakeTime(incidentAfter(asked(), well(), event('done')))).toBeNull();
  });
});

describe('a look cut short at the deadline', () => {
  const cut = (...events: Happening[]) =>
    advance(incidentAfter(asked(), ...events), event('tick'), T0 + DEADLINE_MS).incident.runs[0];

  it('says what is missing', () => {
    expect(cut()?.why).toBe('not-delivered');
    expect(cut(event('dispatched'))?.why).toBe('not-started');
    expect(cut(event('accepted'))?.why).toBe('not-finished');
    expect(cut(event('accepted'), event('host-lost'))?.why).toBe('connection-lost');
  });
  it('keeps what was found', () => {
    expect(cut(event('accepted'), ill())?.reading).toEqual(ILL);
  });
  it('is completed by a result that comes late', () => {
    const partial = advance(
      incidentAfter(asked(), event('accepted')),
      event('tick'),
      T0 + DEADLINE_MS,
    ).incident;
    const late = advance(advance(partial, well(), T0 + 25_000).incident, event('done'), T0 + 25_100).incident;
    expect([late.runs[0]?.state, late.state]).toEqual(['done', 'closed']);
  });
});

describe('asking again', () => {
  const found = incidentAfter(asked(), ill(), event('done'));

  it('orders another look, with an id of its own', () => {
    const { incident, effects } = advance(found, asked(), T0 + 60_000);
    expect(names(effects)).toContain('dispatch node-3');
    expect(incident.runs.map((run) => [run.order, run.n])).toEqual([['inc-1.node-3.2', 2]]);
  });
  it('in another place gives that place a message of its own', () => {
    const place = { via: 'terminal', session: 's1' } as const;
    const { incident, effects } = advance(found, event('asked', { place }), T0 + 60_000);
    expect(incident.places).toEqual([CHANNEL, place]);
    expect(names(effects)).toEqual(['dispatch node-3', 'say status', 'say status#2']);
  });
  it('for another host keeps both in one incident', () => {
    const other = event('asked', { host: 'node-4' });
    const both = advance(incidentAfter(asked()), other, T0 + 5).incident;
    expect(both.runs.map((run) => run.host)).toEqual(['node-3', 'node-4']);
    const half = advance(advance(both, well(), T0 + 10).incident, event('done'), T0 + 11);
    expect(names(half.effects)).toContain('release node-3');
    expect(half.incident.state).toBe('open');
  });
  it('for another profile looks at the whole host, so that the first cannot be declared well by the second', () => {
    const first = incidentAfter(event('asked', { gateway: 'work' }));
    const { incident, effects } = advance(first, event('asked', { gateway: 'home' }), T0 + 5);
    expect(incident.runs[0]?.gateway).toBeNull();
    expect(names(effects)).toContain('dispatch node-3');
  });
  it('for one profile while the whole host is looked at only points there', () => {
    expect(advance(incidentAfter(asked()), event('asked', { gateway: 'work' }), T0 + 5).effects).toEqual([]);
  });
});

describe('a host that is away after it was found ill', () => {
  const found = incidentAfter(asked(), ill(), event('done'));
  const again = advance(found, asked(), T0 + 60_000).incident;
  const gone = event('host-absent', { order: 'inc-1.node-3.2' });

  it('stays in its open incident until somebody has seen it well', () => {
    const away = advance(again, gone, T0 + 60_100).incident;
    expect([away.state, away.runs[0]?.held]).toEqual(['open', true]);
    const third = advance(away, asked(), T0 + 90_000).incident;
    const order = 'inc-1.node-3.3';
    const seenWell = advance(third, event('judged', { order, reading: reading() }), T0 + 90_100).incident;
    expect(advance(seenWell, event('done', { order }), T0 + 90_200).incident.state).toBe('closed');
  });
});

describe('a host that was away', () => {
  const away = incidentAfter(asked(), event('host-absent'));

  it('is waited for anew when it comes back', () => {
    const { incident } = advance(away, event('accepted', { order: ORDER }), T0 + 90_000);
    expect(incident.state).toBe('open');
    expect(wakeTime(incident)).toBe(T0 + 90_000 + DEADLINE_MS);
  });
  it('is not believed when it was quarantined', () => {
    const shut = incidentAfter(asked(), event('host-absent', { why: 'quarantined' }));
    const judged = shut.runs.map((run) => ({ ...run, judgedAt: T0 + 90_000 }));
    expect(advance(shut, ill(), T0 + 90_000).incident.runs).toEqual(judged);
  });
});
