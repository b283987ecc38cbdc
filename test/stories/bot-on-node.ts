/** A bot of a story as one process on Node; to forget is to be killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../contracts/world.ts';
import { filesUnder, under } from '../fakes/canaries.ts';
import { startProgram } from '../gateway/programs.ts';
import type { Bot } from './triage-over-http.ts';

export const botOnNode =
  (port: number) =>
  async (settings: Record<string, string>): Promise<Bot> => {
    const dir = mkdtempSync(join(tmpdir(), 'node-story-'));
    const env = {
      ...settings,
      PATH: '/usr/bin:/bin',
      HOME: dir,
      PORT: String(port),
      DATA_DIR: join(dir, 'data'),
    };
    const url = `http://127.0.0.1:${port}`;
    const begin = async () => {
      const bot = startProgram('bot', ['serve'], { env, cwd: dir });
      const ready = () =>
        fetch(`${url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        );
      if (!(await eventually(ready, (seen) => seen)))
        throw new Error(`The bot is not ready:\n${bot.printed()}`);
      return bot;
    };
    let bot = await begin();
    let printed = '';
    return {
      url,
      async forget() {
        process.kill(bot.pid, 'SIGKILL');
        printed += bot.printed();
        bot = await begin();
      },
      sinks: () => ({
        'bot printed': printed + bot.printed(),
        ...under('bot keeps', filesUnder(env.DATA_DIR)),
      }),
      async stop() {
        await bot.stop();
        rmSync(dir, { recursive: true });
      },
    };
  };
