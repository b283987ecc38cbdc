/**
 * @module hub/tally
 * How many hosts stand how, counted where their cards lie: a scrape every fifteen seconds must not carry ten thousand
 * cards about.
 */
import type { HostCard } from './messages.ts';

/** `silent`: nothing was ever told of it. Those in maintenance are in no other state. */
export const HOST_STATES = ['connected', 'away', 'pending', 'quarantined', 'maintenance', 'silent'] as const;
export type HostState = (typeof HOST_STATES)[number];

export const LAST_VERDICTS = ['healthy', 'waiting', 'degraded', 'down', 'unknown', 'never'] as const;
export type LastVerdict = (typeof LAST_VERDICTS)[number];

export type Tally = {
  states: Record<HostState, number>;
  /** Of those that are enrolled, without those in maintenance. */
  verdicts: Record<LastVerdict, number>;
  /** A freeze holds a gateway of theirs now. */
  frozen: number;
  /** Ids of the incidents that are open for them. */
  incidents: string[];
};

const lasts = ({ from, until }: { from: number; until: number }, now: number): boolean =>
  from <= now && until > now;

export function stateOf(card: HostCard | null, now: number): HostState {
  if (card === null) return 'silent';
  if (card.maintenance != null && lasts(card.maintenance, now)) return 'maintenance';
  if (!card.enrolled) return 'pending';
  if (card.quarantined !== null) return 'quarantined';
  return card.connected ? 'connected' : 'away';
}

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;

export const noTally = (): Tally => ({
  states: zeros(HOST_STATES),
  verdicts: zeros(LAST_VERDICTS),
  frozen: 0,
  incidents: [],
});

export function tallyOf(cards: readonly (HostCard | null)[], now: number): Tally {
  const tally = noTally();
  const incidents = new Set<string>();
  for (const card of cards) {
    const state = stateOf(card, now);
    tally.states[state] += 1;
    if (card === null) continue;
    if (card.openIncident !== null) incidents.add(card.openIncident);
    if (card.held?.some((one) => lasts(one, now))) tally.frozen += 1;
    if (state === 'maintenance' || state === 'pending') continue;
    tally.verdicts[card.verdictAt === null ? 'never' : (card.verdict ?? 'unknown')] += 1;
  }
  return { ...tally, incidents: [...incidents] };
}

/** Of several shards together; an incident may be open for hosts of each. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = noTally();
  for (const { states, verdicts, frozen } of tallies) {
    for (const state of HOST_STATES) sum.states[state] += states[state];
    for (const verdict of LAST_VERDICTS) sum.verdicts[verdict] += verdicts[verdict];
    sum.frozen += frozen;
  }
  return { ...sum, incidents: [...new Set(tallies.flatMap(({ incidents }) => incidents))] };
}
