/**
 * A real gateway under a real systemd: what the host agent says when the service is well, and when it is the service
 * that is wrong. Each fault stands beside something that looks like it and is none.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bootGatewayHost, type GatewayHost, PACKAGE, UNIT } from './gateway-host.ts';
import { whyNot } from './parts.ts';
import { whatIsMissing } from './rootfs.ts';

const missing = whyNot('systemd') ?? whatIsMissing();
if (missing !== null) console.log(`Gateways under systemd are skipped: ${missing}`);

const FILE = `~/.config/systemd/user/${UNIT}`;
/** As somebody writes it by hand, who never read that 78 means "do not try again". */
const byHand = (port: number): string => `cat > /etc/systemd/system/bot.service <<'END'
[Service]
User=claw
ExecStart=/usr/bin/openclaw gateway run --port ${port}
Restart=always
RestartSec=2
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload`;

describe.skipIf(missing !== null)('under systemd', () => {
  let host: GatewayHost;
  beforeAll(async () => {
    host = await bootGatewayHost('node-g');
  }, 180_000);
  afterAll(() => host?.down());
  beforeEach(() => host.reset(), 60_000);

  it('a gateway under a user unit is well, whoever asks, and so beside what merely looks like trouble', async () => {
    // Another profile's unit, a twin that is switched off, a unit that was touched and not read again.
    await host.claw(`sed 's/18789/18999/; s/^Environment=HOME.*/&\\nEnvironment=OPENCLAW_PROFILE=work/' ${FILE} \\
      > ~/.config/systemd/user/openclaw-gateway-work.service
      cp ${FILE} ~/.config/systemd/user/old-bot.service
      systemctl --user daemon-reload; systemctl --user start ${UNIT}`);
    await host.ready();
    await host.claw(`echo '# looked at' >> ${FILE}`);
    for (const user of ['claw', 'root'] as const)
      expect(await host.triage(user)).toMatchObject({ verdict: 'healthy', claims: [] });
    await host.claw(
      `rm ~/.config/systemd/user/openclaw-gateway-work.service ~/.config/systemd/user/old-bot.service`,
    );
  });

  it('a gateway under a system unit is well; a second unit that fights for it is the fault', async () => {
    await host.claw(`systemctl --user disable ${UNIT}`);
    await host.ok(`${byHand(18_789)}; systemctl start bot`);
    await host.ready();
    expect(await host.triage('claw')).toMatchObject({ verdict: 'healthy', claims: [] });
    await host.claw(`sed -i '/RestartPreventExitStatus/d; s/RestartSec=5/RestartSec=1/' ${FILE}
      systemctl --user daemon-reload; systemctl --user enable --now ${UNIT}`);
    expect(await host.triage('claw')).toMatchObject({ first: 'duplicate-gateway' });
    expect(await host.triage('root')).toMatchObject({ first: 'duplicate-gateway' });
    await host.ok('systemctl disable --now bot; rm /etc/systemd/system/bot.service; systemctl daemon-reload');
  });

  it('a unit that would start a second gateway at the next boot is told before it does', async () => {
    await host.claw(`systemctl --user start ${UNIT}`);
    await host.ready();
    await host.ok(`${byHand(18_789)}; systemctl enable bot`);
    expect(await host.triage('claw')).toMatchObject({ first: 'extra-gateway-services' });
    // A rescue gateway has a port of its own and a home of its own.
    await host.ok(
      `${byHand(19_789)}; sed -i 's/User=claw/User=root/' /etc/systemd/system/bot.service; systemctl daemon-reload`,
    );
    expect((await host.triage('claw')).claims).not.toContain('extra-gateway-services');
    await host.ok('systemctl disable bot; rm /etc/systemd/system/bot.service; systemctl daemon-reload');
  });

  it('a service that crashes until systemd gives up is a crash loop', async () => {
    await host.claw(`sed -i 's#^ExecStart=/usr/local/bin/node #&-e "throw new Error(1)" #; s/RestartSec=5/RestartSec=100ms/' ${FILE}
      systemctl --user daemon-reload; systemctl --user start ${UNIT}`);
    await host.until(`systemctl --user is-failed ${UNIT}`, { user: 'claw' });
    expect(await host.triage()).toMatchObject({ first: 'service-crash-loop', verdict: 'down' });
  });

  it('a start that is refused ends with 78 and is no crash: the configuration is the fault', async () => {
    await host.claw(`sed -i 's/"mode":"local"/"mode":"local","tokn":1/' ~/.openclaw/openclaw.json
      systemctl --user start ${UNIT}`);
    await host.until(`systemctl --user is-failed ${UNIT}`, { user: 'claw' });
    const { first, claims } = await host.triage();
    expect(first).toBe('config-invalid');
    expect(claims).not.toContain('service-crash-loop');
  });

  it('a service that somebody stopped is stopped, and nothing else', async () => {
    expect(await host.triage()).toMatchObject({ claims: ['service-stopped'] });
    expect(await host.triage('root')).toMatchObject({ claims: ['service-stopped'] });
  });

  it('a unit whose program is gone has drifted from the package', async () => {
    await host.claw(`sed -i 's#${PACKAGE}/dist/index.js#${PACKAGE}/dist/main.js#' ${FILE}
      systemctl --user daemon-reload; systemctl --user start ${UNIT}`);
    expect(await host.triage()).toMatchObject({ first: 'service-definition-drift' });
  });

  it('a unit that reads another configuration than the shell is told; the same file by a link is not', async () => {
    await host.claw(`mkdir -p ~/other ${FILE}.d; cp ~/healthy.json ~/other/openclaw.json
      printf '[Service]\\nEnvironment=OPENCLAW_CONFIG_PATH=/home/claw/other/openclaw.json\\n' > ${FILE}.d/x.conf
      systemctl --user daemon-reload`);
    expect(await host.triage()).toMatchObject({ first: 'service-config-path-mismatch' });
    await host.claw('rm ~/other/openclaw.json; ln -s ~/.openclaw/openclaw.json ~/other/openclaw.json');
    expect(await host.triage()).toMatchObject({ claims: ['service-stopped'] });
    await host.claw('rm -r ~/other');
  });

  it('a user who does not linger takes the gateway along at logout', async () => {
    // Who is gone already with the lingering cannot be ended, and need not be.
    await host.ok('loginctl disable-linger claw; loginctl terminate-user claw || true');
    await host.until('test ! -e /run/user/1000/systemd');
    expect(await host.triage()).toMatchObject({ first: 'linger-disabled' });
    expect(await host.triage('root')).toMatchObject({ first: 'linger-disabled' });
    // One who lingers and whose service is down has another trouble.
    await host.ok('touch /var/lib/systemd/linger/claw');
    expect(await host.triage()).toMatchObject({ first: 'service-stopped' });
  });
});
