/**
 * @module agent/supervisors/systemd-unit
 * A gateway under a unit of its user's systemd or of the system's. Orders are queued, not waited for: a program that
 * waits through a drain of five minutes would be one more thing that can hang, and the job is systemd's either way.
 */
import type { HostPort } from '../host/host-port.ts';
import { REFUSED } from '../services/start-words.ts';
import { type Known, type Supervision, supervisionOf } from '../services/supervision.ts';
import { type Asked, type UnitState, unitStates, wayTo } from '../services/systemd.ts';
import { STARTED_BY_US } from './detached-start.ts';
import { askRoot, rootAnswers } from './root-verbs.ts';
import { because, type Owned, type Sight, type Supervisor, type Taken } from './supervisor.ts';

/** `systemctl --no-block` answers at once; one that does not, hangs. Milliseconds. */
const ASK_MS = 15_000;
/** A stop drains this long before it is cut (gateway-shutdown-budget.mjs of 2026.9.6). Seconds. */
const DRAIN_S = 330;
/** Of what ends well: only these start it again after a restart that the gateway makes by itself (systemd.service(5)). */
const REVIVES = new Set(['always', 'on-success']);

/** `5min 30s` as systemd prints a span, in seconds; Infinity for one without end, NaN for none. */
export function secondsOf(span: string): number {
  if (span === 'infinity') return Number.POSITIVE_INFINITY;
  const unit: Record<string, number> = { d: 86_400, h: 3_600, min: 60, s: 1, ms: 0.001, us: 0.000_001 };
  const parts = [...span.matchAll(/(\d+(?:\.\d+)?)(d|h|min|ms|us|s)\b/g)];
  if (parts.length === 0) return Number.NaN;
  return parts.reduce((sum, [, count, name]) => sum + Number(count) * (unit[name ?? ''] ?? Number.NaN), 0);
}

type Call = (words: readonly string[]) => Promise<Taken & { printed?: string }>;

/** `systemctl` for one manager, its refusals as codes. */
function calls(host: HostPort, asked: Asked, shell: Sight['shell'], unit: string): Call {
  return async (words) => {
    const way = await wayTo(host, asked, shell);
    if ('down' in way) return { ok: false, because: because('restart.manager-down', { unit }) };
    if ('why' in way) return { ok: false, because: because('restart.no-right', { unit, why: way.why }) };
    const ran = await host.run(['systemctl', ...way.scope, '--no-ask-password', ...words], {
      timeoutMs: ASK_MS,
      env: way.env,
    });
    if (!ran.ok && ran.look === 'timed-out')
      return { ok: null, because: because('restart.command-hangs', { unit }) };
    if (!ran.ok) return { ok: false, because: because('restart.refused', { unit, why: ran.why }) };
    if (ran.value.code === 0) return { ok: true, printed: ran.value.stdout };
    const why = ran.value.stderr.trim().split('\n')[0]?.slice(0, 300) || `code ${ran.value.code}`;
    const denied = /access denied|authentication (?:is )?required|not authorized|permission denied/i.test(
      why,
    );
    return { ok: false, because: because(denied ? 'restart.no-right' : 'restart.refused', { unit, why }) };
  };
}

/**
 * Does this unit hold the gateway, or, where none runs, would it start it? A gateway that somebody started from a job of
 * `cron.service` is in that unit's control group and none of its business.
 */
export function isIts(
  { state, definition }: Known,
  main: { pid: number; parent: number } | undefined,
  home: Supervision['home'],
): 'holds' | 'would' | null {
  // A masked one, too: somebody wants it down, and starting the gateway beside it would go behind their back.
  if (main === undefined) return 'would';
  const within = home !== null && home.unit === state.name && home.manager === state.manager;
  const leads = state.mainPid > 0 && (state.mainPid === main.pid || state.mainPid === main.parent);
  return within && (leads || definition !== undefined) ? 'holds' : null;
}

function ownedBy(sight: Sight, found: Known, holds: boolean, supervision: Supervision, shown: Shown): Owned {
  const { host, shell } = sight;
  const { state } = found;
  const user = state.manager === 'systemd-user';
  const asked: Asked = user ? { manager: 'systemd-user', owner: supervision.owner } : { manager: 'systemd' };
  const call = calls(host, asked, shell, state.name);
  const now = async (): Promise<UnitState | undefined> => {
    const answer = await unitStates(host, asked, [state.name], shell);
    return 'units' in answer ? answer.units[0] : undefined;
  };
  const order = async (verb: 'restart' | 'start'): Promise<Taken> => {
    const unit = await now();
    if (unit?.enabled === 'masked')
      return { ok: false, because: because('start.masked', { unit: state.name }) };
    if (!user && rootAnswers()) return askRoot(verb, state.name);
    // What was changed in the definition is taken up by a start only once systemd has read it.
    const before = [
      ...(unit?.reloadNeeded ? [['daemon-reload']] : []),
      ...(unit?.active === 'failed' ? [['reset-failed', '--', state.name]] : []),
    ];
    for (const words of before) {
      const taken = await call(words);
      if (taken.ok !== true) return taken;
    }
    const { printed: _, ...taken } = await call(['--no-block', verb, '--', state.name]);
    return taken;
  };
  const typed = (verb: string): string[] => ['systemctl', ...(user ? ['--user'] : []), verb, state.name];
  const stopS = secondsOf(shown.TimeoutStopUSec ?? '');
  return {
    id: user ? 'systemd-user' : 'systemd-system',
    name: state.name,
    holds,
    revives: holds && REVIVES.has(shown.Restart ?? ''),
    commands: { restart: typed('restart'), start: typed('start') },
    cautions: [
      ...(stopS < DRAIN_S
        ? [because('caution.short-stop', { unit: state.name, seconds: Math.round(stopS) })]
        : []),
      ...(state.reloadNeeded ? [because('caution.unit-changed', { unit: state.name })] : []),
      ...(!user && process.geteuid?.() !== 0 && !rootAnswers()
        ? [because('caution.needs-right', { unit: state.name })]
        : []),
    ],
    restart: () => order('restart'),
    start: () => order('start'),
    async givenUp() {
      const unit = await now();
      if (unit?.active !== 'failed') return null;
      if (unit.exitCode === REFUSED)
        return because('start.refused-by-itself', { unit: state.name, code: REFUSED });
      return because('start.given-up', { unit: state.name, result: unit.result });
    },
  };
}

type Shown = Partial<Record<'Restart' | 'TimeoutStopUSec', string>>;

async function shownOf({ host, shell }: Sight, asked: Asked, unit: string): Promise<Shown> {
  const told = await calls(
    host,
    asked,
    shell,
    unit,
  )(['show', '--property=Restart,TimeoutStopUSec', '--', unit]);
  const lines = (told.ok === true ? (told.printed ?? '') : '').split('\n');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

export const systemdUnit: Supervisor = {
  id: 'systemd',
  async owns(sight) {
    if (sight.target.container) return null;
    const supervision = await supervisionOf(sight);
    const main = sight.target.processes.ok ? sight.target.processes.value[0] : undefined;
    const own = supervision.known.filter(({ collides }) => !collides);
    const holder = own.find((one) => isIts(one, main, supervision.home) === 'holds');
    const found = holder ?? (main ? undefined : supervision.found);
    if (!found || STARTED_BY_US.test(found.state.name) || isIts(found, main, supervision.home) === null)
      return null;
    const { manager, name } = found.state;
    const asked: Asked = manager === 'systemd' ? { manager } : { manager, owner: supervision.owner };
    return ownedBy(sight, found, holder !== undefined, supervision, await shownOf(sight, asked, name));
  },
};
