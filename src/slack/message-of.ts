/**
 * @module slack/message-of
 * The message for what an incident wants said in Slack: what the conversation composes, and what a place that
 * was silent for long needs as well: since when, and the details of several hosts in one message.
 */
import { compose } from '../conversation/compose.ts';
import type { Notice, Silence } from '../incidents/notifier.ts';
import { composeTogether } from '../messages/details.ts';
import type { Message } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { momentOf } from '../messages/small-print.ts';
import { utcSpan } from '../messages/time.ts';

/** `command` is the slash command, which messages name where they say what to type next. Pure. */
export function messageOf(notice: Notice, command: string, approvers: readonly string[] = []): Message {
  const { what, view, hosts } = notice;
  if (what === 'details' && hosts !== undefined)
    return composeTogether(
      view,
      view.hosts.filter(({ host }) => hosts.includes(host)),
    );
  const message = compose(notice, command, approvers);
  if (notice.silence === undefined) return message;
  return { ...message, context: [silenceWords(notice.silence, momentOf(view)), ...message.context] };
}

function silenceWords({ from, to, limited }: Silence, now: number): string {
  const span = utcSpan(from, to, now);
  return text(limited ? 'slack.silence-limited' : 'slack.silence-unreached', { span });
}
