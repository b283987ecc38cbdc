/**
 * `npm run deploy` from the first call to the last: wrangler sends what it sends to a stand-in of Cloudflare's API on
 * loopback, and the smoke test asks a real Worker in workerd. No account of Cloudflare's is touched, here or elsewhere.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestHarness } from 'wrangler';
import { generateSigningKey } from '../../src/protocol/signer.ts';
import { ACCOUNT, type CloudflareApi, startCloudflareApi, TOKEN } from '../fakes/cloudflare-api.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let dir: string;
let key: string;
let api: CloudflareApi;

beforeAll(async () => {
  key = await generateSigningKey();
});
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'deployed-'));
  mkdirSync(join(dir, 'tmp'));
});
afterEach(async () => {
  await api.close();
  rmSync(dir, { recursive: true });
});

/** Runs it with a home and a folder for what is short-lived of its own. */
async function deploy(url: string): Promise<{ code: number | null; out: string; err: string }> {
  const file = join(dir, '.env');
  writeFileSync(file, `JOB_SIGNING_KEY='${key}'\nAPI_TOKEN='a-token-of-pipelines'\n`, { mode: 0o600 });
  const words = ['--env', 'staging', '--settings', file, '--url', url];
  const child = spawn(process.execPath, ['infra/cloudflare/deploy.ts', ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...{ PATH: process.env.PATH, HOME: dir, XDG_CONFIG_HOME: dir, TMPDIR: join(dir, 'tmp') },
      ...{ CLOUDFLARE_API_TOKEN: TOKEN, CLOUDFLARE_ACCOUNT_ID: ACCOUNT, CLOUDFLARE_API_BASE_URL: api.url },
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += String(text);
  });
  child.stderr.on('data', (text) => {
    err += String(text);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** The files with secrets that lie there just now: their modes. */
function secretFiles(): string[] {
  const folders = readdirSync(join(dir, 'tmp')).filter((name) => name.startsWith('deploy-'));
  return folders.flatMap((name) => {
    const file = join(dir, 'tmp', name, 'secrets.json');
    return existsSync(file) ? [(statSync(file).mode & 0o777).toString(8)] : [];
  });
}

function nothingSecret({ out, err }: { out: string; err: string }): void {
  const { d } = JSON.parse(key) as { d: string };
  for (const secret of [d, 'a-token-of-pipelines', TOKEN]) expect(out + err).not.toContain(secret);
  expect(secretFiles()).toEqual([]);
}

describe('deploying', { timeout: 240_000 }, () => {
  let harness: ReturnType<typeof createTestHarness>;
  let worker: string;
  beforeAll(async () => {
    const configPath = new URL('../../wrangler.toml', import.meta.url);
    harness = createTestHarness({ workers: [{ configPath, secrets: { JOB_SIGNING_KEY: key } }] });
    worker = (await harness.listen()).url.origin;
  }, 120_000);
  afterAll(() => harness.close());

  it('sends script, objects, bucket, cron and secrets, and asks the bot that answers then', async () => {
    api = await startCloudflareApi();
    const modes: string[][] = [];
    api.onUpload(() => modes.push(secretFiles()));
    const ran = await deploy(worker);
    expect(api.strange).toEqual([]);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('✓ asked /readyz: 200 ready');
    const [sent] = api.uploads;
    const named = (type: string) => sent?.bindings.filter((one) => one.type === type) ?? [];
    expect(named('durable_object_namespace').map(({ class_name }) => class_name)).toEqual([
      ...['IncidentObject', 'HostObject', 'FleetObject', 'FreezeObject'],
    ]);
    expect(named('r2_bucket')).toMatchObject([{ name: 'BUNDLES', bucket_name: 'openclaw-bundles-staging' }]);
    const secrets = Object.fromEntries(named('secret_text').map(({ name, text }) => [name, text]));
    expect(secrets).toEqual({ JOB_SIGNING_KEY: key, API_TOKEN: 'a-token-of-pipelines' });
    expect(sent?.migrations).toMatchObject({ new_tag: 'v2' });
    expect(api.calls.some((call) => /^PUT .*\/schedules$/.test(call))).toBe(true);
    expect(modes).toEqual([['600']]);
    nothingSecret(ran);
  });

  it('ends with 1 and says that it is deployed when no bot answers', async () => {
    api = await startCloudflareApi();
    const other = createServer((_request, response) => response.end('<h1>It works</h1>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const ran = await deploy(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
    await new Promise((resolve) => other.close(resolve));
    expect(ran.code).toBe(1);
    expect(api.uploads).toHaveLength(1);
    expect(ran.err).toContain('does not answer as a bot that is set up');
    expect(ran.err).toContain('It is deployed and was not taken back.');
    nothingSecret(ran);
  });

  it('ends with 2 and says that nothing was deployed when Cloudflare refuses', async () => {
    api = await startCloudflareApi('script');
    const ran = await deploy(worker);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('The script was not taken. [code: 10021]');
    expect(ran.err).toContain('Nothing was deployed. Next: npx wrangler whoami');
    nothingSecret(ran);
  });

  it('does not say that nothing was deployed when only what comes after the script is refused', async () => {
    api = await startCloudflareApi('cron');
    const ran = await deploy(worker);
    expect(api.uploads).toHaveLength(1);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('was only partially updated');
    expect(ran.err).toContain('The new version serves');
    expect(ran.err).not.toContain('Nothing was deployed');
    nothingSecret(ran);
  });
});
