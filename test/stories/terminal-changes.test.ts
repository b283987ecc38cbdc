/** Mira is on call at 3 a.m.; what she needs to know first is what somebody changed, and whether to wait. */
import { expect, it } from 'vitest';
import type { Evidence, Fact } from '../../src/protocol/evidence.ts';
import { HEALTHY, seen } from '../fakes/seen.ts';
import { aTerminal } from './terminal-world.ts';

const fact = (name: string, value: Fact['value'], at: string, quote: string): Fact => ({
  fact: name,
  subject: 'gateway:default',
  value,
  at,
  quote,
});

/** A token was rotated by hand, and from then on a client is refused. */
const ROTATED: Evidence[] = [
  ...HEALTHY.filter(({ probe }) => probe !== 'connect'),
  seen('connect', {
    'gateway:default/client:probe|connect.reached': 'challenge',
    'gateway:default/client:probe|connect.hello': false,
    'gateway:default/client:probe|connect.refusal.code': 'AUTH_TOKEN_MISMATCH',
  }),
  {
    ...seen('changes', { 'host|host.utc-offset-min': 60 }),
    facts: [
      { fact: 'host.utc-offset-min', subject: 'host', value: 60 },
      fact('change.restart', 'gateway started, pid 7', '2026-11-20T20:00:00.000Z', 'boot lifecycle'),
      fact(
        'change.credential',
        'configuration edited outside OpenClaw: gateway.auth.token',
        '2026-11-21T02:51:00.000Z',
        'config-audit',
      ),
      fact(
        'failure.first',
        ['connect.refusal.code', 'AUTH_TOKEN_MISMATCH', '9'],
        '2026-11-21T02:52:10.000Z',
        'unauthorized reason=token_mismatch',
      ),
    ],
  },
];

it('the first message says what changed just before it broke, the thread has the whole list', async () => {
  const world = await aTerminal({ 'node-3': { evidence: [ROTATED.slice(0, 2), ROTATED.slice(2)] } });
  const { code, out } = await world.once('/openclaw triage node-3');
  // A terminal breaks lines where it is full.
  const [status = '', details = ''] = out.split('🧾').map((part) => part.replace(/\s+/g, ' '));
  expect(status).toContain('token-drift');
  expect(status).toContain(
    'Changed just before: `configuration edited outside OpenClaw: gateway.auth.token` – 21 Nov 02:51:00 UTC; first failure 70 s later.',
  );
  expect(details).toContain('Changes, oldest first:');
  expect(details).toContain('20 Nov 20:00:00 UTC (21:00 on the host) · restart');
  expect(details).toContain('21 Nov 02:52:10 UTC (03:52 on the host) · first-failure');
  expect(details).toContain('Conflicting signals:');
  expect(details).toContain('trust the no: health pages need no credential');
  expect(code).toBe(1);
});

it('a script gets the same as data', async () => {
  const world = await aTerminal({ 'node-3': { evidence: [ROTATED] } });
  const report = JSON.parse((await world.once('triage node-3', { json: true })).out);
  expect(report.changes.map(({ kind }: { kind: string }) => kind)).toEqual([
    'restart',
    'credential',
    'first-failure',
  ]);
  expect(report.brokeAfter).toMatchObject({ change: { kind: 'credential' }, gapMs: 70_000 });
  expect(report.contradictions).toMatchObject([{ kind: 'false-green', believe: 'no', cause: 'token-drift' }]);
});

it('a gateway that is on its way is waited for, with what is usual there', async () => {
  const starting = [
    seen('process', {
      'gateway.process.count': 1,
      'gateway.process.state': 'running',
      'gateway.process.uptime-s': 9,
      'gateway.listener.state': 'free',
      'gateway.http.live': 'refused',
      'gateway.startup.elapsed-s': 9,
      'gateway.startup.usual-s': 14,
      'gateway.startup.overdue': false,
    }),
  ];
  const world = await aTerminal({ 'node-3': { evidence: [starting] } });
  const { code, out } = await world.once('triage node-3');
  expect(out).toContain('⏳');
  expect(out).toContain('starting for 9 s now, usually 14 s here');
  expect(out).not.toContain('gateway restart');
  expect(code).toBe(0);
});
