/**
 * @module agent/recovery/site
 * The one gateway that is to be recovered, and what its plan and its acts look through. Opened anew for each act: what
 * was seen a minute ago is no ground to change anything on.
 */
import type { Because } from '../../protocol/recovery.ts';
import { createRedactor, type Redactor } from '../../redaction/redact.ts';
import { knownSecrets } from '../credentials/known-secrets.ts';
import { refusalsIn } from '../credentials/refusals.ts';
import { discover, type Env, type Target } from '../gateways/discover.ts';
import { inReadersWords } from '../gateways/legacy-variables.ts';
import { lentEnv } from '../gateways/lent-environment.ts';
import { type HostPort, realHost } from '../host/host-port.ts';
import { ownFingerprint } from '../own-fingerprint.ts';
import type { ProbeContext } from '../probe.ts';
import type { Takes } from './slow-things.ts';

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
  /** Tells of what takes long; absent where nobody waits. */
  takes?: Takes | undefined;
};

export type Opened = { ok: true; site: Site } | { ok: false; because: Because };

const refused = (code: string, params: Record<string, string> = {}): Opened => ({
  ok: false,
  because: { code, params },
});

/** The target that was meant: by name, else the only one, else the one that this shell's commands lead to. */
export function meantOf(found: readonly Target[], wanted: string | undefined): Target | undefined {
  const named = found.find(({ name }) => name === wanted);
  if (named !== undefined || (wanted !== undefined && wanted !== 'default')) return named;
  return found.length === 1 ? found[0] : found.find(({ meant }) => meant !== undefined);
}

/** Finds the gateway, and what must not be told of it. */
export async function openSite(
  gateway: string | undefined,
  { stateDir, env, openclaw = 'openclaw', denied = [], host = realHost(), now = Date.now }: SiteOptions,
  signal: AbortSignal,
): Promise<Opened> {
  const script = openclaw.includes('/') ? openclaw : undefined;
  // As a command that is typed here would read it.
  const shellEnv = await inReadersWords(host, env, { brand: 'openclaw', is: 'client', script });
  const found = await discover(host, shellEnv, gateway);
  const names = found.map(({ name }) => name).join(', ');
  const target = meantOf(found, gateway);
  if (target === undefined)
    return gateway === undefined
      ? refused('gateway.choose', { found: names })
      : refused('gateway.not-here', { gateway, found: names });
  if (target.owner.why !== undefined)
    return refused('gateway.not-one-users', { gateway: target.name, why: target.owner.why });
  if (target.clientOf !== null) return refused('gateway.client-only', { gateway: target.name });
  const shell = await lentEnv(host, shellEnv, [
    target.root + target.stateDir,
    target.root + target.configPath,
  ]);
  const known = await knownSecrets(host, found, shellEnv);
  const site: Site = {
    host,
    target,
    shell,
    openclaw,
    fingerprint: ownFingerprint(stateDir),
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
