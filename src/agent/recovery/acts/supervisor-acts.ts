/**
 * @module agent/recovery/acts/supervisor-acts
 * The acts that restart, start, thaw or end a gateway's process, each made with what this host gives.
 */
import type { Act } from '../../../runbooks/act.ts';
import type { Env } from '../../gateways/discover.ts';
import { realHost } from '../../host/host-port.ts';
import { askRestartWith } from './ask-restart.ts';
import { restartAct } from './restart.ts';
import { restartProofAct } from './restart-proof.ts';
import { resumeFrozenAct } from './resume-frozen.ts';
import { startAct } from './start.ts';
import { stopDuplicateAct } from './stop-duplicate.ts';
import type { SupervisorMeans } from './supervisor-means.ts';

type Given = {
  /** The host agent's own folder. */
  stateDir: string;
  env: Env;
  /** The OpenClaw command, if one was named. */
  openclaw?: string | undefined;
};

/** What the acts are made with on the real machine. */
export function supervisorMeans({ stateDir, env, openclaw }: Given): SupervisorMeans {
  const means = { host: realHost(), env, openclaw, stateDir };
  return { ...means, now: Date.now, askRestart: askRestartWith(means) };
}

export function supervisorActs(given: Given): readonly Act[] {
  const means = supervisorMeans(given);
  return [restartAct, startAct, restartProofAct, stopDuplicateAct, resumeFrozenAct].map((make) =>
    make(means),
  );
}
