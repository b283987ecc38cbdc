/**
 * @module agent/gateway-admin/door
 * The way to a gateway for whoever works on it more than once: found anew each time, since it may have been started
 * again on another port, entered, and left when the work with it is done.
 */
import type { Because } from '../../protocol/recovery.ts';
import { createRedactor } from '../../redaction/redact.ts';
import { knownSecrets } from '../credentials/known-secrets.ts';
import { refusalsIn } from '../credentials/refusals.ts';
import { discover, type Env, type Target } from '../gateways/discover.ts';
import { lentEnv } from '../gateways/lent-environment.ts';
import { type HostPort, realHost } from '../host/host-port.ts';
import { ownFingerprint } from '../own-fingerprint.ts';
import type { Admin, Redact } from './admin.ts';
import { enter } from './enter.ts';

export type DoorParts = {
  /** The host agent's own folder: refusals are remembered there. */
  stateDir: string;
  env: Env;
  /** Path of the OpenClaw command. */
  openclaw?: string | undefined;
  /** Profile; the one that this host's commands lead to if not given. */
  gateway?: string | undefined;
  host?: HostPort;
  now?: () => number;
};

export type Inside = { admin: Admin; target: Target; host: HostPort; redact: Redact };
export type Worked<T> = { ok: true; value: T } | { ok: false; because: Because };

/** Opens the door, works, and closes it. `since`: something was changed then (epoch ms), so older refusals are void. */
export type AdminDoor = <T>(
  options: { signal: AbortSignal; since?: number },
  work: (inside: Inside) => Promise<T>,
) => Promise<Worked<T>>;

const no = <T>(code: string, params: Record<string, string> = {}): Worked<T> => ({
  ok: false,
  because: { code, params },
});

/** The gateway that is meant: by its name, else the one of this shell, else the only one. */
function meantOf(found: readonly Target[], gateway: string | undefined): Target | undefined {
  const named = found.find(({ name }) => name === gateway);
  if (gateway !== undefined && (named !== undefined || gateway !== 'default')) return named;
  return found.find(({ meant }) => meant !== undefined) ?? (found.length === 1 ? found[0] : undefined);
}

export function adminDoor(parts: DoorParts): AdminDoor {
  const { stateDir, env, gateway, openclaw = 'openclaw', host = realHost(), now = Date.now } = parts;
  return async ({ signal, since }, work) => {
    const found = await discover(host, env, gateway);
    const target = meantOf(found, gateway);
    if (!target) return no('gateway.not-found', { names: found.map(({ name }) => name).join(', ') });
    if (target.owner.why !== undefined)
      return no('gateway.not-one-users', { gateway: target.name, why: target.owner.why });
    const redactor = createRedactor({ known: await knownSecrets(host, found, env) });
    const { root, stateDir: theirs, configPath } = target;
    const shell = await lentEnv(host, env, [root + theirs, root + configPath]);
    const entered = await enter({
      host,
      target,
      shell,
      fingerprint: ownFingerprint(stateDir),
      refusals: refusalsIn(stateDir),
      openclaw,
      redact: redactor.text,
      now,
      signal,
      ...(since === undefined ? {} : { since }),
    });
    if (!entered.ok) return entered;
    try {
      return { ok: true, value: await work({ admin: entered.admin, target, host, redact: redactor.text }) };
    } finally {
      entered.admin.close();
    }
  };
}
