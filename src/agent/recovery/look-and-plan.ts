/**
 * @module agent/recovery/look-and-plan
 * The first half of `recover --local`: looks, and plans from the first finding. It ends in the time that was given,
 * whatever hangs, since nothing has been touched yet.
 */
import { setTimeout } from 'node:timers/promises';
import type { Because, Plan } from '../../protocol/recovery.ts';
import type { Told } from '../../runbooks/act.ts';
import { findsNothingToMend } from '../../runbooks/before-restart.ts';
import { actedOn } from '../../runbooks/way.ts';
import type { GivenMinutes } from './given-minutes.ts';
import type { HereOptions } from './here-options.ts';
import { escalated, type HereResult, type Place, refused } from './here-results.ts';
import type { Means } from './means.ts';
import type { SlowThings } from './slow-things.ts';

export type Going = { place: Place; given: GivenMinutes; slow: SlowThings };

/** What was told to end takes its own files away in this time, in milliseconds. */
const GRACE_MS = 5_000;

export async function lookAndPlan(
  options: HereOptions,
  means: Means,
  { place, given, slow }: Going,
): Promise<{ ok: true; plan: Plan; memory: Told } | { ok: false; result: HereResult }> {
  const { gateway } = options;
  const signal = AbortSignal.any([options.abort, given.over]);
  const tooLong = new Promise<null>((resolve) => {
    given.over.addEventListener('abort', () => void setTimeout(GRACE_MS, null).then(resolve), { once: true });
  });
  let at: Because = { code: 'plan.looks-at-gateway', params: {} };
  const inTime = async <T>(work: Promise<T>): Promise<T | null> => {
    const came = await Promise.race([work, tooLong]);
    return given.over.aborted ? null : came;
  };
  const ended = (result: HereResult) => ({ ok: false as const, result });
  const timeIsOver = () => {
    const params = { minutes: String(given.minutes), at: options.words(at) };
    return ended(escalated(options, place.finding, { code: 'plan.time-is-over', params }, place.still));
  };

  const before = await inTime(options.triage(gateway, signal));
  if (before === null) return timeIsOver();
  const finding = actedOn(before.findings);
  if (!before.looked) return ended(refused(options, null, { code: 'look.could-not', params: {} }, []));
  // What is not ill is not touched, whoever asks.
  if (finding === null && before.verdict !== 'down') {
    const params = { verdict: before.verdict };
    return ended(refused(options, null, { code: 'look.nothing-found', params }, []));
  }
  place.finding = finding;
  place.still = before.findings;
  place.explains = before.explains;
  const wanted = { gateway: gateway ?? before.gateway ?? undefined, finding, acceptance: options.acceptance };
  const say = (what: Because): void => {
    at = what;
    slow.now(what);
  };
  const { stateDir, env, openclaw, denied, triage } = means;
  const tools = { stateDir, env, openclaw, denied, signal, say, triage, takes: slow.takes };
  const made = await inTime(options.makePlan(wanted, tools));
  slow.end();
  if (made === null) return timeIsOver();
  place.plan = made.plan;
  if (!made.ok) {
    const endedAs = findsNothingToMend(made.because) && !options.planOnly ? refused : escalated;
    return ended(endedAs(options, finding, made.because, before.findings, made.plan));
  }
  return made;
}
