/**
 * @module messages/round
 * The living message of a round: thousands of hosts in a few lines. Those that are ill are named, the healthy and the
 * absent ones are numbers, and it is said where the rest is to be read.
 */
import type { IncidentView } from '../incidents/notifier.ts';
import type { RoundView, Standing } from '../incidents/round.ts';
import { namesOf } from './enumerate.ts';
import { SIGN, wordsOfMany } from './host-words.ts';
import type { Part, Span } from './message.ts';
import { line, type PlainId, spans, text } from './sentence.ts';
import { duration } from './time.ts';

/** Names of ill hosts in one line; a fleet that is ill as a whole is not read name by name. */
const MOST_ILL = 300;

/** Worst first; `ill`: named one by one. */
const ORDER: readonly { sign: string; word: PlainId; ill?: true }[] = [
  { sign: SIGN.down, word: 'hosts.down', ill: true },
  { sign: SIGN.degraded, word: 'hosts.degraded', ill: true },
  { sign: '⛔', word: 'sign.refused' },
  { sign: SIGN.unknown, word: 'hosts.unknown' },
  { sign: SIGN.waiting, word: 'sign.waiting' },
  { sign: SIGN.healthy, word: 'hosts.healthy' },
];
const rank = (sign: string): number => ORDER.findIndex((one) => one.sign === sign);

function signOf({ state, verdict }: Standing): string {
  if (state === 'absent') return SIGN.unknown;
  return state === 'refused' ? '⛔' : SIGN[verdict ?? 'unknown'];
}

function standingWord({ state, why, verdict }: Standing): PlainId {
  if (why === 'not-enrolled' || why === 'quarantined' || why === 'not-asked') return `hosts.${why}`;
  if (why === 'not-known') return 'hosts.not-known';
  if (state === 'refused') return why?.startsWith('ssm-') ? 'hosts.not-reached' : 'hosts.refused';
  if (state === 'absent') return 'hosts.absent';
  return verdict === null ? 'hosts.no-evidence' : `hosts.${verdict}`;
}

/** `down · process · config-invalid` */
function wordsOf(standing: Standing): string {
  const { state, verdict, failing, finding } = standing;
  const words = [text(standingWord(standing))];
  if (verdict === null || state === 'absent' || state === 'refused') return words.join(' · ');
  if (failing !== null) words.push(failing);
  if (finding !== null) words.push(finding);
  else if (failing !== null) words.push(text('headline.cause-unknown'));
  if (state === 'partial') words.push(text('headline.partial'));
  return words.join(' · ');
}

/** `1,000 hosts: 11 down, 5 unknown, 300 running, 684 healthy` */
export function roundHeadline({ total, waiting, running, groups }: RoundView): string {
  const counts = ORDER.map(({ sign, word }) => {
    const n = groups.filter(({ standing }) => signOf(standing) === sign).flatMap(({ hosts }) => hosts).length;
    return { n, word };
  });
  const open = { n: waiting + running, word: 'hosts.looking' as PlainId };
  const all = [...counts.slice(0, -1), open, ...counts.slice(-1)].filter(({ n }) => n > 0);
  const told = all.map(({ n, word }) => text('hosts.count', { n, state: text(word) }));
  return text('hosts.headline', { n: total, counts: told.join(', ') });
}

export const roundSign = ({ groups }: RoundView): string =>
  ORDER.find(({ sign }) => groups.some(({ standing }) => signOf(standing) === sign))?.sign ?? '🔎';

/** The body of the message. Pure. */
export function roundParts(view: IncidentView, round: RoundView, command: string): Part[] {
  const { total, waiting, running } = round;
  const open = waiting + running;
  const lines = linesOf(round);
  const ill = lines.find(({ sign }) => ORDER[rank(sign)]?.ill);
  return [
    ...(open === 0
      ? []
      : [
          line('round.progress', {
            done: total - open,
            all: total,
            duration: duration(view.elapsedMs),
          }),
        ]),
    ...listed(lines),
    ...(ill === undefined ? [] : [line('round.one', { command: `${command} triage ${ill.hosts[0]}` })]),
    line('round.rest', {
      down: `${command} hosts down`,
      away: `${command} hosts away`,
    }),
  ];
}

/** How everybody stands, for who cannot type a command there. Pure. */
export const roundList = (round: RoundView): Part[] => listed(linesOf(round));

const listed = (lines: readonly Line[]): Part[] =>
  lines.length === 0 ? [] : [{ kind: 'list', items: lines.map(spansOf) }];

type Line = { sign: string; words: string; hosts: string[] };

/** Hosts of which the same is said share a line. */
function linesOf({ groups }: RoundView): Line[] {
  const same = new Map<string, Line>();
  for (const { standing, hosts } of groups) {
    const [sign, words] = [signOf(standing), wordsOf(standing)];
    const known = same.get(`${sign} ${words}`);
    if (known === undefined) same.set(`${sign} ${words}`, { sign, words, hosts: [...hosts] });
    else known.hosts.push(...hosts);
  }
  return [...same.values()].sort((a, b) => rank(a.sign) - rank(b.sign) || b.hosts.length - a.hosts.length);
}

function spansOf({ sign, words, hosts }: Line): Span[] {
  const n = hosts.length;
  const counted = { sign, n, state: wordsOfMany(words) };
  if (sign === SIGN.healthy || words === text('hosts.absent')) return spans('hosts.group-healthy', counted);
  if (ORDER[rank(sign)]?.ill !== true) return spans('hosts.group', { ...counted, hosts: namesOf(hosts) });
  return spans('hosts.group', { ...counted, hosts: namesOf(hosts, MOST_ILL) });
}
