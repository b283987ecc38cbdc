/**
 * @module slack/admission
 * Who is answered at all: the right workspace, the right channel, and a full member of the workspace. Asked
 * anew at every command and every click, since people leave and guests come.
 */

import type { Log } from '../log.ts';
import type { Message } from '../messages/message.ts';
import { notHere, notYou } from '../messages/slack-problems.ts';
import type { Directory } from './directory.ts';

/** Who does something, and where, by Slack's ids. */
export type Asker = {
  team: string;
  /** Set where the workspace belongs to an enterprise organisation. */
  enterprise?: string | undefined;
  /** Absent in a person's own App Home. */
  channel?: string | undefined;
  user: string;
  /** The workspace of the person, where Slack says so: another one in a shared channel. */
  userTeam?: string | undefined;
};

export type Admission = {
  /** Ids of workspaces or their organisation, and of channels, that may be spoken to; empty: any. */
  teams: readonly string[];
  channels: readonly string[];
  directory: Pick<Directory, 'standing'>;
  log: Log;
};

/**
 * Null when they are answered, with their name; else the refusal, for them alone. Where Slack does not describe a
 * person, what it said within the last hour holds; one it never described may run read-only commands, and nothing
 * that needs a permission.
 */
export async function admit(
  asker: Asker,
  rules: Admission,
): Promise<{ refusal: Message } | { refusal: null; name?: string }> {
  const { team, channel, user } = asker;
  const log = rules.log.child({ team, user, ...(channel === undefined ? {} : { channel }) });
  const elsewhere = misplaced(asker, rules);
  if (elsewhere !== null) {
    log.warn({ why: elsewhere }, 'Somebody in a place that is not allowed was refused');
    return { refusal: notHere(elsewhere, { team, channel: channel ?? '' }, rules.channels) };
  }
  const asked = await rules.directory.standing(user, team);
  const standing = asked.known ? asked : (asked.before ?? asked);
  if (!standing.known) {
    const foreign = asker.userTeam !== undefined && ![team, asker.enterprise].includes(asker.userTeam);
    if (foreign) return { refusal: notYou('external') };
    log.warn({ why: standing.why }, 'Slack could not say who somebody is; they may only look');
    return { refusal: null };
  }
  if (standing.full)
    return standing.name === undefined ? { refusal: null } : { refusal: null, name: standing.name };
  log.warn({ why: standing.why }, 'Somebody who is no full member was refused');
  return { refusal: notYou(standing.why ?? 'guest') };
}

function misplaced(asker: Asker, rules: Admission): 'team' | 'channel' | null {
  const organisations = [asker.team, asker.enterprise ?? asker.team];
  if (rules.teams.length > 0 && !organisations.some((id) => rules.teams.includes(id))) return 'team';
  if (rules.channels.length === 0 || asker.channel === undefined) return null;
  return rules.channels.includes(asker.channel) ? null : 'channel';
}
