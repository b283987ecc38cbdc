/**
 * @module agent/services/supervision
 * Who looks after a gateway: the control group that its process is in, and what every systemd manager that may know
 * it says of its units and of those that collide with it. Asked once a look, for all probes that need it.
 */

import type { Target, UnitPlace } from '../gateways/discover.ts';
import type { ServiceUnit } from '../gateways/service-units.ts';
import { type Account, accounts } from '../host/accounts.ts';
import type { ProbeContext } from '../probe.ts';
import { type Answer, type Asked, type Manager, type UnitState, unitStates } from './systemd.ts';

export type Home = { manager: Manager | 'docker'; unit: string } | null;

/** Unit names of OpenClaw 2026.9.6 and of its earlier names; profiles carry theirs at the end. */
export function usualNames(profile: string): string[] {
  const tail = profile === 'default' ? '' : `-${profile}`;
  return ['openclaw-gateway', 'clawdbot-gateway', 'moltbot-gateway'].map((name) => `${name}${tail}.service`);
}

/** What supervises a running process, by the control group it was put in (cgroups(7), systemd's naming). */
export function homeOfGroup(cgroup: string): Home {
  const container =
    /(?:docker|libpod|containerd|cri-containerd|kubepods)\S*?([0-9a-f]{12})[0-9a-f]{20,}/.exec(cgroup);
  if (container) return { manager: 'docker', unit: container[1] ?? '' };
  const user = /\/user@\d+\.service\/(?:\S*\/)?([^/\s]+\.service)(?:\/\S*)?$/m.exec(cgroup)?.[1];
  if (user) return { manager: 'systemd-user', unit: user };
  const system = /\/system\.slice\/(?:\S*\/)?([^/\s]+\.service)(?:\/\S*)?$/m.exec(cgroup)?.[1];
  return system ? { manager: 'systemd', unit: system } : null;
}

/** What is looked through; a probe has it, and whoever restarts a gateway. */
type Sight = Pick<ProbeContext, 'host' | 'target' | 'shell'>;

/** The same port or files: both cannot run, whoever comes second fails. */
const collides = ({ target }: Sight, { place, port }: UnitPlace): boolean =>
  port === target.port || place.configPath === target.configPath;

type Question = { asked: Asked; names: Set<string> };

/** Every manager that may know this gateway or one that collides with it, each with the names to ask for. */
function questions(context: Sight, home: Home, owner: Account | undefined): Question[] {
  const { target } = context;
  const list: Question[] = [];
  const ask = (manager: Manager, of: Account | undefined, name: string): void => {
    const same = ({ asked }: Question): boolean =>
      asked.manager === manager && (asked.manager === 'systemd' || asked.owner?.uid === of?.uid);
    let question = list.find(same);
    if (!question) {
      question = { asked: manager === 'systemd' ? { manager } : { manager, owner: of }, names: new Set() };
      list.push(question);
    }
    question.names.add(name);
  };
  if (home && home.manager !== 'docker') ask(home.manager, owner, home.unit);
  const colliding = target.otherUnits.filter((other) => collides(context, other)).map(({ unit }) => unit);
  for (const unit of [...target.units, ...colliding])
    if (unit.manager !== 'launchd') ask(unit.manager, unit.owner, unit.name);
  for (const name of usualNames(target.env.OPENCLAW_PROFILE || 'default')) {
    // A unit of that name that leads elsewhere is another gateway's.
    const others = target.otherUnits.map(({ unit }) => unit).filter((unit) => unit.name === name);
    if (!others.some((unit) => unit.manager === 'systemd-user')) ask('systemd-user', owner, name);
    if (!others.some((unit) => unit.manager === 'systemd')) ask('systemd', undefined, name);
  }
  return list;
}

/** A unit's state with the definition it belongs to; one that collides belongs to another gateway. */
export type Known = { state: UnitState; definition: ServiceUnit | undefined; collides: boolean };

/** The states that an answer gives, each with the definition it belongs to. */
function knownOf(context: Sight, asked: Asked, answer: Answer | undefined): Known[] {
  if (!answer || !('units' in answer)) return [];
  const { target } = context;
  const is = (unit: ServiceUnit, name: string): boolean =>
    unit.manager === asked.manager &&
    unit.name === name &&
    (asked.manager === 'systemd' || unit.owner?.uid === asked.owner?.uid);
  return answer.units.map((state) => {
    const other = target.otherUnits.find(({ unit }) => is(unit, state.name));
    return {
      state,
      definition: other?.unit ?? target.units.find((unit) => is(unit, state.name)),
      collides: other !== undefined,
    };
  });
}

export type Supervision = {
  home: Home;
  /** Whose service manager is the gateway's own. */
  owner: Account | undefined;
  known: Known[];
  /** The unit that runs it, or that would. */
  found: Known | undefined;
  /** A user's service manager that is not up. */
  down: boolean;
  /** Why a manager could not be asked. */
  silent: string[];
};

async function ask(context: Sight): Promise<Supervision> {
  const { host, target, shell } = context;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const group = main ? await host.read(`/proc/${main.pid}/cgroup`, { maxBytes: 16 * 1024 }) : null;
  const home = group?.ok ? homeOfGroup(group.value ?? '') : null;
  const people = await accounts(host);
  const theirs = target.env.OPENCLAW_HOME || target.env.HOME;
  const owner =
    target.units.find((unit) => unit.manager === 'systemd-user')?.owner ??
    people.find((one) => one.home === theirs);
  const list = questions(context, home, owner);
  const answers = await Promise.all(
    list.map(({ asked, names }) => unitStates(host, asked, [...names], shell)),
  );
  const known = list.flatMap(({ asked }, n) => knownOf(context, asked, answers[n]));
  const own = known.filter((one) => !one.collides);
  return {
    home,
    owner,
    known,
    // The one that runs it, else one that is not simply idle, else any.
    found:
      own.find(({ state }) => home !== null && state.name === home.unit && state.manager === home.manager) ??
      own.find(({ state }) => state.active !== 'inactive') ??
      own[0],
    down: answers.some((answer) => 'down' in answer),
    silent: answers.flatMap((answer) => ('why' in answer ? [answer.why] : [])),
  };
}

/** A look makes its targets anew, so what is remembered here is of this look alone. */
const asked = new WeakMap<Target, Promise<Supervision>>();

/** What supervises this gateway. Never throws. */
export function supervisionOf(context: Sight): Promise<Supervision> {
  const known = asked.get(context.target) ?? ask(context);
  asked.set(context.target, known);
  return known;
}
