/** What people read of the changes: one line in the headline's message, the list in the thread. */
import { expect, it } from 'vitest';
import type { Timeline } from '../../src/diagnosis/finding.ts';
import { composeDetails } from '../../src/messages/details.ts';
import type { Message } from '../../src/messages/message.ts';
import { composeStatus } from '../../src/messages/status.ts';
import { hostView, ILL, incidentView, NOW } from './views.ts';

const entry = (secondsBefore: number, kind: string, what: string) => ({
  at: new Date(NOW - secondsBefore * 1000).toISOString(),
  kind,
  what,
  source: 'a test',
  gateway: 'default',
});
const WRITTEN = entry(120, 'config', 'configuration edited outside OpenClaw: gateway.auth.token');
const FIRST = entry(80, 'first-failure', 'first AUTH_TOKEN_MISMATCH');
const SEEN: Timeline = {
  entries: [WRITTEN, FIRST],
  leftOut: 2,
  utcOffsetMin: 120,
  brokeAfter: { change: WRITTEN, failure: FIRST, gapMs: 40_000 },
};
const words = ({ parts }: Message): string =>
  parts
    .flatMap((part) => (part.kind === 'line' ? [part.spans] : part.kind === 'list' ? part.items : []))
    .map((spans) => spans.map((span) => span.text).join(''))
    .join('\n');
const host = (timeline: Timeline) => hostView({ diagnosis: { ...ILL, timeline } });

it('the living message says in one line what changed just before', () => {
  const view = incidentView([host(SEEN)]);
  expect(words(composeStatus(view, '/openclaw'))).toContain(
    'Changed just before: configuration edited outside OpenClaw: gateway.auth.token – 21 Nov 03:10:01 UTC; first failure 40 s later.',
  );
  expect(
    words(composeStatus(incidentView([host({ ...SEEN, brokeAfter: null })]), '/openclaw')),
  ).not.toContain('Changed');
});

it('the thread has the list, in UTC with the clock of the host', () => {
  const view = incidentView([host(SEEN)]);
  expect(words(composeDetails(view, host(SEEN)))).toContain(`Changes, oldest first:
2 older entries not shown
21 Nov 03:10:01 UTC (05:10 on the host) · config – configuration edited outside OpenClaw: gateway.auth.token
21 Nov 03:10:41 UTC (05:10 on the host) · first-failure – first AUTH_TOKEN_MISMATCH`);
});

it('a long history keeps the newest and the failure', () => {
  const entries = [FIRST, ...Array.from({ length: 30 }, (_, n) => entry(60 - n, 'restart', `restart ${n}`))];
  const said = words(composeDetails(incidentView(), host({ ...SEEN, entries, leftOut: 0 })));
  expect(said).toContain('17 older entries not shown');
  expect(said).toContain('first AUTH_TOKEN_MISMATCH');
  expect(said).toContain('restart 29');
  expect(said).not.toContain('restart 16\n');
});
