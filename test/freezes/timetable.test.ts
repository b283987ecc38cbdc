/** Freeze windows: each begins once, whatever restarts; a window that nobody is enrolled for begins none. */
import { expect, it } from 'vitest';
import type { FreezeEvent } from '../../src/freezes/event.ts';
import { AHEAD_MS, startTimetable } from '../../src/freezes/timetable.ts';
import { readWindow } from '../../src/freezes/windows.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';
import { HOUR } from './given.ts';

/** Sunday, 22 Nov 2026, 00:00 UTC. */
const SUNDAY = Date.UTC(2026, 10, 22);
const DAY = 24 * HOUR;

/** A bot that lives for so many hours, restarted at `deaths`; gives what was begun, and when. */
async function live(windows: string[], hours: number, { deaths = [] as number[], hosts = ['node-3'] } = {}) {
  let now = SUNDAY;
  let wake: number | null = null;
  let later: (() => Promise<void>)[] = [];
  const begun = new Map<string, { at: number; event: Extract<FreezeEvent, { type: 'begun' }> }>();
  const start = () => {
    later = [];
    return startTimetable(
      {
        address: { kind: 'freeze', name: 'timetable' },
        store: storeInMemory(),
        now: () => now,
        wakeAt: (at) => {
          wake = at;
        },
        erase: () => undefined,
        sockets: () => [],
        later: (work) => void later.push(work),
      },
      {
        log: silentLog,
        windows: windows.map(readWindow).filter((one) => one !== null),
        hostsOf: async () => hosts,
        objects: {
          async send({ name }, message) {
            const { event } = message as unknown as { event: Extract<FreezeEvent, { type: 'begun' }> };
            const fresh = !begun.has(name);
            if (fresh) begun.set(name, { at: now, event });
            return { fresh, view: null };
          },
        },
      },
    );
  };
  const begin = async (): Promise<ReturnType<typeof start>> => {
    const life = start();
    await life.receive({ type: 'keep-windows' });
    for (const work of later) await work();
    return life;
  };
  let life = await begin();
  for (const end of [...deaths.map((hour) => SUNDAY + hour * HOUR), SUNDAY + hours * HOUR]) {
    while (wake !== null && wake <= end) {
      now = Math.max(now, wake);
      wake = null;
      await life.wake();
    }
    now = end;
    if (end < SUNDAY + hours * HOUR) life = await begin();
  }
  return [...begun.values()].map(({ at, event }) => ({
    at: (at - SUNDAY) / HOUR,
    from: (event.from - SUNDAY) / HOUR,
    until: (event.until - SUNDAY) / HOUR,
    by: event.person.via,
  }));
}

const ahead = AHEAD_MS / HOUR;

it('announces a window an hour ahead, week after week', async () => {
  expect(await live(['Mon 06:00-Mon 08:00 prod'], 24 * 9)).toEqual([
    { at: 30 - ahead, from: 30, until: 32, by: 'schedule' },
    { at: 30 - ahead + 168, from: 198, until: 200, by: 'schedule' },
  ]);
});

it('begins a window in which the bot was started', async () => {
  expect(await live(['Fri 18:00-Mon 06:00 prod'], 20)).toEqual([
    { at: 0, from: -30, until: 30, by: 'schedule' },
  ]);
});

it('begins each window once, however often the bot is restarted in it', async () => {
  const deaths = [1, 1.5, 2, 2.2, 3, 20, 26];
  expect((await live(['daily 02:00-04:00 all'], 30, { deaths })).map(({ from }) => from)).toEqual([2, 26]);
});

it('keeps several windows apart', async () => {
  const begun = await live(['daily 02:00-04:00 all', 'daily 03:00-05:00 lab'], 20);
  expect(begun.map(({ from, until }) => [from, until])).toEqual([
    [2, 4],
    [3, 5],
  ]);
});

it('begins none where nobody is enrolled, and none where none is set', async () => {
  expect(await live(['daily 02:00-04:00 all'], (3 * DAY) / HOUR, { hosts: [] })).toEqual([]);
  expect(await live([], 30)).toEqual([]);
});
