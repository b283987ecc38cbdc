/**
 * @module agent/recovery/plan-steps
 * The six steps of one plan, as people read them before they agree: the typed operation, what a person would type for the
 * same, why, and how it is taken back.
 */
import type { AcceptanceLevel, Because, PlannedStep } from '../../protocol/recovery.ts';
import type { RepairId } from '../../runbooks/repairs.ts';
import type { Looked } from './repair.ts';
import type { Outlook } from './surroundings.ts';
import { because } from './told-value.ts';

/** What a repair is called in a plan; `null`: the restart is all of it. */
const OPERATION: Readonly<Record<RepairId, string | null>> = {
  restart: null,
  'leave-out-variable': null,
  'start-stopped': null,
  'resume-frozen': 'resume-frozen',
  'stop-duplicate': 'stop-duplicate',
  'config-rollback': 'config.rollback',
  'remove-unknown-key': 'config.remove-unknown-key',
  'set-workspace': 'config.set-workspace',
  'set-model-route': 'config.set-model-route',
  'align-credential': 'credential.align',
};

/** Milliseconds. Restarts drain for 315 s at most before they cut (2026.9.6), and a start takes its time. */
const LIMIT_MS = {
  freeze: 90_000,
  snapshot: 30_000,
  validate: 100_000,
  doctor: 60_000,
  files: 180_000,
  process: 360_000,
  restart: 600_000,
  control: 120_000,
  full: 300_000,
} as const;

const step = (
  name: PlannedStep['step'],
  operation: string,
  more: { limitMs: number } & Partial<PlannedStep>,
): PlannedStep => ({
  step: name,
  operation,
  command: null,
  mutates: false,
  because: because(`step.${operation}`),
  undo: null,
  ...more,
});

export type Chosen = { id: RepairId; looked: Extract<Looked, { applies: true }> };

/** Whether the repair writes files: with a restart alone nothing is staged. */
export const writesFiles = ({ looked }: Chosen): boolean =>
  Object.keys(looked.args).some((key) => !['pid', 'started', 'variable', 'port'].includes(key));

const CLI = ['openclaw'] as const;

/** `outlook` null: no restart and no start is needed. */
export function stepsFor(
  chosen: Chosen,
  outlook: Outlook | null,
  { level, runs }: { level: AcceptanceLevel; runs: boolean },
): PlannedStep[] {
  const { id, looked } = chosen;
  const operation = OPERATION[id];
  const files = writesFiles(chosen);
  const undo: Because = because('undo.put-back');
  const steps: PlannedStep[] = [];
  if (runs) steps.push(step('freeze', 'lease', { limitMs: LIMIT_MS.freeze }));
  steps.push(step('snapshot', 'snapshot', { limitMs: LIMIT_MS.snapshot }));
  const validate = [...CLI, 'config', 'validate', '--json'];
  steps.push(step('validate', 'validate', { limitMs: LIMIT_MS.validate, command: validate }));
  steps.push(
    step('doctor', 'doctor', { limitMs: LIMIT_MS.doctor, command: [...CLI, 'doctor', '--lint', '--json'] }),
  );
  if (operation !== null && (files || !['align-credential'].includes(id)))
    steps.push(
      step('change', operation, {
        limitMs: files ? LIMIT_MS.files : LIMIT_MS.process,
        command: looked.command,
        mutates: true,
        because: looked.because,
        undo: files ? undo : because('undo.none'),
      }),
    );
  if (outlook?.operation)
    steps.push(
      step('change', outlook.operation, {
        limitMs: LIMIT_MS.restart,
        command: outlook.command === null ? null : [...outlook.command].slice(0, 32),
        mutates: true,
        because: operation === null || !files ? looked.because : because('step.takes-effect'),
        undo: files ? because('undo.put-back-and-restart') : because('undo.none'),
      }),
    );
  const limitMs = LIMIT_MS[level];
  steps.push(step('acceptance', `acceptance.${level}`, { limitMs, mutates: level === 'full' }));
  return steps;
}
