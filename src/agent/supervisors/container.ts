/**
 * @module agent/supervisors/container
 * A gateway in a container of Docker or Podman, Compose's included: its engine restarts the container it has, as it is.
 * A container that systemd made for Podman is left alone: two would bring it back.
 */
import * as z from 'zod';
import type { Container } from '../gateways/containers.ts';
import type { HostPort } from '../host/host-port.ts';
import { orderEngine } from './engine-call.ts';
import { because, type Owned, type Sight, type Supervisor } from './supervisor.ts';

/** What a gateway takes to end its work at most (gateway-shutdown-budget.mjs of 2026.9.6); Docker's own default is 10. Seconds. */
const DRAIN_S = 330;
const ASK_MS = 3_000;
/** More than the drain: the engine stops, then starts. Milliseconds. */
const RESTART_MS = (DRAIN_S + 60) * 1_000;

const Inspected = z.looseObject({
  Config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }),
  State: z.looseObject({ Status: z.string(), Pid: z.number().nullish(), ExitCode: z.number().nullish() }),
});

async function inspect(host: HostPort, { socket, id }: Container) {
  const answer = await host.ask(socket, `/containers/${encodeURIComponent(id)}/json`, { timeoutMs: ASK_MS });
  if (!answer.ok || answer.value === null || answer.value.status !== 200) return null;
  try {
    return Inspected.safeParse(JSON.parse(answer.value.body.toString('utf8'))).data ?? null;
  } catch {
    return null; // Not an engine's answer.
  }
}

type Labels = Readonly<Record<string, string>>;

/** What a person would type, by what the container's labels say of who made it (docs.docker.com/compose). */
export function typedFor(
  { engine, name }: Pick<Container, 'engine' | 'name'>,
  labels: Labels,
): Owned['commands'] {
  const [project, service] = ['project', 'service'].map((word) => labels[`com.docker.compose.${word}`]);
  if (project && service) {
    const compose = [engine, 'compose', '-p', project];
    return {
      restart: [...compose, 'restart', '-t', String(DRAIN_S), service],
      start: [...compose, 'start', service],
    };
  }
  return { restart: [engine, 'restart', '-t', String(DRAIN_S), name], start: [engine, 'start', name] };
}

function ownedBy({ host }: Sight, container: Container, labels: Labels): Owned {
  const order =
    (verb: 'restart' | 'start'): Owned['restart'] =>
    ({ signal }) =>
      orderEngine(container.socket, container.id, verb, { drainS: DRAIN_S, limitMs: RESTART_MS, signal });
  return {
    id: labels['com.docker.compose.project'] ? 'compose' : 'docker',
    name: container.name,
    holds: container.pid > 0,
    // Its first process restarts in itself, to keep the container (2026.9.6, process-respawn).
    revives: container.pid > 0,
    commands: typedFor(container, labels),
    cautions: [],
    restart: order('restart'),
    start: order('start'),
    firstProcess: async () => (await inspect(host, container))?.State.Pid ?? 0,
    async givenUp() {
      const state = (await inspect(host, container))?.State;
      if (state?.Status !== 'exited' && state?.Status !== 'dead') return null;
      return because('start.given-up', { unit: container.name, result: `exit ${state.ExitCode ?? '?'}` });
    },
  };
}

export const container: Supervisor = {
  id: 'docker',
  async owns(sight) {
    const { container: found } = sight.target;
    if (!found) return null;
    const labels = (await inspect(sight.host, found))?.Config.Labels ?? {};
    const owned = ownedBy(sight, found, labels);
    const unit = labels.PODMAN_SYSTEMD_UNIT;
    if (!unit) return owned;
    const not = async () => ({ ok: false as const, because: because('restart.container-of-unit', { unit }) });
    return { ...owned, restart: not, start: not, cautions: [because('restart.container-of-unit', { unit })] };
  },
};
