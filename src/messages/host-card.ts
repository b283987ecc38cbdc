/**
 * @module messages/host-card
 * How a host stands as its object knows it, in a few words: the list, the board and the host's own page agree.
 */
import type { HostCard } from '../hub/messages.ts';
import { ago, duration } from './time.ts';

/** `connected`, or since when it is away. */
export function connection(card: HostCard, now: number): string {
  if (card.quarantined !== null) return 'quarantined';
  if (card.connected) return card.marked === null ? 'connected' : 'connected, marked';
  return card.lastSeen === null ? 'never seen' : `away ${duration(Math.max(0, now - card.lastSeen))}`;
}

export function lastLook(card: HostCard, now: number): string {
  const open = card.openIncident === null ? '' : `, open ${card.openIncident}`;
  if (card.verdictAt === null) return `never${open}`;
  return `${card.verdict ?? 'no answer'}, ${ago(now - card.verdictAt)}${open}`;
}
