/**
 * @module agent/probes/service
 * Whether a supervisor knows this gateway, what it says of it, and whether its definition still fits what is on
 * the disk. "There is no service manager here" and "the service manager could not be asked" are different answers.
 */
import { platform } from 'node:os';
import type { Fact } from '../../protocol/evidence.ts';
import { placeOf } from '../gateways/discover.ts';
import { flagOf } from '../gateways/gateway-call.ts';
import type { ServiceUnit } from '../gateways/service-units.ts';
import { type Account, lingers } from '../host/accounts.ts';
import { defineProbe, factsOn, type ProbeContext, type ProbeResult } from '../probe.ts';
import { REFUSED, refusalOfTries } from '../services/start-words.ts';
import { type Home, type Known, supervisionOf, usualNames } from '../services/supervision.ts';
import type { Manager, UnitState } from '../services/systemd.ts';
import { recentFailures, recentWords } from '../services/unit-journal.ts';
import { unitProgram } from '../services/unit-program.ts';

const WANTS_TO_RUN = new Set(['active', 'activating', 'reloading', 'deactivating']);

/** Others that start the same gateway, or one on its port: how many run or try to, how many would at the next boot. */
function twinsOf(found: Known, all: readonly Known[]): Record<string, Fact['value']> {
  const twins = all.filter((one) => one !== found && (one.collides || one.definition !== undefined));
  const running = twins.filter(({ state }) => WANTS_TO_RUN.has(state.active));
  const both = WANTS_TO_RUN.has(found.state.active) ? running : [];
  const lurking = twins.filter(
    ({ state }) =>
      /^enabled|^alias/.test(state.enabled) &&
      state.load === 'loaded' &&
      !both.some((one) => one.state === state),
  );
  const named = [...both, ...lurking].map(({ state }) => `${state.manager} ${state.name}`);
  return {
    'gateway.service.twins-running': both.length,
    // A twin that is switched on and not running is an accident waiting for the next boot.
    'gateway.service.twins-enabled': lurking.length,
    ...(named.length > 0 ? { 'gateway.service.twins': named } : {}),
  };
}

/** What the shell's `openclaw gateway …` takes for its service, if that reads another configuration. */
function otherConfig({ target, shell }: ProbeContext): string | undefined {
  const own = placeOf(shell);
  if (own.stateDir !== target.stateDir && own.configPath !== target.configPath) return undefined;
  const names = usualNames(shell.OPENCLAW_PROFILE || 'default').slice(0, 1);
  const home = shell.HOME;
  const usual = target.otherUnits.find(
    ({ unit }) => names.includes(unit.name) && unit.manager === 'systemd-user' && unit.owner?.home === home,
  );
  const mine = target.units.find((unit) => names.includes(unit.name) && unit.owner?.home === home);
  const config = usual?.place.configPath ?? (mine ? placeOf(mine.env).configPath : undefined);
  return config !== undefined && config !== target.configPath ? config : undefined;
}

async function definitionFacts(context: ProbeContext, unit: ServiceUnit | undefined): Promise<Fact[]> {
  const other = otherConfig(context);
  const read = other === undefined ? null : await context.host.stat(other);
  const own =
    other === undefined ? null : await context.host.stat(context.target.root + context.target.configPath);
  // One file by two names is one file.
  const differs =
    other !== undefined && !(read?.ok && own?.ok && read.value && read.value.id === own.value?.id);
  const config = factsOn(context.target.subject, {
    'gateway.service.config-differs': differs || undefined,
    'gateway.service.config-path': differs ? other : undefined,
  });
  if (!unit) return config;
  const program = await unitProgram(context.host, unit);
  const port = Number(flagOf(unit.argv, '--port') ?? unit.env.OPENCLAW_GATEWAY_PORT ?? Number.NaN);
  return [
    ...config,
    ...factsOn(context.target.subject, {
      'gateway.service.missing-file': program.missing,
      'gateway.service.version': program.version,
      'gateway.service.node': program.node,
      'gateway.service.node-supported': program.nodeSupported,
      'gateway.service.port': Number.isInteger(port) ? port : undefined,
      'gateway.service.embeds-credential': unit.inline.some((name) =>
        /_GATEWAY_(?:TOKEN|PASSWORD)$/.test(name),
      ),
    }),
  ];
}

async function systemd(context: ProbeContext): Promise<ProbeResult> {
  const { host, target } = context;
  const booted = await host.stat('/run/systemd/system');
  if (booted.ok && booted.value === null) return noManager(target.subject, 'systemd does not run here');
  const { home, owner, known, found, down, silent } = await supervisionOf(context);
  const byFile = target.units.find((unit) => unit.manager !== 'launchd');
  const definition = await definitionFacts(context, found ? found.definition : byFile);
  const source = 'systemctl show';
  if (found) {
    const failed = await failureFacts(context, found.state, owner);
    const state = failed.refused ? { ...found.state, exitCode: REFUSED } : found.state;
    return {
      source,
      text: known
        .map(({ state }) => `${state.manager} ${state.name}: ${state.active} (${state.enabled})`)
        .join('\n'),
      facts: [
        ...stateFacts(target.subject, state, runsIt(context, state, home)),
        ...failed.facts,
        ...factsOn(target.subject, twinsOf(found, known)),
        ...(await lingerFacts(context, found.state.manager, owner, true)),
        ...definition,
      ],
    };
  }
  const installed = factsOn(target.subject, {
    'gateway.service.installed': true,
    'gateway.service.manager': byFile?.manager,
  });
  if (byFile?.manager === 'systemd-user' && down)
    return {
      source: byFile.path,
      text: `the service manager of ${owner?.name ?? 'its user'} is not up`,
      facts: [
        ...installed,
        ...factsOn(target.subject, {
          'gateway.service.active': 'inactive',
          'gateway.service.unit': byFile.name,
          'gateway.service.enabled': byFile.enabled ? 'enabled' : 'disabled',
        }),
        ...(await lingerFacts(context, 'systemd-user', owner, false)),
        ...definition,
      ],
    };
  // One manager that could not be asked may be the one that knows it.
  if (silent.length > 0)
    return {
      source,
      look: 'unavailable',
      why: silent.join('; '),
      facts: byFile ? [...installed, ...definition] : definition,
    };
  return {
    source,
    facts: [
      ...factsOn(target.subject, {
        'gateway.service.installed': false,
        'gateway.service.manager': 'systemd',
      }),
      ...definition,
    ],
  };
}

/** Is the gateway's process the one that this unit started? Undefined where its control group could not be read. */
function runsIt({ target }: ProbeContext, state: UnitState, home: Home): boolean | undefined {
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  if (!main) return undefined;
  if (main.pid === state.mainPid) return true;
  return home === null ? undefined : home.unit === state.name && home.manager === state.manager;
}

const stateFacts = (subject: string, state: UnitState, runs: boolean | undefined): Fact[] =>
  factsOn(subject, {
    'gateway.service.installed': true,
    'gateway.service.manager': state.manager,
    'gateway.service.unit': state.name,
    'gateway.service.active': state.active,
    'gateway.service.enabled': state.enabled || undefined,
    'gateway.service.result': state.result || undefined,
    'gateway.service.restarts': state.restarts,
    'gateway.service.exit-code': state.exitCode,
    'gateway.service.reload-needed': state.reloadNeeded,
    'gateway.service.runs-it': runs,
  });

/** Failures from here on are a loop, not a bad moment. */
const A_LOOP = 3;

/** A unit that systemd keeps starting is looked at for how often it failed of late: a restart may be planned. */
async function failureFacts(
  context: ProbeContext,
  state: UnitState,
  owner: Account | undefined,
): Promise<{ facts: Fact[]; refused: boolean }> {
  if (state.restarts === 0) return { facts: [], refused: false };
  const { host, target } = context;
  const failures = await recentFailures(host, state, owner);
  const facts = factsOn(target.subject, { 'gateway.service.recent-failures': failures });
  if (state.active !== 'active' || (failures ?? 0) < A_LOOP) return { facts, refused: false };
  const refusal = refusalOfTries((await recentWords(host, state, owner)) ?? '', target.subject);
  return { facts: [...facts, ...refusal], refused: refusal.length > 0 };
}

async function lingerFacts(
  { host, target }: ProbeContext,
  manager: Manager,
  owner: Account | undefined,
  up: boolean,
): Promise<Fact[]> {
  if (manager !== 'systemd-user' || !owner?.name) return [];
  return factsOn(target.subject, {
    'gateway.service.linger': await lingers(host, owner.name),
    'gateway.service.manager-up': up,
    'gateway.service.user': owner.name,
  });
}

function noManager(subject: string, why: string): ProbeResult {
  return {
    source: 'service manager',
    text: why,
    facts: factsOn(subject, { 'gateway.service.installed': false, 'gateway.service.manager': 'none' }),
  };
}

/** launchd is judged by its files: asking it needs the session of the user who is logged in. */
async function launchd(context: ProbeContext): Promise<ProbeResult> {
  const unit = context.target.units.find((one) => one.manager === 'launchd');
  return {
    source: unit?.path ?? '~/Library/LaunchAgents',
    facts: [
      ...factsOn(context.target.subject, {
        'gateway.service.installed': unit !== undefined,
        'gateway.service.manager': 'launchd',
      }),
      ...(await definitionFacts(context, unit)),
    ],
  };
}

export const service = defineProbe({
  id: 'service',
  of: 'both',
  title: 'the service definition and what its supervisor says',
  gives: [
    'gateway.service.installed',
    'gateway.service.manager',
    'gateway.service.unit',
    'gateway.service.active',
    'gateway.service.enabled',
    'gateway.service.result',
    'gateway.service.restarts',
    'gateway.service.exit-code',
    'gateway.service.reload-needed',
    'gateway.service.recent-failures',
    'gateway.start.refusal',
    'gateway.start.refusal-text',
    'gateway.service.runs-it',
    'gateway.service.twins',
    'gateway.service.twins-running',
    'gateway.service.twins-enabled',
    'gateway.service.linger',
    'gateway.service.manager-up',
    'gateway.service.user',
    'gateway.service.missing-file',
    'gateway.service.version',
    'gateway.service.node',
    'gateway.service.node-supported',
    'gateway.service.port',
    'gateway.service.embeds-credential',
    'gateway.service.config-differs',
    'gateway.service.config-path',
  ],
  needs: "to ask the gateway user's systemd; on a Mac, to list LaunchAgents",
  timeoutMs: 5_000,
  async look(context) {
    if (platform() === 'darwin') return launchd(context);
    if (context.target.container) return { source: `container ${context.target.container.name}`, facts: [] };
    const { home } = await supervisionOf(context);
    if (home?.manager === 'docker')
      return {
        source: '/proc/PID/cgroup',
        text: `container ${home.unit}`,
        facts: factsOn(context.target.subject, {
          'gateway.service.installed': true,
          'gateway.service.manager': 'docker',
          'gateway.service.active': 'active',
        }),
      };
    return systemd(context);
  },
});
