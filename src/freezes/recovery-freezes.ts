/**
 * @module freezes/recovery-freezes
 * Freezes as a recovery asks for them: under an id that was fixed before anybody agreed, since the order names it. It
 * either holds or somebody else was first; lifted, it is gone for whoever waits.
 */
import type { Person } from '../outbox/person.ts';
import type { Place } from '../outbox/place.ts';
import type { Objects } from '../storage/objects.ts';
import { beginFreezeAs, lookAtFreeze, tellFreeze } from './begin.ts';

/** `until` is epoch ms; `incident` is the one whose own steps go on. */
type Wish = {
  freeze: string;
  host: string;
  gateway: string;
  incident: string;
  by: Person;
  because: string | null;
  until: number;
  /** Freezes of the same incident that this one takes the place of. */
  before?: readonly string[];
  /** Where people speak of the incident: there the freeze is announced, too. */
  places: readonly Place[];
};

/** `link`: where people speak of it. */
type Conflict = { ok: false; by: string; until: number; because: string | null; link: string | null };

export type RecoveryFreezes = {
  begin(wish: Wish): Promise<{ ok: true } | Conflict>;
  askAgain(wish: Pick<Wish, 'freeze'> & { recovery: string }): Promise<void>;
  lift(wish: Pick<Wish, 'freeze' | 'by'>): Promise<void>;
};

export function recoveryFreezes(objects: Objects): RecoveryFreezes {
  /** Refused once, a freeze stays refused: so the earlier ones must have let go first, and whoever asked asks again. */
  async function takePlaceOf(before: readonly string[], host: string, by: Person): Promise<void> {
    for (const freeze of before)
      await tellFreeze(objects, freeze, { id: `lift:recovery:${freeze}`, type: 'lifted', person: by });
    if (before.length === 0) return;
    const { held = [] } = (await objects.send({ kind: 'host', name: host }, { type: 'describe' })) as {
      held?: { freeze: string }[];
    };
    if (held.some((one) => before.includes(one.freeze)))
      throw new Error('An earlier freeze of this incident has not let go yet.');
  }

  return {
    async begin({ freeze, host, gateway, incident, by, because, until, before = [], places }) {
      const known = await lookAtFreeze(objects, freeze);
      if (known === null) await takePlaceOf(before, host, by);
      const view =
        known ??
        (await beginFreezeAs(objects, freeze, `recovery:${freeze}`, {
          person: by,
          places: [...places],
          targets: [{ host, gateway }],
          ...{ from: 0, until, because, incident },
        }));
      const rival = view.targets[0]?.rival ?? null;
      if (view.state === 'refused' && rival !== null)
        return { ok: false, by: rival.by, until: rival.until, because: rival.because, link: rival.link };
      // Not known yet is not "held": whoever asked asks again.
      if (view.state === 'announced') throw new Error('The host’s object has not said yet whether it holds.');
      return { ok: true };
    },
    async askAgain({ freeze, recovery }) {
      await tellFreeze(objects, freeze, { id: `ask-again:${recovery}`, type: 'asked-again' });
    },
    async lift({ freeze, by }) {
      const id = `lift:recovery:${freeze}`;
      await tellFreeze(objects, freeze, { id, type: 'lifted', person: by, recovery: true });
    },
  };
}
