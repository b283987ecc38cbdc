/**
 * The ordered restart under a real systemd, of a real gateway: a unit of the user, a unit of the system with and without
 * the documented right to it, one that is refused, and a plain process that is started again from within a service.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actProgram, type Result } from './acted.ts';
import { documented } from './documented.ts';
import { bootGatewayHost, type GatewayHost, UNIT } from './gateway-host.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

const missing = whyNot('systemd') ?? whatIsMissing();
if (missing !== null) console.log(`Restarts under systemd are skipped: ${missing}`);

const LONG = { limitMs: 280_000 };
const ACT = '/usr/local/bin/node /var/tmp/act.mjs';
const RULE = '50-openclaw-gateway.rules';
const RULE_FILE = join(import.meta.dirname, '..', '..', 'infra', 'systemd', RULE);
/** As root, in a folder with the rule; only the unit has another name here. */
const GIVE_RIGHT = documented('What it needs to restart a gateway', 'A service of the system').replaceAll(
  'openclaw-gateway.service',
  'bot.service',
);

describe.skipIf(missing !== null)('under systemd, a restart', () => {
  let host: GatewayHost;
  let folder: string;
  const does = async (words: string, user: 'claw' | 'root' = 'claw'): Promise<Result[]> =>
    JSON.parse(await host.ok(`${ACT} do ${words}`, { user, ...LONG }));
  const outlook = async (user: 'claw' | 'root' = 'claw') =>
    JSON.parse(await host.ok(`${ACT} outlook restart`, { user, ...LONG }));
  const pidOf = (unit: string, flag = '--user'): Promise<string> =>
    host.ok(`systemctl ${flag} show --value --property=MainPID ${unit}`, { user: flag ? 'claw' : 'root' });
  /** Who has the lock of the state. */
  const holder = (): Promise<string> =>
    host.ok(
      `node -p "JSON.parse(require('fs').readFileSync('/home/claw/.openclaw/tmp/openclaw-1000/gateway.state.lock')).pid"`,
    );

  beforeAll(async () => {
    folder = await actProgram();
    host = await bootGatewayHost('node-r');
    await host.ok('cat > /var/tmp/act.mjs; chmod 644 /var/tmp/act.mjs', {
      input: readFileSync(join(folder, 'act.mjs'), 'utf8'),
    });
  }, 180_000);
  afterAll(async () => {
    await host?.down();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => host.reset(), 60_000);

  it('of a user unit brings another process, and no second one', async () => {
    await host.claw(`systemctl --user start ${UNIT}`);
    await host.ready();
    const before = await pidOf(UNIT);
    expect(await outlook()).toMatchObject({
      supervisor: 'systemd-user',
      operation: 'restart.systemd-user',
      command: ['systemctl', '--user', 'restart', UNIT],
    });
    expect(await does('systemd-user restart.systemd-user restart restart.proof')).toMatchObject([
      { ok: true },
      { ok: true, told: { version: '2026.9.6', port: 18_789 } },
    ]);
    expect(await pidOf(UNIT)).not.toBe(before);
    expect(await holder()).toBe(await pidOf(UNIT));
  });

  it('that is refused by the configuration is told at once, with its code', async () => {
    await host.claw(`sed -i 's/"mode":"local"/"mode":"local","tokn":1/' ~/.openclaw/openclaw.json`);
    const [started, proof] = await does('systemd-user start.systemd-user start restart.proof');
    expect(started).toMatchObject({ ok: true });
    expect(proof).toMatchObject({
      ok: false,
      because: { code: 'start.refused-by-itself', params: { code: '78' } },
    });
  });

  it('of a system unit needs the right to it: without it the gateway is not touched, with it there is another', async () => {
    await host.claw(`systemctl --user disable ${UNIT}`);
    await host.ok(`cat > /etc/systemd/system/bot.service <<'END'
[Service]
User=claw
ExecStart=/usr/bin/openclaw gateway run --port 18789
Restart=always
RestartSec=2
END
systemctl daemon-reload; systemctl start bot`);
    await host.ready();
    const before = await pidOf('bot', '');
    const without = await does('systemd-system restart.systemd-system restart');
    expect(without).toMatchObject([{ ok: false, because: { code: 'restart.no-right' } }]);
    expect(await pidOf('bot', '')).toBe(before);
    // Root looks at no gateway but its own; at the terminal it works as claw (root-at-terminal.test.ts).
    expect(await does('systemd-system restart.systemd-system restart', 'root')).toMatchObject([
      { ok: false, because: { code: 'restart.other-supervisor' } },
    ]);
    expect(await pidOf('bot', '')).toBe(before);

    await host.ok(`cat > /root/${RULE}`, { input: readFileSync(RULE_FILE, 'utf8') });
    await host.ok(`cd /root\n${GIVE_RIGHT}`);
    // polkitd(8) looks at its folders by itself; a moment is its own.
    await host.until('systemctl --no-ask-password reset-failed bot.service', { user: 'claw' });
    expect(await does('systemd-system restart.systemd-system restart restart.proof')).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
    const after = await pidOf('bot', '');
    expect(after).not.toBe(before);
    await host.ok(`useradd --uid 1001 other; cat > /etc/systemd/system/neighbour.service <<'END'
[Service]
ExecStart=/usr/bin/sleep infinity
END
systemctl daemon-reload; systemctl start neighbour`);
    for (const [user, words] of [
      ...['stop bot', 'kill bot', 'reload-or-restart bot', 'set-property bot CPUWeight=50'].map((each) => [
        'claw',
        each,
      ]),
      ...['restart neighbour', 'stop neighbour', 'daemon-reload', 'disable bot', 'mask bot', 'reboot'].map(
        (each) => ['claw', each],
      ),
      ...['restart bot', 'reset-failed bot'].map((each) => ['other', each]),
    ] as [string, string][]) {
      const ran = await host.sh(`systemctl --no-ask-password ${words}`, { user });
      expect(`${user}: ${words}: ${ran.code} ${ran.stderr}`).toMatch(
        /: [1-9]\d* .*(?:access denied|authentication (?:is )?required|not authorized|permission denied)/is,
      );
    }
    expect(await pidOf('bot', '')).toBe(after);
    expect(await host.ok('systemctl is-active neighbour')).toBe('active');
    await host.ok(`rm /etc/polkit-1/rules.d/${RULE} /root/${RULE}; systemctl stop neighbour`);
    await host.until('! systemctl --no-ask-password reset-failed bot.service', { user: 'claw' });
    const taken = await does('systemd-system restart.systemd-system restart');
    expect(taken).toMatchObject([{ ok: false, because: { code: 'restart.no-right' } }]);
    await host.ok('systemctl stop bot');
  });

  it('of a plain process from within a service leaves it outside of that service, which may end', async () => {
    await host.claw(
      `setsid -f openclaw gateway run --token a-token-of-the-line-0001 </dev/null >/dev/null 2>&1`,
    );
    await host.ready();
    const printed = await host.ok(
      `systemd-run --user --quiet --wait --pipe --unit=like-the-agent ${ACT} do process restart.stop-start restart restart.proof`,
      { user: 'claw', ...LONG },
    );
    expect(JSON.parse(printed)).toMatchObject([{ ok: true }, { ok: true }]);
    await host.ready();
    const group = await host.ok(`cat /proc/${await holder()}/cgroup`);
    expect(group).toMatch(/openclaw-gateway-started-[0-9a-f]+\.service/);
    // Its environment went through a private file that is gone, and it is restarted like a plain process.
    expect(await host.ok('ls /home/claw/.acted/recovery')).not.toContain('launch');
    expect(await outlook()).toMatchObject({ supervisor: 'process', operation: 'restart.process' });
    await host.claw("systemctl --user stop 'openclaw-gateway-started-*'");
  });
});
