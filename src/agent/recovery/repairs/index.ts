/**
 * @module agent/recovery/repairs
 * The one list of repairs. runbooks/way.ts says which finding leads to which of them; each looks by itself whether it
 * applies here.
 */
import type { Repair } from '../repair.ts';
import { alignCredential } from './align-credential.ts';
import { configRollback } from './config-rollback.ts';
import { leaveOutVariable } from './leave-out-variable.ts';
import { PROCESS_REPAIRS } from './processes.ts';
import { removeUnknownKey } from './remove-unknown-key.ts';
import { setModelRoute } from './set-model-route.ts';
import { setWorkspace } from './set-workspace.ts';

export const REPAIRS_HERE: readonly Repair[] = [
  ...PROCESS_REPAIRS,
  leaveOutVariable,
  removeUnknownKey,
  configRollback,
  setWorkspace,
  setModelRoute,
  alignCredential,
];

export const repairCalled = (id: string): Repair | undefined =>
  REPAIRS_HERE.find((repair) => repair.id === id);
