/**
 * @module slack/app
 * The Slack app: which of Slack's events the bot listens to. Made anew by whoever needs it, never kept in a
 * module: on Workers an app that outlives its request carries one request's waiting into the next.
 */
import { App, type Receiver } from '@slack/bolt';
import type { Asking } from './asking.ts';
import { boltLog } from './bolt-log.ts';
import { clientOptions, type SlackAccess } from './client.ts';
import { answerCommand } from './command.ts';
import { answerForm, FORM } from './form.ts';
import { answerHomeOpened, answerHomePress, type HomeRules } from './home.ts';
import { answerMention } from './mention.ts';
import { answerPress } from './press.ts';
import { answerShortcut, EXPLAIN_SHORTCUT } from './shortcut.ts';

export type SlackApp = Asking &
  SlackAccess & {
    /** The slash command as registered with Slack, `/openclaw`. */
    command: string;
    /** Told how long an acknowledgement took that waits for our answer, in milliseconds. */
    acked?: (ms: number) => void;
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
    // Own messages are told apart where mentions are read; Bolt's way needs to know the bot's own id.
    ignoreSelf: false,
    logger: boltLog(log),
    clientOptions: clientOptions(deps),
  });
  const board: HomeRules = { ...deps, home: (page) => deps.conversation.home(page) };
  app.error(async (cause) => {
    log.error({ cause: cause.stack ?? cause.message }, 'A Slack listener failed');
  });
  app.command(deps.command, async ({ body, ack }) => {
    const began = Date.now();
    const { answer, settled } = await answerCommand(body, deps);
    await ack(answer);
    deps.acked?.(Date.now() - began);
    await settled;
  });
  app.action(/.*/, async ({ body, ack }) => {
    await ack();
    if (!(await answerHomePress(body, board))) await answerPress(body, deps);
  });
  app.shortcut(EXPLAIN_SHORTCUT, async ({ body, ack }) => {
    await ack();
    await answerShortcut(body, deps);
  });
  app.view(FORM, async ({ body, ack }) => {
    const began = Date.now();
    await ack(await answerForm(body, deps));
    deps.acked?.(Date.now() - began);
  });
  app.event('app_mention', async ({ body }) => answerMention(body, deps));
  app.event('app_home_opened', async ({ body }) => answerHomeOpened(body, board));
  return app;
}
