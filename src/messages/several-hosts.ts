/**
 * @module messages/several-hosts
 * The living message of an incident with several hosts: side by side, worst first. Hosts with the same cause are one
 * line, the healthy ones a number, and what sets a host apart from its peers is said in words.
 */
import { CLAIM } from '../diagnosis/finding.ts';
import { type Difference, differences } from '../diagnosis/peers.ts';
import type { HostView, IncidentView } from '../incidents/notifier.ts';
import { namesOf } from './enumerate.ts';
import { sureness } from './finding-words.ts';
import { claims, headlineOf, signOf, stateWords, topClaim, wordsOfMany } from './host-words.ts';
import { type Part, type Span, say } from './message.ts';
import { line, type PlainId, spans, text } from './sentence.ts';
import { duration } from './time.ts';

/** Worst first, with its word: what the one sign of several hosts shows. */
const WORST: readonly (readonly [sign: string, word: PlainId])[] = [
  ['🔴', 'hosts.down'],
  ['⚠️', 'hosts.degraded'],
  ['⛔', 'sign.refused'],
  ['❔', 'hosts.unknown'],
  ['⏳', 'sign.waiting'],
  ['🔎', 'hosts.looking'],
  ['✅', 'hosts.healthy'],
];
const badness = (sign: string): number => WORST.findIndex(([one]) => one === sign);
/** Up to so many hosts have a line each. */
const EACH = 12;
const DIFFERENCES = 6;
/** From this age on, in milliseconds, people wonder whether anything happens. */
const LONG_MS = 2_000;

export const worst = (signs: string[]): string => WORST.find(([sign]) => signs.includes(sign))?.[0] ?? '❔';

/** `200 hosts: 2 down, 1 unknown, 197 healthy` */
export function manyHeadline(view: IncidentView): string {
  const signs = view.hosts.map(signOf);
  const counts = WORST.map(([sign, word]) => [signs.filter((one) => one === sign).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => text('hosts.count', { n, state: text(word) }));
  return text('hosts.headline', { n: view.hosts.length, counts: counts.join(', ') });
}

/** The body of the message. Pure. */
export function manyHosts(view: IncidentView, command: string): Part[] {
  const sorted = [...view.hosts].sort((a, b) => badness(signOf(a)) - badness(signOf(b)));
  const items = sorted.length <= EACH ? sorted.map(oneLine) : groups(sorted);
  const remarks = view.hosts.some((host) => claims(host).some((it) => it.confidence >= CLAIM));
  return [
    ...progress(view),
    { kind: 'list', items },
    ...apart(view),
    ...(remarks ? [line('hosts.in-thread')] : []),
    line('hosts.one', { command: `${command} triage ${sorted[0]?.host ?? 'HOST'}` }),
  ];
}

function progress(view: IncidentView): Part[] {
  const open = view.hosts.filter((host) => host.state === 'asking' || host.state === 'looking');
  if (open.length === 0 || view.elapsedMs < LONG_MS) return [];
  const all = view.hosts.length;
  return [line('hosts.progress', { done: all - open.length, all, duration: duration(view.elapsedMs) })];
}

function oneLine(host: HostView): Span[] {
  const top = topClaim(host);
  const sure = top === null ? [] : [say(` (${sureness(top.confidence)})`)];
  return [say(`${signOf(host)} ${headlineOf(host)}`), ...sure];
}

/** Hosts of which the same is to be said share a line; headlines are fixed words, so they can be compared. */
function groups(sorted: readonly HostView[]): Span[][] {
  const same = new Map<string, { sign: string; state: string; hosts: string[] }>();
  for (const view of sorted) {
    const [sign, state] = [signOf(view), stateWords(view)];
    const key = `${sign} ${state}`;
    const group = same.get(key) ?? { sign, state, hosts: [] };
    group.hosts.push(view.host);
    same.set(key, group);
  }
  return [...same.values()].map(({ sign, state, hosts }) => {
    const n = hosts.length;
    if (sign === '✅') return spans('hosts.group-healthy', { sign, n, state });
    return spans('hosts.group', { sign, n, state: wordsOfMany(state), hosts: namesOf(hosts) });
  });
}

/** What sets a few hosts apart from the others; values came from hosts, so they stand as code. */
function apart(view: IncidentView): Part[] {
  const all = differences(view.hosts.map(({ host, traits = {} }) => ({ host, traits })));
  if (all.length === 0) return [];
  const items = all.slice(0, DIFFERENCES).map(difference);
  if (all.length > DIFFERENCES) items.push(spans('list.and-more', { n: all.length - DIFFERENCES }));
  return [line('hosts.differ'), { kind: 'list', items }];
}

const difference = ({ hosts, trait, value, usual, others }: Difference): Span[] =>
  spans('hosts.difference', { hosts: namesOf(hosts), trait, value, usual, others });
