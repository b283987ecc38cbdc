/**
 * install.sh with a real systemd, by the commands of its own --help: installed, joined, asked, upgraded, put back where
 * the new release does not come up, rolled back, for two owners, and taken away until nothing is left.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ofAnotherBuild, release } from '../host-agent/installed.ts';
import { startBot } from './bot.ts';
import { boot, type Host } from './nspawn.ts';
import { nodeForHosts, whatIsMissing } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const missing = whatIsMissing();
if (missing !== null) console.log(`Hosts cannot be booted here, so these tests are skipped: ${missing}`);

type Way = {
  scope: string;
  /** Who runs install.sh, in which folder, and which line of its examples. */
  as: string;
  cwd: string;
  example: RegExp;
  name: string;
  unit: string;
  systemctl: string;
  state: string;
  lib: string;
};
const WAYS: Way[] = [
  {
    scope: '',
    as: 'claw',
    cwd: '/home/claw/host-agent',
    example: /^.*--code-file \.\/code$/m,
    name: 'node-iu',
    unit: 'openclaw-host-agent',
    systemctl: 'systemctl --user',
    state: '/home/claw/.openclaw-host-agent',
    lib: '/home/claw/.local/lib/openclaw-host-agent',
  },
  {
    scope: '--system --owner claw',
    as: 'root',
    cwd: '/root/host-agent',
    example: /^.*--system .*< code$/m,
    name: 'node-is',
    unit: 'openclaw-host-agent@claw',
    systemctl: 'systemctl',
    state: '/var/lib/openclaw-host-agent/claw',
    lib: '/usr/local/lib/openclaw-host-agent',
  },
];

describe.skipIf(missing !== null).each(WAYS)(
  'install.sh $scope with systemd',
  ({ scope, as, cwd, example, name, unit, systemctl, state, lib }) => {
    const dir = mkdtempSync(join(tmpdir(), 'install-systemd-'));
    let host: Host;
    let bot: Awaited<ReturnType<typeof startBot>>;
    let before: string[];
    let key: string;
    const limitMs = 120_000;

    /** Every path of the host's own disk, but for what systemd itself keeps. */
    const everything = async (): Promise<string[]> =>
      (
        await host.ok(
          `find / -xdev -not -path '/var/log/*' -not -path '/var/lib/systemd/*' -not -path '/srv/*'`,
        )
      )
        .split('\n')
        .sort();
    const status = async (user = 'claw', where = state) =>
      JSON.parse(
        (await host.sh(`${lib}/node ${lib}/host.mjs status --json --state ${where}`, { user })).stdout,
      ) as {
        running: boolean;
        thisBuild: boolean;
        joined: { key: string };
        status: { pid: number; version: string; connected: boolean } | null;
      };
    const install = (which: string, args = '') =>
      host.sh(`/srv/made/${which}/install.sh ${scope} ${args}`, { user: as, cwd, limitMs });
    const mainPid = async (): Promise<number> =>
      Number(await host.ok(`${systemctl} show --value --property=MainPID ${unit}`, { user: as }));

    beforeAll(async () => {
      release(join(dir, 'first'));
      const next = ofAnotherBuild('b'.repeat(16));
      release(join(dir, 'second'), (text) => next(text).replaceAll('"0.1.0"', '"0.1.1"'));
      const bad = ofAnotherBuild('c'.repeat(16));
      release(join(dir, 'bad'), (text, file) =>
        file === 'host-run.mjs' ? bad(text).replace('\n', '\nprocess.exit(3);') : bad(text),
      );
      chmodSync(dir, 0o755);
      bot = await startBot();
      host = await boot(name, { '/srv/made': dir, '/srv/node': nodeForHosts(ROOT) });
      await host.ok(`useradd --create-home --uid 1000 claw; useradd --create-home --uid 1001 dora
        install -m 755 /srv/node /usr/local/bin/node; loginctl enable-linger claw`);
      await host.until('systemctl --user is-system-running', { user: 'claw' });
      await host.ok(`cp -r /srv/made/first ${cwd}`, { user: as });
      // As OpenClaw's own service has left them.
      await host.ok('mkdir -p ~/.local/lib ~/.config/systemd/user/default.target.wants', { user: 'claw' });
      before = await everything();
    }, 120_000);
    afterAll(async () => {
      await host?.down();
      await bot?.stop();
      rmSync(dir, { recursive: true, force: true });
    }, 60_000);

    it('joins by the line of --help, is up and enabled', async () => {
      const [line = ''] = example.exec(await host.ok('./install.sh --help', { user: as, cwd })) ?? [];
      const command = line.replace('https://bot.example', bot.url).replace('node-3', name);
      await host.ok('cat > code', { user: as, cwd, input: await bot.enroll(name) });
      const said = await host.ok(command.replace('--owner openclaw', '--owner claw'), {
        user: as,
        cwd,
        limitMs,
      });
      await host.ok('rm code', { user: as, cwd });
      expect(said).toContain('service: systemd');
      expect(said).toContain('bot: connected');
      await bot.sees(name, true);
      expect(
        await host.ok(`${systemctl} is-active ${unit}; ${systemctl} is-enabled ${unit}`, { user: as }),
      ).toBe('active\nenabled');
      const now = await status();
      expect(now.status?.pid).toBe(await mainPid());
      key = now.joined.key;
    });

    it('answers a triage, and does nothing when it is run again', async () => {
      expect((await bot.triage(name)).thread.join('\n')).toContain(name);
      const pid = await mainPid();
      expect(await install('first')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Nothing to do'),
      });
      expect(await mainPid()).toBe(pid);
    });

    it('is upgraded: another build runs, with the same key and journal', async () => {
      const [pid, journal] = [await mainPid(), await host.ok(`cat ${state}/journal.jsonl`)];
      expect(journal).not.toBe('');
      const ran = await install('second');
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      expect(await status()).toMatchObject({
        thisBuild: true,
        joined: { key },
        status: { version: '0.1.1', connected: true, pid: await mainPid() },
      });
      expect(await mainPid()).not.toBe(pid);
      expect((await host.ok(`cat ${state}/journal.jsonl`)).startsWith(journal)).toBe(true);
    });

    it('a release that does not come up is put back, with its last words', async () => {
      const ran = await install('bad', '--wait 4');
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain('The new release did not come up within 4 s');
      expect(ran.stderr).toContain('is back and runs; key and journal are as they were.');
      expect(await status()).toMatchObject({
        thisBuild: true,
        joined: { key },
        status: { version: '0.1.1' },
      });
      await bot.sees(name, true);
      expect(await host.ok(`${systemctl} is-active ${unit}`, { user: as })).toBe('active');
    });

    it('goes back to the release before', async () => {
      const ran = await install('second', '--rollback');
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      expect(await status()).toMatchObject({
        thisBuild: true,
        joined: { key },
        status: { version: '0.1.0' },
      });
      await bot.sees(name, true);
    });

    it.runIf(as === 'root')('serves a second owner, who stays when the first goes', async () => {
      const dora = '/var/lib/openclaw-host-agent/dora';
      const more = `--url ${bot.url} --name node-dora --code-file -`;
      await host.ok(`/srv/made/first/install.sh --system --owner dora ${more}`, {
        input: await bot.enroll('node-dora'),
        limitMs,
      });
      await bot.sees('node-dora', true);
      expect(await host.ok(`systemctl is-active ${unit} openclaw-host-agent@dora`)).toBe('active\nactive');
      const gone = await install('first', '--uninstall');
      expect(gone.stdout).toContain('The program stays: it also serves dora.');
      await bot.sees(name, false);
      expect(await status('dora', dora)).toMatchObject({ running: true, status: { connected: true } });
      expect((await host.sh(`ls ${state}`)).code).not.toBe(0);
    });

    it('--uninstall leaves no file, unit or process', async () => {
      const owner = as === 'root' ? '--system --owner dora' : scope;
      await host.ok(`/srv/made/first/install.sh ${owner} --uninstall`, { user: as, limitMs });
      await bot.sees(as === 'root' ? 'node-dora' : name, false);
      const had = new Set(before);
      expect((await everything()).filter((path) => !had.has(path))).toEqual([]);
      const units = `${systemctl} list-units --all --plain --no-legend 'openclaw-host-agent*'`;
      expect(await host.ok(units, { user: as })).toBe('');
      expect((await host.sh('pgrep -f "[h]ost.mjs run"')).stdout).toBe('');
    });
  },
);
