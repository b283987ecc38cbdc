/**
 * @module messages/ticket-refusals
 * A wish for a ticket that cannot be carried out: the cause, that nothing was opened, and a line that works.
 */
import { code, type Span, say } from './message.ts';
import { spans, text } from './sentence.ts';
import { type UsageErrorAnswer, usageError } from './usage-error.ts';

const named = (names: readonly string[]): Span[] =>
  names.flatMap((name, at) => [...(at === 0 ? [] : [say(', ')]), code(name)]);

export const noDesk = (command: string): UsageErrorAnswer =>
  usageError({
    problem: 'no-desk',
    headline: text('ticket.none-set'),
    lines: [spans('ticket.none-set-why')],
    examples: [`${command} help ticket`],
  });

/** `example` is the command as far as it is clear: a desk's name behind it makes it whole. */
export const whichDesk = (names: readonly string[], example: string): UsageErrorAnswer =>
  usageError({
    problem: 'which-desk',
    headline: text('ticket.which-desk'),
    lines: [spans('ticket.desks', { desks: named(names) })],
    examples: names.slice(0, 4).map((name) => `${example} ${name}`),
  });

export const unknownDesk = (typed: string, names: readonly string[], example: string): UsageErrorAnswer =>
  usageError({
    problem: 'unknown-desk',
    headline: text('ticket.unknown-desk'),
    lines: [spans('ticket.unknown-desk-why', { name: typed.slice(0, 80), desks: named(names) })],
    examples: [example],
  });

export const whichIncident = (examples: string[]): UsageErrorAnswer =>
  usageError({
    problem: 'which-incident',
    headline: text('ticket.which-incident'),
    lines: [spans('ticket.which-incident-why')],
    examples,
  });

export const nothingOpen = (host: string, command: string): UsageErrorAnswer =>
  usageError({
    problem: 'nothing-open',
    headline: text('ticket.nothing-open', { host }),
    lines: [spans('ticket.nothing-open-why')],
    examples: [`${command} triage ${host}`],
  });

export const notSeen = (desk: string, key: string, example: string): UsageErrorAnswer =>
  usageError({
    problem: 'ticket-not-seen',
    headline: text('ticket.not-seen', { key, desk }),
    lines: [spans('ticket.not-seen-why')],
    examples: [example],
  });

/** `why` is the desk's own word. */
export const notRead = (desk: string, key: string, why: string, example: string): UsageErrorAnswer =>
  usageError({
    problem: 'ticket-not-read',
    headline: text('ticket.not-read', { key, desk }),
    lines: [[say(why.slice(0, 500))]],
    examples: [example],
  });

export const tooMany = (n: number, command: string): UsageErrorAnswer =>
  usageError({
    problem: 'too-many-tickets',
    headline: text('ticket.too-many'),
    lines: [spans('ticket.too-many-why', { n })],
    examples: [`${command} status`],
  });
