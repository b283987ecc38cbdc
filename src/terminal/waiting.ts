/**
 * @module terminal/waiting
 * When has an incident said everything that an ask waits for? When each look it began has ended, the status
 * shows it, and the details that are due have come.
 */
import { type IncidentReport, incidentReport } from '../conversation/incident-report.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import type { Shown } from './notifier.ts';
import { renderText } from './render.ts';

/** A look that the ask began or joined; without a host, a round of all of them. */
export type Awaited = { incident: string; host: string; order: string } | { incident: string; host?: never };

export type Waiting = {
  /** Notes what was shown; gives the report once all is said, before that null. */
  note(shown: Shown): (IncidentReport & { thread: string[] }) | null;
};

/** Waits for these looks, all of one incident or of several; the report is of the first one's incident. */
export function waitFor(awaited: readonly Awaited[]): Waiting {
  const views = new Map<string, IncidentView>();
  const detailed = new Set<string>();
  /** Incident and key → the last text, in order of the first showing. */
  const texts = new Map<string, string>();

  const rank = (incident: string): number => awaited.findIndex((one) => one.incident === incident);

  function isSaid(one: Awaited): boolean {
    if (one.host === undefined) {
      const round = views.get(one.incident)?.round;
      return round !== undefined && round.waiting + round.running === 0;
    }
    const { incident, host, order } = one;
    const look = views.get(incident)?.hosts.find((one) => one.host === host && one.order === order);
    if (look === undefined || look.state === 'asking' || look.state === 'looking') return false;
    const remarks = (look.diagnosis?.findings.length ?? 0) + (look.diagnosis?.unknowns.length ?? 0);
    return remarks === 0 || detailed.has(order);
  }

  return {
    note(shown) {
      const { view: seen } = shown;
      if (seen === null || !awaited.some((one) => one.incident === shown.incident)) return null;
      texts.set(`${shown.incident} ${shown.key}`, renderText(shown.message));
      if (shown.what === 'status') views.set(shown.incident, seen);
      const order = seen.hosts.find((one) => one.host === shown.host)?.order;
      if (shown.what === 'details' && order !== undefined) detailed.add(order);
      if (!awaited.every(isSaid)) return null;
      const reported = [...views.values()].map((view) => ({
        view,
        only: awaited.filter((one) => one.incident === view.incident).flatMap(({ host }) => host ?? []),
      }));
      // The answer's own incident gives its id to the report.
      reported.sort((a, b) => rank(a.view.incident) - rank(b.view.incident));
      return { ...incidentReport(...reported), thread: inOrder(texts) };
    },
  };
}

/** Texts by incident and key, each incident's status before its details. */
export function inOrder<T>(texts: ReadonlyMap<string, T>): T[] {
  const incidents = [...new Set([...texts.keys()].map((key) => key.split(' ', 1)[0] ?? ''))];
  const sorted = [...texts].sort(([a], [b]) => {
    const [one = '', oneKey = ''] = a.split(' ', 2);
    const [two = '', twoKey = ''] = b.split(' ', 2);
    const byIncident = incidents.indexOf(one) - incidents.indexOf(two);
    return byIncident || Number(twoKey.startsWith('status')) - Number(oneKey.startsWith('status'));
  });
  return sorted.map(([, text]) => text);
}
