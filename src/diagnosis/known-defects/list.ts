/**
 * @module diagnosis/known-defects/list
 * All known defects of OpenClaw.
 */
import { CONNECTS } from './connects.ts';
import type { KnownDefect } from './known-defect.ts';
import { SERVICES } from './services.ts';
import { UPDATES } from './updates.ts';
import { WORK } from './work.ts';

export const KNOWN_DEFECTS: readonly KnownDefect[] = [...CONNECTS, ...SERVICES, ...UPDATES, ...WORK];
