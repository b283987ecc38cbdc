/**
 * @module agent/recovery/standing
 * What a plan stands on: the configuration, its bytes and the very file, and, where a process is restarted, the running
 * instance. Asked when it is made and again when it begins; a person's edit or somebody's restart in between makes it
 * another matter.
 */

import type { Because, Plan } from '../../protocol/recovery.ts';
import type { ActTools } from '../../runbooks/act.ts';
import { instanceOf, runningNow, sameInstance, wordOf } from '../supervisors/instance.ts';
import { readOwned } from './owned-files.ts';
import { openSite, type Site, type SiteOptions } from './site.ts';
import { because } from './told-value.ts';

/** The running instance in the words of a plan; null where none runs. */
export async function instanceNow(site: Site): Promise<string | null> {
  const running = await runningNow(site);
  return running && wordOf(running.instance);
}

/**
 * Why the plan does not stand any more; null while it does. An instance that is not named binds nobody, nor does a `file`
 * (device, inode and owner of the configuration) that was not noted.
 */
export async function whyFallen(
  site: Site,
  { standing, path }: Pick<Plan, 'standing' | 'path'>,
  file: unknown = null,
): Promise<Because | null> {
  const held = readOwned(site.configPath);
  if (held.is === 'unreadable') return because('config.unreadable');
  const [sha, id] = held.is === 'file' ? [held.sha256, held.id] : [null, null];
  if (sha !== standing.configSha256 || (typeof file === 'string' && id !== file))
    return because('config.changed-meanwhile');
  const planned = instanceOf(standing.instance);
  if (planned === null || (path !== 'restart' && path !== 'align')) return null;
  const now = instanceOf(await instanceNow(site));
  return now !== null && sameInstance(now, planned) ? null : because('instance.changed-meanwhile');
}

/** For the act that asks whether everything still stands, before anything is touched. */
export async function filesStand(
  options: SiteOptions,
  { memory, signal }: ActTools,
): Promise<Because | null> {
  const opened = await openSite(memory.plan.gateway, options, signal);
  return opened.ok ? whyFallen(opened.site, memory.plan, memory.told.plan?.configFile) : opened.because;
}
