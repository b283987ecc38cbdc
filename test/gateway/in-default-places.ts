/**
 * A host whose gateways live where OpenClaw puts them by itself, looked at from a shell that names none of them.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayConfig, Lab } from './lab.ts';

/** A shell with a home and nothing more of OpenClaw's. */
export const PLAIN_SHELL = { OPENCLAW_CONFIG_PATH: '', OPENCLAW_STATE_DIR: '' };

/** Writes `~/.openclaw/openclaw.json`, or that of a profile, and returns the folder. */
export function configureProfile(
  lab: Lab,
  profile: string | null,
  change: (config: GatewayConfig) => void = () => {},
): string {
  const config = JSON.parse(readFileSync(lab.configFile, 'utf8')) as GatewayConfig;
  change(config);
  const folder = join(lab.env().HOME ?? lab.dir, profile === null ? '.openclaw' : `.openclaw-${profile}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'openclaw.json'), `${JSON.stringify(config, null, 2)}\n`);
  return folder;
}

/** Takes away what the lab has prepared elsewhere. */
export function leaveOldPlaces(lab: Lab): void {
  for (const path of [lab.configFile, lab.workspace]) rmSync(path, { recursive: true, force: true });
}
