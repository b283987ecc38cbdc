/**
 * @module messages/ticket-title
 * The title of a ticket: host, first failing layer, and the finding's own title. Names and our words only: what a host
 * or a stranger wrote stands in the text below, where it is quoted.
 */
import { describe } from '../diagnosis/wording/describe.ts';
import type { HostView, IncidentView } from '../incidents/notifier.ts';
import { nameOfHost, SIGN, signOf, topClaim } from './host-words.ts';
import { roundHeadline } from './round.ts';
import { text } from './sentence.ts';

/** Jira takes 255 characters, others fewer in a list. */
const MOST = 200;
const NUMBER = /^[0-9][0-9.:-]{0,30}$/;
const WORST: readonly string[] = [SIGN.down, SIGN.degraded, SIGN.unknown, SIGN.waiting, SIGN.healthy];

export function ticketTitle({ hosts, round }: Pick<IncidentView, 'hosts' | 'round'>): string {
  if (round !== undefined) return cut(roundHeadline(round));
  const rank = (host: HostView): number => (topClaim(host) === null ? 10 : 0) + WORST.indexOf(signOf(host));
  const [worst, ...others] = [...hosts].sort((a, b) => rank(a) - rank(b));
  if (worst === undefined) return cut(text('ticket-title.none'));
  const host = nameOfHost(worst);
  const title = ofHost(worst, host);
  return cut(others.length === 0 ? title : text('ticket-title.hosts', { title, n: others.length }));
}

function ofHost(view: HostView, host: string): string {
  const top = topClaim(view);
  const failing = view.diagnosis?.layers.find(({ state }) => state === 'failed')?.layer ?? top?.layer;
  if (top === null)
    return text('ticket-title.verdict', { host, verdict: view.diagnosis?.verdict ?? 'unknown' });
  // Numbers may stay (a port, a version); any other value is somebody's text.
  const params = Object.fromEntries(Object.entries(top.params).filter(([, value]) => NUMBER.test(value)));
  const { title } = describe({ id: top.id, params });
  return failing === undefined
    ? text('ticket-title.no-layer', { host, title })
    : text('ticket-title.finding', { host, layer: failing, title });
}

/** By whole characters, on one line. */
function cut(title: string): string {
  const signs = [...title.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()];
  return signs.length <= MOST ? signs.join('') : `${signs.slice(0, MOST - 1).join('')}…`;
}
