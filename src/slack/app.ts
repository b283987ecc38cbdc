/**
 * @module slack/app
 * The Slack app: which of Slack's events the bot listens to. Made anew by whoever needs it, never kept in a
 * module: on Workers an app that outlives its request carries one request's waiting into the next.
 */
import { App, type Receiver } from '@slack/bolt';
import type { Conversation } from '../conversation/conversation.ts';
import type { Log } from '../log.ts';
import { boltLog } from './bolt-log.ts';
import { answerCommand } from './command.ts';
import { webFetch } from './web-fetch.ts';

export type SlackApp = {
  conversation: Conversation;
  botToken: string;
  /** The slash command as registered with Slack, `/openclaw`. */
  command: string;
  /** Team and channel ids that may be spoken to; empty: any. */
  teams: readonly string[];
  channels: readonly string[];
  /** Base address of the Web API; Slack's own when absent. */
  apiUrl?: string | undefined;
  fetch: typeof fetch;
  log: Log;
  /** How long an answer may take before the person is told so, in milliseconds. */
  patienceMs?: number;
};

/**
 * Wires a Bolt app to a receiver: Socket Mode on Node, or fetch on either runtime. Bolt's own retries are
 * off: half an hour of them fits no request, and what must be said lies in an incident's outbox.
 */
export function createSlackApp(deps: SlackApp & { receiver: Receiver }): App {
  const { log } = deps;
  const app = new App({
    receiver: deps.receiver,
    // A plain token would make Bolt ask Slack who it is before the first answer.
    authorize: async () => ({ botToken: deps.botToken }),
    convoStore: false,
    logger: boltLog(log),
    clientOptions: {
      ...(deps.apiUrl === undefined ? {} : { slackApiUrl: deps.apiUrl }),
      fetch: webFetch(deps.fetch),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  app.error(async (cause) => {
    log.error({ cause: cause.stack ?? cause.message }, 'A Slack listener failed');
  });
  app.command(deps.command, async ({ body, ack }) => {
    const { answer, settled } = await answerCommand(body, deps);
    await ack(answer);
    await settled;
  });
  return app;
}
