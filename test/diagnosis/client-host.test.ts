/** A host that is only a client: what its layers say, and that the gateway which does not run here is never missed. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { CLAIM, type Layer } from '../../src/diagnosis/finding.ts';
import { report } from '../../src/diagnosis/report.ts';
import { triageText } from '../../src/diagnosis/report-text.ts';
import { reasonWords } from '../../src/diagnosis/wording/reason-words.ts';
import { CLIENT, evidenceOf, NOW, type Row } from './cases/case.ts';

const HERE: Row = { ...CLIENT, 'config.mode': 'remote', 'config.file': 'readable', 'config.parse': 'ok' };
const WELL: Row = {
  ...HERE,
  'clients.url.answers': 'gateway',
  'client:road|connect.reached': 'rpc',
  'client:road|connect.hello': true,
  'client:road|rpc.read.ok': true,
};
const refused = (code: string): Row => ({
  ...HERE,
  'clients.url.answers': 'gateway',
  'client:road|connect.reached': 'challenge',
  'client:road|connect.hello': false,
  'client:road|connect.refusal.code': code,
});

const diagnosed = (row: Row) => {
  const { verdict, layers, findings } = classify(evidenceOf(row), NOW);
  const said = layers.map((layer) => ({ ...layer, because: reasonWords(layer.because) }));
  const because = (wanted: Layer) => said.find(({ layer }) => layer === wanted);
  return { verdict, because, claims: findings.filter((f) => f.confidence >= CLAIM).map((f) => f.id) };
};

it('is healthy when the gateway elsewhere greets it and answers', () => {
  const { verdict, because, claims } = diagnosed(WELL);
  expect(claims).toEqual([]);
  expect(verdict).toBe('healthy');
  expect(because('process')).toEqual({
    layer: 'process',
    state: 'ok',
    because: 'client only, of wss://desk.example.ts.net:443; no gateway expected here',
  });
  expect(because('listener')).toMatchObject({ state: 'ok' });
});

it('is healthy although another gateway of this host runs elsewhere, or a service is switched off', () => {
  const more = { 'gateway.service.installed': false, 'gateway.service.manager': 'systemd-user' };
  expect(diagnosed({ ...WELL, ...more })).toMatchObject({ verdict: 'healthy', claims: [] });
});

it('is unknown, and no fault, when the road was not looked at', () => {
  expect(diagnosed(HERE)).toMatchObject({ verdict: 'unknown', claims: [] });
});

describe('its road', () => {
  it.each<[string, Row, string, string]>([
    ['nobody there', { ...HERE, 'clients.url.answers': 'refused' }, 'gateway-unreachable', 'down'],
    ['a dead tunnel', { ...HERE, 'clients.url.answers': 'closed' }, 'tunnel-stale-port', 'down'],
    ['a sign-in', { ...HERE, 'clients.url.answers': 'sign-in' }, 'identity-proxy-rejected', 'down'],
    ['no such name', { ...HERE, 'clients.url.answers': 'unresolved' }, 'wrong-target-url', 'down'],
    ['no way out', { ...HERE, 'clients.url.answers': 'no-route' }, 'dns-or-network-egress', 'down'],
    [
      'TLS',
      { ...HERE, 'clients.url.answers': 'tls', 'clients.url.tls': 'it expired' },
      'tls-mismatch',
      'down',
    ],
    ['no address', { ...HERE, 'clients.url.answers': 'no-address' }, 'remote-mode-misdirect', 'down'],
    [
      'silence',
      { ...HERE, 'clients.url.answers': 'timeout', 'client:road|connect.timed-out': 'upgrade' },
      'handshake-timeout',
      'down',
    ],
    ['an old token', refused('AUTH_TOKEN_MISMATCH'), 'token-drift', 'degraded'],
    ['no token', refused('AUTH_TOKEN_MISSING'), 'auth-missing', 'degraded'],
    ['a device that waits', refused('PAIRING_REQUIRED'), 'pairing-required', 'degraded'],
    ['another protocol', refused('PROTOCOL_MISMATCH'), 'protocol-mismatch', 'down'],
    ['quiet lines that are cut', { ...WELL, 'clients.url.cut-after-s': 4 }, 'proxy-idle-timeout', 'degraded'],
  ])('%s', (_, row, id, verdict) => {
    const { because, ...seen } = diagnosed(row);
    expect(seen.claims[0]).toBe(id);
    expect(seen.verdict).toBe(verdict);
    expect(because('process')).toMatchObject({ state: 'ok' });
  });
});

it('says of a broken road what was met there, and not that it is a client', () => {
  expect(diagnosed({ ...HERE, 'clients.url.answers': 'refused' }).because('listener')).toMatchObject({
    because: 'gateway-unreachable: clients.url.answers refused',
  });
});

it('is named by whose client it is in the first line', () => {
  const diagnosis = classify(evidenceOf(WELL), NOW);
  const run = { host: 'desk-7', startedAt: new Date(NOW), durationMs: 7_000, diagnosis };
  const [headline] = triageText(report(run)).split('\n');
  expect(headline).toMatch(/^desk-7: HEALTHY, client of wss:\/\/desk\.example\.ts\.net:443 \(/);
});

it('is told to start or restart no gateway, since none is meant to run here', () => {
  for (const answers of ['refused', 'timeout']) {
    const row: Row = { ...HERE, 'clients.url.answers': answers, 'client:road|connect.timed-out': 'upgrade' };
    const [first] = classify(evidenceOf(row), NOW).findings;
    expect(JSON.stringify(first?.fixes)).not.toMatch(/gateway (?:start|restart|install)/);
  }
  const [down] = classify(evidenceOf({ ...HERE, 'clients.url.answers': 'refused' }), NOW).findings;
  expect(down).toMatchObject({ id: 'gateway-unreachable', fixes: [{ mutates: false }] });
});
