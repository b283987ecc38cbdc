/**
 * @module agent/supervisors/owner
 * Who restarts this gateway: the first of the list that says it is its own. What holds it counts, not what is installed
 * beside it: a unit that is not what runs would start a second one.
 */
import { container } from './container.ts';
import { launchd } from './launchd.ts';
import { plainProcess } from './plain-process.ts';
import type { Owned, Sight, Supervisor } from './supervisor.ts';
import { systemdUnit } from './systemd-unit.ts';

/** Every kind of supervisor that is known here. */
const ALL: readonly Supervisor[] = [container, systemdUnit, launchd, plainProcess];

/** The owner of this gateway; null where nobody here can restart or start it. */
export async function ownerOf(sight: Sight): Promise<Owned | null> {
  for (const supervisor of ALL) {
    const owned = await supervisor.owns(sight);
    if (owned) return owned;
  }
  return null;
}
