/** What stands in a ticket: complete, within what a document may hold, and nothing of a stranger's in title or links. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import type { Finding } from '../../src/diagnosis/finding.ts';
import { advance } from '../../src/incidents/incident.ts';
import type { HostView, IncidentView, TicketView } from '../../src/incidents/notifier.ts';
import { blankIncident } from '../../src/incidents/record.ts';
import { composeTicket } from '../../src/messages/ticket.ts';
import { TICKET_WRITER } from '../../src/messages/ticket-body.ts';
import { ticketTitle } from '../../src/messages/ticket-title.ts';
import { Document } from '../../src/protocol/document.ts';
import { renderText } from '../../src/terminal/render.ts';
import { CONFIG_INVALID } from '../fakes/seen.ts';
import { MIRA, T0 } from '../incidents/given.ts';
import { HOSTILE } from '../tickets/hostile-lines.ts';

const AT = Date.parse('2026-11-21T03:12:00.000Z');
const diagnosis = classify(CONFIG_INVALID.flat(), AT);
const aHost = (over: Partial<HostView> = {}): HostView => ({
  ...{ host: 'node-3', state: 'done', diagnosis, oldestLook: AT, newestLook: AT, order: 'inc-1.node-3.1' },
  ...{ tookMs: 640, openclawVersion: '2026.9.6' },
  ...over,
});
const aView = (...hosts: HostView[]): IncidentView => ({
  ...{
    incident: 'inc-1',
    state: 'open',
    requester: MIRA,
    startedAt: AT,
    elapsedMs: 640,
    at: AT + 1_000,
    hosts,
  },
});
const wanted = (over: object = {}): TicketView => {
  const open = advance(
    blankIncident('inc-1'),
    {
      ...{ id: 'a', type: 'asked', host: 'node-3', person: MIRA, text: 'triage' },
      place: { via: 'slack', team: 'T1', channel: 'C1' },
    },
    T0,
  ).incident;
  const { incident } = advance(open, { id: 'b', type: 'ticket', desk: 'jira', person: MIRA }, T0);
  return { ...(incident.tickets[0] as TicketView), ...over };
};
const CONTEXT = { thread: 'https://app.slack.com/client/T1/C1/thread/C1-1.0', bundle: null };
const textOf = (document: Document): string => JSON.stringify(document);
const finding = (over: Partial<Finding>): Finding => ({ ...(diagnosis.findings[0] as Finding), ...over });

describe('a ticket’s text', () => {
  it('holds what tier two asks for first, and how to find the thread again', () => {
    const body = TICKET_WRITER.body(aView(aHost()), wanted(), CONTEXT);
    expect(Document.safeParse(body).success).toBe(true);
    const text = textOf(body);
    for (const part of ['inc-1', CONTEXT.thread, 'config-invalid', 'process', 'almost certain', '2026.9.6'])
      expect(text).toContain(part);
    expect(text).toContain('What was tried');
    expect(text).toContain('No recovery was run.');
  });

  it('says what could not be looked at, and which hosts never answered', () => {
    const unknowns = [{ probe: 'journal', look: 'unavailable', why: 'no right to read it' } as const];
    const blind = aHost({ diagnosis: { ...diagnosis, unknowns } });
    const away = aHost({ host: 'node-4', state: 'absent', diagnosis: null, why: 'absent' });
    const text = textOf(TICKET_WRITER.body(aView(blind, away), wanted(), CONTEXT));
    expect(text).toContain('no right to read it');
    expect(text).toContain('node-4');
  });

  it.each(HOSTILE)('keeps a line that %s as data: no heading, no link of it', (_what, line) => {
    const said = finding({
      params: { why: line, name: line, agent: line },
      for: [{ ...(diagnosis.findings[0]?.for[0] as Finding['for'][number]), value: line, quote: line }],
    });
    const host = aHost({ diagnosis: { ...diagnosis, findings: [said] } });
    const body = TICKET_WRITER.body(aView(host), wanted(), CONTEXT);
    expect(Document.safeParse(body).success).toBe(true);
    const links = [...textOf(body).matchAll(/"link":"([^"]*)"/g)].map(([, link]) => link);
    expect(new Set(links)).toEqual(new Set([CONTEXT.thread]));
    for (const block of body) if (block.kind === 'heading') expect(block.text).not.toContain(line);
    expect(ticketTitle(aView(host))).not.toContain(line);
  });

  it('fits, whatever a host brings', () => {
    const many = Array.from({ length: 300 }, (_, n) => finding({ id: `config-invalid`, gateway: `g${n}` }));
    const hosts = Array.from({ length: 40 }, (_, n) =>
      aHost({ host: `node-${n}`, diagnosis: { ...diagnosis, findings: many } }),
    );
    expect(Document.safeParse(TICKET_WRITER.body(aView(...hosts), wanted(), CONTEXT)).success).toBe(true);
  });
});

describe('a ticket’s title', () => {
  it('is host, first failing layer and the finding', () => {
    expect(ticketTitle(aView(aHost()))).toBe('[node-3] process: The configuration is invalid');
  });

  it('counts further hosts, worst first', () => {
    const fine = aHost({
      host: 'node-1',
      diagnosis: { ...diagnosis, verdict: 'healthy', findings: [], layers: [] },
    });
    expect(ticketTitle(aView(fine, aHost()))).toBe(
      '[node-3] process: The configuration is invalid (and 1 more host)',
    );
  });

  it('has at most 200 characters on one line, never half of one', () => {
    const long = ticketTitle(aView(aHost({ host: '𝔫'.repeat(300) })));
    expect([...long].length).toBeLessThanOrEqual(200);
    expect(long.isWellFormed()).toBe(true);
    expect(long).not.toMatch(/[\r\n]/);
  });
});

describe('a ticket’s message', () => {
  it.each([
    ['wanted', {}, 'waiting for triage'],
    ['opening', { state: 'opening' }, 'jira was asked'],
    [
      'failed',
      { state: 'failed', why: { how: 'refused', told: 'No such project.' } },
      'No ticket was opened.',
    ],
    ['in doubt', { state: 'failed', why: { how: 'unsure', told: 'No answer.' } }, 'Nobody knows whether'],
    [
      'without rights',
      { state: 'opening', trouble: { how: 'denied', told: 'jira answered 401.' } },
      'bot.mjs desk check',
    ],
    [
      'gone',
      { state: 'gone', at: { key: 'OPS-1', id: '1', url: 'https://x' } },
      'was deleted, moved or closed',
    ],
  ])('that is %s says so, and what to do next', (_state, over, words) => {
    const said = renderText(composeTicket(aView(aHost()), wanted(over), '/openclaw'));
    expect(said).toContain(words);
    if (over !== undefined && 'state' in over && over.state !== 'opening')
      expect(said).toContain('/openclaw ticket inc-1 jira');
  });
});
