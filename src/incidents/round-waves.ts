/**
 * @module incidents/round-waves
 * Asks the hosts of a round, a few at a time, from wake times: one wake asks what a Worker may ask for one event, notes
 * who was asked and is woken again. Whoever is slow holds up the next ones for a moment and never for ever.
 */
import type { Log } from '../log.ts';
import type { Objects, Store } from '../storage/objects.ts';
import type { Conductor } from './conductor.ts';
import { openOrJoin } from './open-or-join.ts';
import { ROUND_PART } from './round.ts';
import { areWaiting, askedFirst, LAPSE_MS, nextToAsk, underWay, type Waiting } from './round-rows.ts';

/** Each host is two requests to other objects; a Worker may make a thousand for one event. */
const WAVES_A_WAKE = 4;
const AT_ONCE = 16;
/** So many looks go on at once, as far as they are no older than that (ms): more would only make each of them late. */
const MOST_UNDER_WAY = 100;
const SLOW_MS = 20_000;
const PAUSE_MS = 200;
/** A wake that is due at once is due in a moment, so that it is one of its own. */
const SOON_MS = 50;

export type Waves = { dueAt(): number | null; flush(): Promise<void> };

export function createWaves(deps: {
  store: Store;
  objects: Objects;
  conductor: Conductor;
  incident: string;
  now: () => number;
  log: Log;
}): Waves {
  const { store, objects, conductor, incident, now, log } = deps;
  /** How many waves this life has begun: their events have ids of their own. */
  let waves = 0;

  const isGoing = (): boolean => {
    const { state, round } = conductor.load();
    return state === 'open' && round !== undefined && round.open > 0;
  };
  const isFull = (): boolean => underWay(store, now() - SLOW_MS) >= MOST_UNDER_WAY;

  /** When the look that was begun first is not waited for any longer. */
  const lapseAt = (): number => (askedFirst(store) ?? now()) + LAPSE_MS;

  async function ask({ host, gateway, part }: Waiting): Promise<boolean> {
    const { round, requester } = conductor.load();
    if (round === undefined || requester === null) return false;
    const { ask: id, text, complaint } = round;
    try {
      await openOrJoin(objects, host, `${incident}-p${part}`, {
        ...{ id: `ask:${id}:${host}`, at: now(), type: 'asked', host, person: requester, text },
        ...(gateway === undefined ? {} : { gateway }),
        ...(complaint === undefined ? {} : { complaint }),
        round: incident,
      });
      return true;
    } catch (error) {
      log.warn({ host, error: String(error).slice(0, 200) }, 'A host could not be asked for a round.');
      return false;
    }
  }

  async function wave(): Promise<void> {
    const hosts = nextToAsk(store, ROUND_PART);
    const asked: string[] = [];
    const missed: string[] = [];
    for (let from = 0; from < hosts.length; from += AT_ONCE) {
      const some = hosts.slice(from, from + AT_ONCE);
      const came = await Promise.all(some.map(ask));
      for (const [at, { host }] of some.entries()) (came[at] === true ? asked : missed).push(host);
    }
    waves += 1;
    const at = now();
    conductor.happen({ id: `wave:${at}:${waves}`, at, type: 'wave', asked, missed });
    log.info({ asked: asked.length, missed: missed.length }, 'Hosts of a round were asked.');
  }

  return {
    dueAt() {
      if (!isGoing()) return null;
      if (areWaiting(store)) return now() + (isFull() ? PAUSE_MS : SOON_MS);
      return lapseAt();
    },
    async flush() {
      const isDue = (): boolean => areWaiting(store) || lapseAt() <= now();
      for (let n = 0; n < WAVES_A_WAKE && isGoing() && isDue() && !isFull(); n++) await wave();
    },
  };
}
