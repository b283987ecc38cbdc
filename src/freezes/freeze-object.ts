/**
 * @module freezes/freeze-object
 * One freeze as an object: it takes events, saves what follows from them, answers, and carries the orders out. The wake
 * time is always set for what is still to come, so that it ends on time whatever is dead, and says so afterwards.
 */
import type { Log } from '../log.ts';
import type { Notifiers } from '../outbox/notifier.ts';
import { createOutbox } from '../outbox/outbox.ts';
import type { Person } from '../outbox/person.ts';
import type { Place } from '../outbox/place.ts';
import { inTurn } from '../storage/in-turn.ts';
import type { Behaviour, ObjectLife, Objects, Self } from '../storage/objects.ts';
import { type Conductor, createConductor } from './conductor.ts';
import { createDispatcher } from './dispatcher.ts';
import type { FreezeEvent } from './event.ts';
import { wakeTime } from './freeze.ts';
import type { FreezeEventReply, FreezeMessage, FreezeViewReply } from './messages.ts';
import { type FreezeNotice, KINDS } from './notifier.ts';
import { MIGRATIONS } from './schema.ts';
import { speakerOf } from './speaker.ts';
import { startTimetable, TIMETABLE } from './timetable.ts';
import type { FreezeWindow } from './windows.ts';

export type FreezeDeps = {
  objects: Objects;
  notifiers: Notifiers<FreezeNotice>;
  log: Log;
  /** Where every freeze is announced besides where it was asked for. */
  announceIn?: (person: Person) => Place[];
  /** The windows of the settings, and who a window's words mean. */
  windows?: readonly FreezeWindow[];
  hostsOf?: (label: string) => Promise<string[]>;
  /** Told since when a message cannot be shown (epoch ms), and null when all are, to be measured. */
  behind?: (freeze: string, since: number | null) => void;
  /** In 0..1, for jitter. */
  random?: () => number;
  /** How long a freeze is remembered when it is over, in milliseconds; 90 days when left out. */
  keepMs?: number;
};

const KEEP_MS = 90 * 86_400_000;
/** An erasure that somebody's question held up is tried again after this long, in milliseconds. */
const ERASE_AGAIN_MS = 3_600_000;
/** What should have been done by now is looked at again after this long, in milliseconds. */
const CRASH_GRACE_MS = 3_000;
/** Whoever asks for a freeze hears whether it holds; a host's object that is slow is not waited for longer, in ms. */
const ANSWER_MS = 400;

/** The behaviour of freeze objects on either runtime; the one of name `TIMETABLE` keeps the windows. */
export function freezeBehaviour(deps: FreezeDeps): Behaviour {
  return {
    migrations: MIGRATIONS,
    start: (self) => (self.address.name === TIMETABLE ? startTimetable(self, deps) : startFreeze(self, deps)),
  };
}

function startFreeze(self: Self, deps: FreezeDeps): ObjectLife {
  const { objects, notifiers, announceIn = () => [], random = Math.random, keepMs = KEEP_MS } = deps;
  const { store } = self;
  const id = self.address.name;
  const now = (): number => self.now();
  const log = deps.log.child({ freeze: id });
  const dispatcher = createDispatcher({
    ...{ store, objects, freeze: id, now, random, log },
    conductor: (): Conductor => conductor,
  });
  const conductor = createConductor({ store, post: dispatcher.post, id, now });
  const speaker = speakerOf(conductor, now);
  const outbox = createOutbox({ store, speaker, kinds: KINDS, notifiers, now, random, log });

  /** When nothing of it is needed any more (epoch ms); null while it lasts. */
  const forgetAt = (): number | null => {
    const { ended } = conductor.load();
    return ended === null ? null : ended.noticedAt + keepMs;
  };

  function arm(): void {
    const present = now();
    const own = [wakeTime(conductor.load()), forgetAt(), dispatcher.dueAt(), outbox.dueAt()];
    const due = own.filter((at) => at !== null).map((at) => (at <= present ? present + CRASH_GRACE_MS : at));
    self.wakeAt(due.length === 0 ? null : Math.min(...due));
  }

  const carry = inTurn(async () => {
    await dispatcher.flush();
    arm();
  });
  const speak = inTurn(async () => {
    const before = outbox.behindSince();
    await outbox.speak();
    const after = outbox.behindSince();
    if (after !== before) deps.behind?.(id, after);
    arm();
  });
  const carryOut = async (): Promise<void> => {
    // What was said first has an address, which the hosts' objects are to know.
    await Promise.all([carry().then(speak), speak().then(carry)]);
  };

  async function take(event: FreezeEvent): Promise<FreezeEventReply> {
    const fresh = conductor.happen(withPlaces(event));
    if (fresh && 'person' in event) outbox.hopeAgain();
    log.info({ event: event.type, fresh }, 'An event came');
    arm();
    self.later(carryOut);
    // The hosts' objects answer at once: what holds nothing is not told as a freeze, and what is lifted is free.
    if (event.type === 'begun' || event.type === 'lifted') await Promise.race([carry(), pause(ANSWER_MS)]);
    return { fresh, view: conductor.view() };
  }

  const withPlaces = (event: FreezeEvent): FreezeEvent =>
    event.type === 'begun' ? { ...event, places: [...event.places, ...announceIn(event.person)] } : event;

  return {
    async receive(message) {
      const known = message as FreezeMessage;
      if (known.type === 'event') return take(known.event);
      if (known.type === 'view') return { view: conductor.view() } satisfies FreezeViewReply;
      throw new Error(`A freeze does not understand "${message.type}".`);
    },
    async wake() {
      const end = forgetAt();
      if (end !== null && end <= now()) {
        // Somebody's question may hold the erasure up: then it is tried again.
        self.wakeAt(now() + ERASE_AGAIN_MS);
        return self.erase();
      }
      conductor.happen({ type: 'tick' });
      arm();
      await carryOut();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
