/**
 * @module incidents/round-machine
 * Rounds, from both sides: the incident that was asked for waits until it knows of every host, and one that looks at a
 * host for a round tells how the look has ended. Which host stands how lies in rows (round-rows.ts).
 */
import { isActive, type Run } from './record.ts';
import type { Round, Standing } from './round.ts';
import { type Happening, type Machine, speakAt } from './work.ts';

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
    if (event.type === 'stands') weigh(it.round, event);
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

/** A host that is being worked on is grave to nobody. */
function weigh(round: Round, { standing, maintenance }: Extract<Happening, { type: 'stands' }>): void {
  const { finding, severity } = standing;
  if (finding === null || severity === undefined || maintenance !== undefined) return;
  if (severity < (round.worst?.severity ?? Number.POSITIVE_INFINITY)) round.worst = { finding, severity };
}

function standingOf({ state, why, reading }: Run): Standing {
  const { finding: worst, severity } = reading?.worst ?? {};
  return {
    state: state as Standing['state'],
    verdict: reading?.verdict ?? null,
    failing: reading?.failing ?? null,
    // `gateway/id`; a gateway's name may hold a slash, an id does not.
    finding: worst === undefined ? null : worst.slice(worst.lastIndexOf('/') + 1),
    ...(severity === undefined ? {} : { severity }),
    why: /^[a-z-]{1,40}/.exec(why ?? '')?.[0] ?? null,
  };
}
