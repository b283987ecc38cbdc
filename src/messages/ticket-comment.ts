/**
 * @module messages/ticket-comment
 * What a ticket is told later: a look that found something else, a recovery with its report, the end. Each in the order
 * in which it happened; what came while the desk was away is one comment.
 */
import { describe } from '../diagnosis/wording/describe.ts';
import type { HostView, IncidentView } from '../incidents/notifier.ts';
import type { TicketNews } from '../incidents/ticket.ts';
import type { TicketContext } from '../incidents/ticket-writer.ts';
import type { Block } from '../protocol/document.ts';
import { findingParts } from './details.ts';
import { blocksOf, wordsOf } from './document-of.ts';
import { code, type Span, say } from './message.ts';
import { composeProgress } from './recovery-progress.ts';
import { spans, text } from './sentence.ts';
import { momentOf, nameOf } from './small-print.ts';
import { bundleLines } from './ticket-bundle.ts';
import { utc } from './time.ts';

/** Findings of one look that are told in full; the others by name. */
const IN_FULL = 4;

const paragraph = (words: readonly Span[]): Block => ({ kind: 'paragraph', words: wordsOf(words) });

export const ticketComment = (
  view: IncidentView,
  news: readonly TicketNews[],
  context: TicketContext,
): Block[] => news.flatMap((one) => told(view, one, context));

function told(view: IncidentView, one: TicketNews, { bundle }: TicketContext): Block[] {
  const now = momentOf(view);
  const at = utc(one.at, now);
  switch (one.what) {
    case 'run':
      return [
        paragraph(spans('ticket-news.run', { at, host: one.host, verdict: one.verdict })),
        ...looked(view, one, now),
      ];
    case 'recovery-begun': {
      const recovery = view.recoveries?.find(({ id }) => id === one.recovery);
      const people = (recovery?.run?.approvals ?? []).map(({ person }) => nameOf(person)).join(', ');
      return [
        paragraph(
          spans('ticket-news.recovery-begun', {
            at,
            host: recovery?.host ?? '–',
            people: people === '' ? text('small.nobody') : people,
          }),
        ),
      ];
    }
    case 'recovery-over': {
      const recovery = view.recoveries?.find(({ id }) => id === one.recovery);
      const host = recovery?.host ?? '–';
      const state = text(`recovery-state.${one.as as 'recovered'}`);
      return [
        paragraph(spans('ticket-news.recovery-over', { at, host, state })),
        ...(recovery === undefined ? [] : blocksOf(composeProgress(view, recovery).parts, host)),
      ];
    }
    case 'closed':
      return [paragraph(closed(view, one.why, at))];
    case 'reopened':
      return [paragraph(spans('ticket-news.reopened', { at }))];
    case 'bundle':
      return [
        paragraph(spans('ticket-news.bundle', { at })),
        { kind: 'list', items: bundleLines(bundle).map(wordsOf) },
      ];
    case 'report':
      return [];
  }
}

/** What is new in full, as far as the latest look still says it; what is gone by name. */
function looked(
  view: IncidentView,
  { host, fresh, gone }: TicketNews & { what: 'run' },
  now: number,
): Block[] {
  const findings = view.hosts.find((one: HostView) => one.host === host)?.diagnosis?.findings ?? [];
  const known = findings.filter(({ id, gateway }) => fresh.includes(`${gateway}/${id}`));
  const [full, rest] = [known.slice(0, IN_FULL), known.slice(IN_FULL)];
  const left = fresh.filter((id) => !full.some((one) => `${one.gateway}/${one.id}` === id));
  return [
    ...full.flatMap((finding) => blocksOf(findingParts(finding, now), host)),
    ...(left.length === 0 ? [] : [paragraph(spans('ticket-news.fresh', { findings: names(left, rest) }))]),
    ...(gone.length === 0 ? [] : [paragraph(spans('ticket-news.gone', { findings: names(gone, []) }))]),
  ];
}

function names(ids: readonly string[], known: Parameters<typeof describe>[0][]): Span[] {
  return ids.flatMap((id, at): Span[] => {
    const [, name = id] = id.split('/');
    const finding = known.find((one) => one.id === name) ?? { id: name, params: {} };
    return [...(at === 0 ? [] : [say(', ')]), say(`${describe(finding).title} `), code(name)];
  });
}

function closed({ closed }: IncidentView, why: string, at: string): Span[] {
  switch (why) {
    case 'healthy':
      return spans('ticket-news.closed-healthy', { at });
    case 'quiet':
      return spans('ticket-news.closed-quiet', { at });
    case 'person':
      return spans('ticket-news.closed-person', { at, person: nameOf(closed?.by) });
    default:
      return spans('ticket-news.closed', { at });
  }
}
