/**
 * @module slack/press
 * A button was pressed. Slack is told at once that it arrived; who pressed is looked up now, since the
 * message may be older than somebody's membership.
 */
import * as z from 'zod';
import type { Place } from '../incidents/event.ts';
import { dialogFailed } from '../messages/slack-problems.ts';
import { type Asking, forPerson, privately } from './asking.ts';
import type { SlackAccess } from './client.ts';
import { tell } from './ephemeral.ts';
import { openForm } from './form.ts';
import { askerIn, Interaction, wrongFields } from './interaction.ts';
import { BLOCK_OF_LOOK } from './render.ts';

/** Field names of docs.slack.dev, "block_actions payload". */
const Pressed = Interaction.extend({
  channel: z.object({ id: z.string().min(1) }),
  /** Left out where only the presser sees the message; `container` is there always. */
  message: z.object({ ts: z.string().min(1), thread_ts: z.string().optional() }).optional(),
  container: z.object({ message_ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(
      z.object({ action_id: z.string(), block_id: z.string().default(''), value: z.string().default('') }),
    )
    .min(1),
});

/** Does what the button is for, and tells the person. Never throws. */
export async function answerPress(body: unknown, rules: Asking & SlackAccess): Promise<void> {
  const parsed = Pressed.safeParse(body);
  const [action] = parsed.data?.actions ?? [];
  const asker = parsed.success ? askerIn(parsed.data, parsed.data.channel.id) : null;
  if (!parsed.success || action === undefined || asker === null) {
    rules.log.error({ fields: wrongFields(parsed.error) }, 'A press came without what every press has');
    return;
  }
  const { trigger_id: trigger, user, channel, message, container } = parsed.data;
  const threadTs = message?.thread_ts ?? container?.thread_ts;
  const thread = threadTs === (message?.ts ?? container?.message_ts) ? undefined : threadTs;
  const spot = { channel: channel.id, user: user.id, thread };
  const place: Place = {
    via: 'slack',
    team: asker.team,
    channel: channel.id,
    ...(thread === undefined ? {} : { thread }),
  };
  const typed = `the button ${action.action_id}`;
  const answer = await forPerson({ id: trigger, asker, name: user.name, typed }, rules, (person) =>
    rules.conversation.press({
      id: trigger,
      action: action.action_id,
      incident: action.value,
      look: lookIn(action.block_id),
      person,
      place,
    }),
  );
  if (!('form' in answer)) return tell(answer, spot, rules);
  const opened = await openForm(answer.form, trigger, spot, rules);
  if (!opened.ok) await tell(privately(dialogFailed(opened.why)), spot, rules);
}

function lookIn(blockId: string): number | null {
  const look = BLOCK_OF_LOOK.exec(blockId)?.[1];
  return look === undefined ? null : Number(look);
}
