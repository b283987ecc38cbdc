/**
 * @module messages/details
 * The reply in the thread, one a host: for each finding what speaks for it and against it, how to check it,
 * the exact fix and whether it changes anything; then what could not be looked at. What came from the host
 * stands in quotes.
 */

import { CLAIM, type Finding, type LayerVerdict, type Sighting } from '../diagnosis/finding.ts';
import { defectText } from '../diagnosis/known-defects/say.ts';
import { RESEMBLES } from '../diagnosis/sighting.ts';
import { describe } from '../diagnosis/wording/describe.ts';
import type { HostView, IncidentView } from '../incidents/notifier.ts';
import type { FactValue } from '../protocol/evidence.ts';
import { complaintParts } from './complaint.ts';
import { contradictionParts } from './conflicting-signals.ts';
import { commandSpans, fixSpans, HOW, SEVERITY, sureness, unknownWords } from './finding-words.ts';
import { bold, code, type Message, type Part, type Span, say } from './message.ts';
import { duration, utc, utcSpan } from './time.ts';
import { timelineParts } from './timeline.ts';

/** Findings told in full; the others by name. */
const IN_FULL = 4;
const SIGHTINGS = 6;
const LONGEST_VALUE = 160;
const LONGEST_QUOTE = 300;
/** A fact older than this when it was looked at is said to be old, in milliseconds. */
const OLD_MS = 60_000;

const line = (...spans: Span[]): Part => ({ kind: 'line', spans });

/** The details of one host of a view. Pure. */
export function composeDetails(view: IncidentView, host: HostView): Message {
  const findings = host.diagnosis?.findings ?? [];
  const look = host.newestLook ?? view.startedAt + view.elapsedMs;
  const count = findings.length === 1 ? '1 finding' : `${findings.length || 'no'} findings`;
  const turn = (host.look ?? 1) > 1 ? ` · run ${host.look}` : '';
  const parts = findings
    .slice(0, IN_FULL)
    .flatMap((finding, index) => [
      ...(index === 0 ? [] : [{ kind: 'divider' } as const]),
      ...findingParts(finding, look, { number: findings.length > 1 ? `${index + 1}. ` : '' }),
    ]);
  const rest = findings.slice(IN_FULL);
  if (rest.length > 0) {
    parts.push({ kind: 'divider' }, line(say('Less likely: '), ...names(rest)));
  }
  if (parts.length > 0) parts.push({ kind: 'divider' });
  parts.push(
    ...layerParts(host.diagnosis?.layers ?? [], findings),
    ...complaintParts(host.diagnosis?.complaint),
    ...contradictionParts(host.diagnosis?.contradictions),
    ...timelineParts(host.diagnosis?.timeline, look),
    ...unknownParts(host),
  );
  const seen =
    host.oldestLook === null || host.newestLook === null
      ? []
      : [`data from ${utcSpan(host.oldestLook, host.newestLook, look)}`];
  return {
    headline: `${host.host}: details · ${count}${turn}`,
    emoji: '🧾',
    parts: [...parts, line(say('The bot only looked; nothing on the host was changed.'))],
    context: [
      ...seen,
      ...(host.tookMs === null ? [] : [`the host took ${duration(host.tookMs)}`]),
      `job ${host.order}`,
    ],
  };
}

/** How a finding is introduced. */
type Telling = {
  /** Goes before the title: `2. `. */
  number?: string;
  /** Nobody looked: what the cause means is said under a condition. */
  fromText?: boolean;
};

/** A finding in full. `now` is the moment of the look, against which old facts are held. */
export function findingParts(
  finding: Finding,
  now: number,
  { number = '', fromText = false }: Telling = {},
): Part[] {
  const { title, says, mistakenWhen } = describe(finding);
  const parts: Part[] = [line(bold(`${number}${title}`), say(` – ${sureness(finding.confidence)}`))];
  if (says !== '') parts.push(line(say(fromText ? `If so: ${says}` : says)));
  const gateway = finding.gateway === 'default' ? '' : ` · gateway ${finding.gateway}`;
  parts.push(line(code(finding.id), say(` · ${finding.layer} · ${SEVERITY[finding.severity]}${gateway}`)));
  parts.push(...sightingParts('Evidence for', finding.for, now));
  if (finding.against.length > 0) parts.push(...sightingParts('Evidence against', finding.against, now));
  else parts.push(line(say(`Evidence against: nothing ${fromText ? 'in this text' : 'seen'}.`)));
  if (mistakenWhen !== '') parts.push(line(say(`Not this if: ${mistakenWhen}`)));
  if (finding.defects !== undefined) {
    parts.push(line(say('Known OpenClaw issue:')), {
      kind: 'list',
      items: finding.defects.map((it): Span[] => [say(`${defectText(it)} `), code(it.url)]),
    });
  }
  if (finding.checks.length > 0) {
    parts.push(line(say('Verify:')), { kind: 'list', items: finding.checks.map(commandSpans) });
  }
  if (finding.fixes.length > 0) {
    // Below a claim a restart is a guess that costs other people their running work.
    const label = finding.confidence >= CLAIM ? 'Fix:' : 'Only if the checks confirm it:';
    parts.push(line(say(label)), { kind: 'list', items: finding.fixes.map(fixSpans) });
  }
  return parts;
}

function sightingParts(label: string, sightings: Sighting[], now: number): Part[] {
  if (sightings.length === 0) return [line(say(`${label}: none directly; inferred.`))];
  const shown = sightings.slice(0, SIGHTINGS);
  const more = sightings.length - shown.length;
  const items = shown.map((sighting): Span[] =>
    sighting.fact === RESEMBLES
      ? [say(`sounds like “${shorten(sighting.quote ?? '', LONGEST_QUOTE)}”`)]
      : [code(`${sighting.fact} = ${valueText(sighting.value)}`), say(` – ${whenceText(sighting, now)}`)],
  );
  if (more > 0) items.push([say(`and ${more} more`)]);
  const quoted = shown.filter(({ fact }) => fact !== RESEMBLES);
  const quotes = [...new Set(quoted.flatMap((sighting) => sighting.quote ?? []))];
  const text = quotes.map((quote) => shorten(quote, LONGEST_QUOTE)).join('\n');
  return [
    line(say(`${label}:`)),
    { kind: 'list', items },
    ...(text === '' ? [] : [{ kind: 'quote', text } as const]),
  ];
}

function valueText(value: FactValue): string {
  if (value === null) return 'absent';
  if (Array.isArray(value)) return shorten(value.length === 0 ? 'none' : value.join(', '), LONGEST_VALUE);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === '' ? '"" (empty)' : shorten(String(value), LONGEST_VALUE);
}

/** How it is known, from where and when. Pasted text was "seen" when it was pasted: that time says nothing. */
function whenceText({ how, source, at }: Sighting, now: number): string {
  const isText = how === 'pasted' || how === 'told';
  if (isText && Math.abs(now - Date.parse(at)) < OLD_MS) return HOW[how];
  return isText ? `${HOW[how]}, ${whenText(at, now)}` : `${HOW[how]}, ${source}, ${whenText(at, now)}`;
}

/** The moment, and the age where the fact is not of this look. */
function whenText(at: string, now: number): string {
  const time = Date.parse(at);
  if (!Number.isFinite(time)) return 'at an unknown time';
  const age = now - time;
  if (age > OLD_MS) return `${utc(time, now)} (${duration(age)} before the look)`;
  if (age < -OLD_MS) return `${utc(time, now)} (its clock is ${duration(-age)} ahead)`;
  return utc(time, now);
}

const shorten = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most)}…`;
function names(findings: Finding[]): Span[] {
  return findings.flatMap((finding, index) => [
    ...(index === 0 ? [] : [say(', ')]),
    code(finding.id),
    say(` (${Math.round(finding.confidence * 100)} %)`),
  ]);
}

const STATE_SIGN = { ok: '✅', waiting: '⏳', failed: '❌', unknown: '❔' } as const;

function layerParts(layers: LayerVerdict[], findings: Finding[]): Part[] {
  if (layers.length === 0) return [];
  const items = layers.map((layer): Span[] => [
    say(`${STATE_SIGN[layer.state]} ${layer.layer}: ${layer.state}`),
    ...reasonSpans(layer, findings),
  ]);
  return [line(say('Layer by layer:')), { kind: 'list', items }];
}

/** What a finding quotes stands with the finding; here its name is enough. */
function reasonSpans({ layer, because }: LayerVerdict, findings: Finding[]): Span[] {
  if (because === '') return [];
  const cause = findings.find((finding) => finding.layer === layer && because.includes(finding.id));
  return cause === undefined ? [say(` – ${because}`)] : [say(' – '), code(cause.id)];
}

function unknownParts(host: HostView): Part[] {
  const unknowns = host.diagnosis?.unknowns ?? [];
  if (unknowns.length === 0) return [];
  const items = unknowns.slice(0, 20).map((unknown) => [say(unknownWords(unknown))]);
  return [line(say('Not checked (neither fault nor all-clear):')), { kind: 'list', items }];
}
