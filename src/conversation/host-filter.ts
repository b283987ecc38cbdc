/**
 * @module conversation/host-filter
 * Which hosts a list is to show: `prod down`, `away 2h`, `version 2026.9`, `page 3`. Filters add up. What each word means
 * is one table, so that `hosts`, the Home tab and a test speak of the same.
 */
import type { HostCard } from '../hub/messages.ts';
import { isWorkedOn } from '../messages/maintenance.ts';
import { readDuration } from './freeze-words.ts';

/** One host as its fleet shard knows it; null: its object has told nothing and did not answer. */
export type Listed = { name: string; labels: readonly string[]; card: HostCard | null };

type State = (card: HostCard | null, now: number) => boolean;

const joined =
  (fits: (card: HostCard, now: number) => boolean): State =>
  (card, now) =>
    card?.enrolled === true && fits(card, now);

/** Words for how a host stands. */
export const STATES = {
  down: joined(({ verdict }) => verdict === 'down'),
  degraded: joined(({ verdict }) => verdict === 'degraded'),
  healthy: joined(({ verdict }) => verdict === 'healthy'),
  unknown: (card) => card === null || (card.enrolled && (card.verdict ?? 'unknown') === 'unknown'),
  connected: joined(({ connected }) => connected),
  away: joined(({ connected }) => !connected),
  pending: (card) => card?.enrolled === false,
  quarantined: joined(({ quarantined }) => quarantined !== null),
  maintenance: (card, now) => card !== null && isWorkedOn(card, now),
  frozen: (card, now) => (card?.held ?? []).some(({ from, until }) => from <= now && until > now),
} as const satisfies Record<string, State>;
export type StateWord = keyof typeof STATES;

const isState = (word: string): word is StateWord => Object.hasOwn(STATES, word);

export type HostFilter = {
  states: StateWord[];
  labels: string[];
  /** Beginnings of versions. */
  openclaw: string | null;
  agent: string | null;
  /** Away for at least so long, in milliseconds. */
  awayMs: number | null;
  /** From 1. */
  page: number;
};

export type FilterTrouble = { trouble: 'word' | 'page'; word: string };

/** Reads the words behind `hosts`; a word that is no filter is a label. */
export function readFilter(words: readonly string[]): HostFilter | FilterTrouble {
  const filter: HostFilter = { states: [], labels: [], openclaw: null, agent: null, awayMs: null, page: 1 };
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').toLowerCase();
    const next = words[at + 1]?.toLowerCase();
    if (word === 'label' || word === 'version' || word === 'agent' || word === 'page') {
      if (next === undefined) return { trouble: 'word', word };
      if (word === 'label') filter.labels.push(next);
      else if (word === 'version') filter.openclaw = next;
      else if (word === 'agent') filter.agent = next;
      else if (/^[1-9]\d{0,4}$/.test(next)) filter.page = Number(next);
      else return { trouble: 'page', word: next };
      at += 1;
    } else if (isState(word)) {
      filter.states.push(word);
      const long = word === 'away' && next !== undefined ? readDuration(next) : null;
      if (long === null) continue;
      filter.awayMs = long;
      at += 1;
    } else if (word !== 'all') filter.labels.push(word);
  }
  return filter;
}

/** Those of `hosts` that the filter means at `now` (epoch ms), in their order. */
export function chosenBy(filter: HostFilter, hosts: readonly Listed[], now: number): Listed[] {
  const { states, labels, openclaw, agent, awayMs } = filter;
  return hosts.filter(
    ({ labels: own, card }) =>
      labels.every((label) => own.includes(label)) &&
      states.every((state) => STATES[state](card, now)) &&
      (openclaw === null || (card?.openclawVersion ?? '').startsWith(openclaw)) &&
      (agent === null || (card?.agentVersion ?? '').startsWith(agent)) &&
      (awayMs === null || now - (card?.lastSeen ?? 0) >= awayMs),
  );
}

/** The words again, for the line that shows the next page. */
export function wordsOfFilter({ states, labels, openclaw, agent, awayMs }: HostFilter): string {
  const minutes = awayMs === null ? '' : ` ${Math.round(awayMs / 60_000)}m`;
  return [
    ...labels.map((label) => (isState(label) ? `label ${label}` : label)),
    ...states.map((state) => (state === 'away' ? `away${minutes}` : state)),
    ...(openclaw === null ? [] : [`version ${openclaw}`]),
    ...(agent === null ? [] : [`agent ${agent}`]),
  ].join(' ');
}
