/**
 * @module evidence/readers/supervisors
 * What service managers print of a gateway's service: systemctl show and status, launchctl print, schtasks (list and
 * XML), docker or podman inspect. Each is told by its own form, and only when it speaks of OpenClaw.
 */
import type { Fact, FactValue } from '../../protocol/evidence.ts';
import type { FactName } from '../dictionary.ts';
import type { ReadContext, Reader } from '../reader.ts';
import { at, jsonIn } from './lines.ts';

type Said = Partial<Record<FactName, FactValue | undefined>>;

const OURS = /openclaw|clawdbot|moltbot/i;
/** What they print of one service is short; a longer text is a log. */
const MOST_CHARS = 64 * 1024;

const first = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1]?.trim();
const count = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;

/** `systemctl show UNIT` (systemd 247 to 257): one NAME=value a line. */
function systemctlShow(text: string): Said | null {
  const value = (name: string): string | undefined => first(text, new RegExp(`^${name}=(.{0,300})$`, 'm'));
  const [unit, load, active] = [value('Id'), value('LoadState'), value('ActiveState')];
  if (active === undefined || (unit === undefined && load === undefined)) return null;
  if (load === 'not-found') return { 'gateway.service.installed': false };
  return {
    'gateway.service.installed': true,
    'gateway.service.unit': unit,
    'gateway.service.active': active,
    'gateway.service.enabled': load === 'masked' ? 'masked' : value('UnitFileState') || undefined,
    'gateway.service.result': value('Result') || undefined,
    'gateway.service.restarts': count(value('NRestarts')),
    'gateway.service.exit-code': count(value('ExecMainStatus')),
    'gateway.service.reload-needed': value('NeedDaemonReload') === 'yes' ? true : undefined,
  };
}

/** `systemctl status UNIT`, as people paste it. */
function systemctlStatus(text: string): Said | null {
  const active = first(text, /^\s*Active: ([a-z]{1,20}) \(/m);
  const unit = first(text, /^[●○×*↻]?\s*([\w@.-]{1,120}\.service)(?: - |$)/m);
  if (active === undefined || unit === undefined || !OURS.test(unit)) return null;
  return {
    'gateway.service.installed': true,
    'gateway.service.unit': unit,
    'gateway.service.active': active,
    'gateway.service.enabled': first(text, /^\s*Loaded: loaded \([^;\n]{1,300}; ([a-z-]{1,20})/m),
    'gateway.service.result': first(text, /^\s*Active: .{0,80}\(Result: ([a-z-]{1,30})\)/m),
    'gateway.service.exit-code': count(first(text, /code=exited, status=(\d{1,3})\b/)),
  };
}

const LAUNCHD: Readonly<Record<string, string>> = {
  running: 'active',
  xpcproxy: 'activating',
  'spawn scheduled': 'activating',
};

/** `launchctl print gui/UID/LABEL` (macOS 11 and later). `runs` counts every start since it was loaded. */
function launchctlPrint(text: string): Said | null {
  const label = first(text, /^(?:gui|user|system)(?:\/\d{1,10})?\/([\w.-]{1,120}) = \{/m);
  const state = first(text, /^\tstate = ([a-z ]{1,30})$/m);
  if (label === undefined || state === undefined) return null;
  const exit = first(text, /^\tlast exit code = (\d{1,3})/m);
  const runs = count(first(text, /^\truns = (\d{1,8})$/m));
  const failed = exit !== undefined && exit !== '0';
  return {
    'gateway.service.installed': true,
    'gateway.service.manager': 'launchd',
    'gateway.service.unit': label,
    'gateway.service.active': LAUNCHD[state] ?? (failed ? 'failed' : 'inactive'),
    'gateway.service.restarts': runs === undefined ? undefined : Math.max(0, runs - 1),
    'gateway.service.exit-code': count(exit),
  };
}

/** `schtasks /query /v /fo LIST` (Windows 10 and later, English) or `/xml`. */
function schtasks(text: string): Said | null {
  const task = first(text, /^TaskName:\s+\\?(.{1,200})$/m);
  const status = first(text, /^Status:\s+(.{1,40})$/m);
  if (task !== undefined && status !== undefined && OURS.test(task)) {
    const off = first(text, /^Scheduled Task State:\s+(\w{1,20})$/m) === 'Disabled' || status === 'Disabled';
    const result = count(first(text, /^Last Result:\s+(-?\d{1,10})$/m));
    return {
      'gateway.service.installed': true,
      'gateway.service.manager': 'schtasks',
      'gateway.service.unit': task,
      'gateway.service.active': status === 'Running' ? 'active' : 'inactive',
      'gateway.service.enabled': off ? 'disabled' : 'enabled',
      // 0x41301 to 0x41306 tell of the task's own state, not of how it ended.
      'gateway.service.exit-code': result !== undefined && result >= 0 && result < 256 ? result : undefined,
    };
  }
  if (!/<Task\s[^>]{0,200}schemas\.microsoft\.com\/windows\/2004\/02\/mit\/task/.test(text)) return null;
  const settings = first(text, /<Settings>([\s\S]{0,4000}?)<\/Settings>/) ?? '';
  return {
    'gateway.service.installed': true,
    'gateway.service.manager': 'schtasks',
    'gateway.service.unit': first(text, /<URI>\\?([^<]{1,200})<\/URI>/),
    'gateway.service.enabled': /<Enabled>\s*false\s*<\/Enabled>/.test(settings) ? 'disabled' : 'enabled',
  };
}

const ENGINE: Readonly<Record<string, string>> = {
  running: 'active',
  paused: 'active',
  restarting: 'activating',
  created: 'inactive',
};

/** `docker inspect CONTAINER` (Engine API 1.24 and later); Podman prints the same names. */
function inspected(text: string): Said | null {
  const json = /^\s*[[{]/.test(text) ? jsonIn(text) : null;
  const one: unknown = Array.isArray(json) ? json[0] : json;
  const state = at(one, 'State', 'Status');
  const exit = at(one, 'State', 'ExitCode');
  if (typeof state !== 'string' || typeof exit !== 'number' || at(one, 'HostConfig') === undefined)
    return null;
  const [name, restarts] = [at(one, 'Name'), at(one, 'RestartCount')];
  const [policy, health] = [
    at(one, 'HostConfig', 'RestartPolicy', 'Name'),
    at(one, 'State', 'Health', 'Status'),
  ];
  const unit = typeof name === 'string' ? name.replace(/^\//, '').slice(0, 200) : undefined;
  return {
    'gateway.service.installed': true,
    'gateway.service.manager': /libpod|podman/i.test(text) ? 'podman' : 'docker',
    'gateway.service.unit': unit,
    'gateway.service.active': ENGINE[state] ?? (exit === 0 || exit === 143 ? 'inactive' : 'failed'),
    'gateway.service.restarts': typeof restarts === 'number' ? restarts : undefined,
    'gateway.service.exit-code': exit,
    'gateway.container.name': unit,
    'gateway.container.state': state.slice(0, 30),
    'gateway.container.health': typeof health === 'string' && health !== '' ? health : undefined,
    'gateway.container.restart-policy': typeof policy === 'string' && policy !== '' ? policy : undefined,
    'gateway.container.oom-killed': at(one, 'State', 'OOMKilled') === true ? true : undefined,
  };
}

function read(text: string, context: ReadContext): Fact[] {
  if (text.length > MOST_CHARS || !OURS.test(text)) return [];
  // The line with the command that printed it is none of its form.
  const plain = text.replace(/\r\n/g, '\n');
  const body = plain.replace(/^\$? ?(?:sudo )?(?:docker|podman|launchctl|schtasks|systemctl) .{0,300}\n/, '');
  const said =
    inspected(body) ?? systemctlShow(body) ?? systemctlStatus(body) ?? launchctlPrint(body) ?? schtasks(body);
  return Object.entries(said ?? {}).flatMap(([fact, value]) =>
    value === undefined ? [] : [{ fact, subject: context.gateway, value }],
  );
}

export const supervisors: Reader = {
  id: 'supervisors',
  title: 'What service managers print',
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
    'gateway.container.name',
    'gateway.container.state',
    'gateway.container.health',
    'gateway.container.restart-policy',
    'gateway.container.oom-killed',
  ],
  read,
};
