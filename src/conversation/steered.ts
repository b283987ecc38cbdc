/**
 * @module conversation/steered
 * What people may ask of a recovery while the host carries it out, as an event: by name, with the reason they gave.
 */
import type { RecoveryView } from '../incidents/notifier.ts';
import type { SteerAct } from '../incidents/recovery.ts';
import type { Press } from './conversation.ts';
import type { RecoveryAction } from './recovery-action.ts';

export const steered =
  (act: SteerAct): RecoveryAction['wish'] =>
  ({ person, because }: Press, { id }) => ({
    type: 'steered',
    recovery: id,
    act,
    person,
    ...(because === undefined ? {} : { because }),
  });

const isRunning = ({ state }: RecoveryView): boolean => state === 'running';
/** The host stands still and waits for people. */
export const isWaiting = (one: RecoveryView): boolean =>
  isRunning(one) && (one.progress?.paused != null || one.progress?.asks != null);
/** The host goes on by itself. */
export const isGoing = (one: RecoveryView): boolean => isRunning(one) && !isWaiting(one);
/** It asks what to do, or goes on or is paused: everything that can still be ended. */
export const canBeEnded = isRunning;
