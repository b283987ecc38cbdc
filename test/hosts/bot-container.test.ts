/**
 * The bot as a container on a real dockerd: the image built by the Dockerfile, run with the rights that compose.yaml
 * gives, found healthy, killed, backed up while it runs, upgraded, restored.
 *
 * No registry is asked: instead of Docker's own image of Node a small Debian with the same Node stands below it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installOpenClaw } from '../gateway/install.ts';
import { fileOf } from '../gateway/programs.ts';
import { type Engine, startEngine } from './engines.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

async function dockerOrWhy(): Promise<Engine | null> {
  const why = whyNot('docker') ?? whatIsMissing();
  const started =
    why === null
      ? await startEngine('docker', await installOpenClaw(() => {}), dirname(fileOf('bot')))
      : { why };
  if (!('why' in started)) return started;
  console.log(`The bot's container is skipped: ${started.why}`);
  return null;
}

/** What compose.yaml asks of the engine, as flags; the networks of the lab have no bridge. */
function asComposeHasIt(): string {
  const file = read('infra/container/compose.yaml');
  const one = (key: string): string => {
    const value = new RegExp(`^    ${key}: (.*)$`, 'm').exec(file)?.[1];
    if (value === undefined) throw new Error(`compose.yaml does not say ${key}`);
    return value;
  };
  const inBrackets = (key: string): string => one(key).replace(/^\["?|"?\]$/g, '');
  return [
    one('read_only') === 'true' ? '--read-only' : '',
    `--tmpfs ${inBrackets('tmpfs')}`,
    `--cap-drop ${inBrackets('cap_drop')}`,
    `--security-opt ${inBrackets('security_opt').replace(':true', '')}`,
    `--pids-limit ${one('pids_limit')}`,
    `--restart ${one('restart')}`,
    `--stop-timeout ${Number.parseInt(one('stop_grace_period'), 10)}`,
    `-v ${inBrackets('volumes')}`,
    '--network host',
  ].join(' ');
}

const docker = await dockerOrWhy();

describe.skipIf(docker === null)('the bot in a container', () => {
  const engine = docker as Engine;
  const run = (image: string): Promise<string> =>
    engine.ok(`docker run -d --name bot ${asComposeHasIt()} --env-file /run/bot.env ${image}`);
  const bot = (words: string): Promise<string> => engine.ok(`docker exec bot node /app/bot.mjs ${words}`);
  const shown = (what: string): Promise<string> => engine.ok(`docker inspect -f '{{${what}}}' bot`);
  async function until(what: string, look: () => Promise<boolean>): Promise<void> {
    for (let n = 0; !(await look()); n++) {
      if (n > 120)
        throw new Error(`${what}: not within a minute\n${await engine.ok('docker logs bot 2>&1')}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const serves = (): Promise<void> =>
    until(
      'it does not serve',
      async () => (await engine.sh('docker exec bot node /app/bot.mjs hosts')).code === 0,
    );
  const build = (tag: string): Promise<string> =>
    engine.ok(
      `DOCKER_BUILDKIT=0 docker build --network none -q -t ${tag} --build-arg NODE_IMAGE=localhost/node:lab -f - /run/context`,
      { input: read('infra/container/Dockerfile'), limitMs: 180_000 },
    );

  beforeAll(async () => {
    if (!existsSync(join(ROOT, 'dist/bot.cdx.json'))) {
      const made = spawnSync(process.execPath, ['infra/sbom.mjs', 'bot'], { cwd: ROOT, encoding: 'utf8' });
      if (made.status !== 0) throw new Error(made.stderr);
    }
    await engine.ok(
      'mkdir -p /run/context /run/base && cp /run/lab/host/bot.mjs /run/lab/host/bot.cdx.json /run/context && cp /run/lab/node /run/base/node',
    );
    await engine.ok('DOCKER_BUILDKIT=0 docker build --network none -q -t localhost/node:lab -f - /run/base', {
      input: 'FROM localhost/lab:1\nCOPY node /usr/local/bin/node\n',
      limitMs: 180_000,
    });
    await engine.ok("printf 'PUBLIC_URL=http://127.0.0.1:8080\\nLOG_LEVEL=warn\\n' > /run/bot.env");
    await build('openclaw-incident-bot');
  }, 600_000);
  afterAll(() => docker?.down());

  it('starts with the rights that the compose file gives, and is healthy', async () => {
    await run('openclaw-incident-bot');
    await serves();
    // Docker asks first when the interval is over.
    await until('it is not healthy', async () => (await shown('.State.Health.Status')) === 'healthy');
    const pid = await shown('.State.Pid');
    const status = await engine.ok(`grep -E '^(Uid|CapEff|NoNewPrivs):' /proc/${pid}/status | tr '\\t' ' '`);
    expect(status).toBe('Uid: 10001 10001 10001 10001\nCapEff: 0000000000000000\nNoNewPrivs: 1');
    expect((await engine.sh('docker exec bot sh -c "echo x > /app/bot.mjs"')).code).not.toBe(0);
    expect((await engine.sh('docker exec bot sh -c "echo x > /etc/x"')).code).not.toBe(0);
    expect(await engine.ok("docker exec bot stat -c '%a %u' /data /data/signing-key.jwk")).toBe(
      '700 10001\n600 10001',
    );
  });

  it('carries the list of what it is made of', async () => {
    const list = JSON.parse(await engine.ok('docker exec bot cat /app/bot.cdx.json'));
    expect(list).toMatchObject({ bomFormat: 'CycloneDX' });
  });

  it('comes back when it is killed, and knows what it knew', async () => {
    expect(await bot('enroll node-3')).toContain('node-3');
    await engine.ok(`kill -9 ${await shown('.State.Pid')}`);
    await until('it is not started again', async () => (await shown('.RestartCount')) === '1');
    await serves();
    expect(await bot('hosts')).toContain('node-3');
  });

  it('is backed up while it runs, and restored into another volume', async () => {
    await bot('backup /data/bot.backup');
    await engine.ok(
      'mkdir -p /run/in && docker cp bot:/data/bot.backup /run/in/ && chmod 644 /run/in/bot.backup',
    );
    await engine.ok('docker exec bot rm /data/bot.backup');
    const told = await engine.ok(
      'docker run --rm --network host -v /run/in:/in:ro -v other:/data openclaw-incident-bot restore /in/bot.backup',
    );
    expect(told).toContain('/data is as it was at ');
    expect(told).toContain('The signing key is missing.');
    expect(
      await engine.ok(
        'docker run --rm --network none -v other:/data openclaw-incident-bot migrate --dry-run',
      ),
    ).not.toBe('');
  });

  it('is followed by another image in good order, which knows what the first one knew', async () => {
    await build('openclaw-incident-bot:next');
    await engine.ok('docker stop bot');
    expect(await shown('.State.ExitCode')).toBe('0');
    await engine.ok('docker rm bot');
    await run('openclaw-incident-bot:next');
    await serves();
    expect(await bot('hosts')).toContain('node-3');
  });
});
