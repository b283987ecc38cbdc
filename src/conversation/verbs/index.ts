/**
 * @module conversation/verbs
 * What can be typed, in the order in which `help` shows it. A verb that is not built is not in this list.
 */
import type { Verb } from '../verb.ts';
import { enroll } from './enroll.ts';
import { explain } from './explain.ts';
import { freeze } from './freeze.ts';
import { host } from './host.ts';
import { hosts } from './hosts.ts';
import { status } from './status.ts';
import { triage } from './triage.ts';
import { unfreeze } from './unfreeze.ts';

/** All verbs but `help`, which is made from them. */
export const VERBS: readonly Verb[] = [triage, explain, freeze, unfreeze, status, hosts, host, enroll];
