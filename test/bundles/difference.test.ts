/** What differs between two bundles, and what is said of what cannot be compared. */
import { describe, expect, it } from 'vitest';
import { differenceOf } from '../../src/bundles/difference.ts';
import { differenceReport } from '../../src/bundles/difference-report.ts';
import { markdown } from '../../src/bundles/markdown.ts';
import { plainText } from '../../src/bundles/plain-text.ts';
import { readBundle } from '../../src/bundles/read.ts';
import { Document } from '../../src/protocol/document.ts';
import { TRIAGE } from './given.ts';
import { bundleOf, type Contents } from './packed.ts';

const read = async (files: Contents, over: Record<string, unknown> = {}) =>
  readBundle(await bundleOf(files, over));

const config = (token: string, model: string) =>
  JSON.stringify({ gateway: { port: 18789, auth: { mode: 'token', token } }, agents: { 'a.b': { model } } });

const BEFORE: Contents = {
  'findings.json': JSON.stringify(TRIAGE),
  'config/openclaw.json': config('‹token:9c41f03a›', 'opus'),
  'system/listeners.tsv':
    'address\tuser\tpid\tprogram\tnote\n127.0.0.1:18789\tmira\t41207\tnode\tgateway\n127.0.0.1:9222\tmira\t771\tchrome\t\n',
  'system/unit.txt': 'Environment=OPENCLAW_GATEWAY_TOKEN=‹token:9c41f03a›\n',
  'timeline.tsv': 'utc\tkind\twhat\tsource\n2026-11-21T02:43:12.000Z\trefused\tx\tlog\n',
  'logs/events.tsv': 'time\tkind\tline\tcount\n\trefused\t3\t30\n\trefused\t9\t18\n\tstart\t1\t24\n',
};
const AFTER: Contents = {
  ...BEFORE,
  'findings.json': JSON.stringify({
    ...TRIAGE,
    verdict: 'healthy',
    layers: TRIAGE.layers.map((one) => ({ ...one, state: 'ok' })),
    findings: [
      { ...TRIAGE.findings[1], confidence: 0.4 },
      { ...TRIAGE.findings[2], id: 'clock-skew', title: 'The clocks differ' },
    ],
  }),
  'config/openclaw.json': config('‹token:e07b91d2›', 'sonnet'),
  'system/listeners.tsv': 'address\tuser\tpid\tprogram\tnote\n127.0.0.1:18789\tmira\t43981\tnode\tgateway\n',
  'system/unit.txt': 'Environment=OPENCLAW_GATEWAY_TOKEN=‹token:e07b91d2›\n',
  'timeline.tsv':
    'utc\tkind\twhat\tsource\n2026-11-21T03:03:01.000Z\tservice\tunit written\tfiles\n2026-11-21T03:10:01.000Z\trestart\tgateway started\tfiles\n',
  'logs/events.tsv': 'time\tkind\tline\tcount\n\tstart\t1\t24\n',
};
const LATER = {
  madeAt: '2026-11-21T03:20:00.000Z',
  since: '2026-11-20T03:20:00.000Z',
  versions: { cli: '2026.9.6', gateway: '2026.9.6' },
};

describe('the difference of two bundles', () => {
  it('names findings that are gone, new and stayed, by gateway', async () => {
    const found = differenceOf(await read(BEFORE), await read(AFTER, LATER)).findings;
    expect(found?.gone.map(({ id }) => id)).toEqual(['token-drift', 'browser-attach-no-target']);
    expect(found?.new.map(({ id }) => id)).toEqual(['clock-skew']);
    expect(found?.stayed).toMatchObject([{ id: 'probe-false-green', before: 0.9, confidence: 0.4 }]);
  });

  it('has configuration by key, versions, listeners, rates, other files and what happened in between', async () => {
    const difference = differenceOf(await read(BEFORE), await read(AFTER, LATER));
    expect(difference).toMatchObject({
      fingerprints: true,
      verdict: { before: 'degraded', after: 'healthy' },
      config: [
        { key: 'agents["a.b"].model', before: '"opus"', after: '"sonnet"' },
        { key: 'gateway.auth.token', before: '"‹token:9c41f03a›"', after: '"‹token:e07b91d2›"' },
      ],
      versions: [
        { of: 'agent', before: '0.1.0', after: null },
        { of: 'gateway', before: '2026.9.4', after: '2026.9.6' },
        { of: 'node', before: '24.21.0', after: null },
        { of: 'os', before: 'Debian 13', after: null },
      ],
      // The process is another; who listens where is the same.
      listeners: { gone: ['127.0.0.1:9222 mira chrome'], new: [] },
      rates: [{ what: 'refused', before: 2, after: 0 }],
      files: [{ name: 'system/unit.txt', how: 'other' }],
      changes: [{ kind: 'restart', what: 'gateway started' }],
      notCompared: [],
    });
    expect(difference.layers.map(({ layer }) => layer)).toEqual(['authority', 'configuration', 'work']);
  });

  it('compares no fingerprints of two incidents: under two keys equal secrets look different', async () => {
    const other = { ...LATER, tags: 'another' };
    const difference = differenceOf(await read(BEFORE), await read(AFTER, other));
    expect(difference.fingerprints).toBe(false);
    expect(difference.config.map(({ key }) => key)).toEqual(['agents["a.b"].model']);
    expect(markdown(differenceReport(difference))).toContain('made under different keys');
  });

  it('says what could not be compared, and calls it neither gone nor new', async () => {
    const poor = { 'config/openclaw.json': '{ this is no JSON', 'report.md': 'x' };
    const difference = differenceOf(await read(BEFORE), await read(poor, LATER));
    expect(difference).toMatchObject({
      findings: null,
      verdict: null,
      listeners: null,
      config: [],
      rates: [],
    });
    expect(difference.notCompared).toEqual([
      { what: 'findings.json', lacks: 'after' },
      { what: 'config/openclaw.json', lacks: 'after' },
      { what: 'system/listeners', lacks: 'after' },
      { what: 'logs/events.tsv', lacks: 'after' },
    ]);
    const text = plainText(differenceReport(difference));
    expect(text).toContain('not compared');
    expect(text).not.toContain('no key differs');
    expect(text).not.toContain('Nothing that was compared differs');
  });

  it('of a bundle with itself is nothing', async () => {
    const difference = differenceOf(await read(BEFORE), await read(BEFORE));
    expect(plainText(differenceReport(difference))).toContain('Nothing that was compared differs.');
    expect(JSON.stringify(difference)).not.toContain('before":"‹');
  });

  it('is a document whatever the files say: deep, wide, hostile', async () => {
    const hostile = {
      'findings.json': `{"verdict":"<img src=x>","layers":[],"findings":[{"id":"a","gateway":"g","title":"](http://x) @here","confidence":1}]}`,
      'config/openclaw.json': `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
      'config/wide.json': JSON.stringify(
        Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`k${at}`, at])),
      ),
      'config/odd.json': '{"__proto__":{"polluted":1},"constructor":2,"":3,"a\\u202eb":4}',
      'system/listeners.tsv': '\u001b[31m\u0000\n'.repeat(9_000),
      'timeline.tsv': 'x'.repeat(100_000),
    };
    const difference = differenceOf(await read(BEFORE), await read({ ...BEFORE, ...hostile }, LATER));
    const document = differenceReport(difference);
    expect(Document.safeParse(document).error).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(plainText(document)).not.toMatch(/[\u0000-\u0008\u001b\u202e]/);
    expect(difference.config.length).toBeLessThanOrEqual(200);
  });
});
