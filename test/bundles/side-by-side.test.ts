/** Several hosts on one page and in one archive: who differs in what, and whose bundle there is none of. */
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/bundles/plain-text.ts';
import { type PackedOf, packSeveral } from '../../src/bundles/several.ts';
import { Document } from '../../src/protocol/document.ts';
import { TRIAGE } from './given.ts';
import { bundleOf } from './packed.ts';

const at = Date.parse('2026-11-21T03:10:00Z');
const healthy = {
  ...TRIAGE,
  verdict: 'healthy',
  findings: [],
  layers: TRIAGE.layers.map((one) => ({ ...one, state: 'ok' })),
};

const bundle = (triage: unknown, model: string, token: string, over: Record<string, unknown> = {}) =>
  bundleOf(
    {
      'findings.json': JSON.stringify(triage),
      'config/shape.json': JSON.stringify({ gateway: { port: 18789, auth: { token } }, model }),
      'report.md': '# a host\n',
    },
    over,
  );

const hosts = async (over: Record<string, unknown> = {}): Promise<PackedOf[]> => [
  { host: 'node-4', sealed: false, packed: await bundle(healthy, 'opus', '‹token:aaaa1111›') },
  { host: 'node-3', sealed: false, packed: await bundle(TRIAGE, 'sonnet', '‹token:bbbb2222›', over) },
  { host: 'node-5', sealed: false, packed: await bundle(healthy, 'opus', '‹token:aaaa1111›') },
];

describe('several hosts', () => {
  it('stand side by side, the worst first, with what only one has', async () => {
    const versions = {
      cli: '2026.9.6',
      gateway: '2026.8.1',
      agent: '0.1.0',
      node: '24.21.0',
      os: 'Debian 13',
    };
    const { document } = await packSeveral({ label: 'prod', madeAt: at, hosts: await hosts({ versions }) });
    const text = plainText(document);
    expect(Document.safeParse(document).error).toBeUndefined();
    expect(text.split('\n')[0]).toBe('prod: 3 hosts side by side');
    expect(text).toMatch(/node-3 +degraded +authority +Client and gateway credentials differ/);
    expect(text.indexOf('node-3')).toBeLessThan(text.indexOf('node-4'));
    expect(text).toMatch(/running gateway +2026\.8\.1 +node-3/);
    expect(text).toMatch(/model +"sonnet" +node-3/);
    expect(text).toMatch(/gateway\.auth\.token +"‹token:bbbb2222›" +node-3/);
    expect(text).not.toContain('gateway.port');
  });

  it('of different keys are not told to have different secrets', async () => {
    const { document } = await packSeveral({
      label: null,
      madeAt: at,
      hosts: await hosts({ tags: 'another' }),
    });
    expect(plainText(document)).not.toContain('gateway.auth.token');
  });

  it('have a folder each in one archive, and the same bundles make the same bytes', async () => {
    const { file } = await packSeveral({ label: 'prod', madeAt: at, hosts: await hosts() });
    const names = (await unpackTar(gunzipSync(file))).map(({ header }) => header.name);
    expect(names.slice(0, 2)).toEqual(['side-by-side.html', 'side-by-side.md']);
    expect(names).toContain('node-3/manifest.json');
    expect(names).toContain('node-5/report.md');
    expect((await packSeveral({ label: 'prod', madeAt: at, hosts: await hosts() })).file).toEqual(file);
  });

  it('without a bundle are named with the reason; one that is damaged or locked holds up no other', async () => {
    const [first] = await hosts();
    const odd: PackedOf[] = [
      first as PackedOf,
      { host: 'node-6', because: 'its host agent is offline' },
      { host: 'node-7', sealed: false, packed: new Uint8Array([1, 2, 3]) },
      { host: 'node-8', sealed: true, packed: new TextEncoder().encode('age-encryption.org/v1\n') },
    ];
    const { file, document } = await packSeveral({ label: 'prod', madeAt: at, hosts: odd });
    const text = plainText(document);
    expect(text).toMatch(/node-6 +its host agent is offline/);
    expect(text).toMatch(/node-7 +The file is no gzip file/);
    expect(text).toMatch(/node-8 +encrypted for its recipients/);
    const names = (await unpackTar(gunzipSync(file))).map(({ header }) => header.name);
    expect(names).toContain('node-8/bundle.tar.gz.age');
    expect(names.some((name) => name.startsWith('node-7/'))).toBe(false);
  });
});
