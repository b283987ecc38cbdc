/**
 * @module agent/gateways/lent-environment
 * The environment that a gateway's files are read with. A configuration may name any variable, and its gateway is
 * shown what stands in it: with root's rights, another user's files get nothing that root's shell has set.
 */
import type { HostPort } from '../host/host-port.ts';
import { ownUid } from '../private-files.ts';
import type { Env } from './places.ts';

/** What says where things are, and nothing more. */
const PLACES =
  /^(?:OPENCLAW_(?:STATE_DIR|CONFIG_PATH|PROFILE|GATEWAY_PORT)|HOME|PATH|TMPDIR|LANG|LC_[A-Z]+|TZ)$/;

/** `env`, or for root looking at files of another user only the part that leads to them. */
export async function lentEnv(host: HostPort, env: Env, paths: readonly string[]): Promise<Env> {
  if (ownUid() !== 0) return env;
  const stats = await Promise.all(paths.map((path) => host.stat(path)));
  if (stats.every((stat) => stat.ok && (stat.value === null || stat.value.uid === 0))) return env;
  return Object.fromEntries(Object.entries(env).filter(([name]) => PLACES.test(name)));
}
