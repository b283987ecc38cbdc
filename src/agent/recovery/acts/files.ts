/**
 * @module agent/recovery/acts/files
 * The acts on files, each made from where the host agent's own files are and what an operator's shell has.
 */

import { applied } from './applied.ts';
import { doctorLint } from './doctor.ts';
import { repairApply } from './repair.ts';
import { snapshotMake, snapshotPutBack } from './snapshot.ts';
import { validateConfig, validateRoute, validateWorkspace } from './validate.ts';

export const FILE_ACTS = [
  snapshotMake,
  snapshotPutBack,
  validateConfig,
  validateWorkspace,
  validateRoute,
  doctorLint,
  repairApply,
  applied,
] as const;
