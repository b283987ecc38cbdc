/**
 * @module messages/host-words
 * How a host's run stands, in a sign, a headline and a sentence. Headlines are made of fixed words and ids
 * only: they reach notifications, where nothing from a host may speak.
 */
import { CLAIM, type Finding, type Verdict } from '../diagnosis/finding.ts';
import type { HostView } from '../incidents/notifier.ts';
import { text } from './sentence.ts';

export const SIGN: Record<Verdict, string> = {
  healthy: '✅',
  waiting: '⏳',
  degraded: '⚠️',
  down: '🔴',
  unknown: '❔',
};

const STATE_SIGN = { asking: '⏳', looking: '🔎', absent: '❔', refused: '⛔' } as const;

/** The finding that explains the headline: the first in rank, if it is sure enough to be claimed. */
export function topClaim(view: HostView): Finding | null {
  const top = view.diagnosis?.findings[0];
  return top !== undefined && top.confidence >= CLAIM ? top : null;
}

export const claims = (view: HostView): Finding[] =>
  (view.diagnosis?.findings ?? []).filter((finding) => finding.confidence >= CLAIM);

export function signOf(view: HostView): string {
  if (view.state === 'asking' || view.state === 'absent' || view.state === 'refused')
    return STATE_SIGN[view.state];
  if (view.state === 'looking' && topClaim(view) === null) return STATE_SIGN.looking;
  return SIGN[view.diagnosis?.verdict ?? 'unknown'];
}

/** `node-3`, or `node-3/work` where one profile was asked for. */
export const nameOfHost = ({ host, gateway }: HostView): string =>
  gateway === undefined ? host : `${host}/${gateway}`;

/** Why AWS SSM did not bring the job or its answer, by its code; null where it did, or was not asked. */
export function noWayBySsm({ state, why }: HostView): string | null {
  return state === 'refused' ? (/^(ssm-[a-z-]+): /.exec(why ?? '')?.[1] ?? null) : null;
}

type Standing =
  | Verdict
  | 'not-enrolled'
  | 'quarantined'
  | 'asking'
  | 'looking'
  | 'absent'
  | 'refused'
  | 'not-reached'
  | 'no-evidence';

function standingOf(view: HostView): Standing {
  const { state, why, diagnosis } = view;
  if (state === 'absent' && (why === 'not-enrolled' || why === 'quarantined')) return why;
  if (noWayBySsm(view) !== null) return 'not-reached';
  if (state === 'asking' || state === 'absent' || state === 'refused') return state;
  if (state === 'looking' && topClaim(view) === null) return state;
  return diagnosis === null ? 'no-evidence' : diagnosis.verdict;
}

/** `process · config-invalid`: where it fails and why, as far as there is evidence. */
function reasonsOf(view: HostView): string[] {
  const { state, diagnosis } = view;
  const top = topClaim(view);
  if (diagnosis === null || !(standingOf(view) in SIGN)) return [];
  const failing = diagnosis.layers.find((layer) => layer.state === 'failed');
  const words: string[] = [];
  const layer = failing?.layer ?? top?.layer;
  if (layer !== undefined) words.push(layer);
  if (top !== null) words.push(top.id);
  else if (failing !== undefined) words.push(text('headline.cause-unknown'));
  if (state === 'looking') words.push(text('headline.still-running'));
  if (state === 'partial') words.push(text('headline.partial'));
  return words;
}

/** `node-3 is down · process · config-invalid` */
export function headlineOf(view: HostView): string {
  const host = nameOfHost(view);
  return [text(`host.${standingOf(view)}`, { host }), ...reasonsOf(view)].join(' · ');
}

/** The same without the host: `down · process · config-invalid`. Hosts of which it is the same share a line. */
export const stateWords = (view: HostView): string =>
  [text(`hosts.${standingOf(view)}`), ...reasonsOf(view)].join(' · ');

const CUT_SHORT = [
  'superseded',
  'not-delivered',
  'not-started',
  'not-finished',
  'connection-lost',
  'ssm-late',
  'closed',
] as const;

/** Why a run is not complete, as a sentence; the reason may be a word of ours or text of the host's. */
export function partialWords(why: string | undefined): string {
  const known = CUT_SHORT.find((one) => one === why);
  if (known !== undefined) return text(`partial.${known}`);
  return text('partial.other', { why: why ?? text('partial.no-reason') });
}

/** The same behind a number of hosts. */
export const wordsOfMany = (words: string): string =>
  words === text('hosts.absent') ? text('hosts.absent-many') : words;
