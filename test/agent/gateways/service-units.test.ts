/** Service definitions: what starts a gateway, with which environment, from whichever file says so. */
import { describe, expect, it } from 'vitest';
import { serviceUnits } from '../../../src/agent/gateways/service-units.ts';
import { type HostPort, realHost } from '../../../src/agent/host/host-port.ts';
import { emptyPlace, type Place } from '../place.ts';
import { scriptedHost } from '../scripted-host.ts';

const unitsOf = async (place: Place) =>
  (await serviceUnits(realHost(), place.dir)).filter(({ path }) => path.startsWith(place.dir));

describe('a systemd unit', () => {
  const folder = '.config/systemd/user';

  it('gives its command, its environment, its environment file and its drop-ins, in that order', async () => {
    const place = emptyPlace();
    place.write(
      `${folder}/openclaw-gateway.service`,
      [
        '[Service]',
        'ExecStart="/usr/bin/node" /opt/lib/openclaw/dist/index.js gateway \\',
        '  --port 19970',
        'Environment=A=one "B=two words" C=old',
        'EnvironmentFile=-%h/gateway.env',
        'EnvironmentFile=-%h/not-there.env',
      ].join('\n'),
    );
    place.write('gateway.env', "# secrets\nexport TOKEN='from-the-file'\n");
    place.write(`${folder}/openclaw-gateway.service.d/override.conf`, '[Service]\nEnvironment=C=new\n');
    const [unit] = await unitsOf(place);
    expect(unit).toMatchObject({
      manager: 'systemd-user',
      name: 'openclaw-gateway.service',
      env: { HOME: place.dir, A: 'one', B: 'two words', C: 'new', TOKEN: 'from-the-file' },
    });
    expect(unit?.argv).toContain('--port');
  });

  it('with far too many drop-ins or environment files is read by its last ones, within bounds', async () => {
    const place = emptyPlace();
    const unit = `${folder}/openclaw-gateway.service`;
    const files = Array.from({ length: 80 }, (_, n) => `EnvironmentFile=%h/env-${n}`);
    place.write(unit, ['[Service]', 'ExecStart=/usr/bin/openclaw gateway', ...files].join('\n'));
    for (let n = 0; n < 80; n++) {
      place.write(`env-${n}`, `E=${n}\n`);
      place.write(`${unit}.d/${String(n).padStart(2, '0')}.conf`, `[Service]\nEnvironment=D=${n}\n`);
    }
    const real = realHost();
    let read = 0;
    const host: HostPort = {
      ...real,
      read: (path, options) => {
        if (path.startsWith(place.dir)) read += 1;
        return real.read(path, options);
      },
    };
    const units = await serviceUnits(host, place.dir);
    expect(units.find(({ path }) => path.startsWith(place.dir))?.env).toMatchObject({ D: '79', E: '79' });
    expect(read).toBeLessThan(70);
  });

  it('of any name counts when it starts a gateway, and a profile in its command is known', async () => {
    const place = emptyPlace();
    place.write(
      `${folder}/night-bot.service`,
      '[Service]\nExecStart=/usr/bin/openclaw --profile night gateway run\n',
    );
    place.write(`${folder}/openclaw-node.service`, '[Service]\nExecStart=/usr/bin/openclaw node run\n');
    place.write(`${folder}/backup.service`, '[Service]\nExecStart=/usr/bin/tar -c /home\n');
    expect(await unitsOf(place)).toMatchObject([
      { name: 'night-bot.service', env: { OPENCLAW_PROFILE: 'night' } },
    ]);
  });
});

describe('a unit that only mentions the gateway', () => {
  it.each([
    [
      'in its description',
      '[Unit]\nDescription=before openclaw gateway run\n[Service]\nExecStart=/bin/true\n',
    ],
    ['in a comment', '[Service]\n# ExecStart=/usr/bin/openclaw gateway run\nExecStart=/bin/true\n'],
    ['in a command that asks it', '[Service]\nExecStart=/usr/bin/openclaw gateway status\n'],
    [
      'in what a drop-in took back',
      '[Service]\nExecStart=/usr/bin/openclaw gateway\nExecStart=\nExecStart=/bin/true\n',
    ],
  ])('%s is none', async (_, text) => {
    const place = emptyPlace();
    place.write('.config/systemd/user/watch.service', text);
    expect(await unitsOf(place)).toEqual([]);
  });

  it('under the name of an installed one is one: its command may be a wrapper', async () => {
    const place = emptyPlace();
    place.write(
      '.config/systemd/user/openclaw-gateway-night.service',
      '[Service]\nExecStart=/srv/start.sh\n',
    );
    place.write(
      '.config/systemd/user/wrapped.service',
      '[Service]\nExecStart=/bin/sh -c "openclaw gateway run"\n',
    );
    expect((await unitsOf(place)).map(({ name }) => name)).toEqual([
      'openclaw-gateway-night.service',
      'wrapped.service',
    ]);
  });
});

describe('a system unit', () => {
  it('lives in the home of its user, and is known to start at boot', async () => {
    const host = scriptedHost({
      files: {
        '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nclaw:x:1000:1000::/home/claw:/bin/sh\n',
        '/etc/systemd/system/bot.service': '[Service]\nUser=claw\nExecStart=/usr/bin/openclaw gateway\n',
        '/etc/systemd/system/multi-user.target.wants/bot.service': '',
      },
    });
    expect(await serviceUnits(host, '/root')).toMatchObject([
      { manager: 'systemd', env: { HOME: '/home/claw' }, enabled: true, owner: { name: 'claw', uid: 1000 } },
    ]);
  });

  it('of another user is not looked for, whoever looks', async () => {
    const host = scriptedHost({
      files: {
        '/etc/passwd': 'root:x:0:0::/root:/bin/sh\nclaw:x:1000:1000::/home/claw:/bin/sh\n',
        '/home/claw/.config/systemd/user/openclaw-gateway.service':
          '[Service]\nExecStart=/usr/bin/openclaw gateway\n',
      },
    });
    expect(await serviceUnits(host, '/root')).toEqual([]);
  });
});

describe('a launchd property list', () => {
  it('gives its command and environment', async () => {
    const place = emptyPlace();
    place.write(
      'Library/LaunchAgents/ai.openclaw.gateway.plist',
      `<?xml version="1.0"?><plist><dict>
        <key>Label</key><string>ai.openclaw.gateway</string>
        <key>ProgramArguments</key><array><string>/opt/homebrew/bin/node</string>
          <string>/opt/openclaw/dist/index.js</string><string>gateway</string></array>
        <key>EnvironmentVariables</key><dict>
          <key>OPENCLAW_GATEWAY_TOKEN</key><string>a&amp;b</string></dict>
      </dict></plist>`,
    );
    expect(await unitsOf(place)).toMatchObject([
      {
        manager: 'launchd',
        name: 'ai.openclaw.gateway',
        env: { HOME: place.dir, OPENCLAW_GATEWAY_TOKEN: 'a&b' },
        argv: ['/opt/homebrew/bin/node', '/opt/openclaw/dist/index.js', 'gateway'],
      },
    ]);
  });
});
