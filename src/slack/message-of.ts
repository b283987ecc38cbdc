/**
 * @module slack/message-of
 * The message for what an incident wants said in Slack: what the conversation composes, and what only a place
 * that was silent for long needs besides: since when, and the details of several hosts in one message.
 */
import { compose } from '../conversation/compose.ts';
import type { Saying, Silence } from '../incidents/notifier.ts';
import { bold, type Message, type Part } from '../messages/message.ts';
import { momentOf } from '../messages/small-print.ts';
import { utcSpan } from '../messages/time.ts';

/** `command` is the slash command, which messages name where they say what to type next. Pure. */
export function messageOf(saying: Saying, command: string): Message {
  const { what, view, hosts } = saying;
  if (what === 'details' && hosts !== undefined) return together(saying, hosts, command);
  const message = compose(saying, command);
  if (saying.silence === undefined) return message;
  return { ...message, context: [silenceWords(saying.silence, momentOf(view)), ...message.context] };
}

function silenceWords({ from, to, limited }: Silence, now: number): string {
  const words = limited ? 'Slack took no messages' : 'Slack was not reachable';
  return `${words} ${utcSpan(from, to, now)}; this is the present state`;
}

function together({ view }: Saying, hosts: string[], command: string): Message {
  const each = hosts.map((host) => compose({ what: 'details', view, host }, command));
  const [only] = each;
  if (only !== undefined && each.length === 1) return only;
  const parts = each.flatMap(({ headline, parts: own }, index): Part[] => [
    ...(index === 0 ? [] : [{ kind: 'divider' } as const]),
    { kind: 'line', spans: [bold(headline)] },
    ...own,
  ]);
  const context = [...new Set(each.flatMap((message) => message.context))];
  return { headline: `Details of ${hosts.length} hosts`, emoji: '🧾', parts, context };
}
