/**
 * The host agent without a service manager, by the commands that infra/README-host-agent.md gives.
 */
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hostFiles } from '../gateway/programs.ts';
import { startBot } from './bot.ts';
import { documented } from './documented.ts';
import { boot } from './nspawn.ts';
import { nodeForHosts, whatIsMissing } from './rootfs.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const NAME = 'node-p';

it.skipIf(whatIsMissing() !== null)(
  'is started, checked, stopped and removed by the documented commands',
  async () => {
    const bot = await startBot();
    onTestFinished(() => bot.stop());
    const host = await boot(NAME, {
      '/usr/local/bin/node': nodeForHosts(ROOT),
      ...Object.fromEntries(hostFiles().map(({ name, file }) => [`/srv/built/${name}`, file])),
    });
    onTestFinished(() => host.down());
    await host.ok('useradd --create-home claw');
    const step = (title: string, input = ''): Promise<string> => {
      const commands = documented('plain', title)
        .replaceAll('https://bot.example', bot.url)
        .replaceAll('node-3', NAME);
      return host.ok(commands, { user: 'claw', cwd: '/srv/built', input });
    };

    await step('Install');
    await step('Join', `${await bot.enroll(NAME)}\n`);
    await step('Start');
    await bot.sees(NAME, true);
    expect(await step('Check')).toContain('The bot is connected.');
    await step('Stop');
    await bot.sees(NAME, false);
    await step('Remove');
    expect(await host.ok("find /home/claw /tmp -name '*host-agent*'")).toBe('');
    expect((await host.sh("pgrep -f '[h]ost.mjs run'")).stdout).toBe('');
  },
);
