/**
 * One freeze object over real SQL, with a clock that stands still unless moved, hosts' objects that hold by
 * the real rules, and a trapdoor: the process can be made to die at any step.
 */
import type { FreezeEvent } from '../../src/freezes/event.ts';
import { freezeBehaviour } from '../../src/freezes/freeze-object.ts';
import type { FreezeEventReply, FreezeViewReply } from '../../src/freezes/messages.ts';
import type { FreezeNotice } from '../../src/freezes/notifier.ts';
import { HOLDS_TABLE, holdsOf, letGo, takeHold } from '../../src/hub/host-holds.ts';
import type { Held, HostMessage, JobRequest } from '../../src/hub/messages.ts';
import type { Notifier, PublishResult } from '../../src/outbox/notifier.ts';
import { migrate } from '../../src/storage/migrations.ts';
import type { ObjectLife, Reply, Store } from '../../src/storage/objects.ts';
import { silentLog } from '../contracts/silent-log.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';
import { T0 } from './given.ts';

class Died extends Error {}

/** `dieAt`: the step (counted over all that leaves the object) before which the process dies, once. */
export function aFreezeWorld({ dieAt = Number.POSITIVE_INFINITY } = {}) {
  const [stored, hosts] = [storeInMemory(), storeInMemory()];
  hosts.run(HOLDS_TABLE);
  let clock = T0;
  let steps = 0;
  let lives = 0;
  let wake: number | null = null;
  let away = false;
  let laterOnes: (() => Promise<void>)[] = [];
  const posted: { key: string; ref: string; notice: FreezeNotice; edits: number; under?: string }[] = [];
  const jobs: JobRequest[] = [];

  function step(life: number): void {
    steps += 1;
    if (steps === dieAt) lives += 1;
    if (life !== lives) throw new Died();
  }

  function storeOf(life: number): Store {
    const store = stored;
    return {
      run(sql, ...values) {
        step(life);
        store.run(sql, ...values);
      },
      all(sql, ...values) {
        if (life !== lives) throw new Died();
        return store.all(sql, ...values);
      },
      tx(work) {
        step(life);
        const result = store.tx(() => {
          const inside = work();
          step(life);
          return inside;
        });
        step(life);
        return result;
      },
    };
  }

  function notifierOf(life: number): Notifier<FreezeNotice> {
    return {
      pace: { postMs: 0, editMs: 0 },
      async publish(notice): Promise<PublishResult> {
        step(life);
        if (away) return { ok: false, outcome: 'not-said', retryAfterMs: 60_000, why: 'Slack is away' };
        const old = posted.find((one) => one.ref === notice.edit);
        const under = notice.under === undefined ? {} : { under: notice.under };
        const ref = notice.edit ?? `${posted.length + 1}.0`;
        if (old === undefined) posted.push({ key: notice.key, ref, notice, edits: 0, ...under });
        else Object.assign(old, { notice, edits: old.edits + 1 });
        step(life);
        return { ok: true, ref };
      },
      async find(notice) {
        step(life);
        return posted.find((one) => one.key === notice.key)?.ref ?? null;
      },
    };
  }

  function answer(message: HostMessage): Reply {
    if (message.type === 'hold') {
      const rival = takeHold(hosts, message.hold, clock);
      return rival === null ? { held: true } : { held: false, rival };
    }
    if (message.type === 'let-go') letGo(hosts, message.freeze);
    if (message.type !== 'dispatch') return { ok: true };
    if (!jobs.some(({ id }) => id === message.job.id)) jobs.push(message.job);
    return { state: 'delivered' };
  }

  function start(): ObjectLife {
    const life = lives;
    laterOnes = [];
    const notifier = notifierOf(life);
    const behaviour = freezeBehaviour({
      objects: {
        async send(_to, message) {
          step(life);
          const reply = answer(message as HostMessage);
          step(life);
          return reply;
        },
      },
      notifiers: { slack: notifier },
      log: silentLog,
      random: () => 0.5,
    });
    migrate(stored, behaviour.migrations);
    return behaviour.start({
      address: { kind: 'freeze', name: 'frz-1' },
      store: storeOf(life),
      now: () => clock,
      wakeAt(at) {
        if (life === lives) wake = at;
      },
      erase: () => undefined,
      sockets: () => [],
      later: (work) => void laterOnes.push(work),
    });
  }

  let life = start();
  let bornIn = lives;

  async function survive<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      return undefined;
    } finally {
      if (bornIn !== lives) {
        bornIn = lives;
        life = start();
      }
    }
  }

  async function runLater(): Promise<void> {
    for (let work = laterOnes.shift(); work !== undefined; work = laterOnes.shift()) await survive(work);
  }

  return {
    posted,
    jobs,
    steps: () => steps,
    wakeTime: () => wake,
    /** Slack takes nothing. */
    slackAway(yes: boolean) {
      away = yes;
    },
    /** What holds the hosts now. */
    holds: (): Held[] => holdsOf(hosts, clock),
    /** Somebody else's freeze. */
    rival(hold: Held) {
      takeHold(hosts, hold, clock);
    },
    /** At least once: a sender that got no answer sends again. */
    async tell(event: FreezeEvent): Promise<FreezeEventReply> {
      for (;;) {
        const message = { type: 'event' as const, event };
        const reply = await survive(() => life.receive(message));
        await runLater();
        if (reply !== undefined) return reply as FreezeEventReply;
      }
    },
    view: async () => ((await life.receive({ type: 'view' })) as FreezeViewReply).view,
    /** The bot is dead until `until` (ms after T0): nothing wakes. */
    dead(until: number) {
      lives += 1;
      bornIn = lives;
      clock = T0 + until;
      life = start();
    },
    /** The clock is put right, after it had been ahead: the runtime asks the object anew. */
    async putBack(ms: number): Promise<void> {
      clock -= ms;
      await survive(() => life.wake());
      await runLater();
    },
    /** Moves the clock to `until` (ms after T0), waking the object whenever it wished to be. */
    async pass(until: number): Promise<void> {
      while (wake !== null && wake <= T0 + until) {
        clock = Math.max(clock, wake);
        const at = wake;
        wake = null;
        const woken = await survive(async () => {
          await life.wake();
          return true;
        });
        await runLater();
        if (woken === undefined) wake = wake ?? at;
      }
      clock = Math.max(clock, T0 + until);
    },
  };
}
