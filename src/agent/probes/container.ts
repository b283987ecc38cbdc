/**
 * @module agent/probes/container
 * A gateway in a container: what its engine says of it, whether the published port leads to where it listens, and
 * whether the paths that its configuration names are mounted. What an engine says is the supervisor's word.
 */
import type { Fact } from '../../protocol/evidence.ts';
import { type Container, containerLog, hostPath } from '../gateways/containers.ts';
import { openclawAgents } from '../gateways/openclaw-agents.ts';
import { listeningIn } from '../host/listeners.ts';
import { defineProbe, factsOn, type ProbeContext, type ProbeResult } from '../probe.ts';
import { REFUSED, refusalOfTries } from '../services/start-words.ts';

/** The states of engines in the words of service managers. */
const ACTIVE: Readonly<Record<string, string>> = {
  running: 'active',
  paused: 'active',
  restarting: 'activating',
  created: 'inactive',
};

const activeOf = ({ state, exitCode }: Container): string =>
  ACTIVE[state] ?? (exitCode === 0 || exitCode === 143 ? 'inactive' : 'failed');

const MINUTE = 60_000;
const ROUND = /^(?:127\.|::1$)/;

/** It has just come up again after an end: the engine's count is of this loop, not of the last half-year. */
function recentFailures(
  { state, restarts, startedAt, finishedAt }: Container,
  now: number,
): number | undefined {
  const young = now - startedAt < 2 * MINUTE && startedAt - finishedAt < 2 * MINUTE;
  return restarts > 0 && (state === 'restarting' || young) ? restarts : undefined;
}

/** Does a published port lead to something that listens inside? Undefined where that cannot be told. */
async function portState({ host, target }: ProbeContext, it: Container): Promise<string | undefined> {
  if (it.state !== 'running' || it.network === 'host' || it.network === 'none' || it.pid === 0)
    return undefined;
  const inside = await listeningIn(host, it.pid);
  if (inside === null) return undefined;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  const own = main?.lock?.port ?? target.port;
  const mine = inside.filter(({ port }) => port === own);
  // It has not opened its port yet, or another container of the same network has it.
  if (mine.length === 0) return undefined;
  const given = it.published.map(({ port }) => port);
  if (given.length === 0) return 'unpublished';
  if (!given.includes(own))
    return given.some((port) => inside.some((one) => one.port === port)) ? undefined : 'wrong-port';
  return mine.every(({ address }) => ROUND.test(address)) ? 'loopback-only' : 'reached';
}

/** Configured paths, as the container sees them. */
function configuredPaths({ target }: ProbeContext): string[] {
  if (target.config.parse !== 'ok') return [];
  return openclawAgents(target).flatMap(({ workspaceNamed, workspaces }) =>
    workspaceNamed ? [workspaces[0]] : [],
  );
}

/** A path that the configuration names, that the host has, and that the container was not given. */
async function mountFacts(
  context: ProbeContext,
  it: Container,
): Promise<Partial<Record<string, Fact['value']>>> {
  const { host } = context;
  const paths = configuredPaths(context);
  // A container that keeps nothing outside itself is meant to forget.
  if (paths.length === 0 || hostPath(it, it.place.stateDir) === null) return {};
  let known = true;
  for (const path of paths) {
    const source = hostPath(it, path);
    if (source !== null) {
      const there = await host.stat(source);
      if (there.ok && there.value === null)
        return { 'gateway.container.mounts-fit': false, 'gateway.container.unmounted': path };
      known &&= there.ok;
      continue;
    }
    const [onHost, inside] = await Promise.all([
      host.stat(path),
      it.pid > 0 ? host.stat(`/proc/${it.pid}/root${path}`) : null,
    ]);
    const hostHas = onHost.ok && onHost.value !== null;
    const gone = inside?.ok === true && inside.value === null;
    if (hostHas || gone)
      return { 'gateway.container.mounts-fit': false, 'gateway.container.unmounted': path };
    known = false;
  }
  return known ? { 'gateway.container.mounts-fit': true } : {};
}

function stateFacts(subject: string, it: Container, now: number): Fact[] {
  return factsOn(subject, {
    'gateway.service.installed': true,
    'gateway.service.manager': it.engine,
    'gateway.service.unit': it.name,
    'gateway.service.active': activeOf(it),
    'gateway.service.enabled': /^(?:always|unless-stopped)$/.test(it.restartPolicy) ? 'enabled' : 'disabled',
    'gateway.service.restarts': it.restarts,
    'gateway.service.exit-code': it.exitCode,
    'gateway.service.recent-failures': recentFailures(it, now),
    'gateway.service.result': it.oomKilled ? 'oom-kill' : undefined,
    'gateway.container.name': it.name,
    'gateway.container.state': it.state,
    'gateway.container.health': it.health,
    'gateway.container.restart-policy': it.restartPolicy,
    'gateway.container.oom-killed': it.oomKilled,
    'gateway.container.published':
      it.published.length > 0
        ? it.published.map(({ address, hostPort, port }) => `${address || '*'}:${hostPort} -> ${port}`)
        : undefined,
  });
}

/** An engine starts a refused gateway again for ever; what it printed at the tries before tells why. */
async function loopRefusal({ host, target, now }: ProbeContext, it: Container): Promise<Fact[]> {
  if (recentFailures(it, now()) === undefined) return [];
  const log = await containerLog(host, it);
  return log.ok && log.value !== null ? refusalOfTries(log.value, target.subject) : [];
}

export const container = defineProbe({
  id: 'container',
  title: 'the container that holds it, as its engine tells',
  gives: [
    'gateway.service.installed',
    'gateway.service.manager',
    'gateway.service.unit',
    'gateway.service.active',
    'gateway.service.enabled',
    'gateway.service.restarts',
    'gateway.service.exit-code',
    'gateway.service.recent-failures',
    'gateway.service.result',
    'gateway.start.refusal',
    'gateway.start.refusal-text',
    'gateway.container.name',
    'gateway.container.state',
    'gateway.container.health',
    'gateway.container.restart-policy',
    'gateway.container.oom-killed',
    'gateway.container.published',
    'gateway.container.port',
    'gateway.container.mounts-fit',
    'gateway.container.unmounted',
  ],
  needs: "to ask the container engine's socket (the docker group, or the user of a rootless one)",
  timeoutMs: 5_000,
  async look(context): Promise<ProbeResult> {
    const { target } = context;
    const { container: it, silentEngines } = target;
    if (!it) {
      const inside = target.root !== '';
      const silent = silentEngines.map(({ why }) => why).join('; ');
      // Where nothing speaks of a container, an engine that does not answer is nobody's concern.
      return {
        source: 'container engines',
        facts: [],
        ...(inside && silent ? { look: 'unavailable' as const, why: silent } : {}),
      };
    }
    const port = await portState(context, it);
    const refusal = await loopRefusal(context, it);
    const seenAs = refusal.length > 0 ? { ...it, exitCode: REFUSED } : it;
    return {
      source: `${it.engine} inspect ${it.name}`,
      text: `${it.name}: ${it.state}, exit code ${it.exitCode}, ${it.restarts} restarts, policy ${it.restartPolicy}, network ${it.network}`,
      facts: [
        ...stateFacts(target.subject, seenAs, context.now()),
        ...refusal,
        ...factsOn(target.subject, { 'gateway.container.port': port, ...(await mountFacts(context, it)) }),
      ],
    };
  },
});
