/**
 * The installers on a machine with other users: nothing that one of them chose is run by root or linked as the Node of
 * the host agent, root's hand is not led to a file or a process by what lies in the owner's folder, and a key that the
 * owner cannot read is told before anything is done.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildDeb } from '../../infra/host-agent/deb/build.mjs';
import { ofAnotherBuild, release } from '../host-agent/installed.ts';
import { startBot } from './bot.ts';
import { markingNode } from './elf-node.ts';
import { boot, type Host } from './nspawn.ts';
import { nodeForHosts, whatIsMissing } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const missing = whatIsMissing() ?? (process.arch === 'x64' ? null : 'the false Node is made for x86-64');
if (missing !== null) console.log(`Hosts cannot be booted here, so these tests are skipped: ${missing}`);

const NAME = 'openclaw-host-agent';
const STATE = `/var/lib/${NAME}/claw`;
const MALLORY = 1002;
const MARK = '/home/mallory/mark';

describe.skipIf(missing !== null)('among other users', () => {
  const dir = mkdtempSync(join(tmpdir(), 'strangers-'));
  let host: Host;
  let bot: Awaited<ReturnType<typeof startBot>>;
  beforeAll(async () => {
    release(join(dir, 'first'));
    release(join(dir, 'second'), ofAnotherBuild('b'.repeat(16)));
    buildDeb(dir, '0.1.0');
    bot = await startBot();
    host = await boot('node-m', { '/srv/made': dir, '/srv/node': nodeForHosts(ROOT) });
    await host.ok(`useradd --create-home --uid 1001 claw; useradd --create-home --uid ${MALLORY} mallory
      chmod 755 /home/*; install -m 755 /srv/node /usr/local/bin/node
      dpkg -i /srv/made/*.deb; install -m 666 /dev/null ${MARK}`);
    await host.ok(
      'cat > node.b64; base64 -d node.b64 > node; chmod 755 node; mkdir -p /tmp/n/bin; cp node /tmp/n/bin',
      {
        user: 'mallory',
        input: markingNode(MALLORY, MARK).toString('base64'),
      },
    );
  }, 120_000);
  afterAll(async () => {
    await host?.down();
    await bot?.stop();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  const script = (args: string, which = 'first') =>
    `sh /srv/made/${which}/install.sh --system --owner claw --service plain ${args}`;
  const setup = (args: string) => `${NAME}-setup --owner claw ${args}`;

  describe('a Node that somebody else put there', () => {
    /** What says to be OpenClaw, in the order of a list before the true one, and in a folder that others may write. */
    const TEMPTATIONS = `setsid /home/mallory/node openclaw gateway run >/dev/null 2>&1 &`;
    beforeEach(async () => {
      await host.ok(
        `rm -rf /opt/node-x /usr/local/lib/${NAME} /etc/${NAME}; : > ${MARK}; mkdir -p /opt/node-x/bin`,
      );
      await host.ok('install -m 755 /home/mallory/node /opt/node-x/bin/node; chmod 777 /opt/node-x/bin');
      await host.ok(TEMPTATIONS, { user: 'mallory' });
    });

    it.each([
      ['install.sh', () => script(''), `/usr/local/lib/${NAME}/node`],
      // No bot is there: it fails after the Node was chosen.
      [
        'the package',
        () => setup('--url http://127.0.0.1:1 --name node-m --code-file - </dev/null'),
        `/etc/${NAME}/node`,
      ],
    ])('is neither run nor linked by %s', async (_which, command, link) => {
      const ran = await host.sh(command());
      expect(ran.stderr).not.toContain('No Node');
      expect(await host.ok(`readlink ${link}`)).toBe('/usr/local/bin/node');
      expect(await host.ok(`cat ${MARK}`)).toBe('');
    });

    it.each([
      ['install.sh', () => script('')],
      ['the package', () => setup('--url http://127.0.0.1:1 --name node-m --code-file - </dev/null')],
    ])('is refused in words by %s where there is no other', async (_which, command) => {
      await host.ok('mv /usr/local/bin/node /usr/local/bin/another');
      try {
        const ran = await host.sh(command());
        expect(ran).toMatchObject({ code: 1 });
        expect(ran.stderr).toContain('others than root and claw could have put it there');
        expect(ran.stderr).toContain('/home/mallory/node');
        expect(await host.ok(`cat ${MARK}`)).toBe('');
      } finally {
        await host.ok('mv /usr/local/bin/another /usr/local/bin/node');
      }
    });

    it.each([
      ['install.sh', () => script('')],
      ['the package', () => setup('--url http://127.0.0.1:1 --name node-m --code-file - </dev/null')],
    ])("that is the owner's own is run by %s as the owner alone", async (_which, command) => {
      const own = '/home/claw/.nvm/versions/node/v24/bin';
      await host.ok(`mkdir -p ${own}; cat > ${own}/node; chmod 755 ${own}/node; : > mark`, {
        user: 'claw',
        input: `#!/bin/sh\nid -u >>/home/claw/mark\n[ "$1" != -p ] || exec echo ${own}/node\nexec /usr/local/bin/another "$@"\n`,
      });
      await host.ok('mv /usr/local/bin/node /usr/local/bin/another');
      try {
        const ran = await host.sh(command());
        expect(ran.stderr).not.toContain('No Node');
        expect([...new Set((await host.ok('cat /home/claw/mark')).split('\n'))]).toEqual(['1001']);
      } finally {
        await host.ok(`mv /usr/local/bin/another /usr/local/bin/node; rm -rf /home/claw/.nvm`);
      }
    });
  });

  it('says before anything is done that the owner cannot read the key of the fleet', async () => {
    await host.ok(`rm -rf /usr/local/lib/${NAME} /etc/${NAME}; head -c 32 /dev/zero > /root/fleet`);
    for (const command of [script, setup]) {
      const args = '--url http://127.0.0.1:1 --name node-m --code-file - --fleet-key /root/fleet';
      const ran = await host.sh(command(args), { input: 'code' });
      expect(ran).toMatchObject({ code: 2 });
      expect(ran.stderr).toContain('claw cannot read /root/fleet');
      expect(ran.stderr).toContain('Nothing was done.');
      expect((await host.sh(`ls /usr/local/lib/${NAME} /etc/${NAME}`)).stdout).toBe('');
    }
  });

  describe("the owner's folder, without systemd", () => {
    beforeAll(async () => {
      const code = await bot.enroll('node-m');
      await host.ok(script(`--url ${bot.url} --name node-m --code-file -`), {
        input: code,
        limitMs: 120_000,
      });
      await bot.sees('node-m', true);
    }, 180_000);

    it('runs with the rights, the home and none of the settings of others', async () => {
      const pid = JSON.parse(await host.ok(`cat ${STATE}/agent.lock`)).pid as number;
      const env = await host.ok(`tr '\\0' '\\n' </proc/${pid}/environ`);
      expect(env).toContain('HOME=/home/claw');
      expect(env).not.toContain('/root');
      expect(await host.ok(`stat -c %U /proc/${pid} ${STATE}/agent.log`)).toBe('claw\nclaw');
    });

    it('a log that leads to a file of root: it is neither written nor shown', async () => {
      await host.ok('echo "a line of root" > /root/precious; chmod 600 /root/precious');
      await host.ok(`ln -sfn /root/precious ${STATE}/agent.log`, { user: 'claw' });
      const ran = await host.sh(script('--wait 3', 'second'), { limitMs: 120_000 });
      expect(ran.stdout + ran.stderr).not.toContain('a line of root');
      expect(await host.ok('cat /root/precious')).toBe('a line of root');
      expect(ran.code).toBe(1);
      await host.ok(`rm ${STATE}/agent.log`);
      expect(await host.sh(script(''), { limitMs: 120_000 })).toMatchObject({ code: 0 });
    }, 180_000);

    it('a lock that names a process of root: it is not ended', async () => {
      const pid = await host.ok(
        `cat > /root/host.mjs; setsid node /root/host.mjs >/dev/null 2>&1 & echo $!`,
        {
          input: 'setInterval(() => 0, 1e6);',
        },
      );
      await host.ok(
        `kill $(sed -n 's/.*"pid":\\([0-9]*\\).*/\\1/p' ${STATE}/agent.lock); sleep 1
        echo '{"pid":${pid}}' > ${STATE}/agent.lock`,
        { user: 'claw' },
      );
      await host.sh(script('--uninstall'), { limitMs: 120_000 });
      expect(await host.ok(`tr '\\0' ' ' </proc/${pid}/cmdline`)).toContain('/root/host.mjs');
      await host.ok(`kill ${pid}`);
      expect((await host.sh(`ls ${STATE} /usr/local/lib/${NAME}`)).stdout).toBe('');
    }, 180_000);
  });
});
