/**
 * A Slack small enough to run anywhere: it keeps messages, and the strict gate stands before it. Enough for
 * a story that comes in by signed HTTP; the stories of Slack itself run against local-slack.
 */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SlackGate, startSlackGate } from '../fakes/slack-gate/gate.ts';

export const BOT_TOKEN = 'xoxb-story';
// Not the digits in order: programs hold those in their code, and a search for leaks reads compiled code too.
export const SIGNING_SECRET = 'b7e1f0a94c2d853660d1c9f27ae48b53';
export const TEAM = 'T01TEST';
export const CHANNEL = 'C01OPS';
export const MIRA = 'U01MIRA';
export const OLAF = 'U02OLAF';

export type Kept = { ts: string; text: string; thread_ts?: string; blocks?: unknown; metadata?: unknown };

export type Slack = {
  gate: SlackGate;
  /** Everything in the channel as it reads now, oldest first. */
  messages(): Kept[];
  /** What only one person sees. */
  whispers(): Kept[];
  stop(): Promise<void>;
};

export async function startSlack(): Promise<Slack> {
  const messages: Kept[] = [];
  const whispers: Kept[] = [];
  const server = createServer((request, response) => {
    answer(request).then(
      (reply) => response.end(JSON.stringify(reply)),
      (cause: unknown) => response.destroy(cause as Error),
    );
  });

  async function answer(request: IncomingMessage): Promise<Record<string, unknown>> {
    const args = JSON.parse(await textOf(request)) as Record<string, string>;
    const { channel = '', ts = '' } = args;
    if (channel !== CHANNEL) return { ok: false, error: 'channel_not_found' };
    const known = messages.find((one) => one.ts === ts);
    switch ((request.url ?? '').slice('/api/'.length)) {
      case 'chat.postMessage': {
        const fresh = { ...args, ts: `${1_700_000_000 + messages.length}.000100` } as unknown as Kept;
        messages.push(fresh);
        return { ok: true, channel, ts: fresh.ts, message: fresh };
      }
      case 'chat.postEphemeral':
        whispers.push(args as unknown as Kept);
        return { ok: true, message_ts: `${1_800_000_000 + whispers.length}.000100` };
      case 'chat.update':
        if (!known) return { ok: false, error: 'message_not_found' };
        Object.assign(known, args);
        return { ok: true, channel, ts };
      case 'conversations.history':
        return {
          ok: true,
          messages: messages
            .filter((one) => one.thread_ts === undefined)
            .toReversed()
            .map(byBot),
        };
      case 'conversations.replies': {
        const thread = messages.filter((one) => one.ts === ts || one.thread_ts === ts);
        return known ? { ok: true, messages: thread.map(byBot) } : { ok: false, error: 'thread_not_found' };
      }
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const gate = await startSlackGate({ host: '127.0.0.1', port }, { bot: BOT_TOKEN, app: 'xapp-story' });
  return {
    gate,
    messages: () => messages,
    whispers: () => whispers,
    async stop() {
      await gate.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const byBot = (message: Kept): Kept & { bot_id: string } => ({ ...message, bot_id: 'B01BOT' });

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

/** A slash command as Slack sends it: a form, signed (docs.slack.dev, "Verifying requests from Slack"). */
export function slashCommand(
  text: string,
  trigger: string,
  user = MIRA,
): RequestInit & { headers: Record<string, string> } {
  return signedForm({
    command: '/openclaw',
    text,
    team_id: TEAM,
    channel_id: CHANNEL,
    user_id: user,
    trigger_id: trigger,
  });
}

/** A press on a message's button as Slack sends it (docs.slack.dev, "block_actions payload"). */
export function press(
  message: Kept,
  action: string,
  user = MIRA,
): RequestInit & { headers: Record<string, string> } {
  type Shown = { block_id?: string; elements?: { action_id?: string; value?: string }[] };
  for (const { block_id, elements = [] } of (message.blocks ?? []) as Shown[]) {
    const button = elements.find(({ action_id }) => action_id === action);
    if (button === undefined) continue;
    const payload = {
      type: 'block_actions',
      trigger_id: crypto.randomUUID(),
      team: { id: TEAM },
      user: { id: user, name: user === MIRA ? 'mira' : 'olaf', team_id: TEAM },
      channel: { id: CHANNEL },
      message: { ts: message.ts },
      actions: [{ type: 'button', action_id: action, block_id, value: button.value }],
    };
    return signedForm({ payload: JSON.stringify(payload) });
  }
  throw new Error(`There is no button ${action} in ${JSON.stringify(message.blocks)}`);
}

function signedForm(fields: Record<string, string>): RequestInit & { headers: Record<string, string> } {
  const body = new URLSearchParams(fields).toString();
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
    },
  };
}
