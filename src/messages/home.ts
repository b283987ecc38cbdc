/**
 * @module messages/home
 * The board that somebody sees who opens the bot's Home tab: what is open, how many hosts stand how, then a page of them,
 * worst first. It is read later than it was made, so ages are beside the moment they are counted from.
 */
import type { HostCard } from '../hub/messages.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import { frozenParts } from './frozen.ts';
import { connection } from './host-card.ts';
import { SIGN } from './host-words.ts';
import { isWorkedOn, maintenanceParts } from './maintenance.ts';
import { type Button, bold, code, type Message, type Part, type Span, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { nameOf } from './small-print.ts';
import { composeStatus } from './status.ts';
import { ticketWords } from './ticket.ts';
import { ago, utc } from './time.ts';

/** What fits into one view of Slack with room to spare; the rest is counted. */
const MOST_INCIDENTS = 10;
const MOST_FREEZES = 3;
export const HOSTS_A_PAGE = 30;
/** Of what a host or a person calls itself, in characters. */
const MOST_NAME = 48;
const MOST_WORD = 24;
const MOST_HEADLINE = 100;

type Shown = { name: string; card: HostCard | null };

export type Home = {
  /** All hosts ever enrolled; null: its object did not answer. */
  hosts: readonly Shown[];
  /** Those of this page, as they stand this moment. */
  shown: readonly Shown[];
  /** From 1. */
  page: number;
  pages: number;
  /** Open incidents whose view could be read. */
  incidents: readonly IncidentView[];
  /** How many are open; more than `incidents` when not all were read. */
  open: number;
  /** Epoch ms. */
  now: number;
  /** What people type, `/openclaw`. */
  command: string;
};

/** Pure. */
export function composeHome(home: Home): Message {
  const { hosts, shown, open, now, command } = home;
  const context = [text('home.as-of', { at: utc(now, now) })];
  if (hosts.length === 0)
    return { headline: text('home.no-host'), emoji: '👋', parts: begin(command), context };
  const connected = hosts.filter(({ card }) => card?.connected === true).length;
  return {
    headline: text('home.headline', { open, hosts: hosts.length, connected }),
    // A board is no all-clear: what was not checked for a while may be down.
    emoji: open === 0 ? '🗂️' : '📋',
    parts: [
      ...incidentParts(home),
      ...maintenanceParts(cardsOf(hosts), now),
      ...frozenParts(cardsOf(hosts), now, MOST_FREEZES),
      { kind: 'divider' },
      ...hostParts(home),
      { kind: 'divider' },
      ...next({ hosts: shown.length > 0 ? shown : hosts, command }),
    ],
    ...pageButtons(home),
    context,
  };
}

function begin(command: string): Part[] {
  return [
    line('home.begin'),
    line('home.begin-enroll', { command: `${command} enroll node-1` }),
    line('home.begin-join', { command: `${command} triage node-1` }),
    line('home.begin-explain', { command: `${command} explain TEXT` }),
  ];
}

function incidentParts({ incidents, open, now, command }: Home): Part[] {
  if (open === 0) return [line('home.no-incidents')];
  const shown = [...incidents].sort((a, b) => b.startedAt - a.startedAt).slice(0, MOST_INCIDENTS);
  const items = shown.map((view): Span[] => {
    const { emoji, headline } = composeStatus(view, command);
    const row = spans('incident.row', {
      state: [say(`${emoji} `), bold(short(headline, MOST_HEADLINE))],
      at: utc(view.startedAt, now),
      person: short(nameOf(view.requester), MOST_WORD),
      incident: view.incident,
    });
    return [...row, ...(view.tickets ?? []).flatMap((one) => [say(', '), ...ticketWords(one)])];
  });
  return [line('home.incidents'), ...list(items), ...more(open - shown.length, `${command} status`)];
}

/** As its lists name them: one long reason of a freeze must not push the hosts off it. */
const cardsOf = (hosts: readonly Shown[]): HostCard[] =>
  hosts.flatMap(({ card }) => (card ? shortCard(card) : []));

function shortCard(card: HostCard): HostCard {
  const { name, held, maintenance } = card;
  const brief = <T extends { by: string; because: string | null }>(one: T): T => ({
    ...one,
    by: short(one.by, MOST_WORD),
    because: one.because === null ? null : short(one.because, MOST_NAME),
  });
  return {
    ...card,
    name: short(name, MOST_WORD),
    ...(held && { held: held.map(brief) }),
    ...(maintenance && { maintenance: brief(maintenance) }),
  };
}

/** The same hosts in the order in which they need somebody. */
export function worstFirst<T extends Shown>(hosts: readonly T[], now: number): T[] {
  const rank = (card: HostCard | null): number => WORST.indexOf(standOf(card, now).sign);
  return hosts
    .map((host) => ({ host, rank: rank(host.card) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ host }) => host);
}

function hostParts({ hosts, shown, page, pages, now, command }: Home): Part[] {
  const items = shown
    .map(({ name, card }) => ({ name, ...standOf(card, now) }))
    .map(({ name, sign, words, incident }): Span[] => [
      say(`${sign} `),
      bold(short(name, MOST_NAME)),
      say(` – ${words}`),
      ...(incident === null ? [] : [say(', '), code(incident)]),
    ]);
  return [
    line('home.hosts'),
    ...(pages === 1 ? [] : [{ kind: 'line' as const, spans: [say(counts(hosts, now))] }]),
    ...list(items),
    ...(pages === 1 ? [] : [line('home.page', { page, pages, command: `${command} hosts` })]),
  ];
}

/** `🔴 2 🔌 14 ✅ 984`: how many stand how, worst first. */
function counts(hosts: readonly Shown[], now: number): string {
  const signs = hosts.map(({ card }) => standOf(card, now).sign);
  return WORST.map((sign) => ({ sign, n: signs.filter((one) => one === sign).length }))
    .filter(({ n }) => n > 0)
    .map(({ sign, n }) => text(COUNTED[sign] ?? 'home.count.unknown', { sign, n }))
    .join(' · ');
}

/** A page further or back. They act on the tab and on nothing else. */
function pageButtons({ page, pages }: Home): Pick<Message, 'buttons'> {
  const to = (id: 'home.back' | 'home.further', at: number): Button => ({
    label: text(id),
    action: HOME_PAGE[id],
    value: String(at),
  });
  const list = [
    ...(page > 1 ? [to('home.back', page - 1)] : []),
    ...(page < pages ? [to('home.further', page + 1)] : []),
  ];
  return list.length === 0 ? {} : { buttons: { look: page, list } };
}

/** Two buttons of one message must not have the same id. */
export const HOME_PAGE = { 'home.back': 'home-page-back', 'home.further': 'home-page-further' } as const;

const OUT = '⛔';
const NEW = '⚪';
/** A host that is offline says nothing of its gateway, and its last verdict grows old. */
const OFFLINE = '🔌';
/** Whatever is found there, somebody knows of it. */
const WORKED_ON = '🔧';
const WORST = [
  ...[SIGN.down, SIGN.degraded, OUT, OFFLINE, SIGN.waiting, SIGN.unknown, NEW, WORKED_ON, SIGN.healthy],
];
const COUNTED: Readonly<Record<string, `home.count.${CountedAs}`>> = {
  [SIGN.down]: 'home.count.down',
  [SIGN.degraded]: 'home.count.degraded',
  [OUT]: 'home.count.quarantined',
  [OFFLINE]: 'home.count.offline',
  [SIGN.waiting]: 'home.count.waiting',
  [SIGN.unknown]: 'home.count.unknown',
  [NEW]: 'home.count.new',
  [WORKED_ON]: 'home.count.maintenance',
  [SIGN.healthy]: 'home.count.healthy',
};
type CountedAs =
  | 'down'
  | 'degraded'
  | 'quarantined'
  | 'offline'
  | 'waiting'
  | 'unknown'
  | 'new'
  | 'maintenance'
  | 'healthy';

type Stand = { sign: string; words: string; incident: string | null };

function standOf(card: HostCard | null, now: number): Stand {
  if (card === null) return { sign: SIGN.unknown, words: text('card.not-available'), incident: null };
  if (!card.enrolled) return { sign: NEW, words: text('card.pending'), incident: card.openIncident };
  const version = card.openclawVersion === null ? [] : [`OpenClaw ${short(card.openclawVersion, MOST_WORD)}`];
  const words = [lastVerdict(card, now), connection(card, now), ...version].join(', ');
  return { sign: isWorkedOn(card, now) ? WORKED_ON : signOfCard(card), words, incident: card.openIncident };
}

function signOfCard(card: HostCard): string {
  if (card.quarantined !== null) return OUT;
  if (card.verdict === 'down' || card.verdict === 'degraded') return SIGN[card.verdict];
  if (!card.connected) return OFFLINE;
  return card.verdictAt === null ? NEW : SIGN[card.verdict ?? 'unknown'];
}

function lastVerdict(card: HostCard, now: number): string {
  if (card.verdictAt === null) return text('card.never-checked');
  const verdict = card.verdict ?? text('card.no-verdict');
  return text('home.verdict', { verdict, ago: ago(Math.max(0, now - card.verdictAt)) });
}

function next({ hosts, command }: Pick<Home, 'hosts' | 'command'>): Part[] {
  const name = (host: Home['hosts'][number] | undefined): string => short(host?.name ?? 'HOST', MOST_NAME);
  const ready = hosts.find(({ card }) => card?.connected && card.enrolled);
  return [
    ready === undefined
      ? line('home.not-ready', { command: `${command} host ${name(hosts[0])}` })
      : line('home.check-one', { command: `${command} triage ${name(ready)}` }),
    line('home.all-commands', { command: `${command} help` }),
  ];
}

const list = (items: Span[][]): Part[] => (items.length === 0 ? [] : [{ kind: 'list', items }]);

const more = (n: number, command: string): Part[] => (n <= 0 ? [] : [line('home.more', { n, command })]);

/** Never half a character. */
const short = (long: string, most: number): string =>
  long.length <= most ? long : `${long.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
