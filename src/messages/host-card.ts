/**
 * @module messages/host-card
 * How a host stands as its object knows it, in a few words: the list, the board and the host's own page agree.
 */
import type { HostCard } from '../hub/messages.ts';
import { text } from './sentence.ts';
import { ago, duration } from './time.ts';

/** `connected`, or since when it is offline. */
export function connection(card: HostCard, now: number): string {
  if (card.quarantined !== null) return text('card.quarantined');
  if (card.connected) return text(card.marked === null ? 'card.connected' : 'card.connected-marked');
  if (card.lastSeen === null) return text('card.never-connected');
  return text('card.offline', { duration: duration(Math.max(0, now - card.lastSeen)) });
}

export function lastTriage(card: HostCard, now: number): string {
  const { verdictAt, openIncident: incident } = card;
  if (verdictAt === null)
    return incident === null ? text('card.never') : text('card.never-open', { incident });
  const told = { verdict: card.verdict ?? text('card.no-verdict'), ago: ago(now - verdictAt) };
  return incident === null ? text('card.triage', told) : text('card.triage-open', { ...told, incident });
}
