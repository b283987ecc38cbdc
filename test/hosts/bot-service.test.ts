/**
 * The bot as a service on a real systemd, by the commands that infra/systemd/README-bot.md gives: installed, confined,
 * killed, backed up while it runs, restarted, restored.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from '../gateway/programs.ts';
import { boot, type Host } from './nspawn.ts';
import { nodeForHosts, whatIsMissing } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const missing = whatIsMissing();
if (missing !== null) console.log(`Hosts cannot be booted here, so these tests are skipped: ${missing}`);

const UNIT = 'openclaw-incident-bot.service';
const DATA = '/var/lib/openclaw-incident-bot';
const LIB = '/usr/local/lib/openclaw-incident-bot';
/** The first block of the README, as it stands there. */
const installed = (): string =>
  /```sh\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'infra/systemd/README-bot.md'), 'utf8'))?.[1] ?? '';
/** As the README says that one talks to it. */
const bot = (words: string): string =>
  `cd / && runuser -u openclaw-bot -- env DATA_DIR=${DATA} ${LIB}/node ${LIB}/bot.mjs ${words}`;

describe.skipIf(missing !== null)('the bot as a service', () => {
  let host: Host;
  const show = (property: string): Promise<string> =>
    host.ok(`systemctl show --value --property=${property} ${UNIT}`);
  const answers = (): Promise<string> =>
    host.until(
      `${LIB}/node -e "fetch('http://127.0.0.1:18977/healthz').then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"`,
    );

  beforeAll(async () => {
    host = await boot(
      'bot-host',
      {
        '/usr/local/bin/node': nodeForHosts(ROOT),
        '/srv/built/bot.mjs': fileOf('bot'),
        '/srv/built/units': join(ROOT, 'infra/systemd'),
      },
      'own',
    );
    await host.ok(
      'mkdir /srv/copied; cp /srv/built/bot.mjs /srv/built/units/* /srv/copied; ip link set lo up || true',
    );
    // The settings are there before the start, as whoever follows the README has written them.
    const [before, start] = installed().split('systemctl daemon-reload');
    await host.ok(before ?? '', { cwd: '/srv/copied' });
    await host.ok("printf 'PORT=18977\\nLOG_LEVEL=warn\\n' > /etc/openclaw-incident-bot/bot.env");
    await host.ok(`systemctl daemon-reload${start}`, { cwd: '/srv/copied' });
  });
  afterAll(() => host?.down());

  it('is a unit that systemd has nothing to say about', async () => {
    const { code, stdout, stderr } = await host.sh(`systemd-analyze verify /etc/systemd/system/${UNIT} 2>&1`);
    const ours = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('incident-bot'));
    expect({ code, ours }).toEqual({ code: 0, ours: [] });
  });

  it('runs confined, as a user of its own, and its exposure is low', async () => {
    await answers();
    expect(await show('ActiveState')).toBe('active');
    const pid = await show('MainPID');
    expect(await host.ok(`stat -c %U /proc/${pid}`)).toBe('openclaw-bot');
    expect(
      await host.ok(`grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/${pid}/status | tr -d '\\t\\n'`),
    ).toBe('CapEff:0000000000000000NoNewPrivs:1Seccomp:2');
    expect(await host.ok(`stat -c '%a %U' ${DATA} ${DATA}/signing-key.jwk`)).toBe(
      '700 openclaw-bot\n600 openclaw-bot',
    );
    const overall = await host.ok(`systemd-analyze security --no-pager ${UNIT} | tail -1`);
    const exposure = Number(/: ([0-9.]+) /.exec(overall)?.[1]);
    expect(exposure, overall).toBeLessThan(2);
  });

  it('comes back when it is killed, and knows what it knew', async () => {
    expect(await host.ok(bot('enroll node-3'))).toContain('node-3');
    const before = await show('MainPID');
    await host.ok(`kill -9 ${before}`);
    await host.until(`test "$(systemctl show --value --property=MainPID ${UNIT})" != ${before}`);
    await answers();
    expect(await host.until(bot('hosts'))).toContain('node-3');
  });

  it('is backed up while it runs, and restored after it was stopped', async () => {
    await host.ok(bot(`backup ${DATA}/bot.backup`));
    expect(await show('NRestarts')).toBe('1');
    const refused = await host.sh(bot(`restore ${DATA}/bot.backup --over`));
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('is in use by process') });
    await host.ok(`systemctl stop ${UNIT}`);
    expect(await show('Result')).toBe('success');
    await host.ok(bot(`restore ${DATA}/bot.backup --over`));
    await host.ok(`systemctl start ${UNIT}`);
    await answers();
    expect(await host.until(bot('hosts'))).toContain('node-3');
  });

  it('stays down when only a person can mend it, and the journal says what', async () => {
    await host.ok(`systemctl stop ${UNIT} && mv ${DATA}/signing-key.jwk /root/ && systemctl start ${UNIT}`);
    await host.until(`test "$(systemctl show --value --property=ActiveState ${UNIT})" = failed`);
    expect(await show('ExecMainStatus')).toBe('2');
    expect(await host.ok(`journalctl -u ${UNIT} --no-pager -n 20`)).toContain('is missing, and the hosts in');
    await host.ok(
      `mv /root/signing-key.jwk ${DATA}/ && systemctl reset-failed ${UNIT} && systemctl start ${UNIT}`,
    );
    await answers();
  });
});
