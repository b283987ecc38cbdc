/**
 * @module incidents/ticket-news
 * What a ticket knows of its incident, and what has happened since: each difference is news once, however often the
 * incident is looked at and whatever becomes of the desk meanwhile.
 */
import { type Incident, isActive } from './record.ts';
import { hasBegun, type Recovery } from './recovery.ts';
import type { TicketNews, TicketRecord, Told } from './ticket.ts';

/** More than a day of looks brings; what comes later pushes out the oldest. */
const MOST_OWED = 64;

/** What a ticket that is written now would know. */
export function toldNow({ runs, recoveries, state }: Incident, before: Told['runs'] = {}): Told {
  const looked = runs.flatMap((run) => {
    // A look that is under way, or has seen nothing, takes nothing back.
    if (isActive(run) || run.reading === null) return [];
    const { verdict, claimed = [] } = run.reading;
    return [
      [run.host, { verdict: String(verdict), claimed: [...claimed] }] as [string, Told['runs'][string]],
    ];
  });
  const begun = recoveries.flatMap((one) => {
    const stage = stageOf(one);
    return stage === null ? [] : [[one.id, stage] as [string, string]];
  });
  return {
    runs: { ...before, ...Object.fromEntries(looked) },
    recoveries: Object.fromEntries(begun),
    closed: state === 'closed',
  };
}

/** `begun`, or how it ended; null for one that nobody outside needs to hear of. */
function stageOf(one: Recovery): string | null {
  if (one.end?.as === 'escalated') return 'escalated';
  if (!hasBegun(one)) return null;
  return one.end?.as ?? 'begun';
}

/** Notes what the ticket does not know yet; it knows it from then on. True where there was something. */
export function notice(it: Incident, one: TicketRecord, at: number): boolean {
  const now = toldNow(it, one.told.runs);
  const news = [...runNews(one.told, now, at), ...recoveryNews(one.told, now, at)];
  if (now.closed && !one.told.closed) news.push({ what: 'closed', at, why: it.closed?.why ?? 'finished' });
  if (!now.closed && one.told.closed) news.push({ what: 'reopened', at });
  if (news.length === 0) return false;
  Object.assign(one, { told: now, owed: [...one.owed, ...news].slice(-MOST_OWED) });
  return true;
}

function runNews(before: Told, now: Told, at: number): TicketNews[] {
  return Object.entries(now.runs).flatMap(([host, { verdict, claimed }]): TicketNews[] => {
    const old = before.runs[host];
    const fresh = claimed.filter((id) => !old?.claimed.includes(id));
    const gone = (old?.claimed ?? []).filter((id) => !claimed.includes(id));
    if (old?.verdict === verdict && fresh.length === 0 && gone.length === 0) return [];
    return [{ what: 'run', at, host, verdict, fresh, gone }];
  });
}

function recoveryNews(before: Told, now: Told, at: number): TicketNews[] {
  return Object.entries(now.recoveries).flatMap(([recovery, stage]): TicketNews[] => {
    if (before.recoveries[recovery] === stage) return [];
    return stage === 'begun'
      ? [{ what: 'recovery-begun', at, recovery }]
      : [{ what: 'recovery-over', at, recovery, as: stage }];
  });
}
