/**
 * @module agent/holds/keeper
 * Keeps the holds of this host while the host agent lives: writes each down before anything is done about it, renews its
 * lease, ends it on time though the bot is dead, and finds it again after a restart of its own or of the gateway.
 */
import type { Log } from '../../log.ts';
import type { Because, Hold } from '../../protocol/recovery.ts';
import { LEASE_MS } from '../gateway-admin/lease.ts';
import { covers, holdReport, isActive, type KeptHold, readHolds, writeHolds } from './kept-holds.ts';
import type { LeaseAnswer, LeaseHands } from './lease-order.ts';
import { mayLease, nextMove } from './lease-times.ts';
import { leaseRests } from './rest.ts';

export type KeeperParts = {
  stateDir: string;
  hands: LeaseHands;
  /** Whether this host's policy still allows an operation; asked before each lease. */
  allows(op: string): boolean;
  log: Log;
  /** Epoch ms by this host's clock. */
  now?: () => number;
};

export type WantedHold = {
  gateway: string | null;
  freeze: string;
  by: string;
  because: string | null;
  /** By the bot's clock, and what that clock says now: a host with a wrong one still ends it on time. Epoch ms. */
  until: number;
  asOf: number;
};

export type HoldKeeper = {
  /** Holds, or extends or shortens the hold of the same freeze. Another's hold stays, and is what is told. */
  hold(wanted: WantedHold): Promise<Hold>;
  lift(wanted: Pick<WantedHold, 'gateway' | 'freeze' | 'by'>): Promise<Hold>;
  /** Goes on with what is on the disk. */
  start(): Promise<void>;
  /** Leaves the holds as they are: whoever starts next goes on with them. */
  stop(): void;
};

/** At least as often it is looked whether one is over: a machine that slept has timers that are late. */
const LOOK_MS = 60_000;
const because = (code: string, params: Record<string, string> = {}): Because => ({ code, params });

export function holdKeeper({ stateDir, hands, allows, log, now = Date.now }: KeeperParts): HoldKeeper {
  let holds: KeptHold[] = [];
  /** When a lease was last due and last asked for, and when its hold ends: by the steady clock, gone with this process. */
  const renewed = new Map<string, number>();
  const asked = new Map<string, number>();
  const deadlines = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let [loaded, stopped] = [false, false];

  /** One thing at a time: a lift that comes during a renewal must find the lease that it has taken. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work).finally(schedule);
    turn = mine.catch(() => undefined);
    return mine;
  }

  function keep(next: KeptHold): KeptHold {
    holds = [
      ...holds.filter(({ freeze, gateway }) => freeze !== next.freeze || gateway !== next.gateway),
      next,
    ];
    writeHolds(stateDir, holds, now());
    return next;
  }

  const keyOf = ({ freeze, gateway }: Pick<KeptHold, 'freeze' | 'gateway'>): string =>
    `${gateway ?? ''} ${freeze}`;
  const deadlineOf = (hold: KeptHold): number => deadlines.get(keyOf(hold)) ?? 0;
  /** The clock of a host may be set back, and the steady one stands still while the machine sleeps. */
  const isOver = (hold: KeptHold): boolean => now() >= hold.ends || performance.now() >= deadlineOf(hold);
  const active = (): KeptHold[] => holds.filter((hold) => isActive(hold, 0) && !isOver(hold));

  function schedule(): void {
    clearTimeout(timer);
    const live = holds.filter((hold) => isActive(hold, 0));
    if (stopped || live.length === 0) return;
    const moves = live.map((hold) => (isOver(hold) ? 0 : nextMove(timesOf(hold)).at));
    const wait = Math.min(Math.max(0, Math.min(...moves) - performance.now()), LOOK_MS);
    timer = setTimeout(() => {
      inTurn(move).catch((error) => log.error({ error: String(error) }, 'A hold could not be kept.'));
    }, wait);
  }

  const timesOf = (hold: KeptHold) => ({ ends: deadlineOf(hold), renewed: renewed.get(keyOf(hold)) ?? null });

  /** Does what is due, for every hold. */
  async function move(): Promise<void> {
    for (const hold of holds.filter((one) => isActive(one, 0))) {
      if (stopped) return;
      if (isOver(hold)) await end(hold, 'lapsed', null);
      else if (nextMove(timesOf(hold)).do === 'renew' && nextMove(timesOf(hold)).at <= performance.now())
        await renew(hold);
    }
  }

  function whyNoLease(hold: KeptHold): Because | null {
    if (!allows('freeze.hold')) return because('lease.not-allowed');
    if (leaseRests(stateDir, hold.freeze, now())) return because('lease.rests');
    // Near its end it lives on the lease that it has, if that is still there.
    const lives = hold.leases.length > 0 || mayLease(performance.now(), deadlineOf(hold));
    return lives ? null : because('lease.too-short');
  }

  async function renew(hold: KeptHold): Promise<KeptHold> {
    renewed.set(keyOf(hold), performance.now());
    const { gateway, freeze, leases } = hold;
    const no = whyNoLease(hold);
    if (no === null) asked.set(keyOf(hold), performance.now());
    const until = now() + deadlineOf(hold) - performance.now();
    const answer: LeaseAnswer = no
      ? { leases: [], why: no }
      : await hands({ do: 'take', gateway, requestId: freeze, leases, until });
    const held = answer.leases.length > 0 && answer.why === null ? 'leased' : 'announced';
    if (held !== hold.held || answer.why?.code !== hold.why?.code)
      log.info({ freeze, held, why: answer.why?.code }, 'A hold has changed.');
    return keep({ ...hold, held, why: answer.why, leases: answer.leases, at: now() });
  }

  async function end(hold: KeptHold, held: 'lifted' | 'lapsed', why: Because | null): Promise<KeptHold> {
    const { gateway, freeze, leases } = hold;
    const ended = { ...hold, held, why, leases: [], at: now() };
    try {
      // Before the gateway is asked: whoever asks us meanwhile is free.
      keep(ended);
    } catch (error) {
      log.error({ freeze, error: String(error) }, 'The end of a hold could not be written down.');
    }
    // Also where the answer was lost: whoever has asked may have been given it.
    const mayBeLeased =
      leases.length > 0 || performance.now() - (asked.get(keyOf(hold)) ?? -LEASE_MS) < LEASE_MS;
    for (const map of [renewed, asked, deadlines]) map.delete(keyOf(hold));
    if (mayBeLeased) await hands({ do: 'give-back', gateway, requestId: freeze, leases, until: hold.ends });
    log.info({ freeze, held }, 'A hold has ended.');
    return ended;
  }

  /** What is on the disk counts, whoever comes first after the start. */
  function load(): void {
    if (loaded) return;
    try {
      holds = readHolds(stateDir);
    } catch (error) {
      log.error({ error: String(error) }, 'The file of holds could not be read; it is made anew.');
      writeHolds(stateDir, [], now());
    }
    loaded = true;
    for (const hold of holds.filter((one) => isActive(one, now())))
      deadlines.set(keyOf(hold), performance.now() + hold.ends - now());
  }

  const find = (freeze: string, gateway: string | null): KeptHold | undefined =>
    holds.find((one) => one.freeze === freeze && one.gateway === gateway);

  async function hold(wanted: WantedHold): Promise<Hold> {
    load();
    const { gateway, freeze, by, until } = wanted;
    const { asOf, ...rest } = wanted;
    const left = until - asOf;
    const fresh = {
      ...rest,
      ends: now() + left,
      held: 'announced' as const,
      why: null,
      leases: [],
      at: now(),
    };
    const other = active().find((one) => covers(one, gateway) && one.freeze !== freeze);
    if (other) {
      const params = { freeze: other.freeze, by: other.by, until: String(other.until) };
      return holdReport({ ...fresh, why: because('hold.held-by-another', params) });
    }
    if (left <= 0) return holdReport({ ...fresh, held: 'lapsed', why: because('hold.over') });
    const before = find(freeze, gateway);
    deadlines.set(keyOf(fresh), performance.now() + left);
    log.info({ freeze, by, gateway, until }, 'A hold has begun.');
    return holdReport(await renew(keep({ ...fresh, leases: before?.leases ?? [] })));
  }

  async function lift({ gateway, freeze, by }: Pick<WantedHold, 'gateway' | 'freeze' | 'by'>): Promise<Hold> {
    load();
    const kept = find(freeze, gateway);
    if (kept && isActive(kept, 0))
      return holdReport(await end(kept, 'lifted', because('hold.lifted', { by })));
    if (kept) return holdReport(kept);
    const [none, at] = [{ because: null, until: 0, ends: 0, leases: [] }, now()];
    return holdReport({ gateway, freeze, by, ...none, held: 'lifted', why: because('hold.not-known'), at });
  }

  return {
    hold: (wanted) => inTurn(() => hold(wanted)),
    lift: (wanted) => inTurn(() => lift(wanted)),
    start: () =>
      inTurn(async () => {
        load();
        await move();
      }),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
