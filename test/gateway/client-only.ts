/**
 * A host that is only a client: a folder of its own beside the lab's gateway, which plays the gateway elsewhere. What a
 * plant returns of it is the environment of that host's operator.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';

/** `gateway.remote` of OpenClaw's configuration, as far as the labs use it. */
interface Remote {
  url?: string;
  token?: string;
  password?: string;
  tlsFingerprint?: string;
}

/** The operator's environment on a host of its own, without any configuration. */
export function bareClient(lab: Lab, env: Record<string, string> = {}): { env: Record<string, string> } {
  const dir = join(lab.dir, 'client');
  mkdirSync(dir, { recursive: true });
  return {
    env: {
      OPENCLAW_CONFIG_PATH: join(dir, 'openclaw.json'),
      OPENCLAW_STATE_DIR: join(dir, 'state'),
      ...env,
    },
  };
}

/** A host whose configuration says `gateway.mode: "remote"` and where that is; `more` is added to `gateway`. */
export function clientOf(
  lab: Lab,
  remote: Remote,
  more: Record<string, string | number> = {},
): { env: Record<string, string> } {
  const host = bareClient(lab);
  const config = {
    gateway: { mode: 'remote', remote, ...more },
    logging: { file: join(lab.dir, 'client', 'openclaw.log') },
    update: { checkOnStart: false },
  };
  writeFileSync(host.env.OPENCLAW_CONFIG_PATH ?? '', `${JSON.stringify(config, null, 2)}\n`);
  return host;
}
