/**
 * @module slack/command
 * One slash command, from what Slack sent to what the person sees. Slack shows "operation_timeout" after
 * three seconds of silence, so there is always an answer before that, and it always says what to do next.
 */
import type { Answer, Conversation } from '../conversation/conversation.ts';
import type { Person } from '../incidents/event.ts';
import type { Log } from '../log.ts';
import { notHere, notUnderstood, tooSlow, unexpected } from './problem.ts';
import { render, type SlackContent } from './render.ts';
import { SlashCommand } from './slash-command.ts';

/** What goes back to Slack with the acknowledgement. */
export type CommandAnswer = SlackContent & { response_type: 'ephemeral' | 'in_channel' };

export type CommandRules = {
  conversation: Conversation;
  /** Ids of workspaces or their organisation, and of channels, that may be spoken to; empty: any. */
  teams: readonly string[];
  channels: readonly string[];
  log: Log;
  /** How long the conversation may take before the person is told so, in milliseconds. */
  patienceMs?: number;
};

/** Slack gives up after 3,000 ms, the way there and back included. */
const PATIENCE_MS = 2_400;

/**
 * Asks the conversation and gives its answer, or a sentence about why there is none; never throws.
 * `settled` ends when the conversation has, which may be after the answer was given.
 */
export async function answerCommand(
  body: unknown,
  rules: CommandRules,
): Promise<{ answer: CommandAnswer; settled: Promise<void> }> {
  const at = (answer: CommandAnswer) => ({ answer, settled: Promise.resolve() });
  const parsed = SlashCommand.safeParse(body);
  if (!parsed.success) {
    rules.log.error(
      { fields: parsed.error.issues.map((issue) => issue.path.join('.')).join(' ') },
      UNREADABLE,
    );
    return at(ephemeral(render(notUnderstood())));
  }
  const typed = parsed.data;
  const log = rules.log.child({ team: typed.team_id, channel: typed.channel_id, user: typed.user_id });
  const elsewhere = misplaced(typed, rules);
  if (elsewhere !== null) {
    log.warn({ why: elsewhere }, 'A command from a place that is not allowed was refused');
    return at(ephemeral(render(notHere(elsewhere, typed, rules.channels))));
  }

  const asking = ask(typed, rules.conversation, log);
  const settled = asking.then(() => undefined);
  const answer = await within(asking, rules.patienceMs ?? PATIENCE_MS);
  if (answer !== null) return { answer, settled };
  log.warn({ patienceMs: rules.patienceMs ?? PATIENCE_MS }, 'A command took longer than Slack waits');
  return { answer: ephemeral(render(tooSlow(typed))), settled };
}

const UNREADABLE = 'A slash command came without what every slash command has';

function misplaced(typed: SlashCommand, rules: CommandRules): 'team' | 'channel' | null {
  const organisations = [typed.team_id, typed.enterprise_id ?? typed.team_id];
  if (rules.teams.length > 0 && !organisations.some((id) => rules.teams.includes(id))) return 'team';
  if (rules.channels.length > 0 && !rules.channels.includes(typed.channel_id)) return 'channel';
  return null;
}

async function ask(typed: SlashCommand, conversation: Conversation, log: Log): Promise<CommandAnswer> {
  try {
    const answer = await conversation.ask({
      // Slack's retry of the same command carries the same id, so it finds what the first one began.
      id: typed.trigger_id,
      text: typed.text,
      person: personOf(typed),
      place: { via: 'slack', team: typed.team_id, channel: typed.channel_id },
    });
    return toSlack(answer);
  } catch (cause) {
    const reference = await shortName(typed.trigger_id);
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    log.error({ reference, cause: why }, 'A command could not be answered');
    return ephemeral(render(unexpected(typed, reference)));
  }
}

function personOf(typed: SlashCommand): Person {
  const person: Person = { id: typed.user_id, via: 'slack', team: typed.team_id };
  return typed.user_name === undefined ? person : { ...person, name: typed.user_name };
}

function toSlack(answer: Answer): CommandAnswer {
  const content = render(answer.message);
  return { response_type: answer.for === 'all' ? 'in_channel' : 'ephemeral', ...content };
}

function ephemeral(content: SlackContent): CommandAnswer {
  return { response_type: 'ephemeral', ...content };
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Eight characters to find the log line by; the trigger id itself can open a window in Slack. */
async function shortName(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest).slice(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
