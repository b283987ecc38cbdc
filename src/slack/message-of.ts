/**
 * @module slack/message-of
 * The message for what an incident or a freeze wants said in Slack: what the conversation composes, and what a place that
 * was silent for long needs as well: since when, and the details of several hosts in one message.
 */
import { type AnyNotice, compose, isOfFreeze, speakerIn } from '../conversation/compose.ts';
import { composeTogether } from '../messages/details.ts';
import type { Message } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { utcSpan } from '../messages/time.ts';
import type { Silence } from '../outbox/notifier.ts';

/** `command` is the slash command, which messages name where they say what to type next. Pure. */
export function messageOf(notice: AnyNotice, command: string, approvers: readonly string[] = []): Message {
  const { hosts } = notice;
  if (!isOfFreeze(notice) && notice.what === 'details' && hosts !== undefined)
    return composeTogether(
      notice.view,
      notice.view.hosts.filter(({ host }) => hosts.includes(host)),
    );
  const message = compose(notice, command, approvers);
  if (notice.silence === undefined) return message;
  return { ...message, context: [silenceWords(notice.silence, speakerIn(notice).at), ...message.context] };
}

function silenceWords({ from, to, limited }: Silence, now: number): string {
  const span = utcSpan(from, to, now);
  return text(limited ? 'slack.silence-limited' : 'slack.silence-unreached', { span });
}
