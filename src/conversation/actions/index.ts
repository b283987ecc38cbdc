/**
 * @module conversation/actions
 * The buttons under a status message, in the order in which they are shown.
 */
import type { Action, FreeAction } from '../action.ts';
import { commands } from './commands.ts';
import { details } from './details.ts';
import { explain } from './explain.ts';
import { rerun } from './rerun.ts';
import { triageHost } from './triage-host.ts';

export const ACTIONS: readonly Action[] = [rerun, details, commands, explain];

/** Buttons under other messages, which belong to no incident. */
export const FREE_ACTIONS: readonly FreeAction[] = [triageHost];
