/**
 * @module agent/recovery/acts/blast-radius
 * Asks the gateway what a restart would cut, before anything is held back: afterwards it answers nothing any more. A
 * gateway that cannot be asked is no reason to stop; that it could not be is told.
 */
import type { Radius } from '../../../protocol/recovery.ts';
import type { Act } from '../../../runbooks/act.ts';
import type { AdminDoor } from '../../gateway-admin/door.ts';
import { radiusOf, unknownRadius } from '../../gateway-admin/radius.ts';
import { doorFor, type GatewayMeans } from './gateway-means.ts';

const LIMIT_MS = 45_000;

/** For a plan, and for the run again: what was true when people agreed may not be so any more. */
export async function askRadius(door: AdminDoor, signal: AbortSignal): Promise<Radius> {
  const asked = await door({ signal }, ({ admin }) => radiusOf(admin, Date.now()));
  return asked.ok ? asked.value : unknownRadius(asked.because);
}

export const blastRadius = (means: GatewayMeans): Act => ({
  id: 'blast-radius',
  mutates: false,
  limitMs: LIMIT_MS,
  async do({ memory, signal }) {
    const { turns, jobs, replies, clients, why } = await askRadius(doorFor(means, memory), signal);
    return { ok: true, told: { turns, jobs, replies, clients, why: why?.code ?? null } };
  },
});
