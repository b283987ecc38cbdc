/**
 * @module conversation/verbs
 * What can be typed, in the order in which `help` shows it. A verb that is not built is not in this list.
 */
import type { Verb } from '../verb.ts';
import { abortRecovery } from './abort.ts';
import { approveRecovery } from './approve.ts';
import { audit } from './audit.ts';
import { bundle } from './bundle.ts';
import { continueRecovery } from './continue.ts';
import { denyRecovery } from './deny.ts';
import { enroll } from './enroll.ts';
import { escalateRecovery } from './escalate.ts';
import { explain } from './explain.ts';
import { extendFreeze } from './extend.ts';
import { freeze } from './freeze.ts';
import { host } from './host.ts';
import { hosts } from './hosts.ts';
import { maintenance } from './maintenance.ts';
import { note } from './note.ts';
import { pauseRecovery } from './pause.ts';
import { recover } from './recover.ts';
import { rollback } from './rollback.ts';
import { skipStep } from './skip.ts';
import { startRecovery } from './start.ts';
import { status } from './status.ts';
import { ticket } from './ticket.ts';
import { triage } from './triage.ts';
import { unfreeze } from './unfreeze.ts';

/** All verbs but `help`, which is made from them. */
export const VERBS: readonly Verb[] = [
  triage,
  explain,
  status,
  freeze,
  extendFreeze,
  unfreeze,
  recover,
  rollback,
  startRecovery,
  approveRecovery,
  denyRecovery,
  pauseRecovery,
  continueRecovery,
  skipStep,
  abortRecovery,
  escalateRecovery,
  ticket,
  bundle,
  note,
  hosts,
  host,
  maintenance,
  enroll,
  audit,
];
