/**
 * @module agent/supervisors/launch
 * How a gateway that no supervisor holds was started, so that it can be started so again: program, environment, folder.
 * It renames itself over its arguments, so flags are lost but for the port, which its lock tells (OpenClaw 2026.9.6).
 */
import { dirname } from 'node:path';
import * as z from 'zod';
import { gatewayCall, serves } from '../gateways/gateway-call.ts';
import { openclawOf } from '../gateways/openclaw-command.ts';
import { placeOf } from '../gateways/places.ts';
import { environment, type OpenClawProcess } from '../gateways/processes.ts';
import type { Sight } from './supervisor.ts';

/** Kept between a stop and a start: it holds what the gateway's environment held. */
export const Launch = z.strictObject({
  argv: z.array(z.string()).min(2),
  env: z.record(z.string(), z.string()),
  cwd: z.string(),
  /** Releases before 0.2 wrote whose rights root was to take on; nobody's are taken on any more. */
  as: z.null().exactOptional(),
  /** Its arguments could not be read any more. */
  flagsLost: z.boolean(),
});
export type Launch = z.infer<typeof Launch>;

/** By these a process takes itself for a service's (supervisor-markers of 2026.9.6): it then ends to be restarted. */
const MARKERS = [
  'OPENCLAW_SYSTEMD_UNIT',
  'INVOCATION_ID',
  'SYSTEMD_EXEC_PID',
  'JOURNAL_STREAM',
  'OPENCLAW_LAUNCHD_LABEL',
  'OPENCLAW_SERVICE_MARKER',
  'OPENCLAW_SERVICE_KIND',
] as const;
/** What systemd hands to one process, and is nobody else's. */
const HANDED = [
  'NOTIFY_SOCKET',
  'WATCHDOG_USEC',
  'WATCHDOG_PID',
  'LISTEN_FDS',
  'LISTEN_PID',
  'LISTEN_FDNAMES',
  'MAINPID',
  'MANAGERPID',
];
/** Flags that bring a credential along: it would be in force whatever the configuration says. */
const CREDENTIALS = ['--token', '--password', '--password-file'];

/** What a process says of itself when it restarts: `true` where it stays and boots anew, `false` where it ends and waits to be started. */
export function staysAlive(env: Readonly<Record<string, string | undefined>>): boolean {
  if (/^(?:1|true|yes|on)$/i.test(env.OPENCLAW_NO_RESPAWN?.trim() ?? '')) return true;
  if (env.OPENCLAW_SUPERVISOR_MODE?.trim().toLowerCase() === 'external') return false;
  return !MARKERS.some((name) => env[name]?.trim());
}

/**
 * The environment to start it in. `external`: a start that fails calls no repair agent of OpenClaw's own. That alone would
 * make it end at its next restart and wait for somebody, so it is told to restart in its process, too (both 2026.9.6).
 */
export function startEnv(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const drop = new Set<string>([...MARKERS, ...HANDED]);
  const kept = Object.entries(env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && !drop.has(pair[0]),
  );
  return { ...Object.fromEntries(kept), OPENCLAW_SUPERVISOR_MODE: 'external', OPENCLAW_NO_RESPAWN: '1' };
}

export const withoutVariables = (
  env: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

/** Its command line without the flags that bring a credential. */
export function withoutCredentials(argv: readonly string[]): string[] {
  return argv.filter((word, at) => {
    const [name] = word.split('=');
    return !CREDENTIALS.includes(name ?? '') && !CREDENTIALS.includes(argv[at - 1] ?? '');
  });
}

/** `--port N`, where it serves another port than environment and configuration lead to. */
const portWords = (port: number | null, wanted: number): string[] =>
  port === null || port === wanted ? [] : ['--port', String(port)];

type Made = { ok: true; launch: Launch } | { ok: false; why: string };

/** How to start it again as it runs now, its credential flags left out. */
export async function launchOf(sight: Sight, main: OpenClawProcess, port: number | null): Promise<Made> {
  const { host, target } = sight;
  const [exe, cwd, environ] = await Promise.all([
    host.link(`/proc/${main.pid}/exe`),
    host.link(`/proc/${main.pid}/cwd`),
    host.read(`/proc/${main.pid}/environ`, { maxBytes: 256 * 1024 }),
  ]);
  if (!environ.ok || environ.value === null) return { ok: false, why: 'its environment cannot be read' };
  const program = exe.ok && exe.value && !main.exeDeleted ? exe.value : process.execPath;
  const call = gatewayCall(main.argv);
  const env = environment(environ.value);
  const script = await openclawOf(host, sight.openclaw, target);
  if (!script.ok) return { ok: false, why: script.why };
  // Where it is still called as it was, its own words are kept; its runtime by the path that runs.
  const at = call ? main.argv.indexOf(call.script) : -1;
  const own = call && serves(call) && at >= 0 ? [program, ...withoutCredentials(main.argv.slice(at))] : null;
  const again = [program, script.value, 'gateway', 'run', ...portWords(port, target.clientPort)];
  return {
    ok: true,
    launch: {
      argv: own ?? again,
      env: startEnv(env),
      cwd: (cwd.ok && cwd.value) || '/',
      flagsLost: own === null,
    },
  };
}

/** How to start it where nothing runs and nothing is remembered: as an operator of this place would. */
export async function launchAnew(sight: Sight): Promise<Made> {
  const { host, target, openclaw } = sight;
  const script = await openclawOf(host, openclaw, target);
  if (!script.ok) return { ok: false, why: script.why };
  const { stateDir, configPath } = target;
  const same = placeOf(target.env).stateDir === stateDir && placeOf(target.env).configPath === configPath;
  const leads = same ? {} : { OPENCLAW_STATE_DIR: stateDir, OPENCLAW_CONFIG_PATH: configPath };
  const env = {
    ...target.env,
    ...leads,
    PATH: [dirname(process.execPath), target.env.PATH ?? '/usr/bin:/bin'].join(':'),
  };
  const argv = [process.execPath, script.value, 'gateway', 'run'];
  return { ok: true, launch: { argv, env: startEnv(env), cwd: target.env.HOME ?? '/', flagsLost: true } };
}
