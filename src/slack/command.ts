/**
 * @module slack/command
 * One slash command, from what Slack sent to what the person sees. Slack shows "operation_timeout" after
 * three seconds of silence, so there is always an answer before that, and it always says what to do next.
 */
import type { Answer } from '../conversation/conversation.ts';
import { notUnderstood } from '../messages/slack-problems.ts';
import { type Asking, forPerson, inTime } from './asking.ts';
import { respond } from './late-answer.ts';
import { render, type SlackContent } from './render.ts';
import { SlashCommand } from './slash-command.ts';

/** What goes back to Slack with the acknowledgement. */
export type CommandAnswer = SlackContent & { response_type: 'ephemeral' | 'in_channel' };

export type CommandRules = Asking & {
  /** Base address of the Web API where it is not Slack's own. */
  apiUrl?: string | undefined;
  fetch: typeof fetch;
};

/**
 * Asks the conversation and gives its answer, or a sentence about why there is none; never throws.
 * `settled` ends when the conversation has, which may be after the answer was given: what came late has then
 * been brought to the person.
 */
export async function answerCommand(
  body: unknown,
  rules: CommandRules,
): Promise<{ answer: CommandAnswer; settled: Promise<void> }> {
  const parsed = SlashCommand.safeParse(body);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.')).join(' ');
    rules.log.error({ fields }, 'A slash command came without what every slash command has');
    return { answer: toSlack({ message: notUnderstood(), for: 'asker' }), settled: Promise.resolve() };
  }
  const it = parsed.data;
  const typed = `${it.command} ${it.text}`.trim();
  const asker = { team: it.team_id, enterprise: it.enterprise_id, channel: it.channel_id, user: it.user_id };
  const asking = forPerson({ id: it.trigger_id, asker, name: it.user_name, typed }, rules, (person) =>
    rules.conversation.ask({
      // Slack's retry of the same command carries the same id, so it finds what the first one began.
      id: it.trigger_id,
      text: it.text,
      person,
      place: { via: 'slack', team: it.team_id, channel: it.channel_id },
    }),
  );
  const { answer, late } = await inTime(asking, typed, rules);
  const settled = late === null ? Promise.resolve() : late.then((one) => bring(one, it.response_url, rules));
  return { answer: toSlack(answer), settled };
}

async function bring(answer: Answer, url: string | undefined, rules: CommandRules): Promise<void> {
  const said = await respond(url, toSlack(answer), rules);
  if (!said.ok) rules.log.warn({ why: said.why }, 'A late answer could not be brought');
}

function toSlack(answer: Answer): CommandAnswer {
  const content = render(answer.message);
  return { response_type: answer.for === 'all' ? 'in_channel' : 'ephemeral', ...content };
}
