/**
 * Another gateway of the same user: a profile with a folder, a configuration, a port and a log of its own.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayConfig, Lab } from './lab.ts';
import { freeBlock } from './ports.ts';

export interface Profile {
  dir: string;
  port: number;
  /** What `--profile NAME` sets for the process. */
  env: Record<string, string>;
}

/** Writes the profile's configuration, changed by `change`; starts nothing. */
export async function addProfile(
  lab: Lab,
  name: string,
  change: (config: GatewayConfig) => void = () => {},
): Promise<Profile> {
  const dir = join(lab.env().HOME ?? lab.dir, `.openclaw-${name}`);
  mkdirSync(dir);
  const port = await freeBlock();
  const config = JSON.parse(readFileSync(lab.configFile, 'utf8')) as GatewayConfig;
  Object.assign(config.gateway, {
    port,
    auth: { mode: 'token', token: `lab-token-of-profile-${name}-0012` },
  });
  config.agents.defaults.workspace = join(dir, 'workspace');
  config.logging = { file: join(dir, 'gateway.log'), level: 'info' };
  change(config);
  const file = join(dir, 'openclaw.json');
  writeFileSync(file, JSON.stringify(config, null, 2));
  const env = { OPENCLAW_CONFIG_PATH: file, OPENCLAW_STATE_DIR: dir, OPENCLAW_PROFILE: name };
  return { dir, port, env };
}
