/**
 * @module slack/form
 * A window with one field, and what becomes of it: what is filled in is asked like something typed, and the
 * answer takes the window's place, where only that person sees it.
 */
import type { PlainTextInput, StaticSelect, View } from '@slack/types';
import * as z from 'zod';
import { type Answer, type Form, REASONED_VERBS, type ReasonedVerb } from '../conversation/conversation.ts';
import type { Message } from '../messages/message.ts';
import { text } from '../messages/sentence.ts';
import { type Asking, forPerson, inTime } from './asking.ts';
import { cut } from './clean-text.ts';
import { type SlackAccess, slackClient } from './client.ts';
import type { Spot } from './ephemeral.ts';
import { askerIn, Interaction, wrongFields } from './interaction.ts';
import { whyNot } from './outcome.ts';
import { render } from './render.ts';

export const FORM = 'form';
const FIELD = 'text';
/** Slack: characters of a window's title and buttons. */
const MOST_TITLE = 24;
/** Slack: characters of one field. */
const MOST_INPUT = 3_000;
/** Slack: entries of a list, and characters of one (docs.slack.dev, "Option object"). */
const MOST_OPTIONS = 100;
const MOST_OPTION = 75;
/** Verbs that may be asked by a window: whoever can send a view cannot make it another command. */
const VERBS = ['explain', 'triage', 'ticket', 'extend', ...REASONED_VERBS] as const;

const Memory = z.object({
  verb: z.enum(VERBS),
  channel: z.string().min(1),
  thread: z.string().optional(),
  complaint: z.string().optional(),
  about: z.string().optional(),
  optional: z.literal(true).optional(),
});
type Memory = z.infer<typeof Memory>;

const TITLES = {
  triage: 'slack.triage-title',
  explain: 'slack.explained-title',
  ticket: 'slack.ticket-title',
  extend: 'slack.freeze-title',
} as const;
const EMPTY = {
  triage: 'dialog.triage.empty',
  explain: 'dialog.explain.empty',
  ticket: 'dialog.ticket.empty',
  extend: 'dialog.extend.empty',
} as const;
const isReasoned = (verb: Memory['verb']): verb is ReasonedVerb =>
  (REASONED_VERBS as readonly string[]).includes(verb);
const titleOf = ({ verb }: Memory): string => text(isReasoned(verb) ? 'slack.recovery-title' : TITLES[verb]);
const emptyOf = ({ verb }: Memory): string => text(isReasoned(verb) ? 'dialog.reason.empty' : EMPTY[verb]);

type Opened = { ok: true } | { ok: false; why: string };
const plain = (label: string) => ({ type: 'plain_text' as const, text: label, emoji: false });

/** Opens the window; the trigger is good for three seconds (docs.slack.dev, views.open). */
export async function openForm(
  form: Form,
  trigger: string,
  spot: Spot,
  access: SlackAccess,
): Promise<Opened> {
  const { verb, title, label, hint, submit, complaint, about, optional } = form;
  const { channel, thread } = spot;
  const input: View = {
    type: 'modal',
    callback_id: FORM,
    private_metadata: JSON.stringify({ verb, channel, thread, complaint, about, optional }),
    title: plain(cut(title, MOST_TITLE)),
    submit: plain(cut(submit, MOST_TITLE)),
    close: plain(text('dialog.cancel')),
    blocks: [
      {
        type: 'input',
        block_id: FIELD,
        ...(optional ? { optional } : {}),
        label: plain(label),
        hint: plain(hint),
        element: fieldOf(form),
      },
    ],
  };
  return open(input, trigger, access);
}

/** A list where there is something to choose from and Slack can show all of it; else a field to type in. */
function fieldOf({ options, verb, initial }: Form): PlainTextInput | StaticSelect {
  if (options && options.length > 0 && options.length <= MOST_OPTIONS) {
    const all = options
      .filter((value) => value.length <= MOST_OPTION)
      .map((value) => ({ text: plain(value), value }));
    return { type: 'static_select', action_id: FIELD, options: all };
  }
  return {
    type: 'plain_text_input',
    action_id: FIELD,
    multiline: verb === 'explain',
    max_length: MOST_INPUT,
    ...(initial === undefined ? {} : { initial_value: initial.slice(0, MOST_INPUT) }),
  };
}

/** Shows a message in a window of its own. */
export async function openMessage(
  title: string,
  message: Message,
  trigger: string,
  access: SlackAccess,
): Promise<Opened> {
  return open(shown(title, message), trigger, access);
}

async function open(view: View, trigger: string, access: SlackAccess): Promise<Opened> {
  try {
    await slackClient(access).views.open({ trigger_id: trigger, view });
    return { ok: true };
  } catch (cause) {
    return { ok: false, why: whyNot(cause, 'dialog') };
  }
}

function shown(title: string, message: Message): View {
  const { buttons: _, ...silent } = message;
  const { blocks } = render(silent);
  return { type: 'modal', title: plain(cut(title, MOST_TITLE)), close: plain(text('dialog.close')), blocks };
}

/** Field names of docs.slack.dev, "view_submission payload". */
const Submitted = Interaction.extend({
  view: z.object({
    id: z.string().min(1),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.looseObject({
            value: z.string().nullish(),
            selected_option: z.object({ value: z.string() }).nullish(),
          }),
        ),
      ),
    }),
  }),
});

/** What Slack is to do with the window. */
export type FormAnswer =
  | { response_action: 'update'; view: View }
  | { response_action: 'errors'; errors: Record<string, string> };

/** Asks what was filled in; never throws. */
export async function answerForm(body: unknown, rules: Asking): Promise<FormAnswer> {
  const parsed = Submitted.safeParse(body);
  const memory = parsed.success ? memoryOf(parsed.data.view.private_metadata) : null;
  const asker = parsed.success && memory !== null ? askerIn(parsed.data, memory.channel) : null;
  if (!parsed.success || memory === null || asker === null) {
    rules.log.error({ fields: wrongFields(parsed.error) }, 'A window could not be read');
    return wrong(text('dialog.other-version'));
  }
  const { user, view } = parsed.data;
  const field = view.state.values[FIELD]?.[FIELD];
  const filled = (field?.selected_option?.value ?? field?.value ?? '').trim();
  if (filled === '' && !memory.optional) return wrong(emptyOf(memory));
  const typed = `the window ${memory.verb}`;
  const asking: Promise<Answer> = forPerson({ id: view.id, asker, name: user.name, typed }, rules, (person) =>
    rules.conversation.ask({
      id: `view:${view.id}`,
      text: [memory.verb, memory.about, filled].filter((words) => words).join(' '),
      ...(memory.verb === 'triage' && memory.complaint !== undefined ? { about: memory.complaint } : {}),
      person,
      place: { via: 'slack', team: asker.team, channel: memory.channel },
    }),
  );
  const { answer } = await inTime(asking, typed, rules);
  const title = titleOf(memory);
  return { response_action: 'update', view: shown(title, answer.message) };
}

const wrong = (why: string): FormAnswer => ({ response_action: 'errors', errors: { [FIELD]: why } });

function memoryOf(metadata: string): Memory | null {
  try {
    return Memory.parse(JSON.parse(metadata));
  } catch {
    // Another version's window: the person is told to open it anew.
    return null;
  }
}
