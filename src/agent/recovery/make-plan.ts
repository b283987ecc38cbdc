/**
 * @module agent/recovery/make-plan
 * Makes the plan that people read before they agree. The finding says which repairs are asked, in which order; each one
 * looks at this host itself, and the first that applies is planned. Nothing is changed here.
 */
import type { AcceptanceLevel, Because, Plan, Way } from '../../protocol/recovery.ts';
import type { Told } from '../../runbooks/act.ts';
import type { RepairId } from '../../runbooks/repairs.ts';
import { restartsItself } from '../../runbooks/restarts-itself.ts';
import { type WayRow, wayBy, wayOf } from '../../runbooks/way.ts';
import { configNow } from './config-now.ts';
import { earlierConfigs } from './earlier-configs.ts';
import type { Triage } from './means.ts';
import { readOwned } from './owned-files.ts';
import { type Chosen, stepsFor, writesFiles } from './plan-steps.ts';
import { rememberRepair } from './planned-repair.ts';
import type { Choice, Sight } from './repair.ts';
import { repairCalled } from './repairs/index.ts';
import { secondLook } from './second-look.ts';
import { openSite, type Site, type SiteOptions } from './site.ts';
import type { Takes } from './slow-things.ts';
import { type Outlook, type Surroundings, surroundingsHere } from './surroundings.ts';
import { because } from './told-value.ts';

export type Wanted = {
  gateway?: string | undefined;
  finding: string | null;
  way?: Way | undefined;
  acceptance?: AcceptanceLevel | undefined;
  choice?: number | undefined;
};

export type PlanTools = SiteOptions & {
  signal: AbortSignal;
  say(now: Because): void;
  /** Tells of what takes long within one of these. */
  takes?: Takes | undefined;
  surroundings?: Surroundings;
  /** Looks once more where one look is no ground for a restart. */
  triage?: Triage | undefined;
};

export type Made =
  | { ok: true; plan: Plan; memory: Told }
  /** With a plan of path `escalate`, where there is a gateway to speak of. */
  | { ok: false; because: Because; plan?: Plan };

/** What only a turn of the agent shows to be mended: the control path asks no model. */
const OF_MODELS = new Set([
  'model-not-found',
  'model-auth-missing',
  'cli-only-backend',
  'local-backend-shape',
]);

/** Where the credential is what the file is refused for, its own repair comes after the rollback. */
const OF_CREDENTIALS = new Set(['auth-ambiguous-mode', 'bind-refused-no-auth', 'auth-mode-conflict']);

function repairsFor(row: WayRow, finding: string | null): readonly RepairId[] {
  const more = finding !== null && OF_CREDENTIALS.has(finding) && row.path !== 'escalate';
  return more ? [...new Set<RepairId>([...row.repairs, 'align-credential'])] : row.repairs;
}

/** Nothing was otherwise before, in one word or another. */
const NOTHING_BEFORE = new Set(['rollback.no-earlier', 'rollback.nothing-differs']);

/** Of a restart and a start one is always the wrong one, and a restart may have nothing to do: others tell more. */
const OF_RUNNING = new Set([
  'gateway.running',
  'gateway.not-running',
  'gateway.not-suspended',
  'rival.none',
  'restart.nothing-to-load',
]);

function whyNone(row: WayRow, reasons: readonly Because[]): Because {
  if (row.path === 'escalate') return because(row.because, row.keys === undefined ? {} : { keys: row.keys });
  const [first = reasons[0]] = reasons.filter(({ code }) => !OF_RUNNING.has(code));
  const said = first === undefined || (row.otherwise !== undefined && NOTHING_BEFORE.has(first.code));
  return said ? because(row.otherwise ?? row.because) : first;
}

type Tried = { chosen: Chosen | null; reasons: Because[]; choices: Choice[] };

async function firstThatApplies(
  sight: Sight,
  ids: readonly RepairId[],
  say: PlanTools['say'],
): Promise<Tried> {
  const reasons: Because[] = [];
  const choices: Choice[] = [];
  for (const id of ids) {
    const repair = repairCalled(id);
    if (repair === undefined) {
      reasons.push(because('repair.not-here', { id }));
      continue;
    }
    say(because('plan.looks', { repair: id }));
    const looked = await repair.look(sight);
    if (looked.applies) return { chosen: { id, looked }, reasons, choices: looked.choices ?? [] };
    reasons.push(looked.because);
    choices.push(...(looked.choices ?? []));
  }
  return { chosen: null, reasons, choices };
}

/** How the gateway comes to work by the repair; null where it does so by itself. */
async function outlookFor(
  { looked }: Chosen,
  site: Site,
  { outlook }: Surroundings,
): Promise<Outlook | null> {
  if (looked.needs === 'reload') return null;
  return outlook(site, looked.needs === 'stop-start' ? 'anew' : looked.needs);
}

const runs = ({ target }: Site): boolean => target.processes.ok && target.processes.value.length > 0;

type Common = Omit<Plan, 'path' | 'because' | 'steps' | 'changes' | 'cautions' | 'choices'>;

function withChoices(choices: readonly Choice[]): Pick<Plan, 'choices'> | Record<string, never> {
  return choices.length > 0 ? { choices: choices.slice(0, 64) } : {};
}

export async function makePlan(wanted: Wanted, tools: PlanTools): Promise<Made> {
  const { finding, way, choice } = wanted;
  const least: AcceptanceLevel = finding !== null && OF_MODELS.has(finding) ? 'full' : 'control';
  const { acceptance = least } = wanted;
  const { surroundings = surroundingsHere(tools), signal, say } = tools;
  const opened = await openSite(wanted.gateway, tools, signal);
  if (!opened.ok) return opened;
  const site = { ...opened.site, takes: tools.takes };
  const row = wayOf(finding, way);
  const config = configNow(site);
  const earlier = await earlierConfigs(site, config.sha256);
  // What people ask for is not narrowed to the keys of a finding that leads elsewhere.
  const hint = row.because === 'way.asked' ? null : finding;
  const { chosen, reasons, choices } = await firstThatApplies(
    { site, config, earlier, finding: hint, choice },
    repairsFor(row, hint),
    say,
  );
  say(because('plan.weighs'));
  const outlook = chosen && (await outlookFor(chosen, site, surroundings));
  const known = outlook ?? (await surroundings.outlook(site, runs(site) ? 'restart' : 'start'));
  const held = readOwned(site.configPath);
  const common: Common = {
    v: 1,
    gateway: site.target.name,
    finding,
    radius: await surroundings.radius(site),
    supervisor: known.supervisor,
    usually: (await surroundings.usually(site, known.supervisor)).slice(-10),
    acceptance,
    standing: {
      configSha256: held.is === 'file' ? held.sha256 : null,
      // What is started again and again is another one by the time that people have agreed.
      instance: restartsItself(finding) ? null : known.instance,
    },
    madeAt: tools.now?.() ?? Date.now(),
  };
  const byHand = row.byHand === undefined ? [] : [because(row.byHand)];
  const escalated = (why: Because): Made => ({
    ok: false,
    because: why,
    plan: {
      ...common,
      path: 'escalate',
      because: why,
      steps: [],
      changes: [],
      cautions: [...reasons, ...byHand].slice(0, 16),
      ...withChoices(choices),
    },
  });
  if (chosen === null) return escalated(whyNone(row, reasons));
  // What is started, or only woken, interrupts nobody.
  const second =
    hint !== null && ['restart', 'stop-start'].includes(chosen.looked.needs)
      ? await secondLook({ finding, gateway: site.target.name }, tools)
      : { against: null, before: null };
  if (second.against !== null) return escalated(second.against);
  // A person saved the file while it was looked at: the plan would speak of another one.
  if (common.standing.configSha256 !== config.sha256) return escalated(because('config.changed-meanwhile'));
  if (outlook && outlook.operation === null) return escalated(because('restart.nobody-can'));
  const { looked } = chosen;
  const gone = wayBy(row, chosen.id);
  const cost = acceptance === 'full' ? [because('caution.acceptance-costs-a-turn')] : [];
  // What watches the configuration has nothing to see where no file is written.
  const ahead = (outlook?.cautions ?? []).filter(
    ({ code }) => code !== 'caution.reload-watcher' || writesFiles(chosen),
  );
  const plan: Plan = {
    ...common,
    path: gone.path,
    because: because(gone.because),
    steps: stepsFor(chosen, outlook, { level: acceptance, runs: runs(site) }),
    changes: looked.changes.slice(0, 64),
    cautions: [...looked.cautions, ...ahead, ...cost].slice(0, 16),
    ...withChoices(choices),
  };
  const configFile = held.is === 'file' ? held.id : null;
  const memory = { ...rememberRepair(chosen.id, looked.args, looked.needs), configFile };
  return {
    ok: true,
    plan,
    memory: second.before === null ? memory : { ...memory, before: second.before },
  };
}
