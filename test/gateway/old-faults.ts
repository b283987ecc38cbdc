/**
 * What is done to a gateway of any release, oldest and newest alike: healthy, and faults that all of them can have.
 * Nothing here relies on pages, protocol or keys that came later.
 */
import { rmSync } from 'node:fs';
import { readsFormerVariables } from '../../src/agent/gateways/legacy-variables.ts';
import type { Plant } from './fault.ts';
import type { Gateway } from './gateway.ts';
import type { GatewayConfig, Lab } from './lab.ts';
import { startStranger } from './stranger.ts';

/** Keys of the healthy configuration that older releases refuse to start with. */
export function forOld(config: GatewayConfig): void {
  const models = config.models as { catalogRefresh?: unknown };
  delete models.catalogRefresh;
  // The oldest ones translate their plugins at every start, which takes a minute of CPU; none is needed here.
  config.plugins = { enabled: false, slots: { memory: 'none' } };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The first words of a gateway to whoever opens a WebSocket, in every release. */
function challenged(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`);
    const end = (met: boolean) => {
      clearTimeout(late);
      socket.close();
      resolve(met);
    };
    const late = setTimeout(end, 3000, false);
    socket.addEventListener('error', () => end(false));
    socket.addEventListener('message', ({ data }) => end(String(data).includes('connect.challenge')));
  });
}

/** Starts a gateway of an older release and waits until it greets. */
export async function startOld(
  lab: Lab,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Gateway> {
  const gateway = await lab.start({ args, env, wait: false });
  let over = false;
  void gateway.ended.then(() => {
    over = true;
  });
  for (const started = Date.now(); !(await challenged(lab.port)); ) {
    if (over || Date.now() - started > 120_000)
      throw new Error(`The gateway did not come up:\n${gateway.printed().slice(-2000)}`);
    await pause(300);
  }
  // The rush of starting goes on behind the first greeting; a fault is planted after that.
  for (let quick = 0, tries = 0; quick < 3 && tries < 40; tries++) {
    const asked = Date.now();
    quick = (await challenged(lab.port)) && Date.now() - asked < 250 ? quick + 1 : 0;
    await pause(700);
  }
  return gateway;
}

/** Starts a gateway that is expected to refuse. Some releases end with code 0 all the same (2026.6, a taken port). */
async function endsByItself(lab: Lab): Promise<void> {
  const gateway = await lab.start({ wait: false });
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, 90_000, 'late').unref());
  if ((await Promise.race([gateway.ended, late])) === 'late')
    throw new Error(`The gateway should have ended, but did not:\n${gateway.printed().slice(-2000)}`);
}

export interface OldFault {
  name: string;
  /** Finding ids of which one must come first; none for the healthy host. */
  accepted: readonly string[];
  plant: Plant;
  /** Releases that can have it; all of them if not given. */
  of?: (version: string) => boolean;
}

const set = (lab: Lab, change: (config: GatewayConfig) => void = () => {}) =>
  lab.configure((config) => {
    forOld(config);
    change(config);
  });

/** Runs well once and is then stopped: the state and the log that a real host has before a fault. */
async function ranWell(lab: Lab): Promise<void> {
  set(lab);
  await (await startOld(lab)).stop();
}

export const oldHealthy: OldFault = {
  name: 'healthy',
  accepted: [],
  async plant(lab) {
    set(lab);
    await startOld(lab);
    return undefined;
  },
};

const formerNames = (lab: Lab) => ({
  OPENCLAW_STATE_DIR: '',
  OPENCLAW_CONFIG_PATH: '',
  CLAWDBOT_STATE_DIR: lab.stateDir,
  CLAWDBOT_CONFIG_PATH: lab.configFile,
  CLAWDBOT_GATEWAY_PORT: String(lab.port),
});

/** Where it is and its port are told by variables of the time when OpenClaw was Clawdbot. */
export const oldByFormerNames: OldFault = {
  name: 'former-variables',
  accepted: [],
  of: readsFormerVariables,
  async plant(lab) {
    set(lab, ({ gateway }) => delete gateway.port);
    const env = formerNames(lab);
    await startOld(lab, [], env);
    return { env };
  },
};

export const oldFaults: readonly OldFault[] = [
  {
    name: 'token-flag',
    accepted: ['token-drift'],
    async plant(lab) {
      set(lab);
      await startOld(lab, ['--token', 'lab-token-of-the-flag-0002']);
      return undefined;
    },
  },
  {
    // Commands show it, and the gateway goes by the configuration alone.
    name: 'former-token',
    accepted: ['token-drift'],
    of: readsFormerVariables,
    async plant(lab) {
      set(lab);
      const env = { ...formerNames(lab), CLAWDBOT_GATEWAY_TOKEN: 'lab-token-of-former-days-0009' };
      await startOld(lab, [], env);
      return { env };
    },
  },
  {
    name: 'port-foreign',
    accepted: ['port-conflict-foreign'],
    async plant(lab) {
      set(lab);
      await startStranger(lab, lab.port);
      await endsByItself(lab);
      return undefined;
    },
  },
  {
    name: 'mode-unset',
    accepted: ['gateway-mode-missing'],
    async plant(lab) {
      await ranWell(lab);
      set(lab, (config) => delete config.gateway.mode);
      await endsByItself(lab);
      return undefined;
    },
  },
  {
    name: 'stopped',
    accepted: ['gateway-unreachable', 'service-stopped', 'service-not-installed'],
    async plant(lab) {
      await ranWell(lab);
      return undefined;
    },
  },
  {
    name: 'workspace-missing',
    accepted: ['workspace-path-missing'],
    async plant(lab) {
      set(lab);
      await startOld(lab);
      rmSync(lab.workspace, { recursive: true });
      return undefined;
    },
  },
];
