/**
 * Telegram as people use it: somebody writes to the lab's bot, and the bot answers or does not. The Bot API on loopback
 * hands each message to whoever polls, once, and keeps what the bot sends.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Lab } from './lab.ts';

export const BOT = { id: 1, is_bot: true, first_name: 'Lab', username: 'lab_bot' };
export const BOT_TOKEN = `123456789:${'AAlab'.repeat(7)}`;
/** A long poll with nothing to say. */
const POLL_MS = 500;
/** A turn on a busy machine. */
const ANSWER_LIMIT_MS = 60_000;

/** A message as the Bot API tells it, without the number that the API gives it. */
export interface Written {
  from: number;
  chat: { id: number; type: 'private' | 'supergroup'; title?: string; is_forum?: true };
  text: string;
  /** The topic of a forum in which it was written. */
  topic?: number;
}

export interface TelegramChat {
  /** Somebody writes; resolves when the gateway has taken the message. */
  write(message: Written): Promise<void>;
  /** Resolves when the bot has said something in that chat. Throws when it stays silent. */
  isAnswered(chat: number): Promise<void>;
  /** What the bot has said in that chat. */
  said(chat: number): string[];
}

/** What the Bot API answers instead of what it usually does: a status and a reason. */
export type Refuses = (token: string, method: string) => { status: number; description: string } | undefined;

/** Somebody writes to the bot alone. */
export const direct = (from: number, text: string): Written => ({
  from,
  chat: { id: from, type: 'private' },
  text,
});

/** Somebody writes in a group. */
export const inGroup = (group: number, from: number, text: string): Written => ({
  from,
  chat: { id: group, type: 'supergroup', title: 'Night shift' },
  text,
});

/** Starts the API beside the lab's model. Its address is `apiRoot` of the configuration that `botAt` gives. */
export async function telegramChat(lab: Lab, refuses: Refuses = () => undefined): Promise<TelegramChat> {
  const updates: { update_id: number; message: unknown }[] = [];
  const sent: { chat: number; text: string }[] = [];
  // Numbers grow for as long as there is a bot; a gateway remembers the last one that it has taken.
  const first = Math.floor(Date.now() / 1000);
  let taken = 0;

  function answer(token: string, method: string, params: Record<string, unknown>): unknown {
    if (method === 'getMe') return BOT;
    if (method === 'sendMessage') {
      sent.push({ chat: Number(params.chat_id), text: String(params.text) });
      return {
        message_id: 1000 + sent.length,
        date: 1,
        chat: { id: params.chat_id, type: 'private' },
        text: '',
      };
    }
    if (method !== 'getUpdates') return true;
    if (token !== BOT_TOKEN) return [];
    const offset = Number(params.offset ?? 0);
    taken = Math.max(taken, offset - 1);
    return updates.filter(({ update_id }) => update_id >= offset);
  }

  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const [, token = '', method = ''] = /\/bot([^/]+)\/(\w+)/.exec(request.url ?? '') ?? [];
    const say = (status: number, what: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(what));
    };
    const refusal = refuses(token, method);
    if (refusal)
      return say(refusal.status, { ok: false, error_code: refusal.status, description: refusal.description });
    const query = Object.fromEntries(new URL(request.url ?? '', 'http://bot').searchParams);
    const params = body.startsWith('{')
      ? JSON.parse(body)
      : { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
    const result = answer(token, method, params);
    const quiet = method === 'getUpdates' && (result as unknown[]).length === 0;
    setTimeout(say, quiet ? POLL_MS : 0, 200, { ok: true, result });
  });
  server.listen(lab.port + 17, '127.0.0.1');
  await once(server, 'listening');
  lab.onDispose(() => {
    server.closeAllConnections();
    server.close();
  });

  async function until(done: () => boolean, otherwise: string): Promise<void> {
    for (const began = Date.now(); !done(); ) {
      if (Date.now() - began > ANSWER_LIMIT_MS) throw new Error(`${otherwise}\n${lab.log().slice(-1500)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const said = (chat: number) => sent.filter((one) => one.chat === chat).map(({ text }) => text);
  return {
    async write({ from, chat, text, topic }) {
      const id = first + updates.length;
      const sender = { id: from, is_bot: false, first_name: `Person ${from}`, username: `person_${from}` };
      const date = Math.floor(Date.now() / 1000);
      const handle = text.indexOf(`@${BOT.username}`);
      const mention = { type: 'mention', offset: handle, length: BOT.username.length + 1 };
      const message = {
        message_id: id,
        from: sender,
        chat,
        date,
        text,
        ...(handle >= 0 && { entities: [mention] }),
        ...(topic && { message_thread_id: topic, is_topic_message: true }),
      };
      updates.push({ update_id: id, message });
      await until(() => taken >= id, 'The gateway did not take the message');
    },
    isAnswered: (chat) => until(() => said(chat).length > 0, 'The bot did not answer'),
    said,
  };
}

/** The keys of `channels.telegram` with which the lab's bot asks there. */
export const botAt = (lab: Lab) => ({
  enabled: true,
  botToken: BOT_TOKEN,
  apiRoot: `http://127.0.0.1:${lab.port + 17}`,
  network: { dangerouslyAllowPrivateNetwork: true },
});
