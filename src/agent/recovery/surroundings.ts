/**
 * @module agent/recovery/surroundings
 * What a plan says of the gateway's surroundings: who restarts it, what a restart would cut, how long it usually takes.
 * Asked through one seam, so that a plan can be made and tested without a gateway.
 */
import type { Because, Radius } from '../../protocol/recovery.ts';
import { adminDoor } from '../gateway-admin/door.ts';
import { unknownRadius } from '../gateway-admin/radius.ts';
import { outlookOf } from '../supervisors/outlook.ts';
import { askRadius } from './acts/blast-radius.ts';
import { usualRestarts } from './history.ts';
import type { Site, SiteOptions } from './site.ts';
import { instanceNow } from './standing.ts';
import { because } from './told-value.ts';

export type Outlook = {
  /** `systemd-user`, `docker`, `process` …, `none`. */
  supervisor: string;
  /** `restart.systemd-user`, `start.docker`, `restart.stop-start` …; null where nobody can. */
  operation: string | null;
  /** What a person would type. */
  command: readonly string[] | null;
  cautions: readonly Because[];
  /** The running instance, in the words of whoever asks for it again. */
  instance: string | null;
};

export type Surroundings = {
  /** `anew`: a credential given by flag must go, which no restart does. */
  outlook(site: Site, wanted: 'restart' | 'start' | 'anew'): Promise<Outlook>;
  radius(site: Site): Promise<Radius>;
  /** The last restarts of this gateway in milliseconds, oldest first. */
  usually(site: Site, supervisor: string): Promise<number[]>;
};

function supervisorOf({ target }: Site): string {
  if (target.container) return 'docker';
  const [unit] = target.units;
  if (unit?.manager === 'launchd') return 'launchd';
  if (unit) return unit.manager === 'systemd' ? 'systemd-system' : 'systemd-user';
  return target.processes.ok && target.processes.value.length > 0 ? 'process' : 'none';
}

/** By what the host shows alone: nobody is asked, and so nothing is known of running turns. */
export const SEEN_ONLY: Surroundings = {
  async outlook(site, wanted) {
    const supervisor = supervisorOf(site);
    const anew = wanted === 'anew' && supervisor === 'process';
    const verb = wanted === 'start' ? 'start' : 'restart';
    return {
      supervisor,
      operation: anew ? 'restart.stop-start' : `${verb}.${supervisor === 'none' ? 'process' : supervisor}`,
      command: null,
      cautions: [],
      instance: await instanceNow(site),
    };
  },
  async radius() {
    return unknownRadius(because('radius.not-asked'));
  },
  async usually() {
    return [];
  },
};

const runs = ({ target }: Site): boolean => target.processes.ok && target.processes.value.length > 0;

/** Asks whoever owns the gateway, and the gateway itself. */
export const surroundingsHere = (options: SiteOptions): Surroundings => ({
  outlook: (site, wanted) => outlookOf(site, wanted),
  async radius(site) {
    // Nothing runs that a restart could cut, and nobody is there to be asked.
    if (!runs(site)) return unknownRadius(because('radius.not-running'));
    return askRadius(adminDoor({ ...options, gateway: site.target.name }), site.signal);
  },
  usually: async (site) => usualRestarts(options.stateDir, site.target.name),
});
