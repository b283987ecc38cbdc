/**
 * @module messages/recovery-local
 * What `host.mjs recover --local` says to whoever has a shell on the host: the plan before the first change, and how it
 * ended. The thread in Slack has the same sentences, so that nobody learns a second language at 3 a.m.
 */
import type { Plan } from '../protocol/recovery.ts';
import type { LocalReport } from '../runbooks/progress.ts';
import { supervisorText } from './because.ts';
import { enumerate } from './enumerate.ts';
import type { Message, Part } from './message.ts';
import { changeSpans, escalationParts, MOST_CHANGES, planParts } from './plan-parts.ts';
import { line, spans, text } from './sentence.ts';
import { stepSpans } from './step-spans.ts';
import { utc } from './time.ts';

/** `next`: what carries the plan out, as it is typed; null where the person is being asked for just that. */
type PlanTold = { host: string; now: number; next: string | null };

const SIGN = '🛠️';

/** The plan before anything is changed. Pure. */
export function composeLocalPlan(plan: Plan, { host, now, next }: PlanTold): Message {
  const escalates = plan.path === 'escalate';
  const headline = escalates
    ? text('local.escalate', { host })
    : text('plan.headline', { host, way: text(`way.${plan.path}`) });
  const last = next === null ? line('local.before') : line('local.next', { command: next });
  return {
    headline,
    emoji: SIGN,
    parts: [
      ...(escalates ? escalationParts(plan) : planParts(plan, 'ends')),
      { kind: 'divider' },
      ...(escalates ? [line('local.unchanged'), line('local.look')] : [last]),
    ],
    context: [
      utc(plan.madeAt, now),
      text('local.restarted-by', { supervisor: supervisorText(plan.supervisor) }),
    ],
  };
}

const EMOJI = { recovered: '✅', 'rolled-back': '↩️', escalated: '🚨', refused: '⛔' } as const;

/** How it ended, the worst first: "recovered" stands here only if the host has looked again. Pure. */
export function composeLocalEnd(report: LocalReport, host: string): Message {
  const { outcome, finding, because, steps, still } = report;
  const end = outcome ?? 'escalated';
  const unchanged = end === 'refused' || steps.length === 0;
  return {
    headline: text(outcome === null ? 'local.escalate' : `run.${outcome}`, { host }),
    emoji: EMOJI[end],
    parts: [
      ...(end === 'recovered' && finding !== null ? [line('run.gone', { finding })] : []),
      ...(end === 'rolled-back' ? [line('run.put-back')] : []),
      ...(because === undefined ? [] : [line('run.because-of', { because })]),
      ...(unchanged ? [line('local.unchanged')] : []),
      ...(steps.length === 0 ? [] : [{ kind: 'list' as const, items: steps.map(stepSpans) }]),
      ...proofOf(report),
      ...changesOf(report),
      ...(still.length === 0
        ? []
        : [line(end === 'recovered' ? 'run.also-still' : 'local.still', { findings: enumerate(still) })]),
      ...(end === 'recovered' ? [] : [line('local.look')]),
    ],
    context: [],
  };
}

/** What acceptance answers is a word of the host's, shown as it came where it is another. */
const proofWord = (word: string): string =>
  word === 'done' || word === 'failed' ? text(`run.proof-${word}`) : text('run.proof-unknown');

function proofOf({ acceptance }: LocalReport): Part[] {
  if (acceptance === null) return [];
  const { level, read, write, because } = acceptance;
  const told = { read: proofWord(read), write: proofWord(write) };
  if (because === undefined) return [line(`run.acceptance-${level}`, told)];
  return [line('run.proof-because', { what: spans(`run.acceptance-${level}`, told), because })];
}

function changesOf({ changed }: LocalReport): Part[] {
  if (changed.length === 0) return [];
  const items = changed.slice(0, MOST_CHANGES).map(changeSpans);
  const more = changed.length - items.length;
  if (more > 0) items.push(spans('list.and-more', { n: more }));
  return [line('run.changed'), { kind: 'list', items }];
}
