/**
 * @module tickets/known-desks
 * The desks that are set, as whoever asks for a ticket needs them: their names, and which is meant where nobody says.
 */
import type { Problem, Settings } from '../settings.ts';
import type { Desk, DeskName } from './desk.ts';

export type KnownDesks = {
  /** In the order of the settings. */
  names: readonly DeskName[];
  /** The only one, or the one that TICKET_DESK names; null where somebody must say: a ticket may be read by outsiders. */
  usual: DeskName | null;
  get(name: DeskName): Desk | undefined;
};

export const NO_DESKS: KnownDesks = { names: [], usual: null, get: () => undefined };

export function knownDesks(all: ReadonlyMap<DeskName, Desk>, named: DeskName | null = null): KnownDesks {
  const names = [...all.keys()];
  const only = names.length === 1 ? (names[0] ?? null) : null;
  return { names, usual: named !== null && all.has(named) ? named : only, get: (name) => all.get(name) };
}

/** What the settings want of desks that DESKS does not have. */
export function ticketProblems(
  { tickets }: Pick<Settings, 'tickets'>,
  names: readonly DeskName[],
): Problem[] {
  const { desk, on } = tickets;
  if (desk !== null && !names.includes(desk))
    return [{ name: 'TICKET_DESK', problem: 'names a desk that is not in DESKS', where: knownNames(names) }];
  if (on === null || desk !== null || names.length === 1) return [];
  return [
    {
      name: 'TICKET_ON',
      problem: 'needs a desk to open tickets at',
      where: `TICKET_DESK: ${knownNames(names)}`,
    },
  ];
}

const knownNames = (names: readonly DeskName[]): string =>
  names.length === 0 ? 'set up a desk in DESKS first' : `one of ${names.join(', ')}`;
