/**
 * A Slack that nobody here wrote: local-slack, with a person who types and a reader of what is shown. It runs
 * in a network namespace of its own behind the gate, so nothing of it can be reached from outside the machine.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { WebSocket } from 'ws';
import { createDeliveries, type Deliveries, type DeliveryRules } from './slack-gate/deliveries.ts';
import { EMULATOR, type GateOptions, type SlackGate, startSlackGate } from './slack-gate/gate.ts';
import { BOT_USER, CHANNEL, TEAM } from './slack-gate/people.ts';
import { shortcutAction } from './slack-gate/shortcut.ts';

export {
  CHANNEL,
  DEACTIVATED,
  EXTERNAL,
  GUEST,
  HIDDEN_CHANNEL,
  MIRA,
  OLAF,
  SECOND_CHANNEL,
  TEAM,
  UNINVITED_CHANNEL,
} from './slack-gate/people.ts';

const BINARY = fileURLToPath(
  new URL('../../node_modules/local-slack-linux-x64/bin/local-slack', import.meta.url),
);
const ROOM = fileURLToPath(new URL('namespace-room.mjs', import.meta.url));

export const BOT_TOKEN = 'xoxb-test-token';
export const APP_TOKEN = 'xapp-test-token';
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

export type View = {
  id: string;
  type: string;
  callback_id?: string;
  title?: { text: string };
  blocks: unknown[];
};

/** What somebody filled in, by block id and action id. */
export type Values = Record<string, Record<string, { type: string; value?: string | null }>>;

export type LocalSlack = {
  gate: SlackGate;
  /** Over HTTP: what Slack delivered, and how to have it delivered again. */
  deliveries: Deliveries | null;
  /** Types a slash command; ends when the bot acknowledged it, or after five seconds. */
  types(user: string, line: string, channel?: string): Promise<void>;
  /** Writes a message; its ts. */
  says(user: string, text: string, where?: { thread?: string; channel?: string }): Promise<string>;
  /** Writes a message to the bot, so that Slack tells it so; its ts. */
  mentions(user: string, text: string, thread?: string): Promise<string>;
  /** Presses a button of a message; throws when it shows no such button. */
  clicks(user: string, ts: string, actionId: string): Promise<void>;
  /** Chooses a message shortcut, "More actions" on a message. */
  shortcut(user: string, ts: string, callbackId: string): Promise<void>;
  opensHome(user: string): Promise<void>;
  /** Sends the window that is open; what is wrong with it by block id, null when it was taken. */
  submits(user: string, values: Values): Promise<Record<string, string> | null>;
  /** Windows that are open, the one on top last, and what somebody's home tab shows. */
  windows(): Promise<View[]>;
  home(user: string): Promise<View | null>;
  /** Everything shown in the channel, in order, ephemeral messages included. */
  messages(channel?: string): Promise<ShownMessage[]>;
  /** Waits until what is shown is as asked for; throws what is shown when it never is. */
  shows(what: (messages: ShownMessage[]) => boolean, withinMs?: number): Promise<ShownMessage[]>;
  /** Every file that somebody has brought here, as it came. */
  files(): Uint8Array[];
  /** Waits until a bot holds a Socket Mode connection. */
  hasBot(): Promise<void>;
  stop(): Promise<void>;
};

export type LocalSlackOptions = GateOptions & { delivery?: DeliveryRules };

/** With `deliver`, Slack posts signed requests there; without, it waits for a Socket Mode connection. */
export async function startLocalSlack(
  deliver?: (request: Request) => Promise<Response>,
  options: LocalSlackOptions = {},
): Promise<LocalSlack> {
  const dir = mkdtempSync(join(tmpdir(), 'local-slack-'));
  const [config, door, backDoor, files] = ['config.json', 'door', 'back-door', 'files'].map((name) =>
    join(dir, name),
  ) as [string, string, string, string];
  const gate = await startSlackGate({ socketPath: door }, { bot: BOT_TOKEN, app: APP_TOKEN }, options);
  const { hand, take } = gate;
  const rules = options.delivery ?? {};
  const deliveries =
    deliver === undefined
      ? null
      : createDeliveries({ deliver, signingSecret: SIGNING_SECRET, hand, take, rules });
  writeFileSync(config, JSON.stringify(configFor(deliver === undefined ? 'socket' : 'events', gate)));
  const listener = deliveries && createServer(getRequestListener(deliveries.handle)).listen(backDoor);
  const reachedAt = `${gate.url.slice('http://'.length)}${EMULATOR}`;
  const argv = [process.execPath, ROOM, BINARY, config, door, backDoor, files, reachedAt];
  const command = argv.map((one) => `'${one}'`).join(' ');
  const room = spawn('unshare', inNamespace(command), { stdio: ['pipe', 'pipe', 'inherit'] });
  await opened(room);

  async function control(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const init = {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    };
    const answer = await fetch(`${gate.url}/_control/${path}`, body === undefined ? {} : init);
    return (await answer.json()) as Record<string, unknown>;
  }
  const messages = async (channel = CHANNEL): Promise<ShownMessage[]> =>
    (await control(`messages/${channel}`)).messages as ShownMessage[];

  const says: LocalSlack['says'] = async (user, text, { thread, channel = CHANNEL } = {}) => {
    const said = await control('message', { user, text, channel, ...(thread ? { thread_ts: thread } : {}) });
    return (said.message as ShownMessage).ts;
  };

  async function press(user: string, ts: string, action: Record<string, unknown>): Promise<void> {
    await control('interact', { channel: CHANNEL, messageTs: ts, user, action });
  }

  /** What the page knows when it opens; then `send` goes out, and the first of `until` that comes is given. */
  function page<T>(
    during: (state: PageState, socket: WebSocket) => void,
    until: (said: PageSaid) => T | undefined,
  ) {
    return new Promise<T>((resolve, reject) => {
      const socket = new WebSocket(`${gate.url.replace('http', 'ws')}/ui`);
      const end = (settle: () => void): void => {
        socket.close();
        settle();
      };
      socket.on('error', reject);
      socket.on('message', (data) => {
        const said = JSON.parse(String(data)) as PageSaid;
        try {
          if (said.t === 'init' && said.state !== undefined) during(said.state, socket);
          const found = until(said);
          if (found !== undefined) end(() => resolve(found));
        } catch (cause) {
          end(() => reject(cause));
        }
      });
    });
  }
  const look = (): Promise<PageState> =>
    page(
      () => undefined,
      ({ state }) => state,
    );

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
    deliveries,
    messages,
    says,
    mentions: (user, text, thread) => says(user, `<@${BOT_USER}> ${text}`, thread ? { thread } : {}),
    async types(user, line, channel = CHANNEL) {
      const [command, ...rest] = line.split(' ');
      await control('command', { channel, user, command, text: rest.join(' ') });
    },
    async clicks(user, ts, actionId) {
      const shown = (await messages()).find((one) => one.ts === ts);
      const found = buttonsOf(shown?.blocks).find((one) => one.action_id === actionId);
      if (found === undefined) throw new Error(`No button ${actionId} in ${JSON.stringify(shown)}`);
      await press(user, ts, found);
    },
    shortcut: (user, ts, callbackId) => press(user, ts, shortcutAction(callbackId)),
    async opensHome(user) {
      await control('open-home', { user });
    },
    submits(user, values) {
      return page<Record<string, string> | null>(
        ({ modalStack }, socket) => {
          if (modalStack.length === 0) throw new Error('No window is open');
          socket.send(JSON.stringify({ t: 'view_submit', user, values }));
        },
        ({ t, errors }) => (t === 'view_errors' ? (errors ?? {}) : t === 'view' ? null : undefined),
      );
    },
    windows: async () => (await look()).modalStack,
    home: async (user) => Object.values((await look()).homeViews[user] ?? {})[0] ?? null,
    async shows(what, withinMs = 15_000) {
      let last: ShownMessage[] = [];
      const look = async (): Promise<ShownMessage[] | null> => {
        last = await messages();
        return what(last) ? last : null;
      };
      return until(look, withinMs, () => `Shown was: ${JSON.stringify(last, null, 1)}`);
    },
    files: () =>
      existsSync(files)
        ? readdirSync(files, { withFileTypes: true, recursive: true })
            .filter((one) => one.isFile())
            .map((one) => readFileSync(join(one.parentPath, one.name)))
        : [],
    async hasBot() {
      const look = async (): Promise<true | null> => {
        const { log } = (await control('log')) as { log: { summary: string }[] };
        return log.some(({ summary }) => summary.includes('socket connected')) || null;
      };
      await until(look, 15_000, () => 'No bot came');
    },
    async stop() {
      deliveries?.stop();
      await gate.close();
      listener?.close();
      room.stdin?.end();
      if (room.exitCode === null) await once(room, 'exit');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

type PageState = { modalStack: View[]; homeViews: Record<string, Record<string, View>> };
type PageSaid = { t: string; state?: PageState; errors?: Record<string, string> };

type Pressable = { type: string; action_id: string; block_id?: string; value?: string; text?: unknown };

/** Buttons of a message as they are pressed: with their block. */
function buttonsOf(blocks: unknown[] = []): Pressable[] {
  return (blocks as { block_id?: string; elements?: Pressable[]; accessory?: Pressable }[]).flatMap((block) =>
    [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])]
      .filter(({ type }) => type === 'button')
      .map((one) => ({ ...one, ...(block.block_id === undefined ? {} : { block_id: block.block_id }) })),
  );
}

function configFor(mode: 'socket' | 'events', { people, channels }: SlackGate) {
  return {
    workspace: { name: 'Test', domain: 'test', teamId: TEAM },
    app: {
      botUserId: BOT_USER,
      botName: 'openclaw',
      botToken: BOT_TOKEN,
      appToken: APP_TOKEN,
      signingSecret: SIGNING_SECRET,
      mode,
      // The port that namespace-room.mjs leads out of the namespace.
      requestUrl: 'http://127.0.0.1:3901/slack/events',
    },
    users: [...people.values()].filter(({ is_bot }) => !is_bot),
    channels: [...channels.values()],
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
