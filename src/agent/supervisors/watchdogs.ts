/**
 * @module agent/supervisors/watchdogs
 * Others on this host that may start, restart or end the gateway by themselves: told beforehand, since two that repair at
 * once undo each other. Only what can be read counts, and only names of files and entries leave the host.
 */
import { join } from 'node:path';
import type { Because } from '../../protocol/recovery.ts';
import { at } from '../gateways/config-file.ts';
import { stateOf } from '../gateways/processes.ts';
import type { HostPort } from '../host/host-port.ts';
import { because, type Sight } from './supervisor.ts';

const MOST_FILES = 100;
const MOST_BYTES = 64 * 1024;
const MOST_TOLD = 6;
const OURS = /\b(?:openclaw|clawdbot|moltbot)\b/i;
/** Words that act on a gateway; a nightly backup of its folder is no watchdog. */
const ACTS = /\bgateway\b|\brestart\b|\bkill(?:all)?\b|\bsystemctl\b|\bdocker\b/i;

/** Where each kind keeps what it watches (crontab(5), systemd.timer(5), monit(1), supervisord.org, pm2 docs). */
const places = (home: string, user: string): { kind: string; folder: string; name: RegExp }[] => [
  { kind: 'cron', folder: '/etc/cron.d', name: /^[\w-]+$/ },
  ...['hourly', 'daily'].map((when) => ({ kind: 'cron', folder: `/etc/cron.${when}`, name: /^[\w-]+$/ })),
  { kind: 'cron', folder: '/var/spool/cron/crontabs', name: new RegExp(`^${user.replace(/\W/g, '.')}$`) },
  { kind: 'cron', folder: '/var/spool/cron', name: new RegExp(`^${user.replace(/\W/g, '.')}$`) },
  { kind: 'monit', folder: '/etc/monit/conf.d', name: /./ },
  { kind: 'monit', folder: '/etc/monit/conf-enabled', name: /./ },
  { kind: 'monit', folder: '/etc/monit.d', name: /./ },
  { kind: 'supervisord', folder: '/etc/supervisor/conf.d', name: /\.conf$/ },
  { kind: 'supervisord', folder: '/etc/supervisord.d', name: /\.(?:conf|ini)$/ },
  { kind: 'pm2', folder: join(home, '.pm2'), name: /^dump\.pm2$/ },
];

const read = async (host: HostPort, path: string): Promise<string> => {
  const text = await host.read(path, { maxBytes: MOST_BYTES });
  return text.ok ? (text.value ?? '') : '';
};

/** Does a line that is no comment act on a gateway? */
export const watches = (text: string): boolean =>
  text.split('\n').some((line) => !/^\s*[#;]/.test(line) && OURS.test(line) && ACTS.test(line));

async function inPlaces(host: HostPort, home: string, user: string): Promise<Because[]> {
  const found: Because[] = [];
  for (const { kind, folder, name } of places(home, user)) {
    const listed = await host.list(folder);
    const names = (listed.ok ? (listed.value ?? []) : [])
      .filter((each) => name.test(each))
      .slice(0, MOST_FILES);
    for (const each of names) {
      const path = join(folder, each);
      const text = await read(host, path);
      if (kind === 'pm2' || kind === 'supervisord' ? OURS.test(text) : watches(text))
        found.push(because('caution.watchdog', { kind, where: path }));
    }
  }
  if (watches(await read(host, '/etc/crontab')))
    found.push(because('caution.watchdog', { kind: 'cron', where: '/etc/crontab' }));
  return found;
}

/** Timers of systemd whose service acts on a gateway; the gateway's own unit is none. */
async function timers(host: HostPort, folders: readonly string[]): Promise<Because[]> {
  const found: Because[] = [];
  for (const folder of folders) {
    const listed = await host.list(folder);
    const names = (listed.ok ? (listed.value ?? []) : [])
      .filter((name) => name.endsWith('.timer'))
      .slice(0, MOST_FILES);
    for (const name of names) {
      const timer = await read(host, join(folder, name));
      const unit = /^Unit=(\S+)$/m.exec(timer)?.[1] ?? name.replace(/\.timer$/, '.service');
      if (!/^[\w@.-]+$/.test(unit)) continue;
      const lines = (await read(host, join(folder, unit))).split('\n').filter((line) => /^Exec/.test(line));
      if (watches(lines.join('\n')))
        found.push(because('caution.watchdog', { kind: 'systemd timer', where: join(folder, name) }));
    }
  }
  return found;
}

/** A script that starts it again whenever it ends: it is the parent of the gateway, and no shell that a person sits at. */
async function loopAbove({ host, target }: Sight): Promise<Because[]> {
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  if (!main || main.parent <= 1 || target.container) return [];
  const [cmdline, stat] = await Promise.all([
    read(host, `/proc/${main.parent}/cmdline`),
    stateOf(host, main.parent),
  ]);
  const words = cmdline.split('\0').filter(Boolean);
  const shell = /(?:^|\/)(?:ba|da|z|k)?sh$/.test(words[0] ?? '') && words.length > 1;
  if (!shell || stat === null || stat === 'zombie') return [];
  return [because('caution.watchdog', { kind: 'script', where: `PID ${main.parent}` })];
}

/** Everybody else on this host who may act on this gateway, as cautions for the plan. Never throws. */
export async function watchdogsOf(sight: Sight): Promise<Because[]> {
  const { host, target, shell } = sight;
  const home = target.env.HOME ?? '/';
  const user = shell.USER ?? shell.LOGNAME ?? (home === '/root' ? 'root' : (home.split('/').at(-1) ?? ''));
  const found = [
    ...(await inPlaces(host, home, user)),
    ...(await timers(host, ['/etc/systemd/system', join(home, '.config/systemd/user'), '/etc/systemd/user'])),
    ...(await loopAbove(sight)),
  ];
  // OpenClaw's own watcher restarts the gateway for some keys as soon as a configuration is written (2026.9.6).
  const reload = at(target.config.value, 'gateway.reload.mode');
  const watcher = reload === 'off' ? [] : [because('caution.reload-watcher')];
  return [...found.slice(0, MOST_TOLD), ...watcher];
}
