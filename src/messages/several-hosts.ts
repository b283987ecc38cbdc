/**
 * @module messages/several-hosts
 * The living message of an incident with several hosts: side by side, worst first. Hosts with the same cause are one
 * line, the healthy ones a number, and what sets a host apart from its peers is said in words.
 */
import { CLAIM } from '../diagnosis/finding.ts';
import { type Difference, differences } from '../diagnosis/peers.ts';
import type { HostView, IncidentView } from '../incidents/notifier.ts';
import { sureness } from './finding-words.ts';
import { claims, headlineOf, nameOfHost, namesOf, signOf, topClaim } from './host-words.ts';
import { bold, code, type Part, type Span, say } from './message.ts';
import { duration } from './time.ts';

/** Worst first: what the one sign of several hosts shows. */
const WORST = ['🔴', '⚠️', '⛔', '❔', '⏳', '🔎', '✅'];
const WORD: Record<string, string> = {
  '🔴': 'down',
  '⚠️': 'degraded',
  '⛔': 'refused',
  '❔': 'unknown',
  '⏳': 'waiting',
  '🔎': 'looking',
  '✅': 'healthy',
};
/** Up to so many hosts have a line each. */
const EACH = 12;
const DIFFERENCES = 6;
/** From this age on, in milliseconds, people wonder whether anything happens. */
const LONG_MS = 2_000;

const line = (...spans: Span[]): Part => ({ kind: 'line', spans });

export const worst = (signs: string[]): string => WORST.find((sign) => signs.includes(sign)) ?? '❔';

/** `200 hosts: 2 down, 1 unknown, 197 healthy` */
export function manyHeadline(view: IncidentView): string {
  const signs = view.hosts.map(signOf);
  const counts = WORST.map((sign) => [sign, signs.filter((one) => one === sign).length] as const);
  const words = counts.filter(([, n]) => n > 0).map(([sign, n]) => `${n} ${WORD[sign] ?? ''}`);
  return `${view.hosts.length} hosts: ${words.join(', ')}`;
}

/** The body of the message. Pure. */
export function manyHosts(view: IncidentView, command: string): Part[] {
  const sorted = [...view.hosts].sort((a, b) => WORST.indexOf(signOf(a)) - WORST.indexOf(signOf(b)));
  const items = sorted.length <= EACH ? sorted.map(oneLine) : groups(sorted);
  const remarks = view.hosts.some((host) => claims(host).some((it) => it.confidence >= CLAIM));
  return [
    ...progress(view),
    { kind: 'list', items },
    ...apart(view),
    ...(remarks ? [line(say('Evidence, checks and exact fixes are in the thread, a reply a host.'))] : []),
    line(say('One host: '), code(`${command} triage ${sorted[0]?.host ?? 'HOST'}`)),
  ];
}

function progress(view: IncidentView): Part[] {
  const open = view.hosts.filter((host) => host.state === 'asking' || host.state === 'looking');
  if (open.length === 0 || view.elapsedMs < LONG_MS) return [];
  const done = view.hosts.length - open.length;
  return [
    line(
      say(
        `${done} of ${view.hosts.length} are done after ${duration(view.elapsedMs)}. It ends after 20 s at the latest.`,
      ),
    ),
  ];
}

function oneLine(host: HostView): Span[] {
  const top = topClaim(host);
  const sure = top === null ? [] : [say(` (${sureness(top.confidence)})`)];
  return [say(`${signOf(host)} ${headlineOf(host)}`), ...sure];
}

/** Hosts of which the same is to be said share a line; headlines are fixed words, so they can be compared. */
function groups(sorted: readonly HostView[]): Span[][] {
  const same = new Map<string, HostView[]>();
  for (const host of sorted) {
    const name = nameOfHost(host);
    const words = `${signOf(host)} ${headlineOf(host)
      .slice(name.length)
      .replace(/^(?::| is) /, '')}`;
    same.set(words, [...(same.get(words) ?? []), host]);
  }
  return [...same].map(([words, hosts]) => {
    const [sign = '', ...rest] = words.split(' ');
    const what = rest.join(' ').replace(/^state /, '');
    if (sign === '✅') return [say(`${sign} ${hosts.length} ${what}`)];
    return [
      say(`${sign} `),
      bold(`${hosts.length} ${what}`),
      say(`: ${namesOf(hosts.map((one) => one.host))}`),
    ];
  });
}

/** What sets a few hosts apart from the others; values came from hosts, so they stand as code. */
function apart(view: IncidentView): Part[] {
  const all = differences(view.hosts.map(({ host, traits = {} }) => ({ host, traits })));
  if (all.length === 0) return [];
  const items = all.slice(0, DIFFERENCES).map(difference);
  if (all.length > DIFFERENCES) items.push([say(`and ${all.length - DIFFERENCES} more`)]);
  return [line(say('Differs from peers (possibly intended):')), { kind: 'list', items }];
}

function difference({ hosts, trait, value, usual, others }: Difference): Span[] {
  const rest = others === 1 ? 'on the other' : `on ${others} others`;
  return [say(`${namesOf(hosts)}: ${trait} `), code(value), say(', '), code(usual), say(` ${rest}`)];
}
