/**
 * @module agent/probes/service
 * Whether a supervisor knows this gateway, and what it says of it. "There is no service manager here" and
 * "the service manager could not be asked" are different answers.
 */
import { platform } from 'node:os';
import type { HostPort } from '../host-port.ts';
import { defineProbe, factsOn, type Glass, type Sight } from '../probe.ts';

const PROPERTIES = 'Id,LoadState,ActiveState,NRestarts,ExecMainStatus';

type Manager = 'systemd-user' | 'systemd';
type Unit = { manager: Manager; name: string; active: string; restarts: number; exitCode: number };
type Home = { manager: Manager; unit: string } | { manager: 'docker'; unit: string } | null;

/** Unit names of OpenClaw 2026.9.6 and of its earlier names; profiles carry theirs at the end. */
function usualNames(profile: string): string[] {
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

/** Blocks of `NAME=value`, as `systemctl show A B` prints them: one a unit, an empty line between. */
export function unitsShown(printed: string, manager: Manager): Unit[] {
  return printed.split(/\n\s*\n/).flatMap((block) => {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(block)?.[1] ?? '';
    if (value('LoadState') !== 'loaded' && value('LoadState') !== 'masked') return [];
    return [
      {
        manager,
        name: value('Id'),
        active: value('ActiveState'),
        restarts: Number(value('NRestarts') || 0),
        exitCode: Number(value('ExecMainStatus') || 0),
      },
    ];
  });
}

async function ask(
  host: HostPort,
  manager: Manager,
  names: readonly string[],
  env: Record<string, string>,
): Promise<Unit[] | { why: string }> {
  if (names.length === 0) return [];
  const scope = manager === 'systemd-user' ? ['--user'] : [];
  const ran = await host.run(['systemctl', ...scope, 'show', `--property=${PROPERTIES}`, ...names], {
    timeoutMs: 3_000,
    env,
  });
  if (!ran.ok) return { why: ran.why };
  if (ran.value.code === 0) return unitsShown(ran.value.stdout, manager);
  const words = ran.value.stderr.trim().split('\n')[0]?.slice(0, 200);
  return { why: `${manager}: ${words || `systemctl ended with code ${ran.value.code}`}` };
}

/** `systemctl --user` finds its bus through this folder; a job started by cron or by hand may lack the variable. */
async function busEnv(host: HostPort, shell: Glass['shell']): Promise<Record<string, string>> {
  const runtime = shell.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`;
  const there = await host.stat(runtime);
  const path = { PATH: shell.PATH ?? '/usr/bin:/bin', LANG: 'C' };
  return there.ok && there.value ? { ...path, XDG_RUNTIME_DIR: runtime } : path;
}

async function systemd({ host, target, shell }: Glass, home: Home): Promise<Sight> {
  const booted = await host.stat('/run/systemd/system');
  if (booted.ok && booted.value === null) return noManager(target.subject, 'systemd does not run here');
  const env = await busEnv(host, shell);
  const named = (manager: Manager): string[] => {
    const own = target.units.filter((unit) => unit.manager === manager).map((unit) => unit.name);
    const its = home?.manager === manager ? [home.unit] : [];
    return [...new Set([...its, ...own, ...usualNames(target.name)])];
  };
  const answers = await Promise.all([
    ask(host, 'systemd-user', named('systemd-user'), env),
    ask(host, 'systemd', named('systemd'), env),
  ]);
  const units = answers.flatMap((answer) => (Array.isArray(answer) ? answer : []));
  // The one that runs it, else one that is not simply idle, else any.
  const found =
    units.find((unit) => home !== null && unit.name === home.unit) ??
    units.find((unit) => unit.active !== 'inactive') ??
    units[0];
  const silent = answers.flatMap((answer) => (Array.isArray(answer) ? [] : [answer.why]));
  const source = 'systemctl show';
  if (found)
    return {
      source,
      text: units.map((unit) => `${unit.manager} ${unit.name}: ${unit.active}`).join('\n'),
      facts: factsOn(target.subject, {
        'gateway.service.installed': true,
        'gateway.service.manager': found.manager,
        'gateway.service.active': found.active,
        'gateway.service.restarts': found.restarts,
        'gateway.service.exit-code': found.exitCode,
      }),
    };
  const byFile = target.units.find((unit) => unit.manager !== 'launchd');
  // One manager that could not be asked may be the one that knows it.
  if (silent.length > 0)
    return {
      source,
      look: 'unavailable',
      why: silent.join('; '),
      facts: byFile
        ? factsOn(target.subject, {
            'gateway.service.installed': true,
            'gateway.service.manager': byFile.manager,
          })
        : [],
    };
  return {
    source,
    facts: factsOn(target.subject, {
      'gateway.service.installed': false,
      'gateway.service.manager': 'systemd',
    }),
  };
}

function noManager(subject: string, why: string): Sight {
  return {
    source: 'service manager',
    text: why,
    facts: factsOn(subject, { 'gateway.service.installed': false, 'gateway.service.manager': 'none' }),
  };
}

/** launchd is judged by its files: asking it needs the session of the user who is logged in. */
function launchd({ target }: Glass): Sight {
  const unit = target.units.find((one) => one.manager === 'launchd');
  return {
    source: unit?.path ?? '~/Library/LaunchAgents',
    facts: factsOn(target.subject, {
      'gateway.service.installed': unit !== undefined,
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
  async look(glass) {
    if (platform() === 'darwin') return launchd(glass);
    const { host, target } = glass;
    const main = target.processes.ok ? target.processes.value[0] : undefined;
    const group = main ? await host.read(`/proc/${main.pid}/cgroup`, { maxBytes: 16 * 1024 }) : null;
    const home = group?.ok ? homeOfGroup(group.value ?? '') : null;
    if (home?.manager === 'docker')
      return {
        source: `/proc/${main?.pid}/cgroup`,
        text: `container ${home.unit}`,
        facts: factsOn(target.subject, {
          'gateway.service.installed': true,
          'gateway.service.manager': 'docker',
          'gateway.service.active': 'active',
        }),
      };
    return systemd(glass, home);
  },
});
