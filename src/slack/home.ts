/**
 * @module slack/home
 * The bot's Home tab: brought up to date each time somebody opens it. Slack shows what was published last, so
 * somebody who is no longer allowed to see it gets a sentence in its place.
 */
import * as z from 'zod';
import { HOME_PAGE } from '../messages/home.ts';
import type { Message } from '../messages/message.ts';
import { noBoard, unknownPerson } from '../messages/slack-problems.ts';
import { type Admission, admit } from './admission.ts';
import { type SlackAccess, slackClient } from './client.ts';
import { askerIn, Interaction } from './interaction.ts';
import { whyNot } from './outcome.ts';
import { render } from './render.ts';

export type HomeRules = Admission &
  SlackAccess & {
    /** What full members see; `page`: of the hosts, from 1. */
    home: (page?: number) => Promise<Message>;
  };

/** Whose tab it is, and in which workspace. */
export type HomeOwner = { user: string; team: string; enterprise?: string | undefined };

/** Fields of docs.slack.dev, "app_home_opened event", in the Events API's envelope. */
const Opened = z.object({
  team_id: z.string().min(1),
  enterprise_id: z.string().nullish(),
  event: z.object({ user: z.string().min(1), tab: z.string().optional() }),
});

/** Answers the event; the other tab of the app is no business of ours. Never throws. */
export async function answerHomeOpened(body: unknown, rules: HomeRules): Promise<void> {
  const parsed = Opened.safeParse(body);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(' ');
    rules.log.error({ fields }, 'An opened Home tab came without what each has');
    return;
  }
  const { team_id: team, enterprise_id: enterprise, event } = parsed.data;
  if (event.tab !== undefined && event.tab !== 'home') return;
  await publishHome(rules, { user: event.user, team, enterprise: enterprise ?? undefined });
}

/** Fields of docs.slack.dev, "block_actions payload", of a press in a Home tab: it names a view and no channel. */
const PressedThere = Interaction.extend({
  view: z.object({ type: z.literal('home') }),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().default('') })).min(1),
});
const PAGE_BUTTONS: readonly string[] = Object.values(HOME_PAGE);

/** Turns the page of somebody's tab; false where the press was no such thing. Never throws. */
export async function answerHomePress(body: unknown, rules: HomeRules): Promise<boolean> {
  const parsed = PressedThere.safeParse(body);
  if (!parsed.success) return false;
  const [action] = parsed.data.actions;
  const asker = askerIn(parsed.data, '');
  if (action === undefined || asker === null || !PAGE_BUTTONS.includes(action.action_id)) return false;
  const page = /^[1-9]\d{0,4}$/.test(action.value) ? Number(action.value) : 1;
  const { team, enterprise, user } = asker;
  await publishHome({ ...rules, home: () => rules.home(page) }, { user, team, enterprise });
  return true;
}

/** Shows the person the board, or why they do not see it. Never throws: a failure is logged with what helps. */
export async function publishHome(rules: HomeRules, owner: HomeOwner): Promise<void> {
  const { user } = owner;
  const log = rules.log.child({ team: owner.team, user });
  try {
    const { blocks } = render(await homeFor(rules, owner));
    await slackClient(rules).views.publish({ user_id: user, view: { type: 'home', blocks } });
  } catch (cause) {
    log.warn({ why: whyNot(cause, 'home') }, 'The Home tab could not be brought up to date');
  }
}

async function homeFor(rules: HomeRules, owner: HomeOwner): Promise<Message> {
  const { user, team } = owner;
  // Unlike a command in a channel of ours, the tab can be opened by whoever finds the app.
  const standing = await rules.directory.standing(user, team);
  if (!standing.known) return unknownPerson(standing.why);
  const { refusal } = await admit(owner, rules);
  if (refusal !== null) return refusal;
  try {
    return await rules.home();
  } catch (cause) {
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    rules.log.error({ cause: why }, 'The Home tab could not be made');
    return noBoard();
  }
}
