/**
 * @module agent/gateways/places
 * Where a gateway started with an environment keeps its files (OpenClaw 2026.9.6, docs/gateway).
 */
import { isAbsolute, join, resolve } from 'node:path';

export type Env = Readonly<Record<string, string | undefined>>;
export type Place = { configPath: string; stateDir: string };

export const homeOf = (env: Env): string => env.OPENCLAW_HOME || env.HOME || '/';

function expand(path: string, env: Env): string {
  if (path === '~' || path.startsWith('~/')) return join(homeOf(env), path.slice(1));
  return isAbsolute(path) ? path : resolve(path);
}

/** Where a gateway started with this environment keeps its files (OpenClaw 2026.9.6, docs/gateway). */
export function placeOf(env: Env): Place {
  const profile =
    env.OPENCLAW_PROFILE && env.OPENCLAW_PROFILE !== 'default' ? `-${env.OPENCLAW_PROFILE}` : '';
  const stateDir = expand(env.OPENCLAW_STATE_DIR || join(homeOf(env), `.openclaw${profile}`), env);
  return { stateDir, configPath: expand(env.OPENCLAW_CONFIG_PATH || join(stateDir, 'openclaw.json'), env) };
}
