/**
 * @module messages/plan-parts
 * What a plan holds, for whoever decides on it: which way and why, the exact commands, what is changed key by key, who is
 * interrupted, how long it takes, and the way back. Slack and the terminal on the host show the same.
 */
import type { Plan, PlannedStep, Radius } from '../protocol/recovery.ts';
import { because } from './because.ts';
import { code, type Part, type Span, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { duration } from './time.ts';

/** Changes that are listed; the others are counted. */
export const MOST_CHANGES = 24;

/** Whether people are asked when the ten minutes are over: in a thread they are, at a terminal the run ends. */
export type TimeIsOver = 'asks' | 'ends';

function reasonOf({ finding, gateway, because: reason }: Plan): Part {
  const told = { gateway, because: because(reason) };
  return finding === null ? line('plan.from-nothing', told) : line('plan.from', { ...told, finding });
}

/** Why this way, and all that a reader must know before they agree. */
export const planParts = (plan: Plan, timeIsOver: TimeIsOver = 'asks'): Part[] => [
  reasonOf(plan),
  ...bodyOf(plan, timeIsOver),
];

/** A plan that nothing here carries out: why, and why each repair that was looked at does not apply. */
export const escalationParts = (plan: Plan): Part[] => [
  reasonOf(plan),
  ...(plan.cautions.length === 0
    ? []
    : [line('plan.not-applying'), { kind: 'list' as const, items: plan.cautions.map(because) }]),
];

function bodyOf(plan: Plan, timeIsOver: TimeIsOver): Part[] {
  return [
    line('plan.steps'),
    { kind: 'list', items: plan.steps.map(stepSpans) },
    ...changesOf(plan),
    radiusPart(plan.radius),
    usually(plan.usually, timeIsOver),
    line(`plan.acceptance-${plan.acceptance}`),
    wayBack(plan.steps),
    ...(plan.cautions.length === 0
      ? []
      : [line('plan.cautions'), { kind: 'list' as const, items: plan.cautions.map(because) }]),
  ];
}

/** The six steps are numbered; several operations of one step share its number. */
const STEPS = ['freeze', 'snapshot', 'validate', 'doctor', 'change', 'acceptance'] as const;

function stepSpans({ step, because: reason, command, mutates }: PlannedStep): Span[] {
  const what = because(reason);
  const told = {
    n: STEPS.indexOf(step) + 1,
    step: text(`step.${step}`),
    because: mutates ? spans('plan.step-changes', { what }) : what,
  };
  return command === null
    ? spans('plan.step', told)
    : spans('plan.step-command', { ...told, command: command.map(shellWord).join(' ') });
}

/** As a person would type it; a word of its own joins two commands. */
const shellWord = (word: string): string =>
  word === '&&' || /^[A-Za-z0-9@%+=:,./_-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

function changesOf({ changes }: Plan): Part[] {
  if (changes.length === 0) return [line('plan.no-changes')];
  const items = changes.slice(0, MOST_CHANGES).map(changeSpans);
  const more = changes.length - items.length;
  if (more > 0) items.push(spans('list.and-more', { n: more }));
  return [line('plan.changes'), { kind: 'list', items }];
}

export function changeSpans({ what, before, after }: Plan['changes'][number]): Span[] {
  const value = (told: string | null): Span => (told === null ? say(text('plan.nothing-there')) : code(told));
  return spans('plan.change', { what, before: value(before), after: value(after) });
}

function radiusPart({ turns, jobs, replies, clients, why }: Radius): Part {
  if (why?.code === 'radius.not-running') return line('plan.radius-none');
  if (turns === null && jobs === null && replies === null && clients === null)
    return line('plan.radius-unknown', { because: why === null ? '' : because(why) });
  const told = {
    turns: turns === null ? text('plan.unknown-turns') : text('plan.turns', { n: turns }),
    jobs: jobs === null ? text('plan.unknown-jobs') : text('plan.jobs', { n: jobs }),
    replies: replies === null ? text('plan.unknown-replies') : text('plan.replies', { n: replies }),
  };
  return clients === null ? line('plan.unknown-clients', told) : line('plan.radius', { ...told, clients });
}

function usually(took: readonly number[], over: TimeIsOver): Part {
  const sorted = [...took].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const limit = text(`plan.time-${over}`);
  if (median === undefined) return line('plan.never-timed', { limit });
  return line('plan.usually', { median: duration(median), n: took.length, limit });
}

function wayBack(steps: readonly PlannedStep[]): Part {
  const undo = steps.find((step) => step.mutates && step.undo !== null)?.undo ?? null;
  return undo === null ? line('plan.no-way-back') : line('plan.way-back', { because: because(undo) });
}
