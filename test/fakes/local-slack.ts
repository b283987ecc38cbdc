/**
 * A Slack that nobody here wrote: local-slack, with a person who types and a reader of what is shown. It runs
 * in a network namespace of its own behind the gate, so nothing of it can be reached from outside the machine.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { type SlackGate, startSlackGate } from './slack-gate/gate.ts';

const BINARY = fileURLToPath(
  new URL('../../node_modules/local-slack-linux-x64/bin/local-slack', import.meta.url),
);
const ROOM = fileURLToPath(new URL('namespace-room.mjs', import.meta.url));

export const BOT_TOKEN = 'xoxb-test-token';
export const APP_TOKEN = 'xapp-test-token';
export const TEAM = 'T01TEST';
export const CHANNEL = 'C01OPS';
export const MIRA = 'U01MIRA';
export const SIGNING_SECRET = 'test-signing-secret';

/** Why local-slack cannot run here; null when it can. */
export function whyNoLocalSlack(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'local-slack is made for Linux x64 only';
  if (!existsSync(BINARY)) return 'the optional package local-slack-linux-x64 is not installed';
  const tried = spawnSync('unshare', inNamespace('true'), { encoding: 'utf8' });
  if (tried.status === 0) return null;
  return `no network namespace can be made here: ${(tried.stderr ?? '').trim() || tried.error?.message}`;
}

/** `-r` makes a user namespace too, so that it works without root. */
function inNamespace(command: string): string[] {
  return ['-rn', 'sh', '-c', `ip link set lo up && exec ${command}`];
}

export type ShownMessage = {
  ts: string;
  text: string;
  blocks?: unknown[];
  thread_ts?: string;
  /** Set when only this person sees it. */
  ephemeral_to?: string;
  user?: string;
};

export type LocalSlack = {
  gate: SlackGate;
  /** Types a slash command; ends when the bot acknowledged it, or after five seconds. */
  types(user: string, line: string): Promise<void>;
  /** Everything shown in the channel, in order, ephemeral messages included. */
  messages(): Promise<ShownMessage[]>;
  /** Waits until what is shown is as asked for; throws what is shown when it never is. */
  shows(what: (messages: ShownMessage[]) => boolean, withinMs?: number): Promise<ShownMessage[]>;
  /** Waits until a bot holds a Socket Mode connection. */
  hasBot(): Promise<void>;
  stop(): Promise<void>;
};

/** With `deliver`, Slack posts signed requests there; without, it waits for a Socket Mode connection. */
export async function startLocalSlack(
  deliver?: (request: Request) => Promise<Response>,
): Promise<LocalSlack> {
  const dir = mkdtempSync(join(tmpdir(), 'local-slack-'));
  const [config, door, backDoor, files] = ['config.json', 'door', 'back-door', 'files'].map((name) =>
    join(dir, name),
  ) as [string, string, string, string];
  writeFileSync(config, JSON.stringify(configFor(deliver === undefined ? 'socket' : 'events')));
  const listener = deliver && createServer(getRequestListener(deliver)).listen(backDoor);
  const argv = [process.execPath, ROOM, BINARY, config, door, backDoor, files].map((one) => `'${one}'`);
  const room = spawn('unshare', inNamespace(argv.join(' ')), { stdio: ['pipe', 'pipe', 'inherit'] });
  await opened(room);
  const gate = await startSlackGate({ socketPath: door }, { bot: BOT_TOKEN, app: APP_TOKEN });

  async function control(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const init = {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    };
    const answer = await fetch(`${gate.url}/_control/${path}`, body === undefined ? {} : init);
    return (await answer.json()) as Record<string, unknown>;
  }
  const messages = async (): Promise<ShownMessage[]> =>
    (await control(`messages/${CHANNEL}`)).messages as ShownMessage[];

  async function until<T>(look: () => Promise<T | null>, withinMs: number, what: () => string): Promise<T> {
    const end = Date.now() + withinMs;
    for (;;) {
      const seen = await look();
      if (seen !== null) return seen;
      if (Date.now() > end) throw new Error(what());
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  return {
    gate,
    messages,
    async types(user, line) {
      const [command, ...rest] = line.split(' ');
      await control('command', { channel: CHANNEL, user, command, text: rest.join(' ') });
    },
    async shows(what, withinMs = 15_000) {
      let last: ShownMessage[] = [];
      const look = async (): Promise<ShownMessage[] | null> => {
        last = await messages();
        return what(last) ? last : null;
      };
      return until(look, withinMs, () => `Shown was: ${JSON.stringify(last, null, 1)}`);
    },
    async hasBot() {
      const look = async (): Promise<true | null> => {
        const { log } = (await control('log')) as { log: { summary: string }[] };
        return log.some(({ summary }) => summary.includes('socket connected')) || null;
      };
      await until(look, 15_000, () => 'No bot came');
    },
    async stop() {
      await gate.close();
      listener?.close();
      room.stdin?.end();
      if (room.exitCode === null) await once(room, 'exit');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function configFor(mode: 'socket' | 'events') {
  return {
    workspace: { name: 'Test', domain: 'test', teamId: TEAM },
    app: {
      botUserId: 'U0BOT',
      botName: 'openclaw',
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      signingSecret: SIGNING_SECRET,
      mode,
      // The port that namespace-room.mjs leads out of the namespace.
      requestUrl: 'http://127.0.0.1:3901/slack/events',
    },
    users: [{ id: MIRA, name: 'mira', real_name: 'Mira' }],
    channels: [{ id: CHANNEL, name: 'ops', members: [MIRA, 'U0BOT'] }],
  };
}

async function opened(room: ChildProcess): Promise<void> {
  const ended = once(room, 'exit').then(([code]) => {
    throw new Error(`local-slack did not start (exit code ${code})`);
  });
  const open = room.stdout === null ? ended : once(room.stdout, 'data');
  await Promise.race([open, ended]);
  ended.catch(() => undefined);
}
