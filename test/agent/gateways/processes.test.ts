/** A gateway is told from the commands that share its name by what it holds open and how it was called. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type OpenClawProcess, openclawProcesses, stateOf } from '../../../src/agent/gateways/processes.ts';
import { realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace, processLike } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

const host = realHost();

async function see(pid: number): Promise<OpenClawProcess | undefined> {
  const all = await openclawProcesses(host);
  if (!all.ok) throw new Error(all.why);
  return all.value.find((process) => process.pid === pid);
}

describe('a real process', () => {
  it('that holds the lock is the gateway, and the lock says where it lives', async () => {
    const place = emptyPlace();
    const pid = await processLike(place, { port: 19_941 });
    const { env, configPath, stateDir } = place;
    expect(await see(pid)).toMatchObject({
      is: 'gateway',
      state: 'running',
      root: '',
      exeDeleted: false,
      env: { OPENCLAW_CONFIG_PATH: env.OPENCLAW_CONFIG_PATH },
      lock: { port: 19_941, configPath, stateDir },
    });
  });

  it('that only listens under that name is a gateway of a release without that lock', async () => {
    const pid = await processLike(emptyPlace(), { lock: false, listen: true, port: 19_942 });
    expect(await see(pid)).toMatchObject({ is: 'gateway', lock: null, ports: [19_942] });
  });

  it('that has the name but neither lock nor port is a command, as `openclaw gateway probe` is', async () => {
    const pid = await processLike(emptyPlace(), { lock: false });
    expect(await see(pid)).toMatchObject({ is: 'command', unclear: true });
  });

  it('that holds the lock to repair the state is a command, suspended or not', async () => {
    const pid = await processLike(emptyPlace(), { title: 'openclaw', role: 'sqlite-maintenance' });
    process.kill(pid, 'SIGSTOP');
    await expect.poll(() => stateOf(host, pid)).toBe('stopped');
    expect(await see(pid)).toMatchObject({ is: 'command' });
  });

  it('that is frozen is seen stopped, and running again when thawed', async () => {
    const pid = await processLike(emptyPlace());
    process.kill(pid, 'SIGSTOP');
    await expect.poll(() => stateOf(host, pid)).toBe('stopped');
    expect(await see(pid)).toMatchObject({ state: 'stopped', is: 'gateway' });
    process.kill(pid, 'SIGCONT');
    await expect.poll(() => stateOf(host, pid)).toBe('running');
  });

  it.each([
    ['gateway run', 'gateway'],
    ['gateway', 'gateway'],
    ['--profile work gateway --port 19999', 'gateway'],
    ['gateway status --json', 'command'],
    ['gateway restart', 'command'],
  ])('called `openclaw %s` is a %s before it renames itself', async (words, is) => {
    const place = emptyPlace();
    const entry = place.write('bin/openclaw.mjs', 'console.log(1); setInterval(() => {}, 1e4)');
    const child = spawn(process.execPath, [entry, ...words.split(' ')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    expect(await see(child.pid ?? 0)).toMatchObject({ is });
  });
});

describe('a process that a service started', () => {
  const called = async (script: string, env: Record<string, string>) => {
    const place = emptyPlace();
    const entry = place.write(script, 'console.log(1); setInterval(() => {}, 1e4)');
    const child = spawn(process.execPath, ['--no-warnings', entry, 'gateway', '--port', '19943'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env,
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    return see(child.pid ?? 0);
  };

  it('keeps the name of Node, and is told by the entry of the package', async () => {
    expect(await called('node_modules/openclaw/dist/index.js', {})).toMatchObject({ is: 'gateway' });
  });

  it('in a folder of another name is told by its environment, and without that is none', async () => {
    expect(await called('app/dist/index.js', { OPENCLAW_STATE_DIR: '/s' })).toMatchObject({ is: 'gateway' });
    expect(await called('app/dist/index.js', {})).toBeUndefined();
  });

  it('under an earlier name lives where the variables of that name say', async () => {
    const env = { HOME: '/h', CLAWDBOT_STATE_DIR: '/old', OPENCLAW_STATE_DIR: '/ignored' };
    expect(await called('node_modules/clawdbot/dist/entry.js', env)).toMatchObject({
      is: 'gateway',
      env: { OPENCLAW_STATE_DIR: '/old' },
    });
  });
});

describe('a host', () => {
  const stat = (state: string) => `7 (openclaw-gatewa) ${state} 1 ${'0 '.repeat(17)}500 0`;
  const foreign = {
    '/proc/stat': 'cpu 1\nbtime 1700000000\n',
    '/proc/7/comm': 'openclaw-gatewa\n',
    '/proc/7/cmdline': 'openclaw-gateway\0',
    '/proc/7/stat': stat('S'),
    '/proc/7/environ': null,
    '/proc/7/fd': null,
  };

  it("shows another user's gateway by its name alone", async () => {
    const all = await openclawProcesses(scriptedHost({ files: foreign }));
    expect(all).toMatchObject({
      value: [{ pid: 7, is: 'gateway', env: null, lock: null, startedAt: 1_700_000_005_000 }],
    });
  });

  it('without /proc cannot be looked at, which is not the same as nothing running', async () => {
    expect(await openclawProcesses(scriptedHost({}))).toEqual({
      ok: false,
      look: 'unavailable',
      why: 'this system has no /proc',
    });
  });

  it('that runs it in a container shows its files through the process', async () => {
    const all = await openclawProcesses(
      scriptedHost({
        files: foreign,
        links: { '/proc/self/ns/mnt': 'mnt:[1]', '/proc/7/ns/mnt': 'mnt:[2]' },
      }),
    );
    expect(all).toMatchObject({ value: [{ root: '/proc/7/root' }] });
  });
});
