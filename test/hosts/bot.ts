/**
 * The bot as it ships, beside the hosts that a test boots: it enrols them, says what they are up to, and asks.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenIn } from '../gateway/bot-and-host.ts';
import { runProgram, startProgram } from '../gateway/programs.ts';

export type HostCard = { name: string; connected: boolean; [key: string]: unknown };

const LIMIT_MS = 60_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts a bot without Slack on a free port of the loopback. `publicUrl`: where hosts dial in, if not there. */
export async function startBot({
  publicUrl,
  settings = {},
}: {
  publicUrl?: string;
  settings?: Record<string, string>;
} = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'openclaw-bot-'));
  const data = join(dir, 'data');
  mkdirSync(data, { mode: 0o700 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: dir,
    LANG: 'C.UTF-8',
    DATA_DIR: data,
    PORT: String(port),
    BIND: '127.0.0.1',
    PUBLIC_URL: publicUrl ?? url,
    ...settings,
  };
  const setting = { env, cwd: dir };
  const service = startProgram('bot', ['serve'], setting);
  const stop = async (): Promise<void> => {
    await service.stop();
    rmSync(dir, { recursive: true, force: true });
  };

  async function ask(args: readonly string[]): Promise<string> {
    const ran = await runProgram('bot', args, setting);
    // 1 says that there are findings.
    if (ran.code > 1) throw new Error(`bot ${args.join(' ')}: ${ran.code}\n${ran.stdout}\n${ran.stderr}`);
    return ran.stdout;
  }

  async function card(name: string): Promise<HostCard | undefined> {
    const list = JSON.parse(await ask(['hosts', '--json'])) as { hosts?: HostCard[] } | HostCard[];
    return (Array.isArray(list) ? list : (list.hosts ?? [])).find((one) => one.name === name);
  }

  async function until(what: string, look: () => Promise<boolean>): Promise<void> {
    const started = Date.now();
    while (!(await look())) {
      if (Date.now() - started > LIMIT_MS)
        throw new Error(`${what}: not within 60 s.\n${service.printed().slice(-2_000)}`);
      await pause(200);
    }
  }

  try {
    await until('the bot did not get ready', async () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    /** What `bot.mjs` needs to talk to this one. */
    env,
    stop,
    card,
    /** The one-time token for a host of this name. */
    enroll: async (name: string): Promise<string> => tokenIn(await ask(['enroll', name, '--json'])),
    /** Waits for the host to be connected, or not to be. */
    sees: (name: string, connected: boolean): Promise<void> =>
      until(
        `${name} is not ${connected ? '' : 'dis'}connected`,
        async () => (await card(name))?.connected === connected,
      ),
    /** What it prints for one line, as a person reads it. */
    say: (line: string): Promise<string> => ask(['chat', '--once', line]),
    /** A whole triage, as a person in a terminal gets it. */
    triage: async (name: string): Promise<{ verdict: string; thread: string[]; [key: string]: unknown }> =>
      JSON.parse(await ask(['chat', '--once', '--json', `triage ${name}`])),
  };
}
