/**
 * @module agent/gateways/boot
 * When the running gateway began to serve. One that nothing supervises restarts within its process (2026.9.6), so that
 * the process is older than what it read: the configuration, credentials, refusals. Its own record tells.
 */
import { join } from 'node:path';
import type { HostPort } from '../host/host-port.ts';
import type { Target } from './discover.ts';

/** A row of this reason splits a boot that went well after crashes; it is none of its own. */
const LAST_BOOT = `SELECT pid, started_at_ms AS at FROM gateway_boot_lifecycle
  WHERE startup_reason IS NOT 'gateway.crash_loop_recovered' ORDER BY started_at_ms DESC LIMIT 20`;
const OLDER =
  'SELECT pid, started_at_ms AS at FROM gateway_boot_lifecycle ORDER BY started_at_ms DESC LIMIT 20';

/** Epoch ms; that of its process where its own record says nothing, null where none runs. */
export async function bootedAt({ host, target }: { host: HostPort; target: Target }): Promise<number | null> {
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  if (main === undefined) return null;
  const path = `${target.root}${join(target.stateDir, 'state', 'openclaw.sqlite')}`;
  const answer = await host.queries(path, [LAST_BOOT, OLDER]);
  const [rows, older] = answer.ok ? (answer.value ?? []) : [];
  // A container counts its processes in its own way.
  const own = (rows ?? older ?? []).filter(({ pid }) => target.root !== '' || pid === main.pid);
  const times = own.flatMap(({ at }) => (typeof at === 'number' ? [at] : []));
  return Math.max(main.startedAt, ...times);
}
