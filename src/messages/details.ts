/**
 * @module messages/details
 * The reply in the thread, one a host: for each finding what speaks for it and against it, how to check it,
 * the exact fix and whether it changes anything; then what could not be checked. What came from the host
 * stands in quotes.
 */
import { RESEMBLES } from '../diagnosis/citation.ts';
import { type Citation, CLAIM, type Finding, type LayerVerdict } from '../diagnosis/finding.ts';
import { defectText } from '../diagnosis/known-defects/say.ts';
import { describe } from '../diagnosis/wording/describe.ts';
import { reasonWords } from '../diagnosis/wording/reason-words.ts';
import type { HostView, IncidentView } from '../incidents/notifier.ts';
import type { FactValue } from '../protocol/evidence.ts';
import { complaintParts } from './complaint.ts';
import { contradictionParts } from './conflicting-signals.ts';
import { between } from './enumerate.ts';
import { commandSpans, fixSpans, howWords, severityWords, sureness, unknownWords } from './finding-words.ts';
import { bold, code, type Message, type Part, type Span, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { duration, utc, utcSpan } from './time.ts';
import { timelineParts } from './timeline.ts';

/** Findings told in full; the others by name. */
const IN_FULL = 4;
const SIGHTINGS = 6;
const UNKNOWNS = 20;
const LONGEST_VALUE = 160;
const LONGEST_QUOTE = 300;
/** A fact older than this when it was checked is said to be old, in milliseconds. */
const OLD_MS = 60_000;

/** The details of one host of a view. Pure. */
export function composeDetails(view: IncidentView, host: HostView): Message {
  const findings = host.diagnosis?.findings ?? [];
  const now = host.newestLook ?? view.startedAt + view.elapsedMs;
  const parts = findings
    .slice(0, IN_FULL)
    .flatMap((finding, index) => [
      ...(index === 0 ? [] : [{ kind: 'divider' } as const]),
      ...findingParts(finding, now, { number: findings.length > 1 ? `${index + 1}. ` : '' }),
    ]);
  const rest = findings.slice(IN_FULL);
  if (rest.length > 0)
    parts.push({ kind: 'divider' }, line('details.less-likely', { findings: names(rest) }));
  if (parts.length > 0) parts.push({ kind: 'divider' });
  parts.push(
    ...layerParts(host.diagnosis?.layers ?? [], findings),
    ...complaintParts(host.diagnosis?.complaint),
    ...contradictionParts(host.diagnosis?.contradictions),
    ...timelineParts(host.diagnosis?.timeline, now),
    ...unknownParts(host),
    line('details.read-only', { host: host.host }),
  );
  return { headline: headline(host), emoji: '🧾', parts, context: smallPrint(host, now) };
}

function headline(host: HostView): string {
  const told = { host: host.host, n: host.diagnosis?.findings.length ?? 0 };
  const run = host.look ?? 1;
  return run > 1 ? text('details.headline-of-run', { ...told, run }) : text('details.headline', told);
}

function smallPrint(host: HostView, now: number): string[] {
  const { oldestLook, newestLook, tookMs, order } = host;
  const seen = oldestLook === null || newestLook === null ? null : utcSpan(oldestLook, newestLook, now);
  return [
    ...(seen === null ? [] : [text('small.data', { span: seen })]),
    ...(tookMs === null ? [] : [text('small.took', { duration: duration(tookMs) })]),
    text('details.job', { job: order }),
  ];
}

/** How a finding is introduced. */
type Telling = {
  /** Goes before the title: `2. `. */
  number?: string;
  /** Nobody looked: what the cause means is said under a condition. */
  fromText?: boolean;
};

/** A finding in full. `now` is the moment of the run, against which old facts are held. */
export function findingParts(
  finding: Finding,
  now: number,
  { number = '', fromText = false }: Telling = {},
): Part[] {
  const { title, says, mistakenWhen } = describe(finding);
  const words = [
    finding.layer,
    severityWords(finding.severity),
    ...(finding.gateway === 'default' ? [] : [text('details.gateway', { gateway: finding.gateway })]),
  ];
  const parts: Part[] = [
    { kind: 'line', spans: [bold(`${number}${title}`), say(` – ${sureness(finding.confidence)}`)] },
    ...(says === '' ? [] : [saysLine(says, fromText)]),
    { kind: 'line', spans: [code(finding.id), say(` · ${words.join(' · ')}`)] },
    ...evidence('for', finding.for, now),
  ];
  if (finding.against.length > 0) parts.push(...evidence('against', finding.against, now));
  else parts.push(line(fromText ? 'details.nothing-against-in-text' : 'details.nothing-against'));
  if (mistakenWhen !== '') parts.push(line('details.not-this-if', { when: mistakenWhen }));
  if (finding.defects !== undefined) {
    const items = finding.defects.map((it): Span[] => [say(`${defectText(it)} `), code(it.url)]);
    parts.push(line('details.known-issue'), { kind: 'list', items });
  }
  if (finding.checks.length > 0)
    parts.push(line('details.verify'), { kind: 'list', items: finding.checks.map(commandSpans) });
  if (finding.fixes.length > 0) {
    // Below a claim a restart is a guess that costs other people their running work.
    const label = finding.confidence >= CLAIM ? 'details.fix' : 'details.fix-if-confirmed';
    parts.push(line(label), { kind: 'list', items: finding.fixes.map(fixSpans) });
  }
  return parts;
}

function saysLine(says: string, fromText: boolean): Part {
  return fromText ? line('details.if-so', { says }) : { kind: 'line', spans: [say(says)] };
}

function evidence(side: 'for' | 'against', citations: Citation[], now: number): Part[] {
  if (citations.length === 0)
    return [line(side === 'for' ? 'details.evidence-for-none' : 'details.evidence-against-inferred')];
  const shown = citations.slice(0, SIGHTINGS);
  const more = citations.length - shown.length;
  const items = shown.map((sighting): Span[] =>
    sighting.fact === RESEMBLES
      ? spans('details.sounds-like', { words: shorten(sighting.quote ?? '', LONGEST_QUOTE) })
      : [code(`${sighting.fact} = ${valueText(sighting.value)}`), say(` – ${whenceText(sighting, now)}`)],
  );
  if (more > 0) items.push(spans('list.and-more', { n: more }));
  const quoted = shown.filter(({ fact }) => fact !== RESEMBLES);
  const quotes = [...new Set(quoted.flatMap((sighting) => sighting.quote ?? []))];
  const quote = quotes.map((one) => shorten(one, LONGEST_QUOTE)).join('\n');
  return [
    line(side === 'for' ? 'details.evidence-for' : 'details.evidence-against'),
    { kind: 'list', items },
    ...(quote === '' ? [] : [{ kind: 'quote', text: quote } as const]),
  ];
}

function valueText(value: FactValue): string {
  if (value === null) return text('value.absent');
  if (Array.isArray(value))
    return shorten(value.length === 0 ? text('value.none') : value.join(', '), LONGEST_VALUE);
  if (typeof value === 'boolean') return text(value ? 'value.yes' : 'value.no');
  return value === '' ? text('value.empty') : shorten(String(value), LONGEST_VALUE);
}

/** How it is known, from where and when. Pasted text was "seen" when it was pasted: that time says nothing. */
function whenceText({ how, source, at }: Citation, now: number): string {
  const isText = how === 'pasted' || how === 'told';
  if (isText && Math.abs(now - Date.parse(at)) < OLD_MS) return howWords(how);
  return [howWords(how), ...(isText ? [] : [source]), whenText(at, now)].join(', ');
}

/** The moment, and the age where the fact is not of this run. */
function whenText(at: string, now: number): string {
  const time = Date.parse(at);
  if (!Number.isFinite(time)) return text('time.unknown');
  const age = now - time;
  if (age > OLD_MS) return text('details.before', { at: utc(time, now), age: duration(age) });
  if (age < -OLD_MS) return text('details.ahead', { at: utc(time, now), age: duration(-age) });
  return utc(time, now);
}

const shorten = (long: string, most: number): string =>
  long.length <= most ? long : `${long.slice(0, most)}…`;

const names = (findings: Finding[]): Span[] =>
  between(
    findings.map(({ id, confidence }) =>
      spans('details.percent', { finding: id, percent: Math.round(confidence * 100) }),
    ),
    ', ',
  );

function layerParts(layers: LayerVerdict[], findings: Finding[]): Part[] {
  if (layers.length === 0) return [];
  const items = layers.map((layer): Span[] => [
    ...spans(`details.layer.${layer.state}`, { layer: layer.layer }),
    ...reasonSpans(layer, findings),
  ]);
  return [line('details.layers'), { kind: 'list', items }];
}

/** What a finding quotes stands with the finding; here its name is enough. */
function reasonSpans({ layer, because }: LayerVerdict, findings: Finding[]): Span[] {
  const { code: why, params } = because;
  const cause = findings.find(
    ({ id, layer: felt }) => why === 'finding' && felt === layer && id === params.id,
  );
  return cause === undefined ? [say(` – ${reasonWords(because)}`)] : [say(' – '), code(cause.id)];
}

function unknownParts(host: HostView): Part[] {
  const unknowns = host.diagnosis?.unknowns ?? [];
  if (unknowns.length === 0) return [];
  const items = unknowns.slice(0, UNKNOWNS).map((unknown) => [say(unknownWords(unknown))]);
  return [line('details.not-checked'), { kind: 'list', items }];
}

/** The details of several hosts in one message. Pure. */
export function composeTogether(view: IncidentView, hosts: readonly HostView[]): Message {
  const each = hosts.map((host) => composeDetails(view, host));
  const [only] = each;
  if (only !== undefined && each.length === 1) return only;
  const parts = each.flatMap((message, at): Part[] => [
    ...(at === 0 ? [] : [{ kind: 'divider' } as const]),
    { kind: 'line', spans: [bold(message.headline)] },
    ...message.parts,
  ]);
  const context = [...new Set(each.flatMap((message) => message.context))];
  const n = each.length;
  return {
    headline: n === 0 ? text('details.none') : text('details.headline-of-hosts', { n }),
    emoji: '🧾',
    parts,
    context,
  };
}
