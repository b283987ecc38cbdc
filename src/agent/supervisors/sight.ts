/**
 * @module agent/supervisors/sight
 * Finds the one gateway that is meant, anew each time: what was found before a restart tells of a process that is gone.
 */
import { discover, type Env } from '../gateways/discover.ts';
import { inReadersWords } from '../gateways/legacy-variables.ts';
import type { HostPort } from '../host/host-port.ts';
import type { Sight } from './supervisor.ts';

/** What every look at a gateway of this host needs. */
export type Means = { host: HostPort; env: Env; openclaw?: string | undefined };

/** The gateway of this name as it is now; null where this host has none of that name, or it is only a client. */
export async function sightOf(
  { host, env, openclaw = 'openclaw' }: Means,
  gateway: string,
): Promise<Sight | null> {
  const script = openclaw.includes('/') ? openclaw : undefined;
  const shell = await inReadersWords(host, env, { brand: 'openclaw', is: 'client', script });
  const targets = await discover(host, shell, gateway);
  const target = targets.find(({ name }) => name === gateway);
  return target && target.clientOf === null ? { host, target, shell, openclaw } : null;
}
