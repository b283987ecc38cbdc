/** Evidence as a host agent would send it, in a line each. */
import type { Evidence, Fact, FactValue } from '../../src/protocol/evidence.ts';

const AT = '2026-11-21T03:12:00.000Z';

/** What a probe saw. Facts are about `gateway:default` unless the name says `subject|fact`. */
export function seen(
  probe: string,
  facts: Record<string, FactValue>,
  over: Partial<Evidence> = {},
): Evidence {
  const list = Object.entries(facts).map(([name, value]): Fact => {
    const [subject, fact] = name.includes('|') ? name.split('|', 2) : ['gateway:default', name];
    return { fact: fact ?? name, subject: subject ?? 'host', value };
  });
  return {
    probe,
    subject: 'gateway:default',
    source: probe,
    at: AT,
    how: 'live',
    look: 'seen',
    facts: list,
    ...over,
  };
}

/** A probe that could not look. */
export const blind = (probe: string, look: 'unavailable' | 'timed-out' | 'refused', why: string): Evidence =>
  seen(probe, {}, { look, why });

export const HEALTHY: Evidence[] = [
  seen('process', {
    'gateway.process.count': 1,
    'gateway.process.state': 'running',
    'gateway.process.uptime-s': 86_400,
    'gateway.version.running': '2026.9.6',
  }),
  seen('listener', {
    'gateway.port': 18_789,
    'gateway.listener.state': 'listening',
    'gateway.listener.owner': 'gateway',
    'gateway.http.live': 'ok',
    'gateway.http.startup': 'started',
    'gateway.http.ready': true,
  }),
  seen('connect', {
    'gateway:default/client:probe|connect.reached': 'rpc',
    'gateway:default/client:probe|connect.hello': true,
    'gateway:default/client:probe|rpc.read.ok': true,
  }),
  seen('config', {
    'config.file': 'readable',
    'config.parse': 'ok',
    'config.valid': true,
    'config.in-force': true,
  }),
];

/** The gateway refuses to start since its config was edited. */
export const CONFIG_INVALID: Evidence[] = [
  seen('process', { 'gateway.process.count': 0, 'gateway.version.installed': '2026.9.6' }),
  seen('listener', {
    'gateway.port': 18_789,
    'gateway.listener.state': 'free',
    'gateway.http.live': 'refused',
  }),
  seen('config', {
    'config.file': 'readable',
    'config.parse': 'ok',
    'config.valid': false,
    'config.issues': ['gateway.prot: unknown key'],
  }),
  seen(
    'log',
    { 'gateway.start.refusal': 'config-invalid' },
    { how: 'log', source: '/home/claw/.openclaw/logs/gateway.log', at: '2026-11-21T03:11:40.000Z' },
  ),
  blind('docker', 'unavailable', 'no container runtime on this host'),
];
