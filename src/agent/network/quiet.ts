/**
 * @module agent/network/quiet
 * Roads that cut what is quiet. Two lines are opened at different moments and left alone: a road that counts quiet time
 * ends each after the same time, and whatever befalls both at one moment (a restart, a tunnel that goes) does not.
 */
import { setTimeout } from 'node:timers/promises';
import type { Talk } from '../gateway-rpc/gateway-socket.ts';

/** So much later the second line is opened, and so near to each other both quiet times must be. Milliseconds. */
const APART_MS = 1_000;
const NEAR_MS = 400;

/** Has the first conversation, and beside it a second line that is given up as soon as the first one is. */
export async function quietLines(
  first: () => Promise<Talk>,
  second: (signal: AbortSignal) => Promise<Talk>,
  signal: AbortSignal,
): Promise<{ first: Talk; second: Talk | null }> {
  const over = new AbortController();
  const beside = setTimeout(APART_MS, undefined, { signal: AbortSignal.any([signal, over.signal]) }).then(
    () => second(AbortSignal.any([signal, over.signal])),
    () => null,
  );
  const told = await first();
  // A line that was cut tells something only once the other one had the same time.
  if (told.cutAfterMs === undefined) over.abort();
  return { first: told, second: await beside };
}

/** Seconds after which this road cuts a quiet line; undefined where it does not, or nobody can tell. */
export function cutAfter(first: Talk, second: Talk | null): number | undefined {
  const [one, other] = [first.cutAfterMs, second?.cutAfterMs];
  if (one === undefined || other === undefined || Math.abs(one - other) > NEAR_MS) return undefined;
  return Math.max(1, Math.round((one + other) / 2_000));
}
