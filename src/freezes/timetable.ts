/**
 * @module freezes/timetable
 * Keeps the windows of the settings: announces each of them a while before it begins. The id of a freeze comes from its
 * window and its time, so that a restart, a retry and a second look begin it once; one that people have lifted stays so.
 */
import type { Log } from '../log.ts';
import type { ObjectLife, Objects, Self } from '../storage/objects.ts';
import { shortId } from '../storage/short-id.ts';
import type { FreezeEventReply, FreezeMessage } from './messages.ts';
import { type FreezeWindow, occurrence } from './windows.ts';

/** The one object of its kind that is no freeze. */
export const TIMETABLE = 'timetable';
/** People see a window so long before it begins, in milliseconds. */
export const AHEAD_MS = 3_600_000;
/** It looks again after this long at the latest, in milliseconds, whatever the clock has done meanwhile. */
const LOOK_MS = 6 * 3_600_000;
/** What failed is tried again after this long, in milliseconds. */
const AGAIN_MS = 60_000;

export function startTimetable(
  self: Self,
  deps: {
    objects: Objects;
    log: Log;
    windows?: readonly FreezeWindow[];
    hostsOf?: (label: string) => Promise<string[]>;
  },
): ObjectLife {
  const { objects, log, windows = [], hostsOf = async () => [] } = deps;

  /** Begins what is due; gives when to look next (epoch ms). */
  async function keep(window: FreezeWindow): Promise<number> {
    const now = self.now();
    const { from, until } = occurrence(window, now);
    if (from - AHEAD_MS > now) return from - AHEAD_MS;
    const hosts = await hostsOf(window.hosts);
    if (hosts.length === 0) {
      log.warn({ window: window.text }, 'A freeze window means no host that is enrolled.');
      return until;
    }
    const name = await shortId('frz', `window ${window.text} ${from}`);
    const event = {
      id: `window:${from}`,
      type: 'begun' as const,
      person: { via: 'schedule' as const, id: window.text, name: window.text },
      places: [],
      targets: hosts.map((host) => ({ host })),
      ...{ from, until, because: null, incident: null },
    };
    const message: FreezeMessage = { type: 'event', event };
    const { fresh } = (await objects.send({ kind: 'freeze', name }, message)) as FreezeEventReply;
    if (fresh) log.info({ window: window.text, freeze: name }, 'A freeze window was announced.');
    return until;
  }

  async function keepAll(): Promise<void> {
    const now = self.now();
    if (windows.length === 0) return self.wakeAt(null);
    // Set before anything is done: should this life end over it, the next one goes on.
    self.wakeAt(now + AGAIN_MS);
    const next = await Promise.all(
      windows.map((window) =>
        keep(window).catch((cause: unknown) => {
          log.error({ window: window.text, cause: String(cause) }, 'A freeze window could not be kept.');
          return now + AGAIN_MS;
        }),
      ),
    );
    self.wakeAt(Math.max(now + 1_000, Math.min(now + LOOK_MS, ...next)));
  }

  return {
    async receive(message) {
      if ((message as FreezeMessage).type !== 'keep-windows')
        throw new Error(`The timetable does not understand "${message.type}".`);
      self.later(keepAll);
      return { windows: windows.length };
    },
    wake: keepAll,
  };
}
