/**
 * @module agent/gateways/openclaw-command
 * Finds the installed OpenClaw, and reads the version from the package beside it: 0.1 ms instead of the 0.2 s
 * and 68 MB that `openclaw --version` costs (2026.9.6).
 */
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { type HostPort, type Outcome, seen, unseen } from '../host/host-port.ts';
import type { Env, Target } from './discover.ts';
import { type OpenClawPackage, packageOf } from './openclaw-package.ts';

/** Where npm and Homebrew put commands; a service's own PATH often lacks them. */
const USUAL = ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin'];
const COMMAND = /\/(openclaw|clawdbot|moltbot)(\/dist\/[\w.-]+|\.m?js)?$/;

/** Where to look for the command: as named, as the service calls it, then on the given search paths. */
function places(command: string, calls: readonly string[], paths: readonly (string | undefined)[]): string[] {
  if (isAbsolute(command) || command.includes('/')) return [command];
  const folders = [...paths.flatMap((path) => (path ?? '').split(delimiter)), ...USUAL].filter(isAbsolute);
  return [
    ...calls.filter((word) => isAbsolute(word) && COMMAND.test(word)),
    ...new Set(folders.map((folder) => join(folder, command))),
  ];
}

async function firstReal(host: HostPort, candidates: readonly string[]): Promise<string | null> {
  for (const place of candidates) {
    const real = await host.real(place);
    if (real.ok && real.value !== null) return real.value;
  }
  return null;
}

/** The OpenClaw that belongs to this gateway, with all links followed. */
export async function openclawOf(
  host: HostPort,
  command: string,
  { units, processes, env }: Pick<Target, 'units' | 'processes' | 'env'>,
): Promise<Outcome<string>> {
  const main = processes.ok ? processes.value[0] : undefined;
  const calls = units.flatMap((unit) => unit.argv);
  const paths = [main?.env?.PATH, ...units.map((unit) => unit.env.PATH), env.PATH];
  const found = await firstReal(host, places(command, calls, paths));
  return found === null
    ? unseen('unavailable', `${command} is not on any search path here; name it with --openclaw PATH`)
    : seen(found);
}

/** Version of the OpenClaw that an environment leads to. */
export async function installedVersion(
  host: HostPort,
  command: string,
  env: Env,
): Promise<Outcome<OpenClawPackage>> {
  const found = await firstReal(host, places(command, [], [env.PATH]));
  return found === null ? unseen('unavailable', `${command} is not installed`) : packageOf(host, found);
}

/** The environment to run it in: the gateway's, with a Node that its first line can find. */
export function commandEnv(env: Env): Record<string, string> {
  const set = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const path = [dirname(process.execPath), env.PATH ?? '', ...USUAL].filter(Boolean).join(delimiter);
  return { ...Object.fromEntries(set), PATH: path, NO_COLOR: '1', OPENCLAW_NO_AUTO_UPDATE: '1' };
}
