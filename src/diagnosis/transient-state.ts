/**
 * @module diagnosis/transient-state
 * When a gateway is starting, draining, restarting as planned or suspended, time is the cure and a restart makes it
 * worse. It is then waited for, with what is known of how long that takes here, and what it breaks meanwhile is
 * not claimed. Waiting ends when a start makes no progress any more.
 */

import type { FactName } from '../evidence/dictionary.ts';
import { HAS_PROCESS, NO_PROCESS, PORT_FREE, SUSPENDED } from './cards/shapes.ts';
import { type Condition, holds } from './condition.ts';
import type { FactBase } from './fact-base.ts';
import type { LayerCode, Reason } from './reason.ts';
import type { Rule } from './rule.ts';

export type TransientState = {
  why: 'starting' | 'draining' | 'restarting' | 'suspended';
  /** How far it is, and what is usual on this host. */
  because: Reason<LayerCode>;
};

const OVERDUE: Condition = { fact: 'gateway.startup.overdue', is: true };
const STARTING: Condition = { fact: 'gateway.http.startup', is: 'starting' };
const turnedAway = (reason: string): Condition => ({
  any: 'client',
  where: {
    all: [
      { fact: 'connect.close.code', is: 1013 },
      { fact: 'connect.close.reason', matches: reason },
    ],
  },
});
const SAYS_STARTING: Condition = { either: [STARTING, turnedAway('gateway starting*')] };
/** A gateway that began a moment ago looks like any other command of OpenClaw. */
const MAY_BE_ON_ITS_WAY: Condition = {
  all: [{ fact: 'gateway.process.maybe-starting', is: true }, PORT_FREE],
};
/** A process without its port: young, or its log says that it is on its way. */
const ON_ITS_WAY: Condition = {
  all: [
    HAS_PROCESS,
    { fact: 'gateway.process.state', is: 'running' },
    PORT_FREE,
    {
      either: [
        { fact: 'gateway.process.uptime-s', below: 120 },
        { fact: 'gateway.startup.overdue', is: false },
      ],
    },
  ],
};
const DRAINING: Condition = {
  either: [
    { fact: 'gateway.http.startup', is: 'draining' },
    { all: [turnedAway('gateway *'), { not: turnedAway('gateway starting*') }] },
  ],
};
const PLANNED: Condition = { fact: 'gateway.restart.planned-age-s', below: 120 };
/** The operators' guide gives a planned restart two minutes before its absence means anything. */
const RESTARTING: Condition = {
  all: [PLANNED, { either: [NO_PROCESS, PORT_FREE, STARTING] }],
};
/** Is this finding only what waiting looks like? */
export const isMeanwhile = ({ why }: TransientState, meanwhile: Rule['meanwhile']): boolean =>
  meanwhile === 'always' || (why === 'restarting' && meanwhile === 'restarting');

/** Should this gateway be waited for, as far as the host itself shows? Null where it should not. */
export function transientState(gateway: string, factBase: FactBase): TransientState | null {
  const value = (fact: FactName): string | null => {
    const seen = factBase.look(gateway, fact).counting[0]?.value;
    return seen === undefined || seen === null ? null : String(seen);
  };
  const seconds = (fact: FactName): string | null => {
    const seen = value(fact);
    return seen === null ? null : `${Math.round(Number(seen))} s`;
  };
  const live = (condition: Condition): boolean => {
    const { truth, used } = holds(condition, gateway, factBase);
    return truth === 'yes' && used.some((o) => o.how === 'live');
  };
  if (holds(OVERDUE, gateway, factBase).truth === 'yes') return null;
  // A suspended gateway says draining too; that somebody meant it to rest is the better word.
  if (live(SUSPENDED)) {
    const seen = { lease: value('gateway.suspension'), until: value('gateway.frozen-until') };
    return { why: 'suspended', because: told('suspended', seen) };
  }
  if (live(DRAINING)) return { why: 'draining', because: told('draining', {}) };
  const usual = seconds('gateway.startup.usual-s');
  if (live({ either: [SAYS_STARTING, ON_ITS_WAY, MAY_BE_ON_ITS_WAY] })) {
    const elapsed = seconds('gateway.startup.elapsed-s') ?? seconds('gateway.process.uptime-s');
    const at = value('gateway.http.startup-pending') ?? value('gateway.startup.phase');
    const because = told('starting', { elapsed, usual, at: at?.slice(0, 80) ?? null });
    return { why: live(PLANNED) ? 'restarting' : 'starting', because };
  }
  if (live(RESTARTING)) {
    const since = seconds('gateway.restart.planned-age-s');
    return { why: 'restarting', because: told('restarting', { since, usual }) };
  }
  return null;
}

/** What nobody saw is left out of the sentence. */
const told = (code: LayerCode, seen: Readonly<Record<string, string | null>>): Reason<LayerCode> => ({
  code,
  params: Object.fromEntries(
    Object.entries(seen).filter((entry): entry is [string, string] => entry[1] !== null),
  ),
});
