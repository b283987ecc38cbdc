/**
 * @module slack/mention
 * `@bot triage node-3`, in a channel or in a thread, where slash commands do not work. In an incident's own
 * thread the host need not be named; under somebody's complaint `@bot explain` reads the complaint.
 */
import * as z from 'zod';
import type { Answer, Ask } from '../conversation/conversation.ts';
import { type Asking, forPerson } from './asking.ts';
import { type SlackAccess, slackClient } from './client.ts';
import { tell } from './ephemeral.ts';
import { plainText, textOf } from './message-text.ts';
import { incidentIn } from './metadata.ts';
import { outcomeOf } from './outcome.ts';

/** Field names of docs.slack.dev, "app_mention event" and the Events API's envelope. */
const Mention = z.object({
  team_id: z.string().min(1),
  enterprise_id: z.string().nullish(),
  event_id: z.string().min(1),
  authorizations: z.array(z.object({ user_id: z.string().nullish() })).nullish(),
  event: z.object({
    user: z.string().min(1).optional(),
    text: z.string(),
    ts: z.string().min(1),
    thread_ts: z.string().optional(),
    channel: z.string().min(1),
    user_team: z.string().optional(),
    bot_id: z.string().nullish(),
    subtype: z.string().optional(),
    edited: z.unknown().optional(),
  }),
});

/** Messages of a thread that are looked through for the incident that it belongs to. */
const LOOKED_AT = 50;

/** Answers a mention in its thread. Never throws. */
export async function answerMention(body: unknown, rules: Asking & SlackAccess): Promise<void> {
  const parsed = Mention.safeParse(body);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(' ');
    rules.log.error({ fields }, 'A mention came without what every mention has');
    return;
  }
  const { team_id: team, enterprise_id: enterprise, event_id: id, event, authorizations } = parsed.data;
  const { user, channel } = event;
  // Programs, this one too, are not answered: two bots that mention each other would never stop.
  if (user === undefined || event.bot_id != null || event.subtype !== undefined || event.edited != null)
    return;
  const me = authorizations?.[0]?.user_id ?? null;
  const text = withoutMention(event.text, me);
  const asker = { team, enterprise: enterprise ?? undefined, channel, user, userTeam: event.user_team };
  const answer: Answer = await forPerson({ id, asker, typed: text }, rules, async (person) => {
    const where = await threadOf(event, me, { team, channel }, rules);
    return rules.conversation.ask({ id, text, person, ...where });
  });
  // Slack sends an event again when it heard nothing; what it began is the same, and it is answered once.
  if (!(await firstTime(id, rules))) return;
  await tell(answer, { channel, user, thread: event.thread_ts ?? event.ts }, rules);
}

async function firstTime(id: string, rules: Asking): Promise<boolean> {
  try {
    return await rules.conversation.take(id);
  } catch (cause) {
    // An answer twice is better than none.
    rules.log.warn({ cause: String(cause) }, 'It could not be remembered that an event was answered');
    return true;
  }
}

/** The first mention is how the bot was called; later ones belong to what is said. */
function withoutMention(text: string, me: string | null): string {
  const called =
    me === null ? /<@[A-Z0-9]+(?:\|[^>]*)?>[\s:,]*/ : new RegExp(`<@${me}(?:\\|[^>]*)?>[\\s:,]*`);
  return plainText(text.replace(called, ''));
}

type Where = Pick<Ask, 'place' | 'incident' | 'about'>;

/** The incident of the thread, or what the thread is about; a mention outside threads begins one. */
async function threadOf(
  event: { ts: string; thread_ts?: string | undefined },
  me: string | null,
  { team, channel }: { team: string; channel: string },
  access: SlackAccess,
): Promise<Where> {
  const thread = event.thread_ts;
  const here = { via: 'slack', team, channel, thread: thread ?? event.ts } as const;
  if (thread === undefined) return { place: here };
  try {
    const found = await slackClient(access).conversations.replies({
      channel,
      ts: thread,
      limit: LOOKED_AT,
      include_all_metadata: true,
    });
    const messages = found.messages ?? [];
    for (const message of messages) {
      const incident = me !== null && message.user === me ? incidentIn(message.metadata) : null;
      if (incident === null) continue;
      // The living message in the channel itself: the incident speaks there, not in this thread.
      const place = message.ts === thread ? ({ via: 'slack', team, channel } as const) : here;
      return { place, incident };
    }
    const [root] = messages;
    const about = root === undefined || root.user === me ? '' : textOf(root);
    return about === '' ? { place: here } : { place: here, about };
  } catch (cause) {
    access.log.warn({ channel, why: outcomeOf(cause).why }, 'The thread of a mention could not be read');
    return { place: here };
  }
}
