/**
 * @module runbooks/steps
 * The six steps as data: which acts a step consists of, what each changes, what it means when one fails or is skipped,
 * and what takes it back. The order of the acts is one list, because the freeze locks the repairer out too: what asks
 * the gateway goes before it, and it is given back for what needs the gateway (OpenClaw 2026.9.6, observed).
 */
import type { Plan, StepId } from '../protocol/recovery.ts';

/**
 * `stops`: a failure ends the forward steps. `stops-a-restart`: only where no file is repaired, since the state that it
 * finds fault with is then what the gateway would be restarted into. `goes-on`: it is told, and that is all.
 */
type Failing = 'stops' | 'stops-a-restart' | 'goes-on';

export type ActTerms = {
  step: StepId;
  /** It touches the gateway or its files, and must never happen twice unseen. */
  mutates: boolean;
  /** It changes files that `snapshot.put-back` can restore. */
  files?: true;
  failing: Failing;
  /** It looks whether what was done has worked. */
  verifies?: true;
};

const looks = (step: StepId, failing: Failing): ActTerms => ({ step, mutates: false, failing });
const changes = (step: StepId): ActTerms => ({ step, mutates: true, failing: 'stops' });

/** Every act, in the order in which a run does those that it needs. */
export const ACTS = {
  /** What was agreed on still stands: the file's digest and the running instance. */
  standing: looks('freeze', 'stops'),
  'blast-radius': looks('freeze', 'goes-on'),
  // Taken and given back under the run's own id, so that asking again renews it and changes nothing.
  'lease.take': looks('freeze', 'goes-on'),
  // Into our own folder; made again after a crash, since nothing has been changed by then.
  'snapshot.make': looks('snapshot', 'stops'),
  'validate.config': looks('validate', 'stops-a-restart'),
  'validate.workspace': looks('validate', 'goes-on'),
  'validate.route': looks('validate', 'goes-on'),
  'doctor.lint': looks('doctor', 'goes-on'),
  'stop-duplicate': changes('change'),
  'resume-frozen': changes('change'),
  'repair.apply': { ...changes('change'), files: true },
  'lease.give-back': looks('change', 'goes-on'),
  restart: changes('change'),
  start: changes('change'),
  'restart.proof': { ...looks('change', 'stops'), verifies: true },
  applied: { ...looks('change', 'stops'), verifies: true },
  acceptance: { ...looks('acceptance', 'stops'), verifies: true },
  /** The finding that it started from must be gone; without one the gateway must be healthy. */
  'look-again': { ...looks('acceptance', 'stops'), verifies: true },
} satisfies Record<string, ActTerms>;

/** What takes a change back. */
export const UNDO_ACTS = {
  'snapshot.put-back': { ...changes('change'), files: true },
} satisfies Record<string, ActTerms>;

export type ActId = keyof typeof ACTS | keyof typeof UNDO_ACTS;

const ALL: Readonly<Record<ActId, ActTerms>> = { ...ACTS, ...UNDO_ACTS };
export const ACT_IDS = Object.keys(ALL) as readonly ActId[];
export const termsOf = (act: ActId): ActTerms => ALL[act];

/** What skipping a step means: `never` where nothing could be taken back or nothing would be done. */
export const SKIPPING: Readonly<Record<StepId, 'may' | 'never' | 'unproven'>> = {
  freeze: 'may',
  snapshot: 'never',
  validate: 'may',
  doctor: 'may',
  change: 'never',
  /** The run ends, and never as recovered. */
  acceptance: 'unproven',
};

/** First words of a planned operation (`restart.systemd-user`) and the acts that carry it out; the longest match counts. */
const OPERATIONS: Readonly<Record<string, readonly ActId[]>> = {
  freeze: ['blast-radius', 'lease.take', 'lease.give-back'],
  lease: ['blast-radius', 'lease.take', 'lease.give-back'],
  snapshot: ['snapshot.make'],
  validate: ['validate.config', 'validate.workspace', 'validate.route'],
  'validate.config': ['validate.config'],
  'validate.workspace': ['validate.workspace'],
  'validate.route': ['validate.route'],
  doctor: ['doctor.lint'],
  'stop-duplicate': ['stop-duplicate'],
  'resume-frozen': ['resume-frozen'],
  config: ['repair.apply'],
  credential: ['repair.apply'],
  repair: ['repair.apply'],
  restart: ['restart', 'restart.proof'],
  start: ['start', 'restart.proof'],
  applied: ['applied'],
  acceptance: ['acceptance'],
};

/** What an act cannot be without. */
const NEEDS: Readonly<Partial<Record<ActId, readonly ActId[]>>> = {
  'repair.apply': ['snapshot.make', 'applied'],
  'lease.take': ['lease.give-back'],
};

/** Acts of a planned operation; null where there is no such operation. */
export function actsFor(operation: string): readonly ActId[] | null {
  for (let words = operation.split('.'); words.length > 0; words = words.slice(0, -1)) {
    const name = words.join('.');
    if (Object.hasOwn(OPERATIONS, name)) return OPERATIONS[name] ?? null;
  }
  return null;
}

/**
 * All forward acts of a plan in their order. Whatever a plan names: that it still stands is asked first, and acceptance
 * and the last look are never left out. Null for a plan with an operation that nobody knows, without a change, or that both starts and
 * restarts: such a plan is not carried out.
 */
export function actsOf(plan: Pick<Plan, 'steps' | 'path'>): ActId[] | null {
  const wanted = new Set<ActId>(['standing', 'acceptance', 'look-again']);
  for (const { operation } of plan.steps) {
    const acts = actsFor(operation);
    if (acts === null) return null;
    for (const act of acts) for (const one of [act, ...(NEEDS[act] ?? [])]) wanted.add(one);
  }
  const mends = [...wanted].some((act) => termsOf(act).mutates);
  if (!mends || plan.path === 'escalate' || (wanted.has('start') && wanted.has('restart'))) return null;
  return ACT_IDS.filter((act) => wanted.has(act));
}

/** Whether a failed act ends the forward steps of a run with these acts. */
export function isFatal(act: ActId, acts: readonly ActId[]): boolean {
  const { failing } = termsOf(act);
  return failing === 'stops' || (failing === 'stops-a-restart' && !acts.some((one) => termsOf(one).files));
}

/**
 * The acts that put the previous files back. A gateway that ran before and was restarted since is restarted into them,
 * unless OpenClaw itself refuses them: then what runs now goes on, which is no worse than before.
 */
export function undoActs(restarted: boolean): ActId[] {
  const again: ActId[] = ['validate.config', 'restart', 'restart.proof'];
  return ['lease.give-back', 'snapshot.put-back', ...(restarted ? again : [])];
}
