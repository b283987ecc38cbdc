/**
 * @module messages/host-card
 * How a host stands as its object knows it, in a few words: the list, the board and the host's own page agree.
 */
import type { HostCard } from '../hub/messages.ts';
import { SPEAKS } from '../protocol/limits.ts';
import { text } from './sentence.ts';
import { ago, duration } from './time.ts';

/** Whether its host agent speaks an older protocol than this bot: still heard, and to be brought up to date. */
export const speaksOlder = ({ speaks }: HostCard): boolean => speaks != null && speaks < Math.max(...SPEAKS);

/** `connected`, or since when it is offline. */
export function connection(card: HostCard, now: number): string {
  if (card.quarantined !== null) return text('card.quarantined');
  if (card.connected && card.marked !== null) return text('card.connected-marked');
  if (card.connected) return text(speaksOlder(card) ? 'card.connected-older' : 'card.connected');
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
