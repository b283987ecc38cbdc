/**
 * @module tickets/no-desk
 * Stands for a desk that is not in the settings any more: what is wanted of it waits for a person, like any other errand
 * that is not let in.
 */
import { type Desk, DeskError, type DeskName } from './desk.ts';

export function noDesk(name: DeskName): Desk {
  const away = async (): Promise<never> => {
    throw new DeskError('denied', `There is no desk ${name} in DESKS any more.`);
  };
  return {
    name,
    kind: 'none',
    // As careful as with the slowest: what was sent before it was taken out may be looked up after it is back.
    abilities: { attaches: true, largestFile: null, internal: 'always', atomic: false, lagMs: 60_000 },
    open: away,
    find: away,
    read: away,
    comment: away,
    hasComment: away,
    attach: away,
    hasFile: away,
    check: away,
  };
}
