/**
 * @module messages/finding-words
 * How sure, how bad, and what a command does: the small words around a finding, in one place, so that
 * status, details and explanations never disagree.
 */
import type { Finding, Fix, Layer, LayerVerdict, Unknown } from '../diagnosis/finding.ts';
import type { How } from '../protocol/evidence.ts';
import { bold, code, type Span, say } from './message.ts';

/** `almost certain, 97 %`. From 50 % on the bot claims it; below, it only mentions it. */
export function sureness(confidence: number): string {
  const percent = Math.round(confidence * 100);
  return `${wordFor(percent)}, ${percent} %`;
}

function wordFor(percent: number): string {
  if (percent >= 90) return 'almost certain';
  if (percent >= 75) return 'very likely';
  if (percent >= 50) return 'likely';
  return percent >= 30 ? 'possible' : 'unlikely';
}

export const SEVERITY: Record<Finding['severity'], string> = {
  1: 'all users affected',
  2: 'many users affected',
  3: 'one client, channel or job is affected',
  4: 'informational, no impact',
};

export const HOW: Record<How, string> = {
  live: 'seen on the host',
  log: 'from the log',
  pasted: 'from the pasted text',
  told: 'as somebody said',
};

/** A command as it can be copied; a remark after `#` as words beside it. */
export function commandSpans(command: string): Span[] {
  const [text = '', remark] = command.split(/\s{2,}#\s*/, 2);
  return remark === undefined || remark === '' ? [code(text)] : [code(text), say(` (${remark})`)];
}

export function fixSpans(fix: Fix): Span[] {
  const what =
    fix.kind === 'advice'
      ? [say(fix.advice)]
      : [code(fix.command), ...(fix.note === undefined ? [] : [say(` (${fix.note})`)])];
  return [...what, say(' – '), fix.mutates ? bold('changes the host') : say('read-only')];
}

/** `process, listener and handshake` */
export function enumerate(words: readonly string[]): string {
  const last = words.at(-1);
  if (last === undefined || words.length === 1) return last ?? '';
  return `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** Several probes with the same reason are one remark: `log (timed out: no answer in 2 s)`. */
export function unknownWords(unknown: Unknown): string {
  const look = { unavailable: 'not available', 'timed-out': 'timed out', refused: 'refused' }[unknown.look];
  return `${unknown.probe} (${look}${unknown.why === '' ? '' : `: ${unknown.why}`})`;
}

/**
 * One sentence a kind of state: which layer fails first, which are fine, which nobody could judge. `told` is
 * the finding that was just said: its layer needs no second reason.
 */
export function layerSentences(layers: readonly LayerVerdict[], told: Finding | null): Span[][] {
  const named = (state: LayerVerdict['state']): Layer[] =>
    layers.filter((layer) => layer.state === state).map((layer) => layer.layer);
  const first = layers.find((layer) => layer.state === 'failed');
  const waiting = layers.find((layer) => layer.state === 'waiting');
  const out: Span[][] = [];
  if (first !== undefined) {
    out.push([
      say('Failing layer: '),
      bold(first.layer),
      say(told?.layer === first.layer ? '.' : `${reason(first)}.`),
    ]);
  }
  if (layers.length > 0 && layers.every((layer) => layer.state === 'ok')) {
    return [[say(`Every layer works: ${enumerate(named('ok'))}.`)]];
  }
  if (waiting !== undefined)
    out.push([say('Waiting: '), bold(waiting.layer), say(reason(waiting)), say('.')]);
  const rest = [
    ['OK: ', named('ok')],
    ['Also failing: ', named('failed').filter((layer) => layer !== first?.layer)],
    ['Not known: ', named('unknown')],
  ] as const;
  const words = rest
    .filter(([, list]) => list.length > 0)
    .map(([label, list]) => `${label}${enumerate(list)}.`);
  if (words.length > 0) out.push([say(words.join(' '))]);
  return out;
}

const reason = (layer: LayerVerdict): string => (layer.because === '' ? '' : ` – ${layer.because}`);
