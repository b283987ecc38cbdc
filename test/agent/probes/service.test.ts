/** Supervisors: one that knows the gateway, one that does not, one that cannot be asked, and none. */
import { describe, expect, it } from 'vitest';
import { service } from '../../../src/agent/probes/service.ts';
import { homeOfGroup } from '../../../src/agent/services/supervision.ts';
import { unitsShown } from '../../../src/agent/services/systemd.ts';
import { contextOf, emptyPlace, said, targetOf } from '../place.ts';
import { type Script, scriptedHost } from '../scripted-host.ts';

const BOOTED = { '/run/systemd/system/x': '' };
const PROCESS = {
  '/proc/stat': 'btime 1700000000\n',
  '/proc/7/comm': 'openclaw-gatewa\n',
  '/proc/7/cmdline': 'node\0/opt/openclaw/openclaw.mjs\0gateway\0',
  '/proc/7/stat': `7 (openclaw-gatewa) S 1 ${'0 '.repeat(17)}500 0`,
  '/proc/7/environ': 'HOME=/h\0',
};

async function look({ files = {}, ...script }: Script) {
  const host = scriptedHost({ files: { '/h/.openclaw/openclaw.json': '{}', ...files }, ...script });
  const context = await contextOf(emptyPlace(), {
    host,
    target: await targetOf({ HOME: '/h' }, host),
    shell: { HOME: '/h' },
  });
  return service.look(context);
}
const block = (id: string, load: string, active: string) =>
  `Id=${id}\nLoadState=${load}\nActiveState=${active}\nNRestarts=4\nExecMainStatus=78\n`;

it('a unit that failed', async () => {
  const stdout = [
    block('openclaw-gateway.service', 'loaded', 'failed'),
    block('clawdbot-gateway.service', 'not-found', 'inactive'),
  ].join('\n');
  expect(said(await look({ files: BOOTED, programs: { systemctl: { stdout } } }))).toEqual({
    'gateway.service.installed': true,
    'gateway.service.manager': 'systemd-user',
    'gateway.service.unit': 'openclaw-gateway.service',
    'gateway.service.reload-needed': false,
    'gateway.service.twins-enabled': 0,
    'gateway.service.twins-running': 0,
    'gateway.service.active': 'failed',
    'gateway.service.restarts': 4,
    'gateway.service.exit-code': 78,
  });
});

it('the unit that really runs the process counts, whatever it is called', async () => {
  const stdout = [
    block('openclaw-gateway.service', 'loaded', 'inactive'),
    block('night-bot.service', 'loaded', 'active'),
  ].join('\n');
  const cgroup = '0::/user.slice/user-1000.slice/user@1000.service/app.slice/night-bot.service\n';
  const sight = await look({
    files: { ...BOOTED, ...PROCESS, '/proc/7/cgroup': cgroup },
    programs: { systemctl: { stdout } },
  });
  expect(said(sight)).toMatchObject({
    'gateway.service.active': 'active',
    'gateway.service.manager': 'systemd-user',
  });
});

it('no unit of that name', async () => {
  const stdout = block('openclaw-gateway.service', 'not-found', 'inactive');
  expect(said(await look({ files: BOOTED, programs: { systemctl: { stdout } } }))).toEqual({
    'gateway.service.installed': false,
    'gateway.service.manager': 'systemd',
  });
});

it('a manager that cannot be asked is unavailable, not "not installed"', async () => {
  const stderr = 'Failed to connect to bus: No medium found\n';
  const sight = await look({ files: BOOTED, programs: { systemctl: { code: 1, stderr } } });
  expect(sight).toMatchObject({
    look: 'unavailable',
    why: expect.stringContaining('Failed to connect to bus'),
    facts: [],
  });
});

it('a manager that cannot be asked about a unit whose file is there', async () => {
  const file = {
    '/h/.config/systemd/user/openclaw-gateway.service': 'ExecStart=/usr/bin/openclaw gateway\n',
  };
  const sight = await look({ files: { ...BOOTED, ...file }, programs: { systemctl: { code: 1 } } });
  expect(sight.look).toBe('unavailable');
  expect(said(sight)).toMatchObject({ 'gateway.service.installed': true });
});

it('no manager at all', async () => {
  expect(said(await look({}))).toEqual({
    'gateway.service.installed': false,
    'gateway.service.manager': 'none',
  });
});

it('a container', async () => {
  const cgroup = `0::/docker/${'0123456789ab'.padEnd(64, 'c')}\n`;
  expect(said(await look({ files: { ...PROCESS, '/proc/7/cgroup': cgroup } }))).toMatchObject({
    'gateway.service.manager': 'docker',
    'gateway.service.active': 'active',
  });
});

describe('a control group', () => {
  it.each([
    ['0::/user.slice/user-0.slice/user@0.service/app.slice/openclaw-gateway.service', 'systemd-user'],
    ['0::/system.slice/openclaw.service', 'systemd'],
    [`0::/system.slice/docker-${'a'.repeat(64)}.scope`, 'docker'],
    [`12:pids:/kubepods/besteffort/pod1/${'b'.repeat(64)}`, 'docker'],
    ['0::/user.slice/user-1000.slice/session-3.scope', undefined],
    ['0::/', undefined],
  ])('%s: %s', (group, manager) => {
    expect(homeOfGroup(group)?.manager).toBe(manager);
  });
});

it('what systemctl prints of several units is taken apart', () => {
  const printed = `${block('a.service', 'loaded', 'active')}\n${block('b.service', 'not-found', 'inactive')}`;
  expect(unitsShown(printed, 'systemd')).toMatchObject([
    { name: 'a.service', active: 'active', restarts: 4 },
  ]);
});
