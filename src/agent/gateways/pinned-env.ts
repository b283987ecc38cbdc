/**
 * @module agent/gateways/pinned-env
 * Environments that lead to one place each: a shell's own, bent to another gateway of the host, must not take the
 * shell's port or address along.
 */
import { type Env, type Place, placeOf } from './places.ts';

const openclawOnly = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /^(OPENCLAW_|HOME$)/.test(name)));

/** The port and the address that a shell names are meant for its own gateway. */
export const NOT_THEIRS = { OPENCLAW_GATEWAY_PORT: '', OPENCLAW_GATEWAY_URL: '' };

/** An environment that leads to this place and nowhere else; the default place needs no words. */
export function pinned(env: Env, theirs: Env, place: Place): Env {
  const usual = placeOf(env);
  if (theirs === env && usual.stateDir === place.stateDir && usual.configPath === place.configPath)
    return env;
  const names = { OPENCLAW_STATE_DIR: place.stateDir, OPENCLAW_CONFIG_PATH: place.configPath };
  return { ...env, ...NOT_THEIRS, ...openclawOnly(theirs), ...names };
}
