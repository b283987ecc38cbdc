/** What is at rest is a remark: verdict and claims are of the gateways that serve or were asked for. */
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/diagnosis/classify.ts';
import { describe as inWords } from '../../src/diagnosis/wording/describe.ts';
import type { Evidence, FactValue } from '../../src/protocol/evidence.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const AT = '2026-11-22T09:59:58Z';
type Facts = Readonly<Record<string, FactValue>>;

const sight = (name: string, facts: Facts, how: Evidence['how'] = 'live'): Evidence => ({
  probe: how === 'log' ? 'log-tail' : 'test',
  subject: `gateway:${name}`,
  source: name,
  at: AT,
  how,
  look: 'seen',
  facts: Object.entries(facts).map(([key, value]) => {
    const [child, fact] = key.includes('|') ? key.split('|', 2) : ['', key];
    return { fact: fact ?? '', subject: `gateway:${name}${child ? `/${child}` : ''}`, value };
  }),
});

const SERVES: Facts = {
  'gateway.process.count': 1,
  'gateway.listener.state': 'listening',
  'gateway.listener.owner': 'gateway',
  'gateway.http.live': 'ok',
  'gateway.http.ready': true,
  'client:probe|connect.hello': true,
  'client:probe|rpc.read.ok': true,
};
const STILL: Facts = {
  'gateway.process.count': 0,
  'gateway.listener.state': 'free',
  'gateway.service.installed': false,
  'config.file': 'readable',
  'config.valid': false,
  'agent:main|agent.workspace.exists': false,
  'agent:main|agent.workspace.ever-used': true,
};
const claims = (...evidence: Evidence[]) => {
  const { verdict, findings } = classify(evidence, NOW);
  return { verdict, claimed: findings.filter(({ confidence }) => confidence >= 0.5).map(({ id }) => id) };
};
const RESTS = { ...STILL, 'gateway.at-rest': true };

it('beside a gateway that serves, one at rest is not spoken of', () => {
  expect(claims(sight('default', SERVES), sight('dev', RESTS))).toEqual({ verdict: 'healthy', claimed: [] });
});

it('alone on its host it is neither well nor broken', () => {
  expect(claims(sight('default', RESTS))).toEqual({ verdict: 'unknown', claimed: [] });
});

it('one that was asked for, or would be started, is down', () => {
  const asked = claims(sight('dev', { ...STILL, 'gateway.at-rest': false }));
  expect(asked.verdict).toBe('down');
  expect(asked.claimed).not.toEqual([]);
});

it.each<[string, Evidence]>([
  ['its supervisor saw it fail', sight('dev', { 'gateway.service.active': 'failed' })],
  ['its log has a refused start', sight('dev', { 'gateway.start.refusal': 'config-invalid' }, 'log')],
])('it does not rest where %s', (_case, more) => {
  expect(claims(sight('dev', RESTS), more).verdict).toBe('down');
});

describe('a gateway that somebody runs by hand, for their own ends, and that fails', () => {
  const BROKEN: Facts = { ...SERVES, 'gateway.disk.read-only': true, 'gateway.asked-for': false };
  const own: Facts = { ...SERVES, 'gateway.asked-for': true };
  it('is a remark beside one that was asked for and is well', () => {
    expect(claims(sight('default', own), sight('trial', BROKEN))).toEqual({
      verdict: 'healthy',
      claimed: [],
    });
  });
  it.each<[string, Facts, Facts]>([
    ['a service was set up to run it', own, { ...BROKEN, 'gateway.asked-for': true }],
    ['the other one does not serve', { ...STILL, 'gateway.asked-for': true }, BROKEN],
  ])('is claimed where %s', (_case, first, second) => {
    expect(claims(sight('default', first), sight('trial', second)).claimed).toContain('state-db-error');
  });
});

it('of several agents the one that misses its workspace is named, and the gateway is up', () => {
  const two: Facts = {
    ...SERVES,
    'agent:main|agent.workspace.exists': true,
    'agent:fresh|agent.workspace.exists': false,
    'agent:fresh|agent.workspace.ever-used': false,
    'agent:ops|agent.workspace.exists': false,
    'agent:ops|agent.workspace.ever-used': true,
    'agent:ops|agent.workspace.path': '/srv/ops',
  };
  const { verdict, findings } = classify([sight('default', two)], NOW);
  expect(verdict).toBe('degraded');
  expect(findings[0]).toMatchObject({
    id: 'workspace-path-missing',
    params: { agent: 'ops', workspace: '/srv/ops' },
  });
  expect(findings[0] && inWords(findings[0]).title).toMatch(/agent ops/);
});
