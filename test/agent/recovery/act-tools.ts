/**
 * What an act is given by the engine, without an engine: a plan that names what it restarts, a memory, and nobody who
 * listens.
 */
import type { Because, Plan } from '../../../src/protocol/recovery.ts';
import type { ActTools, RunMemory } from '../../../src/runbooks/act.ts';

type Wanted = { operation: string | null; instance: string | null; supervisor?: string };

/** A plan with one step that restarts or starts. */
export function aPlan({ operation, instance, supervisor = 'process' }: Wanted): Plan {
  const because: Because = { code: 'way.restart', params: {} };
  return {
    v: 1,
    gateway: 'default',
    finding: null,
    path: 'restart',
    because,
    steps: operation
      ? [{ step: 'change', operation, command: null, mutates: true, because, limitMs: 1_000, undo: null }]
      : [],
    changes: [],
    radius: { turns: null, jobs: null, replies: null, clients: null, why: null },
    supervisor,
    usually: [],
    acceptance: 'control',
    cautions: [],
    standing: { configSha256: null, instance },
    madeAt: 0,
  };
}

/** What people who wait would have been told goes to `said`. */
export const toolsFor = (
  memory: RunMemory,
  said: Because[] = [],
  signal: AbortSignal = new AbortController().signal,
): ActTools => ({ memory, signal, say: (now) => void said.push(now) });
