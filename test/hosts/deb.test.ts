/**
 * The Debian package on a real systemd: installed, which starts nothing; joined, asked for a triage, upgraded, removed
 * and purged, after which nothing of it is left.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDeb } from '../../infra/host-agent/deb/build.mjs';
import { ofAnotherBuild, release } from '../host-agent/installed.ts';
import { hasOpenssl, proxied } from '../host-agent/proxied.ts';
import { startBot } from './bot.ts';
import { boot, type Host } from './nspawn.ts';
import { nodeForHosts, whatIsMissing } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const missing = whatIsMissing();
if (missing !== null) console.log(`Hosts cannot be booted here, so these tests are skipped: ${missing}`);

const NAME = 'openclaw-host-agent';
const UNIT = `${NAME}@claw`;
const STATE = `/var/lib/${NAME}/claw`;

it('is the same to the last byte, whenever it is made', () => {
  const dir = mkdtempSync(join(tmpdir(), 'deb-'));
  const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  const once = hash(buildDeb(join(dir, 'a')));
  const again = hash(buildDeb(join(dir, 'b')));
  rmSync(dir, { recursive: true });
  expect(again).toBe(once);
});

describe.skipIf(missing !== null)('the package', () => {
  const dir = mkdtempSync(join(tmpdir(), 'deb-'));
  let host: Host;
  let bot: Awaited<ReturnType<typeof startBot>>;
  const packages = { first: '', second: '', bad: '' };

  beforeAll(async () => {
    packages.first = buildDeb(dir, '0.1.0');
    const next = ofAnotherBuild('b'.repeat(16));
    release(join(dir, 'second'), (text) => next(text).replaceAll('"0.1.0"', '"0.1.1"'));
    packages.second = buildDeb(dir, '0.1.1', join(dir, 'second'));
    const bad = ofAnotherBuild('c'.repeat(16));
    release(join(dir, 'bad'), (text, file) =>
      file === 'host-run.mjs' ? bad(text).replace('\n', '\nprocess.exit(3);') : bad(text),
    );
    packages.bad = buildDeb(dir, '0.1.2', join(dir, 'bad'));
    bot = await startBot();
    host = await boot('node-d', { '/srv/packages': dir, '/srv/node': nodeForHosts(ROOT) });
    await host.ok('useradd --create-home claw; install -m 755 /srv/node /usr/local/bin/node');
  }, 120_000);
  afterAll(async () => {
    await host?.down();
    await bot?.stop();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  const install = (file: string) =>
    host.ok(`dpkg -i /srv/packages/${file.split('/').at(-1)} 2>&1`, { limitMs: 120_000 });

  it('starts nothing without a join, and says what is next', async () => {
    const said = await install(packages.first);
    expect(said).toContain('nothing was started. Next: openclaw-host-agent-setup --help');
    expect(await host.ok(`systemctl list-units --all --plain --no-legend '${NAME}@*'`)).toBe('');
    const early = await host.sh(`${NAME} --version`);
    expect(early).toMatchObject({ code: 2 });
    expect(early.stderr).toContain('No Node was chosen for the host agent yet');
  });

  it('refuses a setup that is wrong, in words', async () => {
    for (const [args, says] of [
      ['--owner claw', '--url, --name and --code-file are needed.'],
      ['--owner nobody-here --url x --name y --code-file -', "There is no user 'nobody-here'"],
      ['--owner claw --url http://x --name y --code-file /nowhere', 'The code cannot be read'],
    ]) {
      const ran = await host.sh(`${NAME}-setup ${args}`);
      expect(ran.code).toBe(2);
      expect(ran.stderr).toContain(says);
      expect(ran.stderr).toContain('Next: ');
    }
  });

  it('joins with a code on standard input, and answers a triage', async () => {
    const setup = `${NAME}-setup --owner claw --url ${bot.url} --name node-d --code-file -`;
    const said = await host.ok(setup, { input: await bot.enroll('node-d'), limitMs: 120_000 });
    expect(said).toContain('bot: connected');
    await bot.sees('node-d', true);
    expect(await host.ok(`systemctl is-active ${UNIT}; systemctl is-enabled ${UNIT}`)).toBe(
      'active\nenabled',
    );
    const { thread } = await bot.triage('node-d');
    expect(thread.join('\n')).toContain('node-d');
    expect(await host.ok(`${setup} < /dev/null`)).toContain('the code was not used');
  }, 180_000);

  const status = `runuser -u claw -- ${NAME} status --state ${STATE}`;
  it('keeps key and journal over an upgrade, and runs anew', async () => {
    const look = `sha256sum ${STATE}/host-key.json; systemctl show -p MainPID --value ${UNIT}`;
    const [key, pid] = (await host.ok(look)).split('\n');
    const journal = await host.ok(`cat ${STATE}/journal.jsonl`);
    expect(journal).toContain('"op":"triage"');
    expect(await install(packages.second)).not.toContain('did not come up');
    await host.until(status);
    const [keyNow, pidNow] = (await host.ok(look)).split('\n');
    expect(keyNow).toBe(key);
    expect(pidNow).not.toBe(pid);
    const now = JSON.parse(await host.ok(`${status} --json`));
    expect(now).toMatchObject({ thisBuild: true, status: { version: '0.1.1', pid: Number(pidNow) } });
    expect((await host.ok(`cat ${STATE}/journal.jsonl`)).startsWith(journal)).toBe(true);
    await bot.sees('node-d', true);
    expect(await bot.card('node-d')).toMatchObject({ quarantined: null });
  }, 120_000);

  it('says so when what runs does not come up with the new files; the package of before brings it back', async () => {
    const said = await install(packages.bad);
    expect(said).toContain(`${UNIT}.service did not come up with the new files.`);
    expect(said).toContain(`Next: journalctl -u ${UNIT}`);
    expect(await host.ok(`dpkg-query -W -f '\${Status}' ${NAME}`)).toBe('install ok installed');
    expect(await install(packages.second)).not.toContain('did not come up');
    expect(JSON.parse(await host.ok(`${status} --json`))).toMatchObject({ status: { version: '0.1.1' } });
    await bot.sees('node-d', true);
  }, 180_000);

  it('rotates its key while it runs', async () => {
    const before = (await bot.card('node-d'))?.keyFingerprint;
    const said = await host.ok(`runuser -u claw -- ${NAME} rotate-key --json --state ${STATE}`);
    const { key, former, told } = JSON.parse(said) as { key: string; former: string; told: boolean };
    expect({ former, told }).toEqual({ former: before, told: true });
    await host.until(`runuser -u claw -- ${NAME} status --wait 20s --state ${STATE}`);
    expect(await bot.card('node-d')).toMatchObject({ keyFingerprint: key, quarantined: null });
    await bot.sees('node-d', true);
  }, 120_000);

  it.skipIf(!hasOpenssl)(
    'joins anew by a proxy, to a bot with an authority of its own',
    async () => {
      const out = await proxied(dir);
      const behind = await startBot({ publicUrl: out.url });
      out.leadTo(behind.url);
      try {
        const setup = `${NAME}-setup --owner claw --url ${out.url} --name node-p --code-file - --rejoin --proxy ${out.proxy}`;
        const blind = await host.sh(setup, { input: await behind.enroll('node-p'), limitMs: 120_000 });
        expect(blind).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('The bot cannot be reached.'),
        });
        await host.ok(`${setup} --ca /srv/packages/bot.crt`, {
          input: await behind.enroll('node-p'),
          limitMs: 120_000,
        });
        await behind.sees('node-p', true);
        expect(new Set(out.asked)).toEqual(new Set([out.wanted]));
        expect(out.seen()).not.toContain('agents/join');
        // It holds the credential of the proxy.
        expect(await host.ok(`stat -c '%U %a' /etc/${NAME}/env`)).toBe('root 600');
      } finally {
        await behind.stop();
        out.close();
      }
    },
    180_000,
  );

  it('removed it stops and keeps its key; purged it leaves nothing', async () => {
    await host.ok(`dpkg -r ${NAME}`);
    expect((await host.sh('pgrep -f "[h]ost.mjs run"')).stdout).toBe('');
    await bot.sees('node-d', false);
    expect(await host.ok(`ls ${STATE}/host-key.json`)).toContain('host-key.json');
    await host.ok(`dpkg -P ${NAME}`);
    const left = `find / -xdev -name '*${NAME}*' -not -path '/proc/*' -not -path '/srv/*' -not -path '/var/log/*' -not -path '/run/*' -print`;
    expect(await host.ok(left)).toBe('');
    expect(await host.ok(`systemctl list-units --all --plain --no-legend '${NAME}@*'`)).toBe('');
  }, 120_000);
});
