/**
 * @module agent/recovery/standing
 * What a plan stands on: the bytes of the configuration and the running instance. Asked when it is made and again when it
 * begins; a person's edit or a restart in between makes it another matter.
 */
import type { Because, Plan } from '../../protocol/recovery.ts';
import type { HostPort } from '../host/host-port.ts';
import { shaOf } from './owned-files.ts';
import type { Site } from './site.ts';
import { because } from './told-value.ts';

/** Start time of a process in clock ticks since boot: field 22 of /proc/PID/stat (proc(5)); null when it is gone. */
export async function startedTicks(host: HostPort, pid: number): Promise<string | null> {
  const stat = await host.read(`/proc/${pid}/stat`, { maxBytes: 4_096 });
  if (!stat.ok || stat.value === null) return null;
  return stat.value.slice(stat.value.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** `PID@TICKS` of the gateway's main process; null where none runs. */
export async function instanceOf({ host, target }: Site): Promise<string | null> {
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const started = main && (await startedTicks(host, main.pid));
  return main && started ? `${main.pid}@${started}` : null;
}

export async function standingOf(site: Site): Promise<Plan['standing']> {
  return { configSha256: shaOf(site.configPath) ?? null, instance: await instanceOf(site) };
}

/** Why the plan does not stand any more; null while it does. */
export async function whyFallen(site: Site, plan: Pick<Plan, 'standing'>): Promise<Because | null> {
  const now = await standingOf(site);
  if (now.configSha256 !== plan.standing.configSha256) return because('config.changed-meanwhile');
  return now.instance === plan.standing.instance ? null : because('instance.changed-meanwhile');
}
