/**
 * A real gateway in real containers: what the host agent says when the container is well, and when it is the
 * container that is wrong. Each fault stands beside something that looks like it and is none.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { engineOrWhy, gatewayIsReady } from './engine-or-why.ts';
import type { Engine } from './engines.ts';
import { HEALTHY, type Told, told } from './gateway-host.ts';

/** `maybe` is null where the tests are skipped; then nothing of this is called. */
function on(maybe: Engine | null) {
  const engine = maybe as Engine;
  const name = maybe?.name ?? '';
  return {
    /** Files of a gateway on the host: its state, a workspace, a configuration. */
    async place(dir: string, config: object): Promise<void> {
      // A gateway that still runs there would go on writing.
      await engine.ok(
        `${name} rm -f gw >/dev/null 2>&1 || true; rm -rf ${dir}; mkdir -p ${dir}/state ${dir}/work; cat > ${dir}/state/openclaw.json`,
        {
          input: JSON.stringify(config),
        },
      );
    },
    ready: (): Promise<void> => gatewayIsReady(engine),
    /** Waits until the engine has started it again at least three times, which is a loop. */
    async looping(): Promise<void> {
      for (let n = 0; n < 100; n++) {
        if (Number(await engine.ok(`${name} inspect -f '{{.RestartCount}}' gw`)) >= 3) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw new Error(await engine.ok(`${name} ps -a`));
    },
    async triage(): Promise<Told> {
      const ran = await engine.sh('/run/lab/node /run/lab/host/host.mjs triage --json --state /run/looked');
      if (ran.code > 1) throw new Error(ran.stderr);
      return told(ran.stdout);
    },
    /** What is in a bundle of it, once `bundle check` has found nothing wrong with that. */
    async bundled(): Promise<string[]> {
      const host = '/run/lab/node /run/lab/host/host.mjs bundle';
      const made = await engine.ok(`${host} --json --state /run/looked --out /run/made.tar.gz`, {
        limitMs: 120_000,
      });
      await engine.ok(`${host} check /run/made.tar.gz`);
      return (JSON.parse(made) as { files: { name: string }[] }).files.map((file) => file.name);
    },
  };
}

const { agents: _, ...PLAIN } = HEALTHY;
const workspaceAt = (workspace: string) => ({ ...PLAIN, agents: { defaults: { workspace } } });

const docker = await engineOrWhy('docker', 'Gateways');

describe.skipIf(docker === null)('on dockerd', () => {
  const engine = docker as Engine;
  const { place, ready, looping, triage, bundled } = on(docker);
  afterAll(() => docker?.down());

  it('a gateway whose workspace is not mounted works elsewhere than the host thinks; mounted, all is well', async () => {
    await place('/run/claw', workspaceAt('/run/claw/work'));
    const state = '--network host -v /run/claw/state:/root/.openclaw';
    await engine.start('gw', state);
    await ready();
    expect(await triage()).toMatchObject({ first: 'container-mount-drift' });
    await engine.start('gw', `${state} -v /run/claw/work:/run/claw/work`);
    await ready();
    expect(await triage()).toMatchObject({ claims: [] });
    expect(await bundled()).toEqual(
      expect.arrayContaining([
        'report.md',
        'config/shape.json',
        'system/container.json',
        'logs/container.log',
      ]),
    );
  }, 300_000);

  it('a container that crashes again and again is a crash loop; one that somebody stopped is stopped', async () => {
    await place('/run/claw', PLAIN);
    const state = `--network host -v /run/claw/state:/root/.openclaw`;
    await engine.start(
      'gw',
      `--restart always ${state}`,
      `node -e 'throw new Error(1)' dist/index.js gateway`,
    );
    await looping();
    expect(await triage()).toMatchObject({ first: 'service-crash-loop' });
    await engine.start(
      'gw',
      `--restart always ${state}`,
      `node -e 'setInterval(() => {}, 1e3)' dist/index.js gateway`,
    );
    await engine.ok('docker stop -t 1 gw');
    expect(await triage()).toMatchObject({ first: 'service-stopped' });
  }, 120_000);

  it('a container whose gateway is refused again and again is no crash loop: the configuration is the fault', async () => {
    await place('/run/claw', { ...PLAIN, gateway: { ...PLAIN.gateway, tokn: 1 } });
    await engine.start('gw', '--restart always --network host -v /run/claw/state:/root/.openclaw');
    await looping();
    const { first, claims } = await triage();
    expect(first).toBe('config-invalid');
    expect(claims).not.toContain('service-crash-loop');
  }, 180_000);
});

const podman = await engineOrWhy('podman', 'Gateways');

describe.skipIf(podman === null)("on podman's bridge", () => {
  const engine = podman as Engine;
  const { place, ready, triage } = on(podman);
  const options = '-p 18789:18789 -v /run/claw/state:/root/.openclaw';
  afterAll(() => podman?.down());

  it('a gateway on loopback is not reached by its published port; on every address of its network it is', async () => {
    await place('/run/claw', { ...PLAIN, gateway: { ...PLAIN.gateway, bind: 'loopback' } });
    await engine.start('gw', options);
    await ready();
    expect(await triage()).toMatchObject({ first: 'container-network' });
    await place('/run/claw', { ...PLAIN, gateway: { ...PLAIN.gateway, bind: 'lan' } });
    await engine.start('gw', options);
    await ready();
    expect(await triage()).toMatchObject({ claims: [] });
  }, 300_000);
});
