/**
 * @module agent/recovery/ends-with-process
 * Findings of work that goes on inside the process: what a plugin set going keeps its timers through a reload, and
 * through a restart that a plain process does within itself (2026.9.6, observed). Only another process is without it.
 */
import type { Needs } from './repair.ts';

const FINDINGS: ReadonlySet<string> = new Set(['event-loop-saturated']);

/** What must follow a repair for `finding`; whoever owns the gateway says which restart makes another process. */
export const endsWithProcess = (finding: string | null, needs: Needs): Needs =>
  needs !== 'start' && finding !== null && FINDINGS.has(finding) ? 'stop-start' : needs;
