/**
 * @module slack/shortcut
 * "Explain this" on somebody's message: the answer opens in a window that only the asker sees, so that nobody
 * who complained is corrected in public, and it works in channels that the bot is not in.
 */
import * as z from 'zod';
import { text } from '../messages/sentence.ts';
import { dialogFailed, nothingToExplain } from '../messages/slack-problems.ts';
import { type Asking, forPerson, inTime, privately } from './asking.ts';
import type { SlackAccess } from './client.ts';
import { tell } from './ephemeral.ts';
import { openMessage } from './form.ts';
import { askerIn, Interaction, wrongFields } from './interaction.ts';
import { textOf } from './message-text.ts';
import { MESSAGE_SHORTCUT } from './scopes.ts';

/** The callback id in the app's manifest. */
export const EXPLAIN_SHORTCUT = MESSAGE_SHORTCUT.callbackId;

/** Field names of docs.slack.dev, "message_action payload". */
const Shortcut = Interaction.extend({
  channel: z.object({ id: z.string().min(1) }),
  message: z.object({
    ts: z.string().min(1),
    thread_ts: z.string().optional(),
    text: z.string().optional(),
    blocks: z.unknown().optional(),
    attachments: z.unknown().optional(),
  }),
});

/** Explains the message to whoever asked. Never throws. */
export async function answerShortcut(body: unknown, rules: Asking & SlackAccess): Promise<void> {
  const parsed = Shortcut.safeParse(body);
  const asker = parsed.success ? askerIn(parsed.data, parsed.data.channel.id) : null;
  if (!parsed.success || asker === null) {
    rules.log.error({ fields: wrongFields(parsed.error) }, 'A shortcut came without what every shortcut has');
    return;
  }
  const { trigger_id: trigger, user, channel, message } = parsed.data;
  const spot = { channel: channel.id, user: user.id, thread: message.thread_ts };
  const words = textOf(message);
  const asking = forPerson(
    { id: trigger, asker, name: user.name, typed: MESSAGE_SHORTCUT.name },
    rules,
    async (person) =>
      words === ''
        ? privately(nothingToExplain())
        : rules.conversation.ask({
            id: trigger,
            text: `explain ${words}`,
            person,
            place: { via: 'slack', team: asker.team, channel: channel.id },
          }),
  );
  const { answer } = await inTime(asking, MESSAGE_SHORTCUT.name, rules);
  const opened = await openMessage(text('slack.explained-title'), answer.message, trigger, rules);
  if (opened.ok) return;
  rules.log.warn({ why: opened.why }, 'A window could not be opened');
  await tell(answer.message.parts.length > 0 ? answer : privately(dialogFailed(opened.why)), spot, rules);
}
