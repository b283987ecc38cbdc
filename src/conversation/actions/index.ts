/**
 * @module conversation/actions
 * The buttons under a status message, in the order in which they are shown.
 */
import type { Action, FreeAction } from '../action.ts';
import type { BundleAction } from '../bundle-action.ts';
import type { RecoveryAction } from '../recovery-action.ts';
import { abort } from './abort.ts';
import { acknowledge } from './acknowledge.ts';
import { approve } from './approve.ts';
import { attachAnyway, attachBundle } from './bundle-attach.ts';
import { deleteBundle } from './bundle-delete.ts';
import { diffBundles } from './bundle-diff.ts';
import { linkBundle, unlinkBundle } from './bundle-link.ts';
import { previewBundle } from './bundle-preview.ts';
import { ticketForBundle } from './bundle-ticket.ts';
import { commands } from './commands.ts';
import { goOn } from './continue.ts';
import { deny } from './deny.ts';
import { details } from './details.ts';
import { escalate } from './escalate.ts';
import { explain } from './explain.ts';
import { extend } from './extend.ts';
import { extendRun } from './extend-run.ts';
import { lift } from './lift.ts';
import { pause } from './pause.ts';
import { rerun } from './rerun.ts';
import { rollBack } from './roll-back.ts';
import { skip } from './skip.ts';
import { start } from './start.ts';
import { ticket } from './ticket.ts';
import { triageHost } from './triage-host.ts';

export const ACTIONS: readonly Action[] = [rerun, details, commands, ticket, explain];

/** Those under the notice of a freeze. */
export const FREEZE_ACTIONS: readonly FreeAction[] = [acknowledge, extend, lift];
/** Buttons under the messages of a recovery. */
export const RECOVERY_ACTIONS: readonly RecoveryAction[] = [
  start,
  approve,
  deny,
  goOn,
  extendRun,
  pause,
  skip,
  abort,
  rollBack,
  escalate,
];

/** Buttons of a bundle, under its message and its preview. */
export const BUNDLE_ACTIONS: readonly BundleAction[] = [
  previewBundle,
  attachBundle,
  attachAnyway,
  ticketForBundle,
  linkBundle,
  unlinkBundle,
  diffBundles,
  deleteBundle,
];

/** Buttons under other messages, which belong to no incident. */
export const FREE_ACTIONS: readonly FreeAction[] = [triageHost, ...FREEZE_ACTIONS];
