/**
 * @module conversation/verbs/hosts
 * All hosts at a glance: who is connected, who was last seen when, and what the last look found.
 */
import type { HostCard } from '../../hub/messages.ts';
import { frozenParts } from '../../messages/frozen.ts';
import { connection, lastTriage } from '../../messages/host-card.ts';
import type { Part } from '../../messages/message.ts';
import { line, spans, text } from '../../messages/sentence.ts';
import { utc } from '../../messages/time.ts';
import { usageError } from '../../messages/usage-error.ts';
import { closest } from '../closest.ts';
import type { Answer } from '../conversation.ts';
import { findHost } from '../find-host.ts';
import { hostCards, hostsAndLabels } from '../fleet.ts';
import type { ConversationDeps, Verb } from '../verb.ts';

const MOST_ROWS = 60;

export const hosts: Verb = {
  verb: 'hosts',
  usage: '[LABEL]',
  help: 'verb.hosts',
  more: [],
  examples: ['hosts', 'hosts prod'],
  also: ['fleet', 'list', 'ls', 'agents', 'machines', 'servers'],
  async run({ words }, _ask, deps) {
    const { names: all, labels } = await hostsAndLabels(deps.objects);
    if (all.length === 0) {
      const none = await findHost('', 'host', deps);
      if ('answer' in none) return { ...none.answer, data: { hosts: [] } };
    }
    const label = words[0]?.toLowerCase();
    const names = label === undefined ? all : all.filter((name) => labels[name]?.includes(label));
    if (label !== undefined && names.length === 0)
      return noSuchLabel(label, Object.values(labels).flat(), deps);
    const now = deps.now();
    const cards = await hostCards(deps.objects, names);
    const connected = cards.filter(({ card }) => card?.connected === true).length;
    const shown = cards.slice(0, MOST_ROWS);
    const parts: Part[] = [
      {
        kind: 'quote',
        text: table(shown.map(({ name, card }) => [...row(name, card, now), labels[name]?.join(' ') ?? ''])),
      },
    ];
    parts.push(
      ...frozenParts(
        cards.flatMap(({ card }) => card ?? []),
        now,
      ),
    );
    if (cards.length > shown.length) {
      parts.push(line('list.not-shown', { n: cards.length - shown.length }));
    }
    parts.push(line('list.one', { command: `${deps.command} host ${names[0]}` }));
    return {
      message: {
        headline: text('list.headline', { n: names.length, connected }),
        emoji: '🗂️',
        parts,
        context: [text('list.as-of', { at: utc(now, now) })],
      },
      for: 'asker',
      data: {
        hosts: cards.map(({ name, card }) => ({
          ...(card ?? { name, unreachable: true }),
          labels: labels[name] ?? [],
        })),
      },
    };
  },
};

function noSuchLabel(label: string, known: string[], { command }: ConversationDeps): Answer {
  const near = closest(label, [...new Set(known)]);
  return usageError({
    problem: 'unknown-label',
    headline: text('refusal.label'),
    lines: [spans('refusal.label-asked', { label: label.slice(0, 80) })],
    examples: near === null ? [`${command} hosts`] : [`${command} hosts ${near}`],
  });
}

const HEAD = ['list.host', 'list.agent', 'list.openclaw', 'list.triage', 'list.labels'] as const;

function row(name: string, card: HostCard | null, now: number): string[] {
  if (card === null) return [name, text('card.not-available'), '', ''];
  if (!card.enrolled) return [name, text('card.pending'), '', ''];
  const version = card.openclawVersion ?? text('card.unknown');
  return [name, connection(card, now), version, lastTriage(card, now)];
}

/** Columns side by side, as wide as their widest cell. */
function table(rows: string[][]): string {
  const all = [HEAD.map((id) => text(id)), ...rows];
  const widths = HEAD.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  return all
    .map((cells) =>
      cells
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
