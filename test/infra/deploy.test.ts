/** `npm run deploy` before there is an account: settings judged, the Worker built and proved, nothing sent. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestHarness } from 'wrangler';
import { readSettingsFile } from '../../infra/cloudflare/settings-file.ts';
import { smoke } from '../../infra/cloudflare/smoke.ts';
import { makeKeyFile } from '../../src/hub/node-signing-key.ts';
import { adoptNext, prepareNext } from '../../src/hub/node-succession.ts';
import { generateSigningKey, loadSigner } from '../../src/protocol/signer.ts';
import { judgeWorker } from '../../src/worker-settings.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'deploy-test-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A clean state: no account, no login, no home of anybody's. */
const deploy = (...args: string[]) =>
  spawnSync(process.execPath, ['infra/cloudflare/deploy.ts', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: dir, XDG_CONFIG_HOME: dir },
  });

function settings(lines: Record<string, string>, mode = 0o600): string {
  const file = join(dir, '.env');
  writeFileSync(
    file,
    Object.entries(lines)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
    { mode },
  );
  return file;
}

describe('a dry run', { timeout: 180_000 }, () => {
  it('needs no account, and says where Slack will find it', async () => {
    const file = settings({ JOB_SIGNING_KEY: await generateSigningKey(), PORT: '8080' });
    const ran = deploy(
      '--dry-run',
      '--env',
      'staging',
      '--settings',
      file,
      '--url',
      'https://bot.example.org/',
      '--json',
    );
    expect(ran.stderr).toBe('');
    expect(ran.status).toBe(0);
    const report = JSON.parse(ran.stdout);
    expect(report).toMatchObject({
      environment: 'staging',
      dryRun: true,
      deployed: false,
      slackRequestUrl: 'https://bot.example.org/slack/events',
      manifest: 'npm run -s manifest -- --url https://bot.example.org',
    });
    expect(report.steps.map((one: { step: string }) => one.step)).toEqual([
      'environment',
      'settings',
      'build',
      'deploy',
    ]);
    expect(report.steps[1].says).toBe('JOB_SIGNING_KEY; of no use on Workers: PORT');
  });

  it('stops at settings that are wrong, and repeats none of them', () => {
    const file = settings({ SLACK_BOT_TOKEN: 'xoxb-a-secret-of-ours', SLACK_SIGNING_SECRET: 'short-secret' });
    const ran = deploy('--dry-run', '--settings', file);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('JOB_SIGNING_KEY is needed to sign what hosts are asked.');
    expect(ran.stderr).toContain('SLACK_SIGNING_SECRET');
    expect(ran.stderr).toContain('Nothing was deployed. Next: Correct');
    expect(ran.stdout + ran.stderr).not.toMatch(/a-secret-of-ours|short-secret/);
  });

  it('without settings says what it could not look at', () => {
    const ran = deploy('--dry-run');
    expect(ran.status).toBe(0);
    expect(ran.stdout).toContain('settings: not checked');
  });
});

describe('is not begun', () => {
  it('without an account, and says how to get one', () => {
    const ran = deploy('--env', 'staging');
    expect(ran.status).toBe(2);
    expect(ran.stderr).toMatch(
      /cannot be asked for its secrets[\s\S]*Nothing was deployed\. Next: npx wrangler login/,
    );
  });

  it('for an environment that nobody has described', () => {
    const ran = deploy('--env', 'prod', '--dry-run');
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain('Use one of: staging, production');
  });

  it('with words that it does not know', () => {
    expect(deploy('--environment', 'staging')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('For example:'),
    });
  });
});

describe('settings of a file', () => {
  it('are refused when others on the machine can read them', async () => {
    const file = settings({ JOB_SIGNING_KEY: await generateSigningKey() }, 0o644);
    expect(await readSettingsFile(file, {})).toMatchObject({ ok: false, next: `chmod 600 ${file}` });
  });

  it('bring the key along that the bot on Node had in a file', async () => {
    const key = await generateSigningKey();
    writeFileSync(join(dir, 'signing-key.jwk'), `${key}\n`, { mode: 0o600 });
    const file = settings({ JOB_SIGNING_KEY_FILE: 'signing-key.jwk', DATA_DIR: './data' });
    expect(await readSettingsFile(file, {})).toEqual({
      ok: true,
      values: { JOB_SIGNING_KEY: key },
      left: ['DATA_DIR'],
    });
  });

  it('bring along what a changed key has succeeded, else hosts that joined before would be lost', async () => {
    const data = join(dir, 'data');
    const keyFile = join(data, 'signing-key.jwk');
    const first = await makeKeyFile(keyFile);
    await prepareNext(data, { distrust: false, now: Date.now() });
    expect(await adoptNext(data)).toBeNull();
    const file = settings({ JOB_SIGNING_KEY_FILE: 'data/signing-key.jwk' });
    const read = await readSettingsFile(file, {});
    if (!read.ok) throw new Error(read.cause);
    const judged = await judgeWorker(read.values);
    if (!judged.ok || !first.ok) throw new Error('the key is not as it was made');
    const before = await loadSigner(first.jwk);
    expect(judged.signer.kid).not.toBe(before.kid);
    expect(judged.signer.succeeds?.formers.map(({ kid }) => kid)).toEqual([before.kid]);
    expect(judged.signer.succeeds?.documents).toHaveLength(1);

    chmodSync(join(data, 'signing-keys.former'), 0o644);
    expect(await readSettingsFile(file, {})).toMatchObject({
      ok: false,
      cause: expect.stringContaining('signing-keys.former'),
    });
  });

  it('are refused where a value is longer than the platform takes', async () => {
    const file = settings({ JOB_SIGNING_KEY: await generateSigningKey(), PEOPLE: 'U061=U072,'.repeat(600) });
    expect(await readSettingsFile(file, {})).toMatchObject({
      ok: false,
      cause: expect.stringContaining('one value: PEOPLE.'),
    });
  });

  it.each([
    [
      'SSM without a key of AWS',
      { SSM_DOCUMENT: 'OpenClawAsk', AWS_REGION: 'eu-central-1' },
      'AWS_ACCESS_KEY_ID',
    ],
    ['a region that is none', { SSM_DOCUMENT: 'OpenClawAsk', AWS_REGION: 'Frankfurt' }, 'AWS_REGION'],
    ['a desk that nobody has set', { TICKET_DESK: 'jira' }, 'TICKET_DESK'],
    ['a chain that does not follow', { TRUST_DOCUMENTS: '["no document"]' }, 'JOB_SIGNING_KEY'],
    ['a former key that is none', { JOB_SIGNING_KEYS_FORMER: '{"kty":"OKP"}' }, 'JOB_SIGNING_KEYS_FORMER'],
  ])('are refused as the Worker itself would: %s', async (_what, wrong, named) => {
    const env = { JOB_SIGNING_KEY: await generateSigningKey(), ...wrong };
    const file = settings(env);
    expect(await readSettingsFile(file, {})).toMatchObject({
      ok: false,
      cause: expect.stringContaining(named),
    });
  });

  it('are refused when the key is no key', async () => {
    const read = await readSettingsFile(settings({ JOB_SIGNING_KEY: 'a-secret-of-ours' }), {});
    expect(read).toMatchObject({ ok: false, cause: expect.stringContaining('JOB_SIGNING_KEY') });
    expect(JSON.stringify(read)).not.toContain('a-secret-of-ours');
  });
});

describe('the smoke test', { timeout: 120_000 }, () => {
  it('finds a Worker that is set up, and one that is not', async () => {
    const configPath = new URL('../../wrangler.toml', import.meta.url);
    const secrets = { JOB_SIGNING_KEY: await generateSigningKey() };
    const harness = createTestHarness({ workers: [{ configPath, secrets }] });
    try {
      expect(await smoke((await harness.listen()).url.origin, 0)).toMatchObject({ ok: true });
      await harness.update({ workers: [{ configPath }] });
      const { ok, probes } = await smoke((await harness.listen()).url.origin, 0);
      expect(ok).toBe(false);
      expect(probes.find(({ path }) => path === '/readyz')).toMatchObject({ ok: false });
    } finally {
      await harness.close();
    }
  });

  it('takes no other program for a bot, and no silence', async () => {
    const other = createServer((_request, response) => response.end('<h1>It works</h1>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const seen = await smoke(`http://127.0.0.1:${port}`, 0);
    await new Promise((resolve) => other.close(resolve));
    expect(seen.ok).toBe(false);
    expect(seen.probes.map(({ ok }) => ok)).toEqual([false, false, false, false]);
    const nobody = await smoke(`http://127.0.0.1:${port}`, 0);
    expect(nobody.probes[0]).toMatchObject({
      ok: false,
      saw: expect.stringMatching(/^(ECONNREFUSED|ECONNRESET|UND_ERR_SOCKET)$/),
    });
  });
});

describe('wrangler.toml', () => {
  type Binding = { name?: string; class_name?: string; binding?: string };
  type Environment = { name?: string; durable_objects?: { bindings: Binding[] }; r2_buckets?: Binding[] };
  const toml = parse(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8')) as unknown as Environment & {
    env: Record<string, Environment>;
    observability: { logs: { invocation_logs: boolean } };
  };

  it.each(Object.keys(toml.env))('gives %s every binding, and nothing of another environment', (name) => {
    const own = toml.env[name];
    expect(own?.durable_objects).toEqual(toml.durable_objects);
    expect(own?.r2_buckets?.map(({ binding }) => binding)).toEqual(
      toml.r2_buckets?.map(({ binding }) => binding),
    );
    const others = Object.entries(toml.env).filter(([other]) => other !== name);
    for (const [, other] of others) {
      expect(other.name).not.toBe(own?.name);
      expect(other.r2_buckets).not.toEqual(own?.r2_buckets);
    }
  });

  it('keeps no addresses of requests: a link to a bundle is one', () => {
    expect(toml.observability.logs.invocation_logs).toBe(false);
  });
});
