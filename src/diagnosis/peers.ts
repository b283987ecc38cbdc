/**
 * @module diagnosis/peers
 * Hosts side by side: in what does one differ from the others that were looked at together? Settings that are right
 * on each host by itself may still be the reason why only one of them fails. A difference is shown, never a finding.
 */
import { DICTIONARY, type FactName } from '../evidence/dictionary.ts';
import type { Evidence, FactValue } from '../protocol/evidence.ts';

/** Value by the name of the trait, as people read it. */
export type Traits = Readonly<Record<string, string>>;
export type Difference = {
  trait: string;
  value: string;
  /** Who has it. */
  hosts: string[];
  /** What most others have, and how many they are. */
  usual: string;
  others: number;
};

/** So many of those who know must agree before another one is called different. */
const MAJORITY = 0.6;
const LONGEST = 80;
const MOST_TRAITS = 24;

const LABELS = new Map<string, string>(
  Object.entries(DICTIONARY).flatMap(([fact, entry]) =>
    'peers' in entry ? [[fact satisfies string as FactName, entry.peers]] : [],
  ),
);

/** What of this evidence may be held against other hosts. A gateway that is not the default one is named. */
export function traitsOf(evidence: readonly Evidence[]): Record<string, string> {
  const values = new Map<string, Set<string>>();
  for (const { how, facts } of evidence) {
    if (how !== 'live') continue;
    for (const { fact, subject, value } of facts) {
      const label = LABELS.get(fact);
      if (label === undefined || value === null) continue;
      const profile = /^gateway:([^/]+)/.exec(subject)?.[1] ?? 'default';
      const trait = profile === 'default' ? label : `${label} of ${profile}`;
      const known = values.get(trait) ?? new Set<string>();
      if (known.size < 6) values.set(trait, known.add(inWords(value)));
    }
  }
  const entries = [...values].slice(0, MOST_TRAITS);
  return Object.fromEntries(
    entries.map(([trait, all]) => [trait.slice(0, LONGEST), [...all].sort().join(', ').slice(0, LONGEST)]),
  );
}

function inWords(value: Exclude<FactValue, null>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/** Where a few differ from most, the rarest first. Nothing for fewer than two hosts that know a trait. Pure. */
export function differences(hosts: readonly { host: string; traits?: Traits }[]): Difference[] {
  const traits = new Map<string, Map<string, string[]>>();
  for (const { host, traits: own = {} } of hosts) {
    for (const [trait, value] of Object.entries(own)) {
      const byValue = traits.get(trait) ?? new Map<string, string[]>();
      byValue.set(value, [...(byValue.get(value) ?? []), host]);
      traits.set(trait, byValue);
    }
  }
  const out: Difference[] = [];
  for (const [trait, byValue] of traits) {
    const [most, ...rest] = [...byValue].sort((a, b) => b[1].length - a[1].length);
    if (most === undefined || rest.length === 0) continue;
    const [usual, { length: others }] = most;
    const known = [...byValue.values()].reduce((sum, list) => sum + list.length, 0);
    // Two hosts that differ are both named; of many without a usual value nobody is the odd one.
    if (known > 2 && others / known < MAJORITY) continue;
    for (const [value, odd] of rest) out.push({ trait, value, hosts: odd, usual, others });
  }
  return out.sort((a, b) => a.hosts.length - b.hosts.length || (a.trait < b.trait ? -1 : 1));
}
