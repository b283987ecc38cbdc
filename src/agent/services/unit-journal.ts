/**
 * @module agent/services/unit-journal
 * What systemd's journal has of a unit: how often it failed of late, and the words of its last run. A service that
 * dies before it opens its log file speaks nowhere else.
 */
import type { Account } from '../host/accounts.ts';
import { type HostPort, type Outcome, seen } from '../host/host-port.ts';
import type { UnitState } from './systemd.ts';

/** SD_MESSAGE_UNIT_FAILURE_RESULT (sd-messages.h): the unit entered the "failed" state, or will be started again. */
const FAILED = 'd9b373ed55a64feb8242e02dbe79a49c';
const SHOWN_LINES = 120;
const LIMIT = { timeoutMs: 2_500, env: { PATH: '/usr/bin:/bin', LANG: 'C' } };
const QUIET = ['--quiet', '--no-pager', '--output=cat'] as const;

/** A line may be 48 KiB and more (journald.conf(5)), and every one of them is searched. */
const LONGEST = 2_000;

/** What it printed, its lines within bounds; null for nothing. */
function printed(stdout: string): string | null {
  if (stdout.trim() === '') return null;
  const lines = stdout.split('\n').slice(-SHOWN_LINES - 1);
  return lines.map((line) => line.slice(0, LONGEST)).join('\n');
}

/** How often it failed in the last ten minutes; undefined where the journal cannot be read. */
export async function recentFailures(
  host: HostPort,
  { manager, name }: UnitState,
  owner: Account | undefined,
): Promise<number | undefined> {
  const own = manager === 'systemd' ? [`UNIT=${name}`] : [`USER_UNIT=${name}`];
  const whose = manager === 'systemd' || !owner || owner.uid < 0 ? [] : [`_UID=${owner.uid}`];
  const ran = await host.run(
    ['journalctl', ...QUIET, '--since=-10min', `MESSAGE_ID=${FAILED}`, ...own, ...whose],
    LIMIT,
  );
  if (!ran.ok || ran.value.code !== 0) return undefined;
  return ran.value.stdout.split('\n').filter((line) => line !== '').length;
}

/** What its tries of the last ten minutes printed; null where there is nothing or it cannot be read. */
export async function recentWords(
  host: HostPort,
  { manager, name }: UnitState,
  owner: Account | undefined,
): Promise<string | null> {
  const unit = manager === 'systemd' ? `_SYSTEMD_UNIT=${name}` : `_SYSTEMD_USER_UNIT=${name}`;
  const whose = manager === 'systemd' || !owner || owner.uid < 0 ? [] : [`_UID=${owner.uid}`];
  const lines = `--lines=${SHOWN_LINES}`;
  const ran = await host.run(['journalctl', ...QUIET, '--since=-10min', lines, unit, ...whose], LIMIT);
  return ran.ok && ran.value.code === 0 ? printed(ran.value.stdout) : null;
}

/** Its journal since then (epoch ms), the newest lines, times in UTC; null where there is nothing. */
export async function journalSince(
  host: HostPort,
  { manager, name }: Pick<UnitState, 'manager' | 'name'>,
  owner: Account | undefined,
  { since, lines }: { since: number; lines: number },
): Promise<Outcome<string | null>> {
  const unit = manager === 'systemd' ? '--unit' : '--user-unit';
  const whose = manager === 'systemd' || !owner || owner.uid < 0 ? [] : [`_UID=${owner.uid}`];
  const from = `--since=@${Math.floor(since / 1_000)}`;
  const form = ['--quiet', '--no-pager', '--utc', '--output=short-iso-precise', from];
  const ran = await host.run(['journalctl', ...form, `--lines=${lines}`, `${unit}=${name}`, ...whose], {
    ...LIMIT,
    timeoutMs: 6_000,
  });
  if (!ran.ok) return ran;
  const words = ran.value.stderr.trim().split('\n')[0]?.slice(0, 200);
  if (ran.value.code !== 0) return { ok: false, look: 'unavailable', why: `journalctl: ${words}` };
  return seen(ran.value.stdout.trim() === '' ? null : ran.value.stdout);
}

/** What its last run printed, and what systemd said of that; null where there is nothing. */
export async function lastRun(host: HostPort, { invocation }: UnitState): Promise<Outcome<string | null>> {
  if (!/^[0-9a-f]{32}$/.test(invocation)) return seen(null);
  const names = ['_SYSTEMD_INVOCATION_ID', 'INVOCATION_ID', 'USER_INVOCATION_ID'];
  const matches = names.flatMap((name, at) => [...(at > 0 ? ['+'] : []), `${name}=${invocation}`]);
  const ran = await host.run(['journalctl', ...QUIET, `--lines=${SHOWN_LINES}`, ...matches], LIMIT);
  if (!ran.ok) return ran;
  const words = ran.value.stderr.trim().split('\n')[0]?.slice(0, 200);
  if (ran.value.code !== 0) return { ok: false, look: 'unavailable', why: `journalctl: ${words}` };
  return seen(printed(ran.value.stdout));
}
