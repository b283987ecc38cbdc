/**
 * @module messages/recovery-plan
 * The plan before the button: which way and why, the exact commands, what is changed key by key, who is interrupted, how
 * long it takes, the way back, and who may agree to it.
 */
import type { IncidentView, RecoveryView } from '../incidents/notifier.ts';
import { hasBegun } from '../incidents/recovery.ts';
import type { Plan, PlannedStep, Radius } from '../protocol/recovery.ts';
import { because } from './because.ts';
import { type Approvers, approvalParts, planMark, trailParts } from './consent.ts';
import { code, type Message, type Part, type Span, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { momentOf } from './small-print.ts';
import { duration, utc } from './time.ts';

/** Changes that are listed; the others are counted. */
const MOST_CHANGES = 24;
const MOST_CHOICES = 12;
const SIGN = '🛠️';

/** The message of a plan, without its buttons; `command` is what people type. Pure. */
export function composePlan(
  view: IncidentView,
  recovery: RecoveryView,
  command: string,
  approvers: Approvers,
): Message {
  const { host, plan, state, end } = recovery;
  const now = momentOf(view);
  const context = [...planMark(recovery.digest), ...madeAt(plan, now), view.incident];
  if (plan === null) return { headline: unplanned(recovery), emoji: SIGN, parts: waiting(recovery), context };
  const escalates = plan.path === 'escalate';
  const headline = escalates
    ? text('plan.escalate', { host })
    : text('plan.headline', { host, way: text(`way.${plan.path}`) });
  const asked = state === 'consenting' && recovery.run !== null;
  const parts: Part[] = [
    reasonOf(plan),
    ...(escalates ? [line('plan.escalate-next')] : bodyOf(plan)),
    ...choicesOf(plan, `${command} ${recovery.way === 'rollback' ? 'rollback' : 'recover'} ${host}`),
    { kind: 'divider' },
    ...(state === 'planned' ? notStarted(recovery, command, approvers) : []),
    ...(asked && recovery.run !== null ? approvalParts(recovery.run, approvers, now) : []),
    ...trailParts(recovery, now),
    ...(end === null || escalates || hasBegun(recovery) ? [] : [over(recovery)]),
  ];
  return { headline, emoji: SIGN, parts, context };
}

const madeAt = (plan: Plan | null, now: number): string[] => (plan === null ? [] : [utc(plan.madeAt, now)]);

function unplanned({ host, state }: RecoveryView): string {
  if (state === 'over') return text('plan.refused', { host });
  return text(state === 'finding' ? 'plan.finding' : 'plan.planning', { host });
}

function waiting(recovery: RecoveryView): Part[] {
  if (recovery.state === 'over') return [over(recovery)];
  return [line(recovery.state === 'finding' ? 'plan.triage-first' : 'plan.read-only')];
}

/** How it ended, where it ended before anything was carried out; what ran has a message of its own. */
function over({ end }: RecoveryView): Part {
  const state = text(`recovery-state.${end?.as ?? 'unknown'}`);
  const reason = end?.because ?? null;
  const spansOf = reason === null ? [] : [say(' '), ...spans('run.because-of', { because: because(reason) })];
  return { kind: 'line', spans: [...spans('status.recovery-over', { state }), ...spansOf] };
}

function reasonOf({ finding, gateway, because: reason }: Plan): Part {
  const told = { gateway, because: because(reason) };
  return finding === null ? line('plan.from-nothing', told) : line('plan.from', { ...told, finding });
}

/** Why this way, and all that a reader must know before they agree. */
export const planParts = (plan: Plan): Part[] => [reasonOf(plan), ...bodyOf(plan)];

function bodyOf(plan: Plan): Part[] {
  return [
    line('plan.steps'),
    { kind: 'list', items: plan.steps.map(stepSpans) },
    ...changesOf(plan),
    radiusPart(plan.radius),
    usually(plan.usually),
    line(`plan.acceptance-${plan.acceptance}`),
    wayBack(plan.steps),
    ...(plan.cautions.length === 0
      ? []
      : [line('plan.cautions'), { kind: 'list' as const, items: plan.cautions.map(because) }]),
  ];
}

/** What a person may choose instead, numbered as they type it. */
function choicesOf({ choices = [] }: Plan, command: string): Part[] {
  if (choices.length === 0) return [];
  const items = choices
    .slice(0, MOST_CHOICES)
    .map((choice, n) => spans('plan.choice', { n: n + 1, choice: because(choice) }));
  const more = choices.length - items.length;
  if (more > 0) items.push(spans('list.and-more', { n: more }));
  return [line('plan.choices', { command: `${command} choose 1` }), { kind: 'list', items }];
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
  if (turns === null && jobs === null && replies === null && clients === null)
    return line('plan.radius-unknown', { because: why === null ? '' : because(why) });
  const told = {
    turns: turns === null ? text('plan.unknown-turns') : text('plan.turns', { n: turns }),
    jobs: jobs === null ? text('plan.unknown-jobs') : text('plan.jobs', { n: jobs }),
    replies: replies === null ? text('plan.unknown-replies') : text('plan.replies', { n: replies }),
  };
  return clients === null ? line('plan.unknown-clients', told) : line('plan.radius', { ...told, clients });
}

function usually(took: readonly number[]): Part {
  const sorted = [...took].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) return line('plan.never-timed');
  return line('plan.usually', { median: duration(median), n: took.length });
}

function wayBack(steps: readonly PlannedStep[]): Part {
  const undo = steps.find((step) => step.mutates && step.undo !== null)?.undo ?? null;
  return undo === null ? line('plan.no-way-back') : line('plan.way-back', { because: because(undo) });
}

function notStarted(recovery: RecoveryView, command: string, approvers: Approvers): Part[] {
  const typed: Part = {
    kind: 'line',
    spans: spans('plan.start', { command: `${command} start ${recovery.host}` }),
    unless: 'recovery_start',
  };
  return [line(approvers.length === 0 ? 'plan.no-approvers' : 'plan.not-started'), typed];
}
