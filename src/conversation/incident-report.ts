/**
 * @module conversation/incident-report
 * An incident as machines read it: for one host the fields of `triage --json`, schema 1, with the incident's
 * id; for several the same for each, under `hosts`.
 */
import { CLAIM, type LayerState, type Verdict } from '../diagnosis/finding.ts';
import { report, type TriageReport } from '../diagnosis/report.ts';
import type { HistoryReply } from '../incidents/messages.ts';
import type { HostView, IncidentView, TicketView } from '../incidents/notifier.ts';
import type { RoundView } from '../incidents/round.ts';
import { momentOf } from '../messages/small-print.ts';

export type HostReport = TriageReport & { incident: string; state: HostView['state']; why?: string };
export type IncidentReport = HostReport & { hosts?: HostReport[]; round?: { ill: number; seen: number } };

/** From worst to best; an incident's verdict is its worst host's. */
const WORST: readonly Verdict[] = ['down', 'degraded', 'unknown', 'waiting', 'healthy'];
const NOTHING = { verdict: 'unknown', layers: [], findings: [], unknowns: [] } as const;

function hostReport(view: IncidentView, host: HostView): Omit<HostReport, 'incident'> {
  const startedAt = new Date(momentOf(view) - view.elapsedMs);
  const diagnosis = host.diagnosis ?? { ...NOTHING, layers: [], findings: [], unknowns: [] };
  const about = { host: host.host, startedAt, durationMs: host.tookMs ?? view.elapsedMs, diagnosis };
  return { ...report(about), state: host.state, ...(host.why === undefined ? {} : { why: host.why }) };
}

/** Hosts of one incident; all of its hosts when `only` is left out. */
export type Reported = { view: IncidentView; only?: readonly string[] };

/** The report of one incident, or of all that a command began; the first gives its id. Throws without hosts. */
export function incidentReport(...reported: readonly Reported[]): IncidentReport {
  const reports = reported.flatMap(({ view, only }) =>
    view.hosts
      .filter((host) => only === undefined || only.includes(host.host))
      .map((host) => ({ ...hostReport(view, host), incident: view.incident })),
  );
  const [first] = reports;
  const round = reported[0]?.view.round;
  if (reported[0] !== undefined && round !== undefined) return roundReport(reported[0].view, round);
  if (first === undefined) throw new Error('An incident without hosts has nothing to report.');
  if (reports.length === 1) return first;
  const verdict = WORST.find((one) => reports.some((it) => it.verdict === one)) ?? 'unknown';
  const findings = reports.flatMap((it) => it.findings).sort((a, b) => b.confidence - a.confidence);
  const unknowns = reports.flatMap((it) => it.unknowns);
  const host = reports.map((it) => it.host).join(',');
  return { ...first, host, verdict, layers: [], findings, unknowns, hosts: reports };
}

/** Of a round: each host in a few words; its evidence is in the incident that it has of its own. */
function roundReport(view: IncidentView, round: RoundView): IncidentReport {
  const startedAt = new Date(view.startedAt);
  const hosts = round.groups.flatMap(({ standing, hosts: names }) => {
    const { state, verdict, failing, finding, why } = standing;
    const diagnosis = { ...NOTHING, layers: [], findings: [], unknowns: [], verdict: verdict ?? 'unknown' };
    return names.map((host) => ({
      ...report({ host, startedAt, durationMs: view.elapsedMs, diagnosis }),
      ...{ incident: view.incident, state, failing, finding },
      ...(why === null ? {} : { why }),
    }));
  });
  const verdict = WORST.find((one) => hosts.some((it) => it.verdict === one)) ?? 'unknown';
  const ill = hosts.filter((one) => one.verdict === 'down' || one.verdict === 'degraded').length;
  const seen = hosts.filter((one) => one.verdict !== 'unknown').length;
  const diagnosis = { ...NOTHING, layers: [], findings: [], unknowns: [], verdict };
  const all = report({ host: 'all', startedAt, durationMs: view.elapsedMs, diagnosis });
  return { ...all, incident: view.incident, state: 'done', hosts, round: { ill, seen } };
}

type Judged = {
  findings: { confidence: number }[];
  layers: { state: LayerState }[];
  hosts?: Judged[];
  round?: { ill: number; seen: number };
};

/** 0 healthy or nothing claimed, 1 something claimed, 2 nothing could be looked at: as `triage` on a host. */
export function exitCodeOf(given: Judged): 0 | 1 | 2 {
  if (given.round !== undefined) return given.round.ill > 0 ? 1 : given.round.seen > 0 ? 0 : 2;
  if (given.findings.some((finding) => finding.confidence >= CLAIM)) return 1;
  return hasLooked(given) ? 0 : 2;
}

/** Whatever was found, if only a remark, was seen: a gateway at rest has no layer that could be judged. */
const hasLooked = ({ findings, layers, hosts = [] }: Judged): boolean =>
  findings.length > 0 || layers.some((layer) => layer.state !== 'unknown') || hosts.some(hasLooked);

/** A ticket for scripts: where it is, and what it lacks. */
export const reportedTicket = (one: TicketView): Record<string, unknown> => ({
  ...{ ticket: one.id, desk: one.desk, state: one.state },
  ...{ key: one.at?.key ?? null, url: one.at?.url ?? null, adopted: one.key !== null },
  ...{ automatic: one.itself !== null, by: one.by, comments: one.comments },
  waiting: one.owed.length + (one.saying?.news.length ?? 0),
  doubles: one.doubles.map(({ key }) => key),
  why: one.why?.told ?? one.trouble?.told ?? one.unsaid?.told ?? null,
});

/** The whole of an incident for whoever keeps or checks it: how it stands, its changes, and the chained record. */
export function incidentExport(view: IncidentView, { events, chain }: HistoryReply): Record<string, unknown> {
  const { incident, state, startedAt, closed, requester, jobs = [], recoveries = [] } = view;
  const { bundles = [], tickets = [] } = view;
  return {
    schema: 1,
    incident,
    state,
    startedAt: new Date(startedAt).toISOString(),
    closed: closed ?? null,
    requester,
    jobs,
    recoveries: recoveries.map(({ run: _, ...one }) => one),
    tickets: tickets.map(reportedTicket),
    bundles: bundles.map(({ links, ...one }) => ({ ...one, links: links.length })),
    chain,
    record: events,
  };
}
