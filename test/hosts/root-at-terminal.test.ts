/**
 * Root at the terminal of a host where the user `claw` has the gateway, as a service of the system: a whole recovery of a
 * real OpenClaw under a real systemd, with claw's rights, and nothing of root's but the restart of that one unit.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootGatewayHost, type GatewayHost, PACKAGE, UNIT } from './gateway-host.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

const missing = whyNot('systemd') ?? whatIsMissing();
if (missing !== null) console.log(`Root's recovery under systemd is skipped: ${missing}`);

const RECOVER = 'node /srv/host/host.mjs recover --local --yes --because "a test" --json';
const LONG = { limitMs: 280_000 };

describe.skipIf(missing !== null)('root, where claw has the gateway', () => {
  let host: GatewayHost;

  beforeAll(async () => {
    host = await bootGatewayHost('node-r');
    // One service has it: that of the system.
    await host.claw(
      `systemctl --user disable ${UNIT}; rm ~/.config/systemd/user/${UNIT}; systemctl --user daemon-reload`,
    );
    await host.claw(
      `sed -i 's/"mode":"local"/"mode":"local","reload":{"mode":"off"}/' ~/.openclaw/openclaw.json`,
    );
    await host.ok('cat > /etc/systemd/system/bot.service && systemctl daemon-reload && systemctl start bot', {
      input: `[Service]\nUser=claw\nExecStart=/usr/local/bin/node ${PACKAGE}/openclaw.mjs gateway\nRestart=always\n[Install]\nWantedBy=multi-user.target\n`,
    });
    await host.ok('systemctl enable bot');
    await host.ready();
    await host.claw(
      `sed -i 's/a-token-of-this-host-0001/another-token-of-this-host-2/' ~/.openclaw/openclaw.json`,
    );
  }, 240_000);
  afterAll(() => host?.down());

  const pid = (): Promise<string> => host.ok('systemctl show --value --property=MainPID bot');

  it('sees what claw sees, as claw', async () => {
    const looked = await host.sh('node /srv/host/host.mjs triage --json');
    expect(looked.stderr).toContain('this works with the rights of claw (1000)');
    expect(JSON.parse(looked.stdout)).toMatchObject({ verdict: expect.stringMatching(/degraded|down/) });
  });

  it('is refused another service, and one that claw could have written', async () => {
    // What claw's process could say to root if somebody had taken it over.
    const program = `
      import { fork } from 'node:child_process';
      import { realHost } from '/srv/host/host-run.mjs';
      import { rootRestarts, serveRootVerbs } from '/srv/host/host-recover.mjs';
      const asks = ['bot.service', 'other.service', 'theirs.service', 'none.service', '../bot.service', '--now', 'bot.service other.service', 'ssh.service'];
      const child = fork('/tmp/hostile.mjs', asks, { uid: 1000, gid: 1000, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      serveRootVerbs(child, { host: realHost(), user: { name: 'claw', uid: 1000 }, restarts: () => rootRestarts() });`;
    const hostile = `
      const said = {};
      process.on('message', ({ ask, ok, why }) => { said[process.argv[2 + ask]] = ok ? 'done' : why; });
      for (const [ask, unit] of process.argv.slice(2).entries()) {
        process.send({ ask, verb: 'start', unit });
        process.send({ ask, verb: 'stop', unit });
        process.send({ ask, verb: 'restart', unit, more: '--force' });
      }
      setTimeout(() => { console.log(JSON.stringify(said)); process.exit(); }, 4000);`;
    await host.ok('cat > /tmp/hostile.mjs', { input: hostile });
    await host.ok('cat > /tmp/root.mjs', { input: program });
    const unit = (user: string) => `[Service]\\n${user}ExecStart=/bin/sleep 1000\\n`;
    await host.ok(`printf '${unit('')}' > /etc/systemd/system/other.service
      printf '${unit('User=claw\\n')}' > /home/claw/theirs.service; chown claw /home/claw/theirs.service
      ln -sf /home/claw/theirs.service /etc/systemd/system/theirs.service; systemctl daemon-reload`);
    const said = JSON.parse(await host.ok('node /tmp/root.mjs')) as Record<string, string>;
    expect(said['bot.service']).toBe('done');
    expect(said['other.service']).toContain('other.service runs as root, not as claw');
    expect(said['theirs.service']).toMatch(/belongs to user 1000|is not-found/);
    expect(said['none.service']).toContain('not-found');
    expect(Object.keys(said).sort()).toEqual([
      'bot.service',
      'none.service',
      'other.service',
      'ssh.service',
      'theirs.service',
    ]);
    expect(await host.ok('systemctl is-active other theirs || true')).toBe('inactive\ninactive');
  }, 60_000);

  it('brings the gateway back, and leaves nothing of root’s behind', async () => {
    const before = await pid();
    const ran = await host.sh(RECOVER, LONG);
    expect(JSON.parse(ran.stdout), ran.stdout + ran.stderr).toMatchObject({ outcome: 'recovered' });
    expect(await pid()).not.toBe(before);
    expect(await host.ok('find /home/claw -not -user claw | grep -v bot.service || true')).toBe('');
    expect(await host.ok('ls -A /root | grep -i openclaw || true')).toBe('');
    expect(await host.ok('stat -c %U /proc/$(systemctl show --value --property=MainPID bot)')).toBe('claw');
  }, 300_000);
});
