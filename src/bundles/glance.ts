/**
 * @module bundles/glance
 * The beginning of a report: what somebody who has never heard of this host needs in the first minute.
 */
import type { ReportedFinding, TriageReport } from '../diagnosis/report.ts';
import type { Block, Words } from '../protocol/document.ts';
import { heading, type Line, list, paragraph, table } from './blocks.ts';
import { firstFailure, isChange } from './events.ts';
import { severityWords, sureness, versionName } from './finding-words.ts';
import { duration, utc } from './moments.ts';
import type { BundleEvent, BundleReportInput } from './report-input.ts';
import { text, words } from './say.ts';

/** Claimed from here on (diagnosis/finding.ts). */
const CLAIM = 0.5;
/** Further findings, and things that could not be looked at, that are named. */
const ALSO = 4;
const NAMED = 4;

/** `node-3 is degraded · authority · Client and gateway credentials differ`, as its thread says it, in words. */
export function title({ host, triage }: BundleReportInput): string {
  if (triage === null) return text('report.title-none', { host });
  const { layers, findings } = triage;
  const verdict = text(`verdict.${triage.verdict}`);
  const trouble =
    layers.find(({ state }) => state === 'failed') ?? layers.find(({ state }) => state === 'waiting');
  const top = findings.find(({ confidence }) => confidence >= CLAIM);
  if (trouble === undefined)
    return top === undefined || triage.verdict === 'healthy'
      ? text('report.title', { host, verdict })
      : text('report.title-no-layer', { host, verdict, title: top.title });
  const { layer } = trouble;
  return top === undefined
    ? text('report.title-layer', { host, verdict, layer })
    : text('report.title-finding', { host, verdict, layer, title: top.title });
}

type Row = readonly [question: string, answer: Line];

/** Title, when and of what, and the questions that everybody asks first. */
export function glance(input: BundleReportInput, events: readonly BundleEvent[]): Block[] {
  const { triage, story } = input;
  const about = text('report.made', { host: input.host, at: utc(input.madeAt), since: utc(input.since) });
  const rows: Row[] = [
    ...(triage === null ? [] : seen(triage)),
    [text('glance.since'), since(input, events)],
    [text('glance.changed'), changed(input, events)],
    [text('glance.impact'), impact(triage)],
    [text('glance.tried'), tried(input)],
    [
      text('glance.versions'),
      Object.entries(input.versions)
        .map(([of, version]) => `${versionName(of)} ${version}`)
        .join(' · '),
    ],
    [text('glance.unknown'), unknown(input)],
  ];
  return [
    heading(1, title(input)),
    paragraph(about),
    ...(story
      ? [paragraph(words('report.incident', { incident: story.incident, at: utc(story.openedAt) }))]
      : []),
    heading(2, text('glance.heading')),
    table([text('glance.question'), text('glance.answer')], rows),
    ...also(triage),
  ];
}

function seen(triage: TriageReport): Row[] {
  const [top] = triage.findings;
  const found: Words[] =
    top === undefined
      ? words(triage.verdict === 'healthy' ? 'glance.seen-healthy' : 'glance.seen-nothing')
      : words('glance.seen-finding', {
          title: top.title,
          sureness: sureness(top.confidence),
          says: top.says,
        });
  return [
    [text('glance.seen'), found],
    [text('glance.layer'), layer(triage)],
  ];
}

function layer({ layers }: TriageReport): Line {
  const first =
    layers.find(({ state }) => state === 'failed') ?? layers.find(({ state }) => state === 'waiting');
  if (first !== undefined)
    return words('glance.layer-because', { layer: first.layer, because: first.because });
  const unknowns = layers.filter(({ state }) => state === 'unknown').map((one) => one.layer);
  return unknowns.length === 0
    ? text('glance.layer-none')
    : text('glance.layer-unknown', { layers: unknowns.join(', ') });
}

function since(input: BundleReportInput, events: readonly BundleEvent[]): Line {
  const first = firstFailure(events);
  if (first === null) return text('glance.since-unknown', { since: utc(input.since) });
  const began = words('glance.since-first', { at: utc(first.at), what: first.what });
  const last = events.findLast(({ kind }) => kind === 'last-failure');
  if (last === undefined || last.at <= first.at) return began;
  const told = { what: last.what, at: utc(last.at), gap: duration(last.at - first.at) };
  return [...began, ...words('glance.since-last', told)];
}

function changed(input: BundleReportInput, events: readonly BundleEvent[]): Line {
  const broke = input.triage?.brokeAfter;
  const changeAt = Date.parse(broke?.change.at ?? '');
  if (broke && Number.isFinite(changeAt))
    return words('glance.changed-suspect', {
      change: broke.change.what,
      at: utc(changeAt),
      gap: duration(broke.gapMs),
    });
  const first = firstFailure(events);
  const changes = events.filter((one) => isChange(one) && (first === null || one.at <= first.at));
  const last = changes.at(-1);
  const told = { n: changes.length, since: utc(input.since) };
  if (first === null)
    return text(last === undefined ? 'glance.changed-nothing' : 'glance.changed-listed', told);
  if (last === undefined) return text('glance.changed-none');
  return words('glance.changed-some', { n: changes.length, change: last.what, at: utc(last.at) });
}

/** How bad the worst claim is, and how many clients fail where it was counted. */
function impact(triage: TriageReport | null): Line {
  const claimed = (triage?.findings ?? []).filter(({ confidence }) => confidence >= CLAIM);
  const worst = [...claimed].sort((a, b) => a.severity - b.severity)[0];
  if (worst === undefined)
    return text(triage?.verdict === 'healthy' ? 'glance.impact-none' : 'glance.impact-unknown');
  const severity = severityWords(worst.severity);
  const n = failingClients(claimed);
  return n === null
    ? text('glance.impact-words', { severity })
    : text('glance.impact-clients', { severity, n });
}

function failingClients(findings: readonly ReportedFinding[]): number | null {
  const counted = findings
    .flatMap((finding) => finding.for)
    .find(({ fact, value }) => fact === 'gateway.clients.failing' && typeof value === 'number');
  return typeof counted?.value === 'number' ? counted.value : null;
}

function tried({ tried: runs = [], since: from }: BundleReportInput): Line {
  const last = runs.at(-1);
  if (last === undefined) return text('glance.tried-none', { since: utc(from) });
  return text('glance.tried-some', {
    n: runs.length,
    way: text(`way.${last.plan.path}`),
    outcome: text(`outcome.${last.progress.outcome ?? 'unknown'}`),
    at: utc(last.progress.at),
  });
}

function unknown({ triage, missing }: BundleReportInput): Line {
  const names = [...missing.map(({ what }) => what), ...(triage?.unknowns ?? []).map(({ probe }) => probe)];
  if (names.length === 0) return text('glance.unknown-none');
  const shown = names.slice(0, NAMED).join(', ');
  return text('glance.unknown-some', {
    n: names.length,
    names: names.length > NAMED ? `${shown}, …` : shown,
  });
}

function also(triage: TriageReport | null): Block[] {
  const rest = (triage?.findings ?? []).slice(1).filter(({ confidence }) => confidence >= CLAIM);
  if (rest.length === 0) return [];
  const items = rest
    .slice(0, ALSO)
    .map(({ title: name, id, confidence }) =>
      words('glance.also-finding', { title: name, finding: id, percent: Math.round(confidence * 100) }),
    );
  return [paragraph([{ text: text('glance.also'), style: 'bold' }]), list(items)];
}
