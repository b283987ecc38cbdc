/**
 * @module freezes/orders
 * What a freeze asks of its hosts: of each host's object to hold the gateway, and of the host itself, where it is there
 * and its policy allows it, to take OpenClaw's own lease.
 */
import type { Held } from '../hub/messages.ts';
import { requesterOf } from '../outbox/person.ts';
import { linkTo } from '../outbox/place.ts';
import { ORDER_LIFE_MS } from '../protocol/limits.ts';
import type { HostEffect } from './effect.ts';
import type { Freeze, Target } from './record.ts';

/** How people are called where only text is kept. */
export const LONGEST_BY = 200;
const LONGEST_WHY = 500;

const profile = ({ gateway }: Target): { gateway?: string } => (gateway === null ? {} : { gateway });

/** Where people speak of it: the first Slack message that was said. */
export function linkOf({ places, said }: Freeze): string | null {
  for (const [index, place] of places.entries()) {
    const ref = said[index === 0 ? 'freeze' : `freeze#${index + 1}`];
    const link = ref === undefined ? null : linkTo(place, ref);
    if (link !== null) return link;
  }
  return null;
}

/** The hold as the host's object keeps it. */
export function heldOf(it: Freeze, target: Target): Held {
  const { requester } = it;
  return {
    freeze: it.id,
    gateway: target.gateway,
    by: (requester?.name ?? requester?.id ?? '').slice(0, LONGEST_BY),
    because: it.because,
    from: it.from,
    until: it.until,
    incident: it.incident,
    link: linkOf(it),
  };
}

const nameOf = ({ host, gateway }: Target): string => (gateway === null ? host : `${host}/${gateway}`);

export function holdEffect(it: Freeze, target: Target): HostEffect {
  it.asked += 1;
  const id = `hold:${nameOf(target)}:${it.asked}`;
  return { id, host: target.host, kind: 'hold', hold: heldOf(it, target) };
}

export function letGoEffect(it: Freeze, target: Target): HostEffect {
  it.asked += 1;
  return { id: `let-go:${nameOf(target)}:${it.asked}`, host: target.host, kind: 'let-go' };
}

/** Tells the host itself; the order is kept for it while it is away, as long as the freeze may matter. */
export function orderHold(it: Freeze, target: Target, now: number): HostEffect {
  return order(it, target, now, 'freeze.hold', { until: it.until }, it.until);
}

export function orderLift(it: Freeze, target: Target, now: number): HostEffect {
  return order(it, target, now, 'freeze.lift', {}, it.until);
}

function order(
  it: Freeze,
  target: Target,
  now: number,
  op: 'freeze.hold' | 'freeze.lift',
  args: object,
  until: number,
): HostEffect {
  it.asked += 1;
  const requester = it.requester === null ? it.id : requesterOf(it.requester);
  const because = it.because === null ? {} : { because: it.because.slice(0, LONGEST_WHY) };
  const id = `${it.id}.${nameOf(target)}.${op}.${it.asked}`;
  const job = {
    id,
    op,
    args: { ...profile(target), freeze: it.id, by: requester, ...because, ...args },
    incident: it.incident ?? it.id,
    requester,
    expiresAt: Math.min(until, now + ORDER_LIFE_MS),
    tell: `freeze:${it.id}`,
  };
  return { id: `dispatch:${id}`, host: target.host, kind: 'dispatch', job };
}
