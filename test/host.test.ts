/** The program on the host as people call it: help, wrong use, exit codes, and what each command prints. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepIdentity, newHostKey } from '../src/agent/channel/keys.ts';
import { openStateDir } from '../src/agent/private-files.ts';
import { PROBES } from '../src/agent/probes/index.ts';
import { emptyPlace, gatewayLike, type Place } from './agent/place.ts';
import { knows } from './agent/stand-in-gateway.ts';

const HOST = join(import.meta.dirname, '..', 'src', 'host.ts');

async function host(
  args: readonly string[],
  { input = '', place = emptyPlace() }: { input?: string; place?: Place } = {},
) {
  const child = spawn(process.execPath, [HOST, ...args], { env: place.env, stdio: 'pipe' });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { out, err, code: code as number };
}

describe('a line that the bot had printed', () => {
  it('is taken as it stands, also where its key begins with a dash', async () => {
    const key = `-${'k'.repeat(42)}`;
    const { out, code } = await host(['ssm-allow', '--bot', key]);
    expect(out).toContain(`The bot with key ${key} may take this host once`);
    expect(code).toBe(0);
  });
});

describe('help and version', () => {
  it('help shows every command with an example, and one command alone', async () => {
    const all = await host(['--help']);
    expect(all.code).toBe(0);
    for (const name of [
      'join',
      'run',
      'triage',
      'explain',
      'redact',
      'probes',
      'policy',
      'frozen',
      'bundle',
    ]) {
      expect(all.out).toContain(`host.mjs ${name}`);
      const one = await host([name, '--help']);
      expect(one).toMatchObject({ code: 0, err: '' });
      expect([...new Set(one.out.match(/^ {2}host\.mjs \w+/gm))]).toEqual([`  host.mjs ${name}`]);
    }
  });

  it('the version stands alone', async () => {
    expect(await host(['triage', '--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
    });
  });
});

describe('bundle', () => {
  it.each([
    [['--since', '1w'], /--since takes 5m to 14d/],
    [['--recipient', 'ssh-ed25519 AAAA'], /takes an age key/],
    [['--out', HOST], /is there already/],
    [['make'], /does not know “make”/],
    [['--gateway', 'nowhere'], /There is no gateway nowhere on this host|nowhere/],
  ])('%j is a wrong use, and nothing is written', async (args, why) => {
    const place = emptyPlace();
    place.configure({ gateway: { mode: 'local', port: 1 } });
    const told = await host(['bundle', ...args, '--state', join(place.dir, 'own')], { place });
    expect(told.code).toBe(2);
    expect(told.err).toMatch(why);
    expect(told.out).toBe('');
  });

  it('writes one file for its owner alone, and says what is in it and what is not', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { mode: 'local', port: 1 } });
    const path = join(place.dir, 'b.tar.gz');
    const args = ['bundle', '--out', path, '--since', '1h', '--json', '--state', join(place.dir, 'own')];
    const { code, out } = await host(args, { place });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ schema: 1, file: path, gate: { passed: true } });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  }, 60_000);
});

describe('frozen', () => {
  const folder = (holds: object[]): string[] => {
    const { dir } = emptyPlace();
    openStateDir(join(dir, 'own'));
    writeFileSync(join(dir, 'own', 'holds.json'), JSON.stringify({ v: 1, holds }), { mode: 0o600 });
    return ['frozen', '--state', join(dir, 'own')];
  };
  const held = (ends: number) => ({
    ...{ gateway: null, freeze: 'f-1', by: 'Ana', because: 'release night', until: ends, ends },
    ...{ held: 'announced', why: null, leases: [], at: 0 },
  });

  it('says 0 free and 1 frozen, by whom, why and until when', async () => {
    expect(await host(folder([]))).toEqual({ code: 0, out: 'not frozen\n', err: '' });
    const asked = folder([held(Date.UTC(2100, 0, 1))]);
    const words = 'default is frozen by Ana until 2100-01-01T00:00:00.000Z: release night\n';
    expect(await host(asked)).toEqual({ code: 1, out: words, err: '' });
    const { code, out } = await host([...asked, '--gateway', 'work', '--json', '--wait', '1s']);
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        frozen: true,
        gateway: 'default',
        by: 'Ana',
        because: 'release night',
        until: '2100-01-01T00:00:00.000Z',
        held: 'announced',
        freeze: 'f-1',
      },
    ]);
  });

  it('waits until it is free', async () => {
    expect(await host([...folder([held(Date.now() + 1_500)]), '--wait', '10m'])).toMatchObject({ code: 0 });
  });

  it('says 2 where nobody can tell, and when it is used wrongly', async () => {
    const wrong: [string[], string][] = [
      [['frozen', '--state', '/nowhere'], 'nobody can tell'],
      [[...folder([]), '--wait', 'soon'], 'is no time'],
      [folder([{}]), 'nobody can tell what is frozen'],
    ];
    for (const [args, words] of wrong)
      expect(await host(args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
  });
});

describe('policy', () => {
  it('shows the key of a host that has joined, and makes no folder for one that has not', async () => {
    const stateDir = join(mkdtempSync(join(tmpdir(), 'policy-')), 'state');
    onTestFinished(() => rmSync(join(stateDir, '..'), { recursive: true }));
    const asked = ['policy', '--json', '--state', stateDir];
    expect(JSON.parse((await host(asked)).out)).toMatchObject({ ok: true, key: null });
    expect(existsSync(stateDir)).toBe(false);
    const { text: key, signer } = await newHostKey();
    openStateDir(stateDir);
    keepIdentity(stateDir, key, {
      v: 1,
      url: 'https://bot.example',
      hostId: 'node-3.x',
      name: 'node-3',
      joinSeq: 1,
      key: signer.publicKey,
      host: signer.kid,
    });
    expect(JSON.parse((await host(asked)).out)).toMatchObject({ ok: true, key: signer.kid });
    expect((await host(asked.filter((one) => one !== '--json'))).out).toContain(
      `key of this host: ${signer.kid} (node-3 at https://bot.example)`,
    );
  });
});

describe('wrong use ends with 2 and says what to do', () => {
  it.each([
    [[], ''],
    [['frobnicate'], 'triage'],
    [['triage', '--nonsense'], '--help'],
    [['triage', '--probe', 'nope'], 'http-health'],
    [['join', '--url', 'http://127.0.0.1:1'], '--token'],
    [['explain'], 'error.txt'],
  ])('%j', async (args, hint) => {
    const ran = await host(args);
    expect(ran.code).toBe(2);
    expect(ran.err + ran.out).toContain(hint);
  });
});

describe('triage', () => {
  const healthy = async () => {
    const gateway = await gatewayLike(knows('the-token'));
    const place = emptyPlace();
    place.configure({ gateway: { mode: 'local', port: gateway.port, auth: { token: 'the-token' } } });
    return place;
  };
  const few = ['--probe', 'http-health', '--probe', 'conversation'];

  it('of what was asked for, where nothing is wrong, ends with 0', async () => {
    const ran = await host(['triage', '--json', ...few], { place: await healthy() });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ran.out)).toMatchObject({ schema: 1, findings: [], unknowns: [] });
  });

  it('takes a complaint, which alone is no look', async () => {
    const told = ['--complaint', 'my direct messages are ignored'];
    expect(await host(['triage', '--json', ...few, ...told], { place: await healthy() })).toMatchObject({
      code: 0,
    });
    expect(await host(['triage', '--gateway', 'nowhere', ...told], { place: await healthy() })).toMatchObject(
      {
        code: 2,
      },
    );
  });

  it('holds a complaint against what the configuration keeps back', async () => {
    const place = await healthy();
    const port = 19_982;
    place.configure({ gateway: { mode: 'local', port }, channels: { telegram: { dmPolicy: 'disabled' } } });
    const told = ['--complaint', 'my direct messages are ignored'];
    const ran = await host(['triage', '--json', '--probe', 'channel-policy', ...told], { place });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({
      findings: [{ id: 'dm-policy-blocks', explains: ['direct-messages'] }],
      complaint: { explained: [{ topic: 'direct-messages', by: 'dm-policy-blocks' }], unexplained: [] },
    });
    const unasked = await host(['triage', '--probe', 'channel-policy'], { place });
    expect(unasked).toMatchObject({ code: 0 });
    expect(unasked.out).toContain('Would be dropped: direct messages, telegram: dmPolicy=disabled.');
  });

  it('of a gateway that does not run ends with 1, and the reason comes first', async () => {
    const place = emptyPlace();
    place.configure({ gateway: { mode: 'local', port: 19_981 } });
    const ran = await host(['triage', '--json', '--probe', 'processes', '--probe', 'http-health'], { place });
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({ verdict: 'down', findings: [{ id: 'gateway-unreachable' }] });
    const read = await host(['triage', '--probe', 'processes', '--probe', 'http-health'], { place });
    expect(read.out).toMatch(/^\S+: DOWN/);
  });

  it('of a gateway that is not here ends with 2 and names those that are', async () => {
    const ran = await host(['triage', '--gateway', 'nowhere'], { place: await healthy() });
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('default');
  });
});

it('explain reads text, and JSON, and ends with 1 when it claims something', async () => {
  const input = 'Gateway start blocked: set gateway.mode=local (current: remote)';
  expect(await host(['explain'], { input })).toMatchObject({ code: 1 });
  const json = await host(['explain', '--json'], {
    input: JSON.stringify({ symptom: 'it is down', evidence: [{ kind: 'log', text: input }] }),
  });
  expect((JSON.parse(json.out) as { findings: { id: string }[] }).findings[0]).toMatchObject({
    id: 'gateway-mode-remote',
  });
  expect(await host(['explain'], { input: 'all is well' })).toMatchObject({ code: 0 });
});

it('redact takes out what it was told of, and counts it', async () => {
  const place = emptyPlace();
  const known = place.write('known', `${JSON.stringify('a secret "of two lines"\nand more')}\n`);
  const report = join(place.dir, 'report.json');
  const ran = await host(['redact', '--known', known, '--report', report], {
    place,
    input: 'before a secret "of two lines"\nand more after',
  });
  expect(ran.code).toBe(0);
  expect(ran.out).toMatch(/^before .* after$/s);
  expect(ran.out).not.toContain('two lines');
});

it('redact tries the admins’ own rules, and tells what was masked by which, never what', async () => {
  const place = emptyPlace();
  const rules = place.write('redactions.toml', '[[rule]]\nname = "cases"\npattern = "CASE-[0-9]+"\n');
  const ran = await host(['redact', '--for', 'bundle', '--rules', rules, '--report', '-'], {
    place,
    input: 'CASE-4711 failed\nmail sofia@corp.example\n',
  });
  expect(ran).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^‹private› failed\nmail ‹email:\w+›\n$/),
  });
  expect(ran.err).toMatch(/1 {2}private +cases/);
  expect(ran.err).not.toContain('4711');
  const report = join(place.dir, 'report.json');
  await host(['redact', '--rules', rules, '--report', report], { place, input: 'token=abcdefgh1234' });
  expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({
    counts: { token: 1 },
    rules: [{ rule: 'names with values', kind: 'token', count: 1 }],
    idle: ['cases'],
  });
});

it('redact does not begin with rules that are broken, and names the line', async () => {
  const place = emptyPlace();
  const rules = place.write('redactions.toml', '[[rule]]\nname = "cases"\npattern = "("\n');
  const ran = await host(['redact', '--for', 'bundle', '--rules', rules], { place, input: 'some text' });
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('line 3');
});

it('redact knows two readers, and own rules hold for one of them', async () => {
  const slack = host(['redact', '--for', 'slack', '--rules', 'any'], { input: 'x' });
  const nobody = host(['redact', '--for', 'nobody'], { input: 'x' });
  expect(await slack).toMatchObject({ code: 2, out: '' });
  expect(await nobody).toMatchObject({ code: 2, out: '' });
});

it('probes lists what it would look at, with what rights', async () => {
  const ran = await host(['probes', '--json']);
  expect(JSON.parse(ran.out)).toEqual(
    PROBES.map(({ id, title, needs, timeoutMs, gives }) => ({ id, title, needs, timeoutMs, gives })),
  );
});

describe.skipIf(process.platform !== 'linux')('a failure that can pass by itself', () => {
  it('is told apart from wrong use, so that a service comes back', async () => {
    const { code, err } = await host(['redact', '--report', '/dev/full'], { input: 'fine' });
    expect(err).toContain('ENOSPC');
    expect(code).toBe(75);
    expect((await host(['redact', '--report', '/nowhere/at/all'], { input: 'fine' })).code).toBe(2);
  });
});
