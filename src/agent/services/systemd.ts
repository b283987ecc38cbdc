/**
 * @module agent/services/systemd
 * What systemd says of its units, asked in one call for each manager: the system's own, the one of the user we run
 * as, or with root's rights that of another user. A manager that is not up and one that refuses are kept apart.
 */

import type { Env } from '../gateways/places.ts';
import type { Account } from '../host/accounts.ts';
import type { HostPort } from '../host/host-port.ts';

export type Manager = 'systemd-user' | 'systemd';

/** One unit as `systemctl show` has it (systemctl(1), org.freedesktop.systemd1(5); 247 to 257). */
export type UnitState = {
  manager: Manager;
  name: string;
  load: string;
  /** `active`, `activating`, `inactive`, `failed`, … */
  active: string;
  /** `enabled`, `disabled`, `masked`, `static`, …; empty for a unit that has no file. */
  enabled: string;
  /** `success`, `exit-code`, `signal`, `start-limit-hit`, `oom-kill`, `watchdog`, … of its last run. */
  result: string;
  /** Restarts that systemd made by itself; a restart by hand starts anew. */
  restarts: number;
  /** Exit code, or number of the signal, of its last main process. */
  exitCode: number;
  mainPid: number;
  /** Names its last run in the journal; empty where there was none since boot. */
  invocation: string;
  /** Its file was changed since systemd read it. */
  reloadNeeded: boolean;
};

const PROPERTIES = [
  'Id',
  'LoadState',
  'ActiveState',
  'UnitFileState',
  'Result',
  'NRestarts',
  'ExecMainStatus',
  'MainPID',
  'InvocationID',
  'NeedDaemonReload',
];

/** Blocks of `NAME=value`: one a unit, an empty line between. Units that do not exist are left out. */
export function unitsShown(printed: string, manager: Manager): UnitState[] {
  return printed.split(/\n\s*\n/).flatMap((block) => {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
    const load = value('LoadState');
    if (load !== 'loaded' && load !== 'masked' && load !== 'bad-setting' && load !== 'error') return [];
    return [
      {
        manager,
        name: value('Id'),
        load,
        active: value('ActiveState'),
        enabled: load === 'masked' ? 'masked' : value('UnitFileState'),
        result: value('Result'),
        restarts: Number(value('NRestarts') || 0),
        exitCode: Number(value('ExecMainStatus') || 0),
        mainPid: Number(value('MainPID') || 0),
        invocation: value('InvocationID'),
        reloadNeeded: value('NeedDaemonReload') === 'yes',
      },
    ];
  });
}

/** Whom to ask: the system's manager, or that of a user. */
export type Asked = { manager: 'systemd' } | { manager: 'systemd-user'; owner: Account | undefined };

export type Answer = { units: UnitState[] } | { down: true } | { why: string };

const ownUid = (): number => process.getuid?.() ?? 0;

/** How to reach a manager, as arguments and environment; null when it is a user's that is not up. */
export async function wayTo(
  host: HostPort,
  asked: Asked,
  shell: Env,
): Promise<{ scope: string[]; env: Record<string, string> } | { down: true } | { why: string }> {
  const path = { PATH: shell.PATH ?? '/usr/bin:/bin', LANG: 'C' };
  if (asked.manager === 'systemd') return { scope: [], env: path };
  const uid = asked.owner && asked.owner.uid >= 0 ? asked.owner.uid : ownUid();
  const mine = uid === ownUid();
  // `systemctl --user` finds its bus through this folder; a job started by cron or by hand may lack the variable.
  const runtime = (mine ? shell.XDG_RUNTIME_DIR : undefined) ?? `/run/user/${uid}`;
  const there = await host.stat(`${runtime}/systemd`);
  if (there.ok && there.value === null) {
    const usual = await host.stat('/run/user');
    // Where sessions leave no trace at all, nothing can be told from a missing one.
    if (usual.ok && usual.value !== null) return { down: true };
  }
  if (mine) return { scope: ['--user'], env: there.ok ? { ...path, XDG_RUNTIME_DIR: runtime } : path };
  if (ownUid() !== 0)
    return { why: `the service manager of ${asked.owner?.name} answers that user and root only` };
  return { scope: ['--user', `--machine=${asked.owner?.name}@.host`], env: path };
}

/** States of these units of one manager. Never throws. */
export async function unitStates(
  host: HostPort,
  asked: Asked,
  names: readonly string[],
  shell: Env,
): Promise<Answer> {
  if (names.length === 0) return { units: [] };
  const way = await wayTo(host, asked, shell);
  if (!('scope' in way)) return way;
  const ran = await host.run(
    ['systemctl', ...way.scope, 'show', `--property=${PROPERTIES.join(',')}`, '--', ...names],
    { timeoutMs: 3_000, env: way.env },
  );
  if (!ran.ok) return { why: ran.why };
  if (ran.value.code === 0) return { units: unitsShown(ran.value.stdout, asked.manager) };
  const words = ran.value.stderr.trim().split('\n')[0]?.slice(0, 200);
  return { why: `${asked.manager}: ${words || `systemctl ended with code ${ran.value.code}`}` };
}
