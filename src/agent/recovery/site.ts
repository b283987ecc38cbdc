/**
 * @module agent/recovery/site
 * The one gateway that is to be recovered, and what its plan and its acts look through. Opened anew for each act: what
 * was seen a minute ago is no ground to change anything on.
 */
import type { Because } from '../../protocol/recovery.ts';
import { createRedactor, type Redactor } from '../../redaction/redact.ts';
import { loadFleetKey } from '../channel/keys.ts';
import { fingerprinter, hostKey } from '../credentials/fingerprint.ts';
import { knownSecrets } from '../credentials/known-secrets.ts';
import { refusalsIn } from '../credentials/refusals.ts';
import { discover, type Env, type Target } from '../gateways/discover.ts';
import { lentEnv } from '../gateways/lent-environment.ts';
import { type HostPort, realHost } from '../host/host-port.ts';
import type { ProbeContext } from '../probe.ts';

export type SiteOptions = {
  /** Where the host agent keeps its own files. */
  stateDir: string;
  env: Env;
  /** The OpenClaw command, if one was named. */
  openclaw?: string | undefined;
  /** The policy's own denied keys, beside the built-in ones. */
  denied?: readonly string[];
  host?: HostPort;
  now?: () => number;
};

export type Site = ProbeContext & {
  /** The host agent's own folder. */
  ownDir: string;
  denied: readonly string[];
  redactor: Redactor;
  /** The configuration file as this host has it; links are not followed yet. */
  configPath: string;
};

export type Opened = { ok: true; site: Site } | { ok: false; because: Because };

const refused = (code: string, params: Record<string, string> = {}): Opened => ({
  ok: false,
  because: { code, params },
});

function keyOf(stateDir: string): Uint8Array {
  try {
    return loadFleetKey(stateDir) ?? hostKey(stateDir);
  } catch {
    return hostKey(stateDir);
  }
}

/** The target that was meant: by name, else the only one, else the one that this shell's commands lead to. */
function meantOf(found: readonly Target[], wanted: string | undefined): Target | undefined {
  if (wanted !== undefined) return found.find(({ name }) => name === wanted);
  return found.length === 1 ? found[0] : found.find(({ meant }) => meant !== undefined);
}

/** Finds the gateway, and what must not be told of it. */
export async function openSite(
  gateway: string | undefined,
  { stateDir, env, openclaw = 'openclaw', denied = [], host = realHost(), now = Date.now }: SiteOptions,
  signal: AbortSignal,
): Promise<Opened> {
  const found = await discover(host, env, gateway);
  const names = found.map(({ name }) => name).join(', ');
  const target = meantOf(found, gateway);
  if (target === undefined)
    return gateway === undefined
      ? refused('gateway.choose', { found: names })
      : refused('gateway.not-here', { gateway, found: names });
  if (target.clientOf !== null) return refused('gateway.client-only', { gateway: target.name });
  const shell = await lentEnv(host, env, [target.root + target.stateDir, target.root + target.configPath]);
  const known = await knownSecrets(host, found, env);
  const site: Site = {
    host,
    target,
    shell,
    openclaw,
    fingerprint: fingerprinter(keyOf(stateDir)),
    refusals: refusalsIn(stateDir),
    now,
    signal,
    ownDir: stateDir,
    denied,
    redactor: createRedactor({ known }),
    configPath: target.root + target.configPath,
  };
  return { ok: true, site };
}
