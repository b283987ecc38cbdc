/**
 * @module agent/probes/processes
 * Which of its processes live, in what state, who owns its port, and whether another gateway wants the same
 * port or state. Everything comes from /proc, in milliseconds.
 */
import { setTimeout } from 'node:timers/promises';
import type { Fact } from '../../protocol/evidence.ts';
import type { Target } from '../gateways/discover.ts';
import { type OpenClawProcess, pulseOf } from '../gateways/processes.ts';
import { type Listener, listenerOn } from '../host/listeners.ts';
import { defineProbe, factsOn, type ProbeContext } from '../probe.ts';

/** Longest pause that still passes for a moment: a debugger's glance, a snapshot, a Ctrl-Z taken back. */
const THAW_MS = 1_550;
const THAW_STEP_MS = 100;

/** A process seen stopped is looked at again for a while: only one that stays so is frozen. */
async function settledState(
  { host, signal }: ProbeContext,
  main: OpenClawProcess,
): Promise<OpenClawProcess['state']> {
  const until = performance.now() + THAW_MS;
  const before = await pulseOf(host, main.pid);
  let now = before;
  while (now?.state === 'stopped' && performance.now() < until && !signal.aborted) {
    await setTimeout(THAW_STEP_MS);
    now = await pulseOf(host, main.pid);
    // It had the CPU between two looks: stopped again and again, and going on.
    if (now?.state === 'stopped' && now.ticks !== before?.ticks) return 'running';
  }
  return now?.state ?? 'zombie';
}

async function processFacts(context: ProbeContext): Promise<Fact[]> {
  const { subject, processes, rivals, elsewhere, lockers, maybeStarting, otherConfig } = context.target;
  if (!processes.ok) return [];
  const main = processes.value[0];
  const others = [...rivals.samePort, ...rivals.sameState];
  const twins = elsewhere.filter(({ sameConfig }) => sameConfig);
  const meant = (twins.length > 0 ? twins : elsewhere).slice(0, 3);
  return factsOn(subject, {
    // One of these may be it: that it has no process would be said too early.
    'gateway.process.count': maybeStarting > 0 ? undefined : processes.value.length + rivals.sameState.length,
    'gateway.process.maybe-starting': maybeStarting > 0 ? true : undefined,
    'gateway.process.state': main ? await settledState(context, main) : undefined,
    'gateway.process.pid': main?.pid,
    'gateway.process.uptime-s': main
      ? Math.max(0, Math.round((context.now() - main.startedAt) / 1000))
      : undefined,
    'gateway.process.exe-deleted': main?.exeDeleted,
    'gateway.lock.holders': lockers.length > 0 ? lockers.map((one) => String(one.pid)) : undefined,
    'gateway.rivals.same-port': rivals.samePort.length,
    'gateway.rivals.same-state': rivals.sameState.length,
    'gateway.elsewhere.state': meant.length > 0 ? meant.map(({ stateDir }) => stateDir) : undefined,
    'gateway.elsewhere.same-config': elsewhere.length > 0 ? twins.length > 0 : undefined,
    'gateway.process.other-config': otherConfig ?? undefined,
    'gateway.rivals.pids': others.length > 0 ? others.map((one) => String(one.pid)) : undefined,
  });
}

/** Stands in for a container's port; what is behind it is not to be seen from here. */
const PORT_PROXY = /^(docker-proxy|conmon|rootlessport|rootlesskit|pasta|slirp4netns|gvproxy|com\.docker)/;

function ownerOf({ pid, program }: Listener, target: Target): string {
  const own = target.processes.ok ? target.processes.value : [];
  const rivals = [...target.rivals.samePort, ...target.rivals.sameState];
  if (own.some((process) => process.pid === pid)) return 'gateway';
  if (rivals.some((process) => process.pid === pid)) return 'other-gateway';
  const published = target.container?.published.some(({ hostPort }) => hostPort === target.port);
  // An engine's helper keeps the published port; what is behind it is inside.
  if (pid === null || published || PORT_PROXY.test(program ?? '')) return 'unknown';
  return /^(openclaw|clawdbot|moltbot)/.test(program ?? '') ? 'other-gateway' : 'foreign';
}

async function listenerFacts({ host, target }: ProbeContext): Promise<{ facts: Fact[]; why?: string }> {
  const own = target.processes.ok ? target.processes.value : [];
  // A container's own network is not the one that clients on this host use.
  const likely = own.filter((process) => process.root === '').map((process) => process.pid);
  const found = await listenerOn(host, target.port, likely);
  if (!found.ok) return { facts: [], why: `who listens: ${found.why}` };
  const listener = found.value;
  if (listener === null) {
    const inside = own.some((process) => process.root !== '' && process.ports.includes(target.port));
    return inside
      ? { facts: [], why: `port ${target.port} is open inside the container only` }
      : { facts: factsOn(target.subject, { 'gateway.listener.state': 'free' }) };
  }
  return {
    facts: factsOn(target.subject, {
      'gateway.listener.state': 'listening',
      'gateway.listener.owner': ownerOf(listener, target),
      'gateway.listener.pid': listener.pid ?? undefined,
      'gateway.listener.program': listener.program ?? undefined,
      'gateway.listener.addresses': listener.addresses,
      'gateway.listener.loopback-only':
        listener.addresses.length > 0 &&
        listener.addresses.every((one) => /^(?:127\.|::1$|::ffff:127\.)/.test(one)),
    }),
    ...(listener.pid === null ? { why: `no permission to see who owns port ${target.port}` } : {}),
  };
}

export const processes = defineProbe({
  id: 'processes',
  of: 'both',
  title: 'processes of the gateway, and who listens on its port',
  gives: [
    'gateway.role',
    'gateway.process.count',
    'gateway.process.maybe-starting',
    'gateway.process.state',
    'gateway.process.pid',
    'gateway.process.uptime-s',
    'gateway.process.exe-deleted',
    'gateway.lock.holders',
    'gateway.rivals.same-port',
    'gateway.rivals.same-state',
    'gateway.rivals.pids',
    'gateway.process.other-config',
    'gateway.elsewhere.state',
    'gateway.elsewhere.same-config',
    'gateway.port',
    'gateway.port.source',
    'gateway.port.clients',
    'gateway.listener.state',
    'gateway.listener.owner',
    'gateway.listener.pid',
    'gateway.listener.program',
    'gateway.listener.addresses',
    'gateway.listener.loopback-only',
  ],
  needs: "to read /proc as the gateway's user",
  timeoutMs: 4_000,
  async look(context) {
    const { target } = context;
    // None is meant to run: that it has no process says nothing, and its port is anybody's.
    if (target.clientOf !== null)
      return { source: '/proc, services', facts: factsOn(target.subject, { 'gateway.role': 'client' }) };
    const [listening, own] = await Promise.all([listenerFacts(context), processFacts(context)]);
    const whys = [target.processes.ok ? null : `processes: ${target.processes.why}`, listening.why ?? null];
    const why = whys.filter((one) => one !== null).join('; ');
    const facts = [
      ...factsOn(target.subject, {
        'gateway.port': target.port,
        'gateway.port.source': target.portSource,
        'gateway.port.clients': target.clientPort,
      }),
      ...own,
      ...listening.facts,
    ];
    const blind = !target.processes.ok && listening.facts.length === 0;
    return {
      source: `/proc, port ${target.port}`,
      facts,
      ...(blind ? { look: 'unavailable' as const } : {}),
      ...(why ? { why } : {}),
    };
  },
});
