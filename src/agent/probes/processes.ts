/**
 * @module agent/probes/processes
 * Which of its processes live, in what state, who owns its port, and whether another gateway wants the same
 * port or state. Everything comes from /proc, in milliseconds.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { Target } from '../discover.ts';
import { listenerOn } from '../listeners.ts';
import { defineProbe, factsOn, type Glass } from '../probe.ts';

function processFacts({ subject, processes, rivals }: Target, now: number): Fact[] {
  if (!processes.ok) return [];
  const main = processes.value[0];
  const others = [...rivals.samePort, ...rivals.sameState];
  return factsOn(subject, {
    'gateway.process.count': processes.value.length + rivals.sameState.length,
    'gateway.process.state': main?.state,
    'gateway.process.pid': main?.pid,
    'gateway.process.uptime-s': main ? Math.max(0, Math.round((now - main.startedAt) / 1000)) : undefined,
    'gateway.process.exe-deleted': main?.exeDeleted,
    'gateway.rivals.same-port': rivals.samePort.length,
    'gateway.rivals.same-state': rivals.sameState.length,
    'gateway.rivals.pids': others.length > 0 ? others.map((one) => String(one.pid)) : undefined,
  });
}

async function listenerFacts({ host, target }: Glass): Promise<{ facts: Fact[]; why?: string }> {
  const found = await listenerOn(host, target.port);
  if (!found.ok) return { facts: [], why: `who listens: ${found.why}` };
  const listener = found.value;
  if (listener === null) return { facts: factsOn(target.subject, { 'gateway.listener.state': 'free' }) };
  const own = target.processes.ok ? target.processes.value : [];
  const isOwn = own.some((process) => process.pid === listener.pid);
  const isGateway = /^(openclaw|clawdbot|moltbot)/.test(listener.program ?? '');
  const owner =
    listener.pid === null ? 'unknown' : isOwn ? 'gateway' : isGateway ? 'other-gateway' : 'foreign';
  return {
    facts: factsOn(target.subject, {
      'gateway.listener.state': 'listening',
      'gateway.listener.owner': owner,
      'gateway.listener.pid': listener.pid ?? undefined,
      'gateway.listener.program': listener.program ?? undefined,
      'gateway.listener.addresses': listener.addresses,
    }),
    ...(owner === 'unknown' ? { why: `no right to see whose socket port ${target.port} is` } : {}),
  };
}

export const processes = defineProbe({
  id: 'processes',
  title: 'processes of the gateway, and who listens on its port',
  gives: [
    'gateway.process.count',
    'gateway.process.state',
    'gateway.process.pid',
    'gateway.process.uptime-s',
    'gateway.process.exe-deleted',
    'gateway.rivals.same-port',
    'gateway.rivals.same-state',
    'gateway.rivals.pids',
    'gateway.port',
    'gateway.port.source',
    'gateway.listener.state',
    'gateway.listener.owner',
    'gateway.listener.pid',
    'gateway.listener.program',
    'gateway.listener.addresses',
  ],
  needs: "to read /proc as the gateway's user",
  timeoutMs: 4_000,
  async look(glass) {
    const { target } = glass;
    const listening = await listenerFacts(glass);
    const whys = [target.processes.ok ? null : `processes: ${target.processes.why}`, listening.why ?? null];
    const why = whys.filter((one) => one !== null).join('; ');
    const facts = [
      ...factsOn(target.subject, { 'gateway.port': target.port, 'gateway.port.source': target.portSource }),
      ...processFacts(target, glass.now()),
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
