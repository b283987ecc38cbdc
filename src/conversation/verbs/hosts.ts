/**
 * @module conversation/verbs/hosts
 * The hosts at a glance: who is connected, who was last seen when, and what the last look found. Chosen by filters and
 * shown by pages, as much of ten thousand hosts as one message can hold.
 */
import type { HostCard } from '../../hub/messages.ts';
import { frozenParts } from '../../messages/frozen.ts';
import { connection, lastTriage } from '../../messages/host-card.ts';
import { isWorkedOn, maintenanceParts } from '../../messages/maintenance.ts';
import type { Part } from '../../messages/message.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { utc } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import { closest } from '../closest.ts';
import type { Answer } from '../conversation.ts';
import { findHost } from '../find-host.ts';
import { fleetCards, withFreshCards } from '../fleet.ts';
import {
  chosenBy,
  type FilterTrouble,
  type HostFilter,
  type Listed,
  readFilter,
  STATES,
  wordsOfFilter,
} from '../host-filter.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

/** Rows of one page; the table is one text of Slack's, which holds 3,000 characters. */
const MOST_ROWS = 25;
const MOST_TABLE = 2_900;
/** Labels in a row, in characters; `host NAME` shows them all. */
const MOST_LABELS = 24;

export const hosts: Verb = {
  verb: 'hosts',
  usage: '[LABEL] [FILTER…] [page N]',
  help: 'verb.hosts',
  more: ['verb.hosts.filters', 'verb.hosts.more'],
  examples: ['hosts', 'hosts prod', 'hosts prod down', 'hosts away 2h page 2', 'hosts version 2026.9'],
  also: ['fleet', 'list', 'ls', 'agents', 'machines', 'servers'],
  async run({ words }, _ask, deps) {
    const filter = readFilter(words);
    if ('trouble' in filter) return wrongFilter(filter, deps);
    const all = await fleetCards(deps.objects);
    if (all.length === 0) {
      const none = await findHost('', 'host', deps);
      if ('answer' in none) return { ...none.answer, data: { hosts: [] } };
    }
    const known = all.flatMap(({ labels }) => labels);
    const missing = filter.labels.find((label) => !known.includes(label));
    if (missing !== undefined) return noSuchLabel(missing, known, deps);
    return list(filter, chosenBy(filter, all, deps.now()), deps);
  },
};

async function list(filter: HostFilter, chosen: Listed[], deps: ConversationDeps): Promise<Answer> {
  const { command, now } = deps;
  const at = now();
  const pages = Math.max(1, Math.ceil(chosen.length / MOST_ROWS));
  const page = Math.min(filter.page, pages);
  const connected = chosen.filter(({ card }) => card?.connected === true).length;
  // What is shown is asked of the hosts' own objects: their shard may not know yet that one has gone silent.
  const shown = await withFreshCards(deps.objects, chosen.slice((page - 1) * MOST_ROWS, page * MOST_ROWS));
  const cards = shown.flatMap(({ card }) => card ?? []);
  const words = wordsOfFilter(filter);
  const typed = `${command} hosts${words === '' ? '' : ` ${words}`}`;
  const parts: Part[] =
    shown.length === 0
      ? [line('list.none', { command: `${command} hosts` })]
      : [
          { kind: 'quote', text: table(shown, at) },
          ...maintenanceParts(cards, at),
          ...frozenParts(cards, at),
          ...(pages > 1 ? [line('list.page', { page, pages })] : []),
          ...(page < pages ? [line('list.next', { command: `${typed} page ${page + 1}` })] : []),
          line('list.one', { command: `${command} host ${shown[0]?.name}` }),
        ];
  return {
    message: {
      headline: text('list.headline', { n: chosen.length, connected }),
      emoji: '🗂️',
      parts,
      context: [text('list.as-of', { at: utc(at, at) })],
    },
    for: 'asker',
    data: {
      hosts: merged(chosen, shown).map(({ name, card, labels }) => ({
        ...(card ?? { name, unreachable: true }),
        labels,
      })),
      page,
      pages,
    },
  };
}

/** All that were chosen, with what is known of them now where it was asked. */
function merged(chosen: readonly Listed[], fresh: readonly Listed[]): Listed[] {
  const now = new Map(fresh.map((one) => [one.name, one]));
  return chosen.map((one) => now.get(one.name) ?? one);
}

function wrongFilter({ trouble, word }: FilterTrouble, { command }: ConversationDeps): Answer {
  return usageError({
    problem: 'bad-filter',
    headline: text(trouble === 'page' ? 'list.bad-page' : 'list.bad-filter', { word: word.slice(0, 40) }),
    lines: [spans('verb.hosts.filters'), spans('verb.hosts.more')],
    examples: [`${command} hosts down`, `${command} hosts version 2026.9`, `${command} hosts page 2`],
  });
}

function noSuchLabel(label: string, known: string[], { command }: ConversationDeps): Answer {
  const near = closest(label, [...new Set([...known, ...Object.keys(STATES)])]);
  return usageError({
    problem: 'unknown-label',
    headline: text('refusal.label'),
    lines: [spans('refusal.label-asked', { label: label.slice(0, 80) }), spans('verb.hosts.filters')],
    examples: near === null ? [`${command} hosts`] : [`${command} hosts ${near}`],
  });
}

const HEAD = ['list.host', 'list.agent', 'list.openclaw', 'list.triage', 'list.labels'] as const;

function row({ name, card, labels }: Listed, now: number): string[] {
  const own = labels.join(' ');
  const short = own.length > MOST_LABELS ? `${own.slice(0, MOST_LABELS - 1)}…` : own;
  if (card === null) return [name, text('card.not-available'), '', '', short];
  if (!card.enrolled) return [name, text('card.pending'), '', '', short];
  const version = card.openclawVersion ?? text('card.unknown');
  return [worked(name, card, now), connection(card, now), version, lastTriage(card, now), short];
}

const worked = (name: string, card: HostCard, now: number): string =>
  isWorkedOn(card, now) ? `${name} 🔧` : name;

/** Columns side by side, as wide as their widest cell; narrower where they would not fit into one text. */
function table(hosts: readonly Listed[], now: number): string {
  const all = [HEAD.map((id) => text(id)), ...hosts.map((host) => row(host, now))];
  const most = Math.floor(MOST_TABLE / all.length);
  const widths = HEAD.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  return all
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()
        .slice(0, most),
    )
    .join('\n');
}
