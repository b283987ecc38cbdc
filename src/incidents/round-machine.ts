/**
 * @module incidents/round-machine
 * Rounds, from both sides: the incident that was asked for waits until it knows of every host, and one that looks at a
 * host for a round tells how the look has ended. Which host stands how lies in rows (round-rows.ts).
 */
import { isActive, type Run } from './record.ts';
import type { Standing } from './round.ts';
import { type Machine, speakAt } from './work.ts';

/** The first message waits this long for something to tell, in milliseconds. */
const FIRST_WORD_MS = 600;

export const ROUND_MACHINE: Machine = {
  happen(work, event) {
    const { it, now } = work;
    if (event.type === 'round') {
      if (it.round !== undefined) return;
      const { id: ask, text, complaint } = event;
      const said = complaint === undefined ? {} : { complaint };
      it.round = { total: event.open, open: event.open, ask, text, ...said, endedAt: null };
      speakAt(work, now + FIRST_WORD_MS);
      return;
    }
    if (it.round === undefined || (event.type !== 'wave' && event.type !== 'stands')) return;
    const endedAt = it.round.endedAt ?? (event.open === 0 ? now : null);
    it.round = { ...it.round, open: event.open, endedAt };
    speakAt(work, now);
  },
  busy: (it) => (it.round?.open ?? 0) > 0,
  underWay: (it) => (it.round?.open ?? 0) > 0,
  wakeAt: () => null,
  close() {},
  follow(work) {
    for (const run of work.it.runs) {
      if (!work.told.has(run.host) || isActive(run)) continue;
      for (const round of run.rounds ?? []) {
        const id = `stands:${round}:${run.order}:${work.it.revision + 1}`;
        const { host, maintenance } = run;
        const also = maintenance === undefined ? {} : { maintenance };
        work.effects.push({ id, kind: 'stands', host, round, standing: standingOf(run), ...also });
      }
    }
  },
};

function standingOf({ state, why, reading }: Run): Standing {
  const worst = reading?.worst?.finding;
  return {
    state: state as Standing['state'],
    verdict: reading?.verdict ?? null,
    failing: reading?.failing ?? null,
    // `gateway/id`; a gateway's name may hold a slash, an id does not.
    finding: worst === undefined ? null : worst.slice(worst.lastIndexOf('/') + 1),
    why: /^[a-z-]{1,40}/.exec(why ?? '')?.[0] ?? null,
  };
}
