/**
 * @module messages/home
 * The board that somebody sees who opens the bot's Home tab: what is open, then how every host stands, worst
 * first. It is read later than it was made, so ages are beside the moment they are counted from.
 */
import type { HostCard } from '../hub/messages.ts';
import type { IncidentView } from '../incidents/notifier.ts';
import { frozenParts } from './frozen.ts';
import { connection } from './host-card.ts';
import { SIGN } from './host-words.ts';
import { bold, code, type Message, type Part, type Span, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { nameOf } from './small-print.ts';
import { composeStatus } from './status.ts';
import { ticketWords } from './ticket.ts';
import { ago, utc } from './time.ts';

/** What fits into one view of Slack with room to spare; the rest is counted. */
const MOST_INCIDENTS = 10;
const MOST_HOSTS = 34;
/** Of what a host or a person calls itself, in characters. */
const MOST_NAME = 48;
const MOST_WORD = 24;
const MOST_HEADLINE = 100;

export type Home = {
  /** All hosts ever enrolled; null: its object did not answer. */
  hosts: readonly { name: string; card: HostCard | null }[];
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
  const { hosts, open, now, command } = home;
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
      ...frozenParts(
        hosts.flatMap(({ card }) => card ?? []),
        now,
      ),
      { kind: 'divider' },
      ...hostParts(home),
      { kind: 'divider' },
      ...next(home),
    ],
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

function hostParts({ hosts, now, command }: Home): Part[] {
  const rows = hosts.map(({ name, card }) => ({ name, ...standOf(card, now) }));
  const sorted = rows.sort((a, b) => WORST.indexOf(a.sign) - WORST.indexOf(b.sign));
  const items = sorted
    .slice(0, MOST_HOSTS)
    .map(({ name, sign, words, incident }): Span[] => [
      say(`${sign} `),
      bold(short(name, MOST_NAME)),
      say(` – ${words}`),
      ...(incident === null ? [] : [say(', '), code(incident)]),
    ]);
  return [line('home.hosts'), ...list(items), ...more(rows.length - items.length, `${command} hosts`)];
}

const OUT = '⛔';
const NEW = '⚪';
/** A host that is offline says nothing of its gateway, and its last verdict grows old. */
const OFFLINE = '🔌';
const WORST = [SIGN.down, SIGN.degraded, OUT, OFFLINE, SIGN.waiting, SIGN.unknown, NEW, SIGN.healthy];

type Stand = { sign: string; words: string; incident: string | null };

function standOf(card: HostCard | null, now: number): Stand {
  if (card === null) return { sign: SIGN.unknown, words: text('card.not-available'), incident: null };
  if (!card.enrolled) return { sign: NEW, words: text('card.pending'), incident: card.openIncident };
  const version = card.openclawVersion === null ? [] : [`OpenClaw ${short(card.openclawVersion, MOST_WORD)}`];
  const words = [lastVerdict(card, now), connection(card, now), ...version].join(', ');
  return { sign: signOfCard(card), words, incident: card.openIncident };
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

function next({ hosts, command }: Home): Part[] {
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
