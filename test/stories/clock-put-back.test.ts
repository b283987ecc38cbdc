/**
 * A bot on a machine whose clock is five hours ahead, put right while the bot is down: hosts come back, a triage works in
 * both lives, and what was frozen can be lifted. The clock is libfaketime's, the host's is right all the time.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort } from '../bench/bots.ts';
import { joinAgent } from '../bench/load-agent.ts';
import { eventually } from '../contracts/world.ts';
import { tokenIn, until } from '../gateway/bot-and-host.ts';
import { runProgram, type Service, startProgram } from '../gateway/programs.ts';

/** Of Debian's package `libfaketime`; on other machines somewhere else, and then this story is not told. */
const LIBRARY = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`;
const isThere = existsSync(LIBRARY);
if (!isThere)
  console.log(`A clock that is put back is skipped: there is no ${LIBRARY} (apt install libfaketime).`);

it.skipIf(!isThere)(
  'goes on when the clock of its machine is put back by five hours between two lives',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'clock-'));
    mkdirSync(join(dir, 'data'), { mode: 0o700 });
    const url = `http://127.0.0.1:${await freePort()}`;
    const env = {
      ...{ PATH: '/usr/bin:/bin', HOME: dir, LANG: 'C.UTF-8', LOG_LEVEL: 'warn', PUBLIC_URL: url },
      ...{ DATA_DIR: join(dir, 'data'), PORT: new URL(url).port },
    };
    const ahead = { ...env, LD_PRELOAD: LIBRARY, FAKETIME: '+5h', DONT_FAKE_MONOTONIC: '1' };
    const begin = async (settings: Record<string, string>): Promise<Service> => {
      const bot = startProgram('bot', ['serve'], { env: settings, cwd: dir });
      await until('the bot is ready', bot, async () => {
        const answer = await fetch(`${url}/readyz`).catch(() => null);
        return answer?.ok === true;
      });
      return bot;
    };
    const says = async (line: string) =>
      (await runProgram('bot', ['chat', '--once', line], { env, cwd: dir })).stdout;
    let bot = await begin(ahead);
    try {
      const agent = await joinAgent(url, 'node-3', tokenIn(await says('enroll node-3')), () => undefined);
      await agent.connect();
      expect(await says('triage node-3')).toContain('node-3 is healthy');
      await says('freeze node-3 for 2h because the disk is swapped');
      await bot.stop();

      bot = await begin(env);
      await eventually(
        async () =>
          agent.connect().then(
            () => true,
            () => agent.connected(),
          ),
        (seen) => seen,
      );
      expect(await says('hosts')).toContain('1 connected');
      expect(await says('triage node-3')).toContain('node-3 is healthy');
      await says('unfreeze node-3');
      const status = () => says('status');
      expect(await eventually(status, (seen) => !seen.includes('🧊'))).not.toContain('🧊');
      await eventually(
        async () => bot.printed(),
        (seen) => seen.includes('was put back'),
        70_000,
      );
      expect(bot.printed()).toContain('The clock of this machine was put back.');
      agent.close();
    } finally {
      await bot.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  },
  180_000,
);
