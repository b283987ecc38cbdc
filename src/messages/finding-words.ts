/**
 * @module messages/finding-words
 * How sure, how bad, and what a command does: the small words around a finding, in one place, so that
 * status, details and explanations never disagree.
 */
import type { Finding, Layer, LayerVerdict, Unknown } from '../diagnosis/finding.ts';
import { type Command, commandLine, type Fix, type ShellLine } from '../diagnosis/fix.ts';
import { reasonWords } from '../diagnosis/wording/reason-words.ts';
import type { How } from '../protocol/evidence.ts';
import { enumerate } from './enumerate.ts';
import { code, type Span, say } from './message.ts';
import { spans, text } from './sentence.ts';

/** `almost certain, 97 %`. From 50 % on the bot claims it; below, it only mentions it. */
export function sureness(confidence: number): string {
  const percent = Math.round(confidence * 100);
  return text(`certainty.${certainty(percent)}`, { percent });
}

function certainty(percent: number) {
  if (percent >= 90) return 'almost-certain';
  if (percent >= 75) return 'very-likely';
  if (percent >= 50) return 'likely';
  return percent >= 30 ? 'possible' : 'unlikely';
}

export const severityWords = (severity: Finding['severity']): string => text(`severity.${severity}`);

/** How a fact is known. */
export const howWords = (how: How): string => text(`known.${how}`);

/** A command as it can be copied, and its note as words beside it. */
export function commandSpans(command: Command | ShellLine): Span[] {
  const { note } = command;
  return [code(commandLine(command)), ...(note === undefined ? [] : [say(` (${note})`)])];
}

export function fixSpans(fix: Fix): Span[] {
  const what = fix.kind === 'advice' ? [say(fix.advice)] : commandSpans(fix);
  return spans(fix.mutates ? 'fix.changes' : 'fix.read-only', { fix: what });
}

/** Several probes with the same reason are one remark: `log (timed out: no answer in 2 s)`. */
export function unknownWords({ probe, look, why }: Unknown): string {
  return why === '' ? text(`probe.${look}`, { probe }) : text(`probe.${look}-why`, { probe, why });
}

/**
 * One sentence a kind of state: which layer fails first, which are fine, which nobody could judge. `told` is
 * the finding that was just said: its layer needs no second reason.
 */
export function layerSentences(layers: readonly LayerVerdict[], told: Finding | null): Span[][] {
  const named = (state: LayerVerdict['state']): Layer[] =>
    layers.filter((layer) => layer.state === state).map((layer) => layer.layer);
  if (layers.length > 0 && layers.every((layer) => layer.state === 'ok'))
    return [spans('layers.all-ok', { layers: enumerate(named('ok')) })];
  const first = layers.find((layer) => layer.state === 'failed');
  const waiting = layers.find((layer) => layer.state === 'waiting');
  const rest = [
    ['layers.ok', named('ok')],
    ['layers.also-failing', named('failed').filter((layer) => layer !== first?.layer)],
    ['layers.unknown', named('unknown')],
  ] as const;
  const others = rest
    .filter(([, list]) => list.length > 0)
    .map(([id, list]) => text(id, { layers: enumerate(list) }));
  return [
    ...(first === undefined ? [] : [failing(first, told)]),
    ...(waiting === undefined ? [] : [waitingFor(waiting)]),
    ...(others.length === 0 ? [] : [[say(others.join(' '))]]),
  ];
}

function failing({ layer, because }: LayerVerdict, told: Finding | null): Span[] {
  if (told?.layer === layer) return spans('layers.failing', { layer });
  return spans('layers.failing-because', { layer, because: reasonWords(because) });
}

const waitingFor = ({ layer, because }: LayerVerdict): Span[] =>
  spans('layers.waiting-because', { layer, because: reasonWords(because) });
