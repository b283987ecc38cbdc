/**
 * @module incidents/freezes
 * The port through which a recovery holds off everybody else's changes: a recovery freezes first. What a freeze is and
 * who is told of it stands elsewhere.
 */
import type { Person } from '../outbox/person.ts';
import type { Place } from '../outbox/place.ts';

/** `freeze`: the id that it shall have; asked for twice, it is one. `until`: epoch ms. */
export type FreezeWish = {
  freeze: string;
  host: string;
  gateway: string;
  incident: string;
  by: Person;
  because: string | null;
  until: number;
  /** Freezes of the same incident that this one takes the place of. */
  before?: readonly string[];
  /** Where the incident is spoken of: there the freeze is announced, too. */
  places: readonly Place[];
};

/** Somebody else's freeze: by whom, until when (epoch ms), why, and where people speak of it. */
export type FreezeConflict = {
  ok: false;
  by: string;
  until: number;
  because: string | null;
  link: string | null;
};

export type Freezes = {
  begin(wish: FreezeWish): Promise<{ ok: true } | FreezeConflict>;
  /** What the host makes of it may have changed: the notice shall say what is so now. */
  askAgain(wish: Pick<FreezeWish, 'freeze'> & { recovery: string }): Promise<void>;
  lift(wish: Pick<FreezeWish, 'freeze' | 'host' | 'gateway' | 'incident' | 'by'>): Promise<void>;
};

/** Nothing is held off: a bot that knows no freezes goes on without one. */
export const noFreezes: Freezes = {
  begin: async () => ({ ok: true }),
  askAgain: async () => {},
  lift: async () => {},
};
