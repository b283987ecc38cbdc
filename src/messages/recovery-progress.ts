/**
 * @module messages/recovery-progress
 * How far a recovery is, as the host itself has confirmed it, and how it ended: the worst that can stand here is
 * "recovered" said of what is not.
 */
import type { IncidentView, RecoveryView } from '../incidents/notifier.ts';
import { requesterOf } from '../outbox/person.ts';
import type { Progress } from '../protocol/recovery.ts';
import { because } from './because.ts';
import { planMark, trailParts } from './consent.ts';
import { enumerate } from './enumerate.ts';
import { handedOver } from './handed-over.ts';
import type { Message, Part, Span } from './message.ts';
import { changeSpans, MOST_CHANGES } from './plan-parts.ts';
import { line, spans, text } from './sentence.ts';
import { momentOf, nameOf } from './small-print.ts';
import { stepSpans } from './step-spans.ts';
import { moment, utc } from './time.ts';

/** What people did to it, newest last; older ones stay in the record. */
const MOST_STEERS = 5;

/** In which of its stages a run is shown. */
type Stage = 'running' | 'waiting' | 'paused' | 'asks' | 'looking' | NonNullable<RecoveryView['end']>['as'];

const EMOJI: Record<Stage, string> = {
  running: '🔧',
  waiting: '📨',
  paused: '⏸️',
  asks: '❓',
  looking: '🔎',
  recovered: '✅',
  'still-failing': '🚨',
  'not-confirmed': '❔',
  'rolled-back': '↩️',
  escalated: '🚨',
  refused: '⛔',
  denied: '⛔',
  expired: '⌛',
  cancelled: '⏹️',
  replaced: '⏹️',
  unknown: '❔',
};

export function stageOf({ end, state, run, progress }: RecoveryView): Stage {
  if (end !== null) return end.as;
  if (state === 'looking') return 'looking';
  if (progress?.asks != null) return 'asks';
  if (progress?.paused != null) return 'paused';
  return run?.state === 'accepted' ? 'running' : 'waiting';
}

/** The message of a run, without its buttons. Pure. */
export function composeProgress(view: IncidentView, recovery: RecoveryView): Message {
  const { host, progress, digest } = recovery;
  const now = momentOf(view);
  const stage = stageOf(recovery);
  const asOf = progress === null ? [] : [text('run.as-of', { at: utc(progress.at, now) })];
  return {
    headline: text(`run.${stage}`, { host }),
    emoji: EMOJI[stage],
    parts: [
      ...ending(recovery, stage),
      ...(progress !== null ? stepsOf(progress) : recovery.end === null ? [line('run.host-only')] : []),
      ...(recovery.end === null && progress !== null ? present(recovery, progress, now) : []),
      ...(progress === null ? [] : proofs(progress)),
      ...steersOf(recovery, now),
      { kind: 'divider' },
      ...freezeOf(recovery),
      ...trailParts(recovery, now),
    ],
    context: [...planMark(digest), ...asOf, view.incident],
  };
}

function stepsOf({ steps }: Progress): Part[] {
  return [{ kind: 'list', items: steps.map(stepSpans) }];
}

/** What is so at this moment: only while it runs. */
function present(recovery: RecoveryView, progress: Progress, now: number): Part[] {
  const { now: doing, until, paused, asks } = progress;
  const parts: Part[] = [];
  if (recovery.state === 'looking') {
    const finding = recovery.plan?.finding ?? recovery.finding ?? text('because.unknown');
    return [line('run.checking', { finding })];
  }
  if (doing !== null && paused === null && asks === null)
    parts.push(line('run.now', { because: because(doing) }));
  if (until !== null) parts.push(line('run.clock', { until: moment(until, now) }));
  if (paused !== null)
    parts.push(line('run.paused-by', { person: whoIs(paused.by, recovery), because: paused.because ?? '' }));
  if (asks !== null) parts.push(line('run.asks-what', { because: because(asks) }), line('run.asks-how'));
  return parts;
}

/** The host knows people by their ids; who is known here is named. */
function whoIs(id: string, { steers }: RecoveryView): string {
  const known = steers.findLast(({ by }) => requesterOf(by) === id);
  return known === undefined ? id : nameOf(known.by);
}

function proofs({ acceptance, changed, snapshot }: Progress): Part[] {
  const parts: Part[] = [];
  if (acceptance !== null) {
    const told = { read: text(`run.proof-${acceptance.read}`), write: text(`run.proof-${acceptance.write}`) };
    const what = spans(`run.acceptance-${acceptance.level}`, told);
    const reason = acceptance.because;
    parts.push({
      kind: 'line',
      spans: reason === null ? what : spans('run.proof-because', { what, because: because(reason) }),
    });
  }
  if (changed.length > 0)
    parts.push(line('run.changed'), {
      kind: 'list',
      items: changed.slice(0, MOST_CHANGES).map(changeSpans),
    });
  if (snapshot !== null) parts.push(line('run.snapshot', { digest: snapshot }));
  return parts;
}

function steersOf({ steers }: RecoveryView, now: number): Part[] {
  const items = steers.slice(-MOST_STEERS).map(({ act, by, because: why, at }): Span[] => {
    const told = { act: text(`act.${act}`), person: nameOf(by), at: moment(at, now) };
    return why === null
      ? spans('run.steered', told)
      : spans('run.steered-because', { ...told, because: why });
  });
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function freezeOf({ freeze, end }: RecoveryView): Part[] {
  if (freeze?.state === 'without') return [line('run.without-freeze')];
  return freeze?.state === 'held' && end === null ? [line('run.frozen')] : [];
}

/** Who has taken it over, and why. */
function takenOver({ by, said }: NonNullable<RecoveryView['end']>): Part[] {
  if (by === null) return [];
  return [line('run.taken-over', { person: nameOf(by), because: said ?? '' })];
}

/** What the end means, first of all. */
function ending(recovery: RecoveryView, stage: Stage): Part[] {
  const { end, still, plan, finding } = recovery;
  if (end === null) return [];
  const reason = end.because === null ? [] : [line('run.because-of', { because: because(end.because) })];
  const named = plan?.finding ?? finding;
  switch (stage) {
    case 'recovered':
      return [
        ...(named === null ? [] : [line('run.gone', { finding: named })]),
        ...(still.length === 0 ? [] : [line('run.also-still', { findings: enumerate(still) })]),
        ...reason,
      ];
    case 'still-failing':
      return [
        ...(still.length === 0 ? [] : [line('run.still', { findings: enumerate(still) })]),
        ...reason,
        line('run.still-next'),
      ];
    case 'rolled-back':
      return [line('run.put-back'), ...reason];
    case 'unknown':
    case 'not-confirmed':
      return [
        ...(stage === 'unknown' ? [line('run.nobody-knows')] : []),
        ...reason,
        line('run.look-by-hand'),
      ];
    case 'escalated':
      return [...reason, ...takenOver(end), ...handedOver(recovery)];
    default:
      return reason;
  }
}
