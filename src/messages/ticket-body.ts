/**
 * @module messages/ticket-body
 * What stands in a ticket: where the incident is spoken of, the bundle, and then the report of the bundle, or what the
 * thread tells in full: findings with their evidence, layers, changes, what was tried, what could not be checked.
 */

import type { HostView, IncidentView, TicketView } from '../incidents/notifier.ts';
import type { TicketContext, TicketWriter } from '../incidents/ticket-writer.ts';
import type { Block, Document } from '../protocol/document.ts';
import { composeDetails } from './details.ts';
import { blocksOf, blocksOfMessage, documentOf, heading, wordsOf } from './document-of.ts';
import { headlineOf } from './host-words.ts';
import { code, linked, type Span, say } from './message.ts';
import { recoveryWord } from './recovery-answers.ts';
import { composeProgress } from './recovery-progress.ts';
import { roundHeadline, roundList } from './round.ts';
import { spans, text } from './sentence.ts';
import { momentOf, nameOf, smallPrint } from './small-print.ts';
import { bundleLines, elsewhere } from './ticket-bundle.ts';
import { ticketComment } from './ticket-comment.ts';
import { ticketTitle } from './ticket-title.ts';
import { utc } from './time.ts';

const paragraph = (words: readonly Span[]): Block => ({ kind: 'paragraph', words: wordsOf(words) });

export const TICKET_WRITER: TicketWriter = {
  title: (view, { title }) => title ?? ticketTitle(view),
  body: ticketBody,
  comment(view, ticket, news, context) {
    const later = ticketComment(
      view,
      news.filter(({ what }) => what !== 'report'),
      context,
    );
    const whole = news.some(({ what }) => what === 'report');
    return whole
      ? documentOf([paragraph(spans('ticket-news.report')), ...ticketBody(view, ticket, context), ...later])
      : documentOf([heading(2, text('ticket-news.headline')), ...later]);
  },
  otherwise: (view, bundle, link) => [
    { kind: 'list', items: elsewhere(bundle, link, momentOf(view)).map(wordsOf) },
  ],
};

function ticketBody(view: IncidentView, ticket: TicketView, context: TicketContext): Document {
  const { bundle } = context;
  return documentOf([
    { kind: 'list', items: aboutIt(view, ticket, context).map(wordsOf) },
    ...(bundle === null ? fromIncident(view) : bundle.report),
  ]);
}

/** Where people go from here. */
function aboutIt(view: IncidentView, ticket: TicketView, { thread, bundle }: TicketContext): Span[][] {
  const now = momentOf(view);
  const { itself } = ticket;
  return [
    [say(text('ticket-doc.incident')), code(view.incident)],
    ...(thread === null
      ? []
      : [[say(text('ticket-doc.thread')), linked(text('ticket-doc.in-slack'), thread)]]),
    itself === null
      ? [say(text('ticket-doc.requested')), code(nameOf(ticket.by))]
      : spans('ticket-doc.itself', { finding: code(itself.finding), severity: itself.severity }),
    [say(text('ticket-doc.opened')), say(utc(view.startedAt, now))],
    ...bundleLines(bundle),
  ];
}

/** Without a bundle: as the thread tells it. */
function fromIncident(view: IncidentView): Block[] {
  const { round } = view;
  return [
    ...(round === undefined
      ? []
      : [heading(2, roundHeadline(round)), ...blocksOf(roundList(round), view.incident)]),
    ...view.hosts.flatMap((host) => ofHost(view, host)),
    heading(2, text('ticket-doc.tried')),
    ...tried(view),
    paragraph([{ text: smallPrint(view).join(' · ') }]),
    paragraph(spans('ticket-doc.data')),
  ];
}

function ofHost(view: IncidentView, host: HostView): Block[] {
  const title = headlineOf(host);
  if (host.diagnosis === null)
    return [heading(2, title), paragraph(spans('ticket-doc.not-looked', { why: host.why ?? host.state }))];
  return blocksOfMessage(composeDetails(view, host), 2, title, host.host);
}

function tried(view: IncidentView): Block[] {
  const { recoveries = [] } = view;
  if (recoveries.length === 0) return [paragraph(spans('ticket-doc.tried-nothing'))];
  return recoveries.flatMap((one) => {
    const told = { host: one.host, n: one.n, state: recoveryWord(one) };
    return [
      heading(3, text('ticket-doc.recovery', told)),
      ...blocksOf(composeProgress(view, one).parts, one.host),
    ];
  });
}
