/**
 * @module messages/recovery-plan
 * The plan before the button: what it holds (plan-parts.ts), who may agree to it and how, and whether it still waits,
 * was started or is over.
 */
import type { Began } from '../diagnosis/finding.ts';
import type { IncidentView, RecoveryView } from '../incidents/notifier.ts';
import { hasBegun } from '../incidents/recovery.ts';
import type { Because, Plan } from '../protocol/recovery.ts';
import { because } from './because.ts';
import { type Approvers, approvalParts, planMark, trailParts } from './consent.ts';
import { enumerate } from './enumerate.ts';
import { threadSpans } from './frozen.ts';
import { handedOver } from './handed-over.ts';
import { type Message, type Part, say } from './message.ts';
import { escalationParts, planParts } from './plan-parts.ts';
import { line, spans, text } from './sentence.ts';
import { momentOf } from './small-print.ts';
import { utc } from './time.ts';

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
    ...(escalates ? [...escalationParts(plan), line('plan.escalate-next')] : planParts(plan)),
    ...choicesOf(plan, `${command} ${recovery.way === 'rollback' ? 'rollback' : 'recover'} ${host}`, {
      began: view.hosts.find((one) => one.host === host)?.diagnosis?.timeline?.began ?? [],
      now,
    }),
    { kind: 'divider' },
    ...(state === 'planned' ? notStarted(recovery, command, approvers) : []),
    ...(asked && recovery.run !== null ? approvalParts(recovery.run, approvers, now) : []),
    ...trailParts(recovery, now),
    ...(end === null || escalates || hasBegun(recovery) ? [] : [over(recovery)]),
    ...(hasBegun(recovery) ? [] : handedOver(recovery)),
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
  const way = threadSpans(end?.link ?? null);
  return { kind: 'line', spans: [...spans('status.recovery-over', { state }), ...spansOf, ...way] };
}

/** What a person may choose instead, numbered as they type it, and what is newer than it. */
function choicesOf(plan: Plan, command: string, looked: Looked): Part[] {
  const { choices = [], gateway } = plan;
  if (choices.length === 0) return [];
  const items = choices.slice(0, MOST_CHOICES).map((choice, n) => {
    const spansOf = spans('plan.choice', { n: n + 1, choice: because(choice) });
    const findings = choice.code === 'choice.earlier-config' ? newerThan(choice, gateway, looked) : [];
    return findings.length === 0
      ? spansOf
      : [...spansOf, ...spans('plan.choice-before', { findings: enumerate(findings) })];
  });
  const more = choices.length - items.length;
  if (more > 0) items.push(spans('list.and-more', { n: more }));
  return [line('plan.choices', { command: `${command} choose 1` }), { kind: 'list', items }];
}

type Looked = { began: readonly Began[]; now: number };

/**
 * Findings that the log names first after that configuration was written, where it goes back to before. Of all others
 * nothing is said: that nobody saw when they began makes them neither older nor newer.
 */
function newerThan({ params }: Because, gateway: string, { began, now }: Looked): string[] {
  const written = Date.parse(params.at ?? '');
  return began
    .filter(
      (one) => one.gateway === gateway && Date.parse(one.from) <= written && written < Date.parse(one.at),
    )
    .map(({ finding, at }) => text('plan.began', { finding, at: utc(Date.parse(at), now) }));
}

function notStarted(recovery: RecoveryView, command: string, approvers: Approvers): Part[] {
  const typed: Part = {
    kind: 'line',
    spans: spans('plan.start', { command: `${command} start ${recovery.host}` }),
    unless: 'recovery_start',
  };
  return [line(approvers.length === 0 ? 'plan.no-approvers' : 'plan.not-started'), typed];
}
