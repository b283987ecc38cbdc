/**
 * @module incidents/machines
 * The kinds of work that go on in an incident. A further kind is one file and one line here.
 */
import { BUNDLE_MACHINE } from './bundle-machine.ts';
import { JOB_MACHINE } from './job-machine.ts';
import { RECOVERY_MACHINE } from './recovery-machine.ts';
import { ROUND_MACHINE } from './round-machine.ts';
import { RUN_MACHINE } from './run-machine.ts';
import { TICKET_MACHINE } from './ticket-machine.ts';
import type { Machine } from './work.ts';

/** In the order in which they hear of an event. */
export const MACHINES: readonly Machine[] = [
  RUN_MACHINE,
  JOB_MACHINE,
  RECOVERY_MACHINE,
  BUNDLE_MACHINE,
  TICKET_MACHINE,
  ROUND_MACHINE,
];
