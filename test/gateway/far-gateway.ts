/**
 * A host that runs no gateway of its own: people work here, and the gateway is on another machine. The lab has one
 * machine, so the other one is a folder with a home, a state and a configuration that nothing here points to.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gateway } from './gateway.ts';
import type { GatewayConfig, Lab } from './lab.ts';
import { freeBlock, isFree } from './ports.ts';

export interface FarGateway {
  gateway: Gateway;
  port: number;
  token: string;
  /** The folder that stands for the other machine. */
  dir: string;
}

const START_LIMIT_MS = 120_000;

/** Starts the gateway of the other machine; resolves when it serves. */
export async function farGateway(
  lab: Lab,
  change: (gateway: GatewayConfig['gateway']) => void = () => {},
): Promise<FarGateway> {
  const dir = join(lab.dir, 'other-machine');
  const home = join(dir, 'home');
  mkdirSync(home, { recursive: true });
  const port = await freeBlock();
  const token = 'lab-token-of-the-other-machine-0011';
  const config = JSON.parse(readFileSync(lab.configFile, 'utf8')) as GatewayConfig;
  Object.assign(config.gateway, { port, auth: { mode: 'token', token } });
  config.agents.defaults.workspace = join(dir, 'workspace');
  // As OpenClaw's set-up leaves it behind.
  mkdirSync(config.agents.defaults.workspace, { recursive: true });
  const log = join(dir, 'gateway.log');
  config.logging = { file: log, level: 'info' };
  change(config.gateway);
  const file = join(dir, 'openclaw.json');
  writeFileSync(file, JSON.stringify(config, null, 2));
  const env = { HOME: home, OPENCLAW_CONFIG_PATH: file, OPENCLAW_STATE_DIR: join(dir, 'state') };
  const speaksTls = Boolean((config.gateway.tls as { enabled?: boolean } | undefined)?.enabled);
  const gateway = await lab.start({ port, env, wait: !speaksTls });
  if (speaksTls) await readyBehindTls(gateway, port);
  return { gateway, port, token, dir };
}

/** With TLS its pages are not asked in the clear: it is waited for until it says that it is ready. */
export async function readyBehindTls(gateway: Gateway, port: number): Promise<void> {
  const began = Date.now();
  while (!/(\[gateway\]|gateway) ready\b/.test(gateway.printed()) || (await isFree(port))) {
    if (Date.now() - began > START_LIMIT_MS)
      throw new Error(`The gateway with TLS did not come up:\n${gateway.printed().slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Makes this host one for work alone: no workspace, no state, and a configuration that names the other machine. */
export function clientOnly(
  lab: Lab,
  remote: { url: string; [key: string]: unknown },
  more: object = {},
): void {
  rmSync(lab.workspace, { recursive: true });
  const config = { gateway: { mode: 'remote', remote }, ...more };
  writeFileSync(lab.configFile, `${JSON.stringify(config, null, 2)}\n`);
}
