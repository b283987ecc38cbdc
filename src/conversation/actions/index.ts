/**
 * @module conversation/actions
 * The buttons under a status message, in the order in which they are shown.
 */
import type { Action } from '../action.ts';
import { commands } from './commands.ts';
import { details } from './details.ts';
import { explain } from './explain.ts';
import { rerun } from './rerun.ts';

export const ACTIONS: readonly Action[] = [rerun, details, commands, explain];
