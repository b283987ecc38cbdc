/** What only takes time is waited for, with what is usual on this host; what stands still is not. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { reasonWords } from '../../src/diagnosis/wording/reason-words.ts';
import { DOWN, evidenceOf, NOW, type Row, UP } from './cases/case.ts';

const look = (row: Row) => classify(evidenceOf(row), NOW);
const because = (row: Row) => {
  const waits = look(row).layers.find(({ state }) => state === 'waiting');
  return waits && reasonWords(waits.because);
};
const claims = (row: Row) =>
  look(row)
    .findings.filter(({ confidence }) => confidence >= CLAIM)
    .map(({ id }) => id);

const NO_PORT: Row = {
  'gateway.process.count': 1,
  'gateway.process.state': 'running',
  'gateway.listener.state': 'free',
  'gateway.http.live': 'refused',
  'client:probe|connect.transport-error': 'ECONNREFUSED',
  'client:probe|connect.reached': 'none',
};
const PENDING: Row = {
  ...UP,
  'gateway.process.uptime-s': 9,
  'gateway.http.startup': 'starting',
  'gateway.http.startup-pending': 'startup-sidecars',
  'gateway.http.ready': false,
};

it.each<[string, Row, string]>([
  [
    'a young process without its port',
    { ...NO_PORT, 'gateway.process.uptime-s': 9, 'gateway.startup.usual-s': 14 },
    'starting for 9 s now, usually 14 s here',
  ],
  [
    'an openclaw process that just began and has shown neither lock nor port',
    {
      'gateway.process.maybe-starting': true,
      'gateway.listener.state': 'free',
      'gateway.http.live': 'refused',
      'gateway.startup.usual-s': 14,
    },
    'starting, usually 14 s here',
  ],
  [
    'a slow machine whose log moves on',
    {
      ...NO_PORT,
      'gateway.process.uptime-s': 240,
      'gateway.startup.elapsed-s': 239,
      'gateway.startup.usual-s': 14,
      'gateway.startup.phase': 'starting channels and sidecars...',
      'gateway.startup.overdue': false,
    },
    'starting for 239 s now, usually 14 s here; current step: starting channels and sidecars...',
  ],
  [
    'a startup that its own page tells of',
    { ...PENDING, 'gateway.startup.elapsed-s': 8 },
    'starting for 8 s now; current step: startup-sidecars',
  ],
  [
    'a client that was turned away meanwhile',
    { 'client:probe|connect.close.code': 1013, 'client:probe|connect.close.reason': 'gateway starting' },
    'starting',
  ],
  [
    'a drain',
    { ...UP, 'gateway.http.startup': 'draining', 'gateway.http.ready': false },
    'draining on purpose; accepts no new work',
  ],
  [
    'a planned restart between two processes, though the service looks stopped',
    {
      ...DOWN,
      'gateway.restart.planned-age-s': 12,
      'gateway.startup.usual-s': 14,
      'gateway.service.installed': true,
      'gateway.service.active': 'inactive',
      'gateway.service.restarts': 9,
    },
    'a planned restart began 12 s ago; a start usually takes 14 s here',
  ],
  [
    'a planned restart inside an old process',
    { ...NO_PORT, 'gateway.process.uptime-s': 90_000, 'gateway.restart.planned-age-s': 3 },
    'a planned restart began 3 s ago',
  ],
])('%s is waited for, and nothing is claimed', (_, row, words) => {
  expect(look(row).verdict).toBe('waiting');
  expect(because(row)).toBe(words);
  expect(claims(row)).toEqual([]);
});

it('a gateway that was suspended on purpose waits, though everything answers', () => {
  const row: Row = {
    ...UP,
    'client:probe|connect.hello': true,
    'client:probe|rpc.read.ok': true,
    'gateway.suspension': 'suspended',
  };
  expect([look(row).verdict, because(row)]).toEqual(['waiting', 'suspended on purpose (suspended)']);
  expect(because({ ...row, 'gateway.frozen-until': '2027-01-15T08:01:00.000Z' })).toBe(
    'suspended on purpose (suspended), frozen until 2027-01-15T08:01:00.000Z',
  );
  // Its startup page says draining meanwhile (2026.9.6).
  const rests: Row = {
    ...row,
    'gateway.suspension': 'preparing',
    'gateway.http.startup': 'draining',
    'gateway.http.ready': false,
  };
  expect([look(rests).verdict, because(rests), claims(rests)]).toEqual([
    'waiting',
    'suspended on purpose (preparing)',
    [],
  ]);
  expect(look({ ...row, 'gateway.suspension': 'accepting' }).verdict).toBe('healthy');
});

describe('patience ends', () => {
  it('when the log stands still', () => {
    const row: Row = {
      ...NO_PORT,
      'gateway.process.uptime-s': 900,
      'gateway.startup.elapsed-s': 899,
      'gateway.startup.overdue': true,
    };
    expect(look(row).verdict).toBe('down');
    expect(claims(row)[0]).toBe('gateway-starting');
  });

  it('two minutes after a planned restart', () => {
    expect(look({ ...DOWN, 'gateway.restart.planned-age-s': 130 }).verdict).toBe('down');
  });

  it.each<[string, Row]>([
    [
      'a start that was refused',
      {
        ...DOWN,
        'gateway.restart.planned-age-s': 5,
        'gateway.start.refusal': 'config-invalid',
        'config.valid': false,
      },
    ],
    [
      'a process that somebody stopped',
      { ...NO_PORT, 'gateway.process.state': 'stopped', 'gateway.process.uptime-s': 9 },
    ],
    [
      'a crash loop, in which every start is young',
      {
        ...NO_PORT,
        'gateway.process.uptime-s': 2,
        'gateway.service.restarts': 30,
        'gateway.service.active': 'activating',
        'gateway.service.exit-code': 1,
      },
    ],
    [
      'another program on its port',
      {
        ...DOWN,
        'gateway.listener.state': 'listening',
        'gateway.listener.owner': 'foreign',
        'gateway.restart.planned-age-s': 5,
      },
    ],
  ])('for %s: that is claimed all the same', (_, row) => {
    expect(claims(row)).not.toEqual([]);
  });

  it('once it serves: a restart of a minute ago is history', () => {
    const row: Row = {
      ...UP,
      'gateway.restart.planned-age-s': 60,
      'client:probe|connect.hello': true,
      'client:probe|rpc.read.ok': true,
    };
    expect(look(row).verdict).toBe('healthy');
  });
});
