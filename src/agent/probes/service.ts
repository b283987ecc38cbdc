/**
 * @module agent/probes/service
 * Whether a supervisor knows this gateway, and what it says of it. "There is no service manager here" and
 * "the service manager could not be asked" are different answers.
 */
import { platform } from 'node:os';
import { join } from 'node:path';
import type { FactValue } from '../../protocol/evidence.ts';
import type { HostPort } from '../host-port.ts';
import { defineProbe, factsOn, type Glass, type Sight } from '../probe.ts';

const PROPERTIES = 'LoadState,ActiveState,SubState,NRestarts,ExecMainStatus,Result,MainPID';

/** Unit names of OpenClaw 2026.9.6 and of its earlier names; profiles carry theirs at the end. */
function unitsOf(profile: string): string[] {
  const tail = profile === 'default' ? '' : `-${profile}`;
  return ['openclaw-gateway', 'clawdbot-gateway', 'moltbot-gateway'].map((name) => `${name}${tail}.service`);
}

type Unit = { manager: 'systemd-user' | 'systemd'; active: string; restarts: number; exitCode: number };

async function ask(
  host: HostPort,
  manager: Unit['manager'],
  unit: string,
): Promise<Unit | null | { why: string }> {
  const scope = manager === 'systemd-user' ? ['--user'] : [];
  const ran = await host.run(['systemctl', ...scope, 'show', unit, `--property=${PROPERTIES}`], {
    timeoutMs: 3_000,
  });
  if (!ran.ok) return { why: ran.why };
  if (ran.value.code !== 0)
    return { why: ran.value.stderr.trim().split('\n')[0]?.slice(0, 200) ?? 'systemctl failed' };
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(ran.value.stdout)?.[1] ?? '';
  if (value('LoadState') !== 'loaded') return null;
  return {
    manager,
    active: value('ActiveState'),
    restarts: Number(value('NRestarts') || 0),
    exitCode: Number(value('ExecMainStatus') || 0),
  };
}

async function systemd({ host, target }: Glass): Promise<Sight> {
  const booted = await host.stat('/run/systemd/system');
  if (booted.ok && booted.value === null) return noManager(target.subject, 'systemd does not run here');
  const questions = (['systemd-user', 'systemd'] as const).flatMap((manager) =>
    unitsOf(target.name).map((unit) => ask(host, manager, unit)),
  );
  const answers = await Promise.all(questions);
  const found = answers.find((answer): answer is Unit => answer !== null && 'manager' in answer);
  const silent = answers.find((answer): answer is { why: string } => answer !== null && 'why' in answer);
  const source = 'systemctl show';
  if (found)
    return {
      source,
      facts: factsOn(target.subject, {
        'gateway.service.installed': true,
        'gateway.service.manager': found.manager,
        'gateway.service.active': found.active,
        'gateway.service.restarts': found.restarts,
        'gateway.service.exit-code': found.exitCode,
      }),
    };
  // One manager that could not be asked may be the one that knows it.
  if (silent) return { source, look: 'unavailable', why: silent.why, facts: [] };
  const facts: Record<string, FactValue> = {
    'gateway.service.installed': false,
    'gateway.service.manager': 'systemd',
  };
  return { source, facts: factsOn(target.subject, facts) };
}

function noManager(subject: string, why: string): Sight {
  return {
    source: 'service manager',
    text: why,
    facts: factsOn(subject, { 'gateway.service.installed': false, 'gateway.service.manager': 'none' }),
  };
}

async function launchd({ host, target }: Glass): Promise<Sight> {
  const folder = join(target.env.HOME ?? '/', 'Library', 'LaunchAgents');
  const listed = await host.list(folder);
  if (!listed.ok) return { source: folder, look: 'unavailable', why: listed.why, facts: [] };
  const installed = (listed.value ?? []).some((name) =>
    /(openclaw|clawdbot|moltbot).*gateway.*\.plist$/.test(name),
  );
  return {
    source: folder,
    facts: factsOn(target.subject, {
      'gateway.service.installed': installed,
      'gateway.service.manager': 'launchd',
    }),
  };
}

export const service = defineProbe({
  id: 'service',
  title: 'the service definition and what its supervisor says',
  gives: [
    'gateway.service.installed',
    'gateway.service.manager',
    'gateway.service.active',
    'gateway.service.restarts',
    'gateway.service.exit-code',
  ],
  needs: "to ask the gateway user's systemd; on a Mac, to list LaunchAgents",
  timeoutMs: 5_000,
  look(glass) {
    return platform() === 'darwin' ? launchd(glass) : systemd(glass);
  },
});
