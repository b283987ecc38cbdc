/**
 * @module messages/host-words
 * How a host's look stands, in a sign, a headline and a sentence. Headlines are made of fixed words and ids
 * only: they reach notifications, where nothing from a host may speak.
 */
import { CLAIM, type Finding, type Verdict } from '../diagnosis/finding.ts';
import type { HostView } from '../incidents/notifier.ts';

export const SIGN: Record<Verdict, string> = {
  healthy: '✅',
  waiting: '⏳',
  degraded: '⚠️',
  down: '🔴',
  unknown: '❔',
};

const VERDICT: Record<Verdict, string> = {
  healthy: 'is healthy',
  waiting: 'is starting or draining',
  degraded: 'is degraded',
  down: 'is down',
  unknown: 'state unknown',
};

const STATE: Record<'asking' | 'looking' | 'absent' | 'refused', [sign: string, words: string]> = {
  asking: ['⏳', 'asking its host agent'],
  looking: ['🔎', 'looking'],
  absent: ['❔', 'host agent is not connected'],
  refused: ['⛔', 'job refused by host agent'],
};

/** The finding that explains the headline: the first in rank, if it is sure enough to be claimed. */
export function topClaim(view: HostView): Finding | null {
  const top = view.diagnosis?.findings[0];
  return top !== undefined && top.confidence >= CLAIM ? top : null;
}

export const claims = (view: HostView): Finding[] =>
  (view.diagnosis?.findings ?? []).filter((finding) => finding.confidence >= CLAIM);

export function signOf(view: HostView): string {
  if (view.state === 'asking' || view.state === 'absent' || view.state === 'refused')
    return STATE[view.state][0];
  if (view.state === 'looking' && topClaim(view) === null) return STATE.looking[0];
  return SIGN[view.diagnosis?.verdict ?? 'unknown'];
}

/** `node-3`, or `node-3/work` where one profile was asked for. */
export const nameOfHost = ({ host, gateway }: HostView): string =>
  gateway === undefined ? host : `${host}/${gateway}`;

/** Names in one sentence. */
const MOST_NAMES = 12;

/** Names for a sentence; a long list ends with how many more there are. */
export function namesOf(hosts: readonly string[]): string {
  const more = hosts.length - MOST_NAMES;
  return `${hosts.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `node-3 is down · process · config-invalid` */
export function headlineOf(view: HostView): string {
  const { state, diagnosis } = view;
  const name = nameOfHost(view);
  if (state === 'absent' && view.why === 'not-enrolled') return `${name} is not enrolled`;
  if (state === 'absent' && view.why === 'quarantined') return `${name} is quarantined`;
  if (state === 'asking' || state === 'absent' || state === 'refused') return `${name}: ${STATE[state][1]}`;
  const top = topClaim(view);
  if (state === 'looking' && top === null) return `${name}: ${STATE.looking[1]}`;
  if (diagnosis === null) return `${name}: nothing was seen`;
  const failing = diagnosis.layers.find((layer) => layer.state === 'failed');
  const words = [`${name} ${VERDICT[diagnosis.verdict]}`];
  const layer = failing?.layer ?? top?.layer;
  if (layer !== undefined) words.push(layer);
  if (top !== null) words.push(top.id);
  else if (failing !== undefined) words.push('cause not found');
  if (state === 'looking') words.push('still looking');
  if (state === 'partial') words.push('partial');
  return words.join(' · ');
}

/** Why a look is not complete, as a sentence; the reason may be a word of ours or text of the host's. */
export function partialWords(why: string | undefined): string {
  switch (why) {
    case 'not-delivered':
      return 'The job could not be brought to the host agent within 20 s.';
    case 'not-started':
      return 'The job was delivered, but the host agent did not take it up within 20 s.';
    case 'not-finished':
      return 'The host agent had not finished after 20 s.';
    case 'connection-lost':
      return 'The connection to the host agent was lost while it looked, and it did not come back in time.';
    case 'closed':
      return 'The incident was closed before the look ended.';
    default:
      return `The look ended early: ${why ?? 'no reason was given'}`;
  }
}
