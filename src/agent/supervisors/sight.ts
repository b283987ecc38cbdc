/**
 * @module agent/supervisors/sight
 * Finds the one gateway that is meant, anew each time: what was found before a restart tells of a process that is gone.
 */
import { discover, type Env } from '../gateways/discover.ts';
import { inReadersWords } from '../gateways/legacy-variables.ts';
import type { HostPort } from '../host/host-port.ts';
import type { Sight } from './supervisor.ts';

/** What every look at a gateway of this host needs. */
export type Means = { host: HostPort; env: Env; openclaw?: string | undefined };

/** Where its files are; a gateway that no profile names is called by its process, and has another name without it. */
export type Files = { stateDir: string; configPath: string };

/** The gateway of this name, or where none has it the one with these files, as it is now; null where there is none, or only a client. */
export async function sightOf(
  { host, env, openclaw = 'openclaw' }: Means,
  gateway: string,
  files?: Files,
): Promise<Sight | null> {
  const script = openclaw.includes('/') ? openclaw : undefined;
  const shell = await inReadersWords(host, env, { brand: 'openclaw', is: 'client', script });
  const named = (await discover(host, shell, gateway)).find(({ name }) => name === gateway);
  const target = named ?? (files ? (await discover(host, pinnedTo(shell, files)))[0] : undefined);
  return target && target.clientOf === null ? { host, target, shell, openclaw } : null;
}

const pinnedTo = (env: Env, { stateDir, configPath }: Files): Env => ({
  ...env,
  OPENCLAW_PROFILE: undefined,
  OPENCLAW_STATE_DIR: stateDir,
  OPENCLAW_CONFIG_PATH: configPath,
});
