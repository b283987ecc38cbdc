/**
 * @module slack/audience
 * Who could read a file in a channel: asked of Slack just before the file is brought there. Guests, people of other
 * companies and channels that are shared with them do not get a bundle by a button; what could not be found out counts
 * as one of them.
 */
import type { webApi } from '@slack/bolt';
import * as z from 'zod';
import { text } from '../messages/sentence.ts';
import { type SlackAccess, slackClient } from './client.ts';
import type { Directory } from './directory.ts';
import { outcomeOf } from './outcome.ts';

/** Fields of docs.slack.dev/reference/objects/conversation-object. */
const flag = z.boolean().nullish();
const Channel = z.object({
  is_shared: flag,
  is_ext_shared: flag,
  is_org_shared: flag,
  is_pending_ext_shared: flag,
  pending_shared: z.array(z.string()).nullish(),
});

/** Each member is asked about by itself, within what Slack allows in a minute; a larger channel is not looked through. */
const MOST_MEMBERS = 150;
const AT_ONCE = 8;
/** Of the people who are in the way so many are named. */
const NAMED = 3;

export type Audience =
  | { fine: true }
  /** Why the file must not go there. */
  | { fine: false; why: string }
  /** Slack did not say; it may later. */
  | { fine: 'unknown'; why: string };

/** `fine` where nobody but full members of the bot's own company reads along. Never throws. */
export async function audienceOf(
  { channel, team }: { channel: string; team: string },
  { directory, ...access }: SlackAccess & { directory: Pick<Directory, 'standing'> },
): Promise<Audience> {
  try {
    const slack = slackClient(access);
    const { channel: found } = await slack.conversations.info({ channel });
    if (isShared(Channel.parse(found))) return { fine: false, why: text('slack.audience-shared') };
    const members = await membersOf(slack, channel);
    if (members === null) return { fine: false, why: text('slack.audience-many', { n: MOST_MEMBERS }) };
    return await strangersAmong(members, team, directory);
  } catch (cause) {
    if (cause instanceof z.ZodError) return unknownFor(false, text('slack-error.unknown-answer'));
    const { outcome, why } = outcomeOf(cause);
    // A scope that the app lacks is not found tomorrow either.
    return unknownFor(outcome === 'never' ? false : 'unknown', why);
  }
}

const unknownFor = (fine: false | 'unknown', why: string): Audience => ({
  fine,
  why: text('slack.audience-unknown', { why }),
});

/** With another company, or about to be; a channel of several workspaces of one company is not. */
function isShared(channel: z.infer<typeof Channel>): boolean {
  const { is_shared, is_ext_shared, is_org_shared, is_pending_ext_shared, pending_shared } = channel;
  const pending = is_pending_ext_shared === true || (pending_shared ?? []).length > 0;
  return is_ext_shared === true || pending || (is_shared === true && is_org_shared !== true);
}

/** Null where there are more than can be asked about. */
async function membersOf(slack: webApi.WebClient, channel: string): Promise<string[] | null> {
  const members: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await slack.conversations.members({
      channel,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    });
    members.push(...z.array(z.string()).parse(page.members));
    cursor = page.response_metadata?.next_cursor;
    if (members.length > MOST_MEMBERS) return null;
  } while (cursor !== undefined && cursor !== '');
  return members;
}

async function strangersAmong(
  members: readonly string[],
  team: string,
  directory: Pick<Directory, 'standing'>,
): Promise<Audience> {
  const strangers: string[] = [];
  for (let from = 0; from < members.length; from += AT_ONCE) {
    const some = members.slice(from, from + AT_ONCE);
    const standings = await Promise.all(some.map((user) => directory.standing(user, team)));
    for (const [at, standing] of standings.entries()) {
      if (!standing.known) return unknownFor('unknown', standing.why);
      // Programs of the workspace read nothing of their own accord, and who left reads nothing any more.
      const reads = standing.why === 'guest' || standing.why === 'external';
      if (reads) strangers.push(standing.name ?? some[at] ?? '');
    }
  }
  if (strangers.length === 0) return { fine: true };
  const names = strangers.slice(0, NAMED).join(', ');
  return { fine: false, why: text('slack.audience-strangers', { n: strangers.length, names }) };
}
