/**
 * @module freezes/view
 * The freeze as people are shown it, made at the moment of speaking.
 */
import type { FreezeView } from './notifier.ts';
import { linkOf } from './orders.ts';
import type { Freeze } from './record.ts';

/** The view at `now` (epoch ms); null while nobody asked. */
export function viewOf(it: Freeze, now: number): FreezeView | null {
  const { state, requester } = it;
  if (state === 'new' || requester === null) return null;
  return {
    freeze: it.id,
    state,
    requester,
    because: it.because,
    incident: it.incident,
    startedAt: it.madeAt,
    from: it.from,
    until: it.until,
    began: it.began,
    targets: it.targets.map(({ host, gateway, state: how, rival, retryAt, words }) => ({
      ...{ host, gateway, state: how, rival, words },
      retries: retryAt !== null,
    })),
    acknowledged: it.acknowledged,
    extended: it.extended,
    ended: it.ended,
    link: linkOf(it),
    at: now,
  };
}
