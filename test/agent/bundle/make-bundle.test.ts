/** A whole bundle of a place with a stand-in gateway, through the real gate: what is in it, and that no secret is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { searchForLeaks } from '../../../src/agent/bundle/gate/gate.ts';
import { type BundleParts, type MadeBundle, makeBundleWith } from '../../../src/agent/bundle/make-bundle.ts';
import { defineSource } from '../../../src/agent/bundle/source.ts';
import { SOURCES } from '../../../src/agent/bundle/sources/index.ts';
import { collect } from '../../../src/agent/collect.ts';
import { NotBegun } from '../../../src/agent/operation.ts';
import { classify } from '../../../src/diagnosis/classify.ts';
import { report } from '../../../src/diagnosis/report.ts';
import { becauseText } from '../../../src/messages/because.ts';
import { BundleMade, type Story } from '../../../src/protocol/bundle.ts';
import { emptyPlace, type Place } from '../place.ts';
import { logged, unpacked } from './given.ts';

const TOKEN = 'f8b8e2d70a1b4c5d96e7f8a9b0c1d2e3f4a5b6c7d8e9f0a1';
const NOW = Date.UTC(2026, 10, 23, 12);
/** OpenClaw itself is not installed here; what its commands give is looked at with a real gateway. */
const QUICK = SOURCES.filter(({ id }) => id !== 'doctor' && id !== 'openclaw-export');

function brokenPlace(): Place {
  const place = emptyPlace();
  place.configure({
    gateway: { mode: 'local', port: 1, auth: { mode: 'token', token: TOKEN } },
    logging: { file: join(place.dir, 'gateway.log') },
  });
  const lines = [
    logged(NOW - 60_000, 'gateway', 'loading configuration…'),
    logged(NOW - 50_000, 'gateway/ws', `unauthorized conn=66b59da8-218d reason=token_mismatch got ${TOKEN}`),
    logged(NOW - 49_000, 'gateway/ws', 'closed before connect conn=66b59da8-218d code=1008 reason=n/a', {
      cause: 'unauthorized',
    }),
  ];
  writeFileSync(join(place.dir, 'gateway.log'), `${lines.join('\n')}\n`);
  return place;
}

const parts = (more: Partial<BundleParts> = {}): BundleParts => ({
  version: '1.2.3',
  looking: async () => ({
    collect,
    reason: becauseText,
    triage: (evidence, startedAt, durationMs) =>
      report({ host: hostname(), startedAt, durationMs, diagnosis: classify([...evidence], NOW) }),
  }),
  gate: (file, known, rules) => searchForLeaks(file, known, { rules: rules?.source ?? null }),
  sources: QUICK,
  ...more,
});

async function make(
  place: Place,
  {
    wanted = {},
    signal = new AbortController().signal,
    ...more
  }: Partial<BundleParts> & { wanted?: object; signal?: AbortSignal } = {},
): Promise<MadeBundle> {
  return makeBundleWith(parts(more))(wanted, {
    stateDir: join(place.dir, 'own'),
    incident: 'i-1',
    env: place.env,
    signal,
    doing: () => undefined,
    now: () => NOW,
  });
}

const story: Story = {
  incident: 'inc-7',
  openedAt: NOW - 3_600_000,
  notes: [{ at: NOW - 1_800_000, by: 'Ana', text: `Safari says closed (1008), my token is ${TOKEN}` }],
  history: [{ at: NOW - 1_700_000, what: 'Ana froze node-3' }],
};

describe('a bundle of a gateway that does not run', () => {
  it('calls the host as people do, in its report and in its name', async () => {
    const { made, file } = await make(brokenPlace(), { nameOf: () => 'node-3' });
    const files = await unpacked(file);
    expect(JSON.parse(files['manifest.json'] ?? '')).toMatchObject({ host: 'node-3' });
    expect(JSON.parse(files['findings.json'] ?? '')).toMatchObject({ host: 'node-3' });
    expect(made.name).toMatch(/^openclaw-bundle-node-3-/);
    expect(JSON.stringify(made.report)).toContain('node-3 is ');
  });

  it('holds what tier two asks for, passes the gate, and no secret is in it', async () => {
    const { made, file, gateway } = await make(brokenPlace(), { wanted: { story } });
    expect(made.gate).toMatchObject({ passed: true });
    expect(gateway).toBe('default');
    expect(BundleMade.parse(made)).toEqual(made);
    const files = await unpacked(file);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'report.md',
        'report.html',
        'findings.json',
        'timeline.tsv',
        'config/shape.json',
        'logs/gateway.log',
        'logs/events.tsv',
        'logs/notes.txt',
        'system/listeners.tsv',
        'system/processes.tsv',
        'system/host.json',
        'system/probes.json',
      ]),
    );
    const all = Object.values(files).join('\n');
    expect(all).not.toContain(TOKEN);
    expect(all).not.toContain(TOKEN.slice(0, 16));
    expect(files['logs/notes.txt']).toMatch(/Safari says closed \(1008\), my token is ‹\w+:/);
    // One tag for one value, wherever it stood.
    const tag = /"token": "‹\w+:([0-9a-f]{8})›"/.exec(files['config/shape.json'] ?? '')?.[1];
    expect(files['logs/gateway.log']).toContain(`:${tag}›`);
    expect(JSON.parse(files['findings.json'] ?? '')).toMatchObject({ schema: 1, host: hostname() });
    expect(files['timeline.tsv']).toMatch(/\tclosed\t.*\n/);
    expect(files['timeline.tsv']).toContain('Ana froze node-3');
    expect(made.report.length).toBeGreaterThan(5);
    const manifest = JSON.parse(files['manifest.json'] ?? '');
    expect(manifest).toMatchObject({ schema: 1, gateway: 'default', versions: { agent: '1.2.3' } });
    expect(manifest.files.map(({ name }: { name: string }) => name).sort()).toEqual(
      Object.keys(files)
        .filter((name) => name !== 'manifest.json')
        .sort(),
    );
    expect(manifest.masked.token).toBeGreaterThan(0);
  }, 30_000);

  it('has the same bytes where nothing has changed', async () => {
    const place = brokenPlace();
    const steady = QUICK.filter(({ id }) => id === 'gateway-log' || id === 'config');
    const quiet = parts({ sources: steady }).looking;
    const looking = async () => ({ ...(await quiet()), collect: async () => undefined });
    const [one, two] = [
      await make(place, { sources: steady, looking }),
      await make(place, { sources: steady, looking }),
    ];
    expect(two.made.digest).toBe(one.made.digest);
  }, 30_000);

  it('stays below 2 MB, whatever its logs are', async () => {
    const place = brokenPlace();
    const noise = defineSource({
      id: 'noise',
      title: 'noise',
      limitMs: 1_000,
      collect: async () => ({
        files: [
          {
            name: 'logs/noise.log',
            source: 's',
            cut: null,
            canShrink: true,
            text: Array.from(
              { length: 120_000 },
              (_, n) => `${n} ${Math.sin(n)} ${Math.cos(n)} ${Math.tan(n)} ${Math.sqrt(n)}`,
            ).join('\n'),
          },
        ],
      }),
    });
    const { made } = await make(place, { sources: [noise] });
    expect(made.bytes).toBeLessThan(2 * 1024 * 1024);
    expect(made.files.find(({ name }) => name === 'logs/noise.log')?.cut).toMatch(/lines left out/);
  }, 30_000);
});

describe('a bundle that is refused', () => {
  const leaky = defineSource({
    id: 'leaky',
    title: 'leaky',
    limitMs: 1_000,
    collect: async () => ({ files: [{ name: 'logs/x.log', source: 's', cut: null, text: 'nothing' }] }),
  });
  it('by the gate tells where, and what; its file is not for keeping', async () => {
    const word = {
      passed: false as const,
      hits: [{ file: 'logs/x.log', line: 3, kind: 'token' }],
      because: { code: 'gate.found', params: {} },
    };
    const { made } = await make(brokenPlace(), { sources: [leaky], gate: async () => word });
    expect(made.gate).toEqual(word);
  });

  it('for no key of a recipient, for a gateway that is not here, and when it is stopped', async () => {
    const place = brokenPlace();
    const code = async (made: Promise<MadeBundle>) =>
      made.then(
        () => 'made',
        (error: unknown) => (error instanceof NotBegun ? error.because.code : String(error)),
      );
    expect(await code(make(place, { sources: [], wanted: { gateway: 'nowhere' } }))).toBe('gateway.not-here');
    const passed = async () => ({ passed: true as const, values: 0, searches: [] });
    const recipients = ['age1nonsensenonsensenonsense'];
    expect(await code(make(place, { sources: [], gate: passed, wanted: { recipients } }))).toBe(
      'bundle.not-a-recipient',
    );
    expect(await code(make(place, { sources: [], signal: AbortSignal.abort() }))).toBe('bundle.stopped');
  });
});

it('a hostile file costs its own source: everything else is there', async () => {
  const place = brokenPlace();
  mkdirSync(join(place.stateDir, 'logs'));
  writeFileSync(join(place.stateDir, 'logs', 'gateway-restart.log'), Buffer.alloc(1_000_000, 0xff));
  writeFileSync(`${place.configPath}.bak`, `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  writeFileSync(`${place.configPath}.last-good`, '{"__proto__":{"polluted":1},"gateway":{"port":2}}');
  const { made } = await make(place);
  expect(made.gate.passed).toBe(true);
  expect(made.files.map(({ name }) => name)).toContain('logs/gateway.log');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
}, 30_000);
