/**
 * @module agent/recovery/acts/gateway-means
 * What the acts on a living gateway are made with, and the way in to the one that a run's plan is about. The way is found
 * anew for each act: the gateway may have been started again since the last.
 */
import type { RunMemory } from '../../../runbooks/act.ts';
import { type AdminDoor, adminDoor, type DoorParts } from '../../gateway-admin/door.ts';

export type GatewayMeans = Omit<DoorParts, 'gateway'>;

export function doorFor(
  { stateDir, env, openclaw, host, now }: GatewayMeans,
  { plan }: RunMemory,
): AdminDoor {
  const more = { ...(host ? { host } : {}), ...(now ? { now } : {}) };
  return adminDoor({ stateDir, env, openclaw, gateway: plan.gateway, ...more });
}
