/**
 * @module agent/gateways/legacy-variables
 * Releases before 2026.3.22 also read CLAWDBOT_ variables, where the OPENCLAW_ one of the same name is blank (read in
 * 2026.2.26 and 2026.3.13; MOLTBOT_ they never read). Later ones ignore them, so which release reads decides.
 */
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import type { HostPort } from '../host/host-port.ts';
import { type Brand, inNewWords } from './legacy-names.ts';
import { packageOf } from './openclaw-package.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Those that say where a gateway is. */
const PLACES = ['STATE_DIR', 'CONFIG_PATH', 'GATEWAY_PORT'];
/** Those that clients read besides. A gateway does not: it makes a token of its own beside CLAWDBOT_GATEWAY_TOKEN. */
const ENTRIES = ['GATEWAY_TOKEN', 'GATEWAY_PASSWORD', 'GATEWAY_URL'];
const MOST_LINKS = 4;

/** Whose environment it is. */
export type Reader = {
  brand: Brand;
  /** A gateway's own, or that of a shell whose commands are its clients. */
  is: 'gateway' | 'client';
  /** The script or command that was called, as far as it is known; otherwise it is looked for on the search path. */
  script?: string | undefined;
  /** Where it was called. */
  cwd?: string | undefined;
  /** Goes before its paths, when it lives in another mount namespace. */
  root?: string | undefined;
};

/** Its last release that reads them came out on 13 March 2026; previews of the next one count as that. */
export function readsFormerVariables(version: string): boolean {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})\.(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  return year * 10_000 + month * 100 + day < 2026_03_22 && year > 0;
}

/** Links are followed by hand: those of another root lead to places in that root. */
async function behindLinks(host: HostPort, root: string, start: string): Promise<string> {
  let path = start;
  for (let n = 0; n < MOST_LINKS; n++) {
    const link = await host.link(root + path);
    if (!link.ok || link.value === null) return path;
    path = resolve(dirname(path), link.value);
  }
  return path;
}

async function releaseOf(host: HostPort, env: Env, { script, cwd, root = '' }: Reader) {
  const called = script !== undefined && cwd !== undefined ? resolve(cwd, script) : script;
  const onPath = (env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const files =
    called !== undefined && isAbsolute(called) ? [called] : onPath.map((folder) => join(folder, 'openclaw'));
  for (const file of files) {
    const found = await host.stat(root + file);
    if (!found.ok || found.value === null) continue;
    const owner = await packageOf(host, root + (await behindLinks(host, root, file)));
    return owner.ok ? owner.value.version : undefined;
  }
  return undefined;
}

/** An environment in today's words, as the program that has it reads it. What release that is costs only when it matters. */
export async function inReadersWords(host: HostPort, env: Env, reader: Reader): Promise<Env> {
  if (reader.brand !== 'openclaw') return inNewWords(env, reader.brand);
  const read = reader.is === 'client' ? [...PLACES, ...ENTRIES] : PLACES;
  const former = read.filter(
    (name) => !env[`OPENCLAW_${name}`]?.trim() && Boolean(env[`CLAWDBOT_${name}`]?.trim()),
  );
  if (former.length === 0) return env;
  // What the service was written by, where the package does not show: a wrapper script, a bundle.
  const release = (await releaseOf(host, env, reader)) ?? env.OPENCLAW_SERVICE_VERSION;
  if (release === undefined || !readsFormerVariables(release)) return env;
  return {
    ...env,
    ...Object.fromEntries(former.map((name) => [`OPENCLAW_${name}`, env[`CLAWDBOT_${name}`]])),
  };
}
