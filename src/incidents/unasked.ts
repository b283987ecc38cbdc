/**
 * @module incidents/unasked
 * What follows from how an incident stands though nobody has just asked: a recovery that people took over goes to a
 * desk, and a grave finding does where the settings say so. Decided in the transaction that makes it true.
 */
import type { IncidentEvent } from './event.ts';
import { type Incident, isActive } from './record.ts';
import { isOver } from './recovery.ts';
import type { Round } from './round.ts';

export type UnaskedSettings = {
  /** The desk that is meant where nobody says; null where there is none, or somebody must say. */
  desk: string | null;
  /** Claims as grave as this open a ticket by themselves (1 is worst); null where none does. */
  ticketOn: number | null;
};

/** A round closes by itself as soon as everybody is known of, and only then it is known what its ticket has to tell. */
const mayFollow = ({ state, round, closed }: Incident): boolean =>
  state === 'open' || (round !== undefined && closed?.why === 'nothing-learned');

type Grave = { finding: string; severity: number };

/** A host that is looked at for a round has its ticket there: one for the fleet, and none for each of its parts. */
function graveOf({ runs }: Incident, ticketOn: number): Grave | undefined {
  const grave = runs.find(
    (run) =>
      !isActive(run) &&
      run.maintenance === undefined &&
      run.rounds === undefined &&
      (run.reading?.worst?.severity ?? 9) <= ticketOn,
  );
  return grave?.reading?.worst;
}

/** Once everybody is known of, so that the ticket tells of all that are ill. */
const graveOfRound = ({ endedAt, worst }: Round, ticketOn: number): Grave | undefined =>
  endedAt !== null && worst !== undefined && worst.severity <= ticketOn ? worst : undefined;

/** The event that follows by itself, if one does; once it has happened, it does not follow again. */
export function unasked(it: Incident, { desk, ticketOn }: UnaskedSettings): IncidentEvent | null {
  const over = it.recoveries.find((one) => isOver(one) && one.handOver?.begun === false);
  if (over?.handOver !== undefined)
    return {
      ...{ id: `handed-over:${over.id}`, type: 'handed-over', recovery: over.id, desk },
      person: over.handOver.by,
    };
  if (ticketOn === null || desk === null || it.tickets.length > 0 || !mayFollow(it)) return null;
  const worst = it.round === undefined ? graveOf(it, ticketOn) : graveOfRound(it.round, ticketOn);
  if (worst === undefined || it.requester === null) return null;
  return {
    ...{ id: `ticket-on:${it.id}`, type: 'ticket', desk, person: it.requester },
    itself: { ...worst, limit: ticketOn },
  };
}
