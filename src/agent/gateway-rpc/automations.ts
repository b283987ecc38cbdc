/**
 * @module agent/gateway-rpc/automations
 * How the automations of a gateway fare, in its own records: whether anything runs them, and how each one's last run
 * ended. A run that said nothing on purpose is no failure, and one whose model failed had nothing to deliver.
 * Shapes are those of OpenClaw 2026.2 to 2026.9.6; a part of another shape is left out.
 */
import * as z from 'zod';
import { signs } from '../../evidence/readers/signs.ts';
import type { Fact } from '../../protocol/evidence.ts';
import { isTime } from '../given-time.ts';
import { factsOn } from '../probe.ts';

const Text = z.string().optional().catch(undefined);
const Time = z.number().optional().catch(undefined);
const State = z.object({
  runningAtMs: Time,
  lastRunAtMs: Time,
  lastDurationMs: Time,
  lastRunStatus: Text,
  lastStatus: Text,
  lastError: Text,
  lastDeliveryStatus: Text,
  lastDeliveryError: Text,
  /** Why nothing was sent although all went well: empty, silent, heartbeat, channel_transform. */
  deliverySuppressionReason: Text,
  /** OpenClaw switched it off by itself: ten failed runs, or three schedules that could not be read. */
  autoDisabled: z.object({ atMs: Time }).optional().catch(undefined),
  lastDiagnostics: z
    .object({ entries: z.array(z.object({ source: Text, severity: Text })) })
    .optional()
    .catch(undefined),
});
const Job = z.object({
  id: Text,
  name: Text,
  enabled: z.boolean().optional(),
  /** Jobs that OpenClaw makes for itself carry it. */
  declarationKey: z.string().optional(),
  updatedAtMs: Time,
  delivery: z.object({ bestEffort: z.boolean().optional() }).optional().catch(undefined),
  state: State.optional(),
});
type Job = z.infer<typeof Job>;
export const Jobs = z.object({ jobs: z.array(Job) });
export const Scheduler = z.object({ enabled: z.boolean() });

/** Jobs that the gateway makes for itself (2026.9.6): nobody misses them who switched the scheduler off. */
const GATEWAYS_OWN = /^(?:heartbeat|skill-collection-review|memory-core)\b/;
/** A run's end and the record of it are one moment; later than that somebody has changed the job. */
const SAME_MOMENT_MS = 5_000;

/** As many failing jobs as are named; the number of all is told by the list. */
const NAMED = 3;

type Ending = { word: 'well' | 'run-error' | 'delivery-failed'; at?: number; quote?: string };

/** Somebody has changed it and it has not run since: what it did before says nothing. */
function changedSince({ updatedAtMs, state }: Job): boolean {
  if (updatedAtMs === undefined || state?.lastRunAtMs === undefined || state.runningAtMs !== undefined)
    return false;
  return updatedAtMs > state.lastRunAtMs + (state.lastDurationMs ?? 0) + SAME_MOMENT_MS;
}

/** Was it the sending that failed? OpenClaw 2026.9 says who spoke last; before that only the words tell. */
function failedToDeliver({ lastDiagnostics, lastError = '' }: z.infer<typeof State>): boolean {
  const errors = lastDiagnostics?.entries.filter(({ severity }) => severity === 'error') ?? [];
  if (errors.length > 0) return errors.at(-1)?.source === 'delivery';
  const context = { gateway: 'gateway', kind: 'log', around: 'cron job' };
  return signs
    .read(lastError, context)
    .some(({ fact, value }) => fact === 'schedule.sign' && value === 'delivery-failed');
}

/** How its last run ended, or null where it never ran or was changed since. */
function endingOf(job: Job): Ending | null {
  const { state } = job;
  if (state?.autoDisabled) return ending('run-error', state.autoDisabled.atMs, state.lastError);
  if (state?.lastRunAtMs === undefined || changedSince(job)) return null;
  const at = state.lastRunAtMs;
  if ((state.lastRunStatus ?? state.lastStatus) === 'error')
    return ending(failedToDeliver(state) ? 'delivery-failed' : 'run-error', at, state.lastError);
  const { lastDeliveryStatus: status, lastDeliveryError: error } = state;
  const meant = state.deliverySuppressionReason !== undefined || job.delivery?.bestEffort === true;
  const undelivered = status === 'not-delivered' || (status === undefined && error !== undefined);
  return !meant && undelivered ? ending('delivery-failed', at, error) : ending('well', at, undefined);
}

const ending = (word: Ending['word'], at: number | undefined, quote: string | undefined): Ending => ({
  word,
  ...(isTime(at) ? { at } : {}),
  ...(quote ? { quote: quote.slice(0, 300) } : {}),
});

/** What `openclaw automations runs` takes, and what people call it. */
const nameOf = ({ id, name }: Job): string =>
  [id, name && `“${name}”`].filter(Boolean).join(' ') || 'one without a name';

function namesOf(jobs: readonly Job[]): string {
  const named = jobs.slice(0, NAMED).map(nameOf).join(', ');
  return jobs.length > NAMED ? `${named} and ${jobs.length - NAMED} more` : named;
}

/** What its owner switched off is over; what OpenClaw switched off by itself had failed. */
const isWanted = ({ enabled, state }: Job): boolean => enabled !== false || state?.autoDisabled !== undefined;

/** Did all automations that ran since then (epoch ms) end well? Undefined where none ran. */
export function ranWellSince(listed: readonly Job[], since: number): boolean | undefined {
  const ended = listed
    .filter(isWanted)
    .map(endingOf)
    .filter((end) => end?.at !== undefined && end.at > since);
  return ended.length > 0 ? ended.every((end) => end?.word === 'well') : undefined;
}

/** `listed` is the answer of `cron.list` with those that are switched off, `scheduler` that of `cron.status`. */
export function automationFacts(
  gateway: string,
  listed: readonly Job[],
  scheduler: z.infer<typeof Scheduler> | undefined,
): Fact[] {
  const sign = ({ word, at, quote }: { word: string; at?: number; quote?: string }): Fact => ({
    fact: 'schedule.sign',
    subject: gateway,
    value: word,
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    ...(quote ? { quote } : {}),
  });
  const wanted = listed.filter(isWanted);
  const own = wanted.filter(({ declarationKey }) => !GATEWAYS_OWN.test(declarationKey ?? '')).length;
  const ended = wanted.flatMap((job) => {
    const end = endingOf(job);
    return end === null ? [] : [{ ...end, job }];
  });
  const failed = ended.filter(({ word }) => word !== 'well');
  return [
    ...factsOn(gateway, {
      'schedule.running': scheduler?.enabled,
      'schedule.own-jobs': own,
      'schedule.failing': ended.length > 0 ? failed.length > 0 : undefined,
      'schedule.failing-jobs': failed.length > 0 ? namesOf(failed.map(({ job }) => job)) : undefined,
    }),
    // Without jobs of people a scheduler that is off is a choice.
    ...(scheduler?.enabled === false && own > 0 ? [sign({ word: 'disabled' })] : []),
    ...failed.map(sign),
  ];
}
