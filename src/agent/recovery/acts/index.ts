/**
 * @module agent/recovery/acts
 * The one list of acts. Each file makes one from the means; runbooks/steps.ts says where it stands in a run and what its
 * failure means.
 */
import type { Act } from '../../../runbooks/act.ts';
import { realHost } from '../../host/host-port.ts';
import type { Means } from '../means.ts';
import { acceptance } from './acceptance.ts';
import { askRestartWith } from './ask-restart.ts';
import { blastRadius } from './blast-radius.ts';
import { FILE_ACTS } from './files.ts';
import { giveBackLeaseAct, takeLeaseAct } from './lease.ts';
import { lookAgain } from './look-again.ts';
import { restartAct } from './restart.ts';
import { restartProofAct } from './restart-proof.ts';
import { resumeFrozenAct } from './resume-frozen.ts';
import { standing } from './standing.ts';
import { startAct } from './start.ts';
import { stopDuplicateAct } from './stop-duplicate.ts';

/** They speak with the living gateway. */
const GATEWAY_ACTS = [blastRadius, takeLeaseAct, giveBackLeaseAct, acceptance] as const;
/** They act through whoever owns the gateway's process. */
const SUPERVISOR_ACTS = [restartAct, startAct, restartProofAct, stopDuplicateAct, resumeFrozenAct] as const;

export function actsWith(means: Means): ReadonlyMap<string, Act> {
  const { stateDir, env, openclaw, denied } = means;
  const given = { stateDir, env, openclaw };
  const host = realHost();
  const owned = { ...given, host, now: Date.now, askRestart: askRestartWith({ ...given, host }) };
  const acts = [
    standing(means),
    lookAgain(means),
    ...FILE_ACTS.map((make) => make({ ...given, denied })),
    ...GATEWAY_ACTS.map((make) => make(given)),
    ...SUPERVISOR_ACTS.map((make) => make(owned)),
  ];
  return new Map(acts.map((act) => [act.id, act]));
}
