/**
 * @module slack/ephemeral
 * Tells one person something, where they are: under a press, a mention, a window that would not open.
 */
import type { Answer } from '../conversation/conversation.ts';
import { type SlackAccess, slackClient } from './client.ts';
import { outcomeOf } from './outcome.ts';
import { render } from './render.ts';

/** Where somebody is in Slack; `thread` is the message that began the thread they are in. */
export type Spot = { channel: string; user: string; thread?: string | undefined };

/** Says an answer to the one person, or to all when it is for all. Never throws: a failure is logged. */
export async function tell(answer: Answer, spot: Spot, access: SlackAccess): Promise<void> {
  const { channel, user, thread } = spot;
  const fixed = { channel, parse: 'none', link_names: false } as const;
  const content = {
    ...fixed,
    ...render(answer.message),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  };
  try {
    const slack = slackClient(access);
    if (answer.for === 'all')
      await slack.chat.postMessage({ ...content, mrkdwn: false, unfurl_links: false });
    else await slack.chat.postEphemeral({ ...content, user });
  } catch (cause) {
    access.log.warn({ channel, user, why: outcomeOf(cause).why }, 'Somebody could not be answered');
  }
}
