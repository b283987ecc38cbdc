/**
 * @module agent/gateways/legacy-names
 * OpenClaw was Clawdbot and then Moltbot. Old releases read variables of their own name; new ones ignore those, and
 * still use an old directory or file where no new one exists (2026.9.6, docs/install/updating).
 */
import { posix } from 'node:path';
import type { HostPort } from '../host/host-port.ts';

export const FORMER_NAMES = ['clawdbot', 'moltbot'] as const;
export type Brand = 'openclaw' | (typeof FORMER_NAMES)[number];

type Env = Readonly<Record<string, string | undefined>>;

/** Under which name a program goes: by its path, or as it names itself. */
export function brandOf(program: string): Brand {
  const words = program.toLowerCase();
  // The command decides before the folders above it: people keep old folder names.
  const last = posix.basename(words);
  const named = FORMER_NAMES.find((name) => last.includes(name));
  if (named || last.includes('openclaw')) return named ?? 'openclaw';
  return FORMER_NAMES.find((name) => words.includes(`node_modules/${name}/`)) ?? 'openclaw';
}

/** The environment of a program under a former name, in the words of today. */
export function inNewWords(env: Env, brand: Brand): Env {
  if (brand === 'openclaw') return env;
  const prefix = `${brand.toUpperCase()}_`;
  const kept = Object.entries(env).filter(([name]) => !name.startsWith('OPENCLAW_'));
  const translated = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[`OPENCLAW_${name.slice(prefix.length)}`, value] as const] : [],
  );
  const home = env[`${prefix}HOME`] || env.HOME || '/';
  const profile = env[`${prefix}PROFILE`];
  const state = posix.join(home, `.${brand}${profile && profile !== 'default' ? `-${profile}` : ''}`);
  return { OPENCLAW_STATE_DIR: state, ...Object.fromEntries([...kept, ...translated]) };
}

const isThere = async (host: HostPort, path: string): Promise<boolean> => {
  const found = await host.stat(path);
  return found.ok && found.value !== null;
};

/** Where the files really are: an old directory or file name counts while the new one is not there. */
export async function settledPlace(
  host: HostPort,
  place: { stateDir: string; configPath: string },
  pinned: { state: boolean; config: boolean },
): Promise<{ stateDir: string; configPath: string }> {
  let { stateDir, configPath } = place;
  if (!pinned.state && /\.openclaw$/.test(stateDir) && !(await isThere(host, stateDir)))
    for (const name of FORMER_NAMES) {
      const old = stateDir.replace(/\.openclaw$/, `.${name}`);
      if (!(await isThere(host, old))) continue;
      if (!pinned.config) configPath = posix.join(old, 'openclaw.json');
      stateDir = old;
      break;
    }
  if (!pinned.config && !(await isThere(host, configPath)))
    for (const name of FORMER_NAMES) {
      const old = posix.join(stateDir, `${name}.json`);
      if (await isThere(host, old)) return { stateDir, configPath: old };
    }
  return { stateDir, configPath };
}
