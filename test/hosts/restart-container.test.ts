/**
 * The ordered restart of a real gateway in a container of a real dockerd and of a real Podman, through the engine, as the
 * container is; and a whole recovery of it from beside the container, whose files lie in another root.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actProgram, type Result } from './acted.ts';
import { engineOrWhy, gatewayIsReady } from './engine-or-why.ts';
import type { Engine } from './engines.ts';
import { HEALTHY } from './gateway-host.ts';

const { agents: _, ...PLAIN } = HEALTHY;
const FILE = '/run/claw/state/openclaw.json';
const RUN = '--restart always --network host -v /run/claw/state:/root/.openclaw';
/** What `docker compose up` writes on what it makes (docs.docker.com/compose, 2.x). */
const BY_COMPOSE = '--label com.docker.compose.project=lab --label com.docker.compose.service=gateway';

const engines = [
  ['docker', await engineOrWhy('docker', 'Restarts')],
  ['podman', await engineOrWhy('podman', 'Restarts')],
] as const;

describe.each(engines)('on %s, a restart', (name, maybe) => {
  const engine = maybe as Engine;
  beforeAll(async () => {
    if (maybe === null) return;
    const folder = await actProgram();
    await engine.ok('cat > /run/act.mjs', { input: readFileSync(join(folder, 'act.mjs'), 'utf8') });
    rmSync(folder, { recursive: true });
  });
  afterAll(() => maybe?.down());

  async function gateway(config: object, options = ''): Promise<void> {
    // Its record goes too: gateways that ended at even intervals look like a second supervisor at work.
    await engine.ok(
      `${name} rm -f gw >/dev/null 2>&1 || true; rm -rf /run/claw/state; mkdir -p /run/claw/state; cat > ${FILE}`,
      { input: JSON.stringify(config) },
    );
    await engine.start('gw', `${RUN} ${options}`);
    await gatewayIsReady(engine);
  }

  const pid = (): Promise<string> => engine.ok(`${name} inspect -f '{{.State.Pid}} {{.RestartCount}}' gw`);

  it.skipIf(maybe === null).each([
    { made: 'by hand', supervisor: 'docker', options: '', typed: [name, 'restart', '-t', '330', 'gw'] },
    {
      made: 'by Compose',
      supervisor: 'compose',
      options: BY_COMPOSE,
      typed: [name, 'compose', '-p', 'lab', 'restart', '-t', '330', 'gateway'],
    },
  ])('of one that was made $made goes through the engine, and another process serves', async (one) => {
    await gateway(PLAIN, one.options);
    const before = await pid();
    const operation = `restart.${one.supervisor}`;
    const asked = await engine.ok('/run/lab/node /run/act.mjs outlook restart', { limitMs: 60_000 });
    expect(JSON.parse(asked)).toMatchObject({ supervisor: one.supervisor, operation, command: one.typed });
    const printed = await engine.ok(
      `/run/lab/node /run/act.mjs do ${one.supervisor} ${operation} restart restart.proof`,
      { limitMs: 280_000 },
    );
    const results = JSON.parse(printed) as Result[];
    expect(results).toMatchObject([{ ok: true }, { ok: true, told: { version: '2026.9.6' } }]);
    const after = await pid();
    expect(after.split(' ')[0]).not.toBe(before.split(' ')[0]);
    // By an order, and not because it crashed.
    expect(after.split(' ')[1]).toBe('0');
  });

  it.skipIf(maybe === null)(
    'ends a recovery of a token that the container has not read, and changes no file of it',
    async () => {
      await gateway({ ...PLAIN, gateway: { ...PLAIN.gateway, reload: { mode: 'off' } } });
      await engine.ok(`sed -i 's/a-token-of-this-host-0001/another-token-of-this-host-2/' ${FILE}`);
      const before = await engine.ok(`sha256sum ${FILE}`);
      const ran = await engine.sh(
        '/run/lab/node /run/lab/host/host.mjs recover --local --yes --because "a test" --json --state /run/acting',
        { limitMs: 400_000 },
      );
      expect(ran.stdout, ran.stderr).toMatch(/^\{/);
      expect(JSON.parse(ran.stdout)).toMatchObject({ outcome: 'recovered' });
      expect(await engine.ok(`sha256sum ${FILE}`)).toBe(before);
    },
  );
});
