/**
 * @module messages/frozen
 * Which hosts stand still, for whoever asks: the list, the board, one host, `status` and the first answer of triage.
 */
import type { Held, HostCard } from '../hub/messages.ts';
import { namesOf } from './enumerate.ts';
import { linked, type Part, type Span, say } from './message.ts';
import { line, spans, text } from './sentence.ts';
import { moment } from './time.ts';

/** Freezes in one list. */
const MOST = 12;

type Standing = Held & { hosts: string[] };

/** `node-3`, or `node-3/work` where one profile is held. */
export const heldName = (host: string, gateway: string | null): string =>
  gateway === null ? host : `${host}/${gateway}`;

/** Each freeze of these hosts once, with all that it holds; those that last come first. */
export function freezesOf(cards: readonly HostCard[], now: number): Standing[] {
  const found = new Map<string, Standing>();
  for (const { name, held = [] } of cards)
    for (const hold of held) {
      if (hold.until <= now) continue;
      const known = found.get(hold.freeze);
      const host = heldName(name, hold.gateway);
      if (known === undefined) found.set(hold.freeze, { ...hold, hosts: [host] });
      else known.hosts.push(host);
    }
  return [...found.values()].sort((a, b) => a.from - b.from || a.until - b.until);
}

/** Nothing where nothing stands still, nor will. What is more than `most` is counted. */
export function frozenParts(cards: readonly HostCard[], now: number, most = MOST): Part[] {
  const freezes = freezesOf(cards, now);
  if (freezes.length === 0) return [];
  const items = freezes.slice(0, most).map((one) => frozenSpans(one, now));
  if (freezes.length > most) items.push(spans('list.and-more', { n: freezes.length - most }));
  return [line('frozen.heading'), { kind: 'list', items }];
}

function frozenSpans({ hosts, by, because, from, until, link, freeze }: Standing, now: number): Span[] {
  const told = { hosts: namesOf(hosts), by, until: moment(until, now) };
  return [
    ...(from <= now
      ? spans('frozen.now', told)
      : spans('frozen.later', { ...told, from: moment(from, now) })),
    ...(because === null ? [] : spans('frozen.because', { why: because })),
    ...spans('frozen.id', { freeze }),
    ...threadSpans(link),
  ];
}

/** A way to where people speak of it. */
export const threadSpans = (link: string | null): Span[] =>
  link === null ? [] : [say(' '), linked(text('freeze.thread'), link)];
