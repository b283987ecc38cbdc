/**
 * @module conversation/actions
 * The buttons under a status message, in the order in which they are shown.
 */
import type { Action, FreeAction } from '../action.ts';
import { acknowledge } from './acknowledge.ts';
import { commands } from './commands.ts';
import { details } from './details.ts';
import { explain } from './explain.ts';
import { extend } from './extend.ts';
import { lift } from './lift.ts';
import { rerun } from './rerun.ts';
import { triageHost } from './triage-host.ts';

export const ACTIONS: readonly Action[] = [rerun, details, commands, explain];

/** Those under the notice of a freeze. */
export const FREEZE_ACTIONS: readonly FreeAction[] = [acknowledge, extend, lift];

/** Buttons under other messages, which belong to no incident. */
export const FREE_ACTIONS: readonly FreeAction[] = [triageHost, ...FREEZE_ACTIONS];
