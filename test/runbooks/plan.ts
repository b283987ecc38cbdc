/** Plans for tests: the smallest that hold together, by what they do. */
import type { Plan } from '../../src/protocol/recovery.ts';

const WHY = { code: 'way.asked', params: {} };

const STEP: Readonly<Record<string, Plan['steps'][number]['step']>> = {
  freeze: 'freeze',
  snapshot: 'snapshot',
  validate: 'validate',
  doctor: 'doctor',
  acceptance: 'acceptance',
};

/** A plan with these operations, e.g. `restart.process`. */
export function planOf(
  operations: readonly string[],
  other: Partial<Pick<Plan, 'finding' | 'path' | 'standing' | 'acceptance' | 'gateway'>> = {},
): Plan {
  return {
    v: 1,
    gateway: 'default',
    finding: 'workspace-path-missing',
    path: 'repair',
    because: WHY,
    steps: operations.map((operation) => ({
      step: STEP[operation.split('.')[0] ?? ''] ?? 'change',
      operation,
      command: ['openclaw', 'gateway', 'restart'],
      mutates: true,
      because: WHY,
      limitMs: 60_000,
      undo: null,
    })),
    changes: [{ what: 'agents.defaults.workspace', before: '/gone', after: '/here' }],
    radius: { turns: 0, jobs: 0, replies: 0, clients: 1, why: null },
    supervisor: 'process',
    usually: [],
    acceptance: 'control',
    cautions: [],
    standing: { configSha256: null, instance: 'boot-1' },
    madeAt: 1_000,
    ...other,
  };
}

/** Every step, a repair of a file and a restart. */
export const WHOLE = planOf([
  'freeze.lease',
  'snapshot.make',
  'validate',
  'doctor.lint',
  'config.set-workspace',
  'restart.process',
  'acceptance.control',
]);
