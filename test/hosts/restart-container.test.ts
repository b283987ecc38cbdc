/**
 * The ordered restart of a real gateway in a container of a real dockerd, through the engine, as the container is; and a
 * whole recovery of it from beside the container, whose files lie in another root.
 */
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installOpenClaw } from '../gateway/install.ts';
import { fileOf } from '../gateway/programs.ts';
import { actProgram, type Result } from './acted.ts';
import { type Engine, startEngine } from './engines.ts';
import { HEALTHY } from './gateway-host.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

async function dockerOrWhy(): Promise<Engine | null> {
  const why = whyNot('docker') ?? whatIsMissing();
  const started =
    why === null
      ? await startEngine('docker', await installOpenClaw(() => {}), dirname(fileOf('host')))
      : { why };
  if (!('why' in started)) return started;
  console.log(`Restarts on docker are skipped: ${started.why}`);
  return null;
}

const docker = await dockerOrWhy();
const READY = `fetch('http://127.0.0.1:18789/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))`;
const { agents: _, ...PLAIN } = HEALTHY;

describe.skipIf(docker === null)('on dockerd, a restart', () => {
  const engine = docker as Engine;
  afterAll(() => docker?.down());

  async function ready(): Promise<void> {
    for (let n = 0; (await engine.sh(`docker exec gw node -e "${READY}"`)).code !== 0; n++) {
      if (n > 100) throw new Error(await engine.ok('docker logs gw 2>&1 | tail -n 20'));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }

  it('goes through the engine, and another process serves', async () => {
    const folder = await actProgram();
    await engine.ok('cat > /run/act.mjs', { input: readFileSync(join(folder, 'act.mjs'), 'utf8') });
    rmSync(folder, { recursive: true });
    await engine.ok('mkdir -p /run/claw/state; cat > /run/claw/state/openclaw.json', {
      input: JSON.stringify(PLAIN),
    });
    await engine.start('gw', '--restart always --network host -v /run/claw/state:/root/.openclaw');
    await ready();
    const pid = (): Promise<string> => engine.ok(`docker inspect -f '{{.State.Pid}} {{.RestartCount}}' gw`);
    const before = await pid();
    const asked = await engine.ok('/run/lab/node /run/act.mjs outlook restart', { limitMs: 60_000 });
    expect(JSON.parse(asked)).toMatchObject({
      supervisor: 'docker',
      operation: 'restart.docker',
      command: ['docker', 'restart', '-t', '330', 'gw'],
    });
    const printed = await engine.ok(
      '/run/lab/node /run/act.mjs do docker restart.docker restart restart.proof',
      {
        limitMs: 280_000,
      },
    );
    const results = JSON.parse(printed) as Result[];
    expect(results).toMatchObject([{ ok: true }, { ok: true, told: { version: '2026.9.6' } }]);
    const after = await pid();
    expect(after.split(' ')[0]).not.toBe(before.split(' ')[0]);
    // By an order, and not because it crashed.
    expect(after.split(' ')[1]).toBe('0');
  });

  it('ends a recovery of a token that the container has not read, and changes no file of it', async () => {
    await engine.ok('docker rm -f gw 2>/dev/null; mkdir -p /run/claw/state');
    const written = { ...PLAIN, gateway: { ...PLAIN.gateway, reload: { mode: 'off' } } };
    const file = '/run/claw/state/openclaw.json';
    await engine.ok(`cat > ${file}`, { input: JSON.stringify(written) });
    await engine.start('gw', '--restart always --network host -v /run/claw/state:/root/.openclaw');
    await ready();
    await engine.ok(`sed -i 's/a-token-of-this-host-0001/another-token-of-this-host-2/' ${file}`);
    const before = await engine.ok(`sha256sum ${file}`);
    const ran = await engine.sh(
      '/run/lab/node /run/lab/host/host.mjs recover --local --yes --because "a test" --json --state /run/acting',
      { limitMs: 400_000 },
    );
    expect(ran.stdout, ran.stderr).toMatch(/^\{/);
    expect(JSON.parse(ran.stdout)).toMatchObject({ outcome: 'recovered' });
    expect(await engine.ok(`sha256sum ${file}`)).toBe(before);
  });
});
