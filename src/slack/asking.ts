/**
 * @module slack/asking
 * From somebody in Slack to the conversation and back, the same for commands, mentions, buttons and windows:
 * who it is and whether they are answered, what is asked, and a sentence when it fails or takes too long.
 */

import type { Answer, Conversation } from '../conversation/conversation.ts';
import { isDiskFull } from '../disk-full.ts';
import type { Person } from '../incidents/event.ts';
import type { Log } from '../log.ts';
import type { Message } from '../messages/message.ts';
import { tooSlow, unexpected } from '../messages/slack-problems.ts';
import { type Admission, type Asker, admit } from './admission.ts';

export type Asking = Admission & {
  conversation: Conversation;
  log: Log;
  /** How long the conversation may take before the person is told so, in milliseconds. */
  patienceMs?: number;
};

/** Slack gives up after 3,000 ms, the way there and back included. */
const PATIENCE_MS = 2_400;

/** What somebody does, as the log and the person are told of it. */
export type Deed = { id: string; asker: Asker; name?: string | undefined; typed: string };

export const privately = (message: Message): Answer => ({ message, for: 'asker' });

/**
 * Lets the person in and does `work` for them; never throws. A refusal and a failure are answers for them
 * alone.
 */
export async function forPerson<T>(
  deed: Deed,
  rules: Asking,
  work: (person: Person) => Promise<T>,
): Promise<T | Answer> {
  const { asker, id } = deed;
  try {
    const admitted = await admit(asker, rules);
    if (admitted.refusal !== null) return privately(admitted.refusal);
    const name = admitted.name ?? deed.name;
    const person: Person = { id: asker.user, via: 'slack', team: asker.team };
    return await work(name === undefined ? person : { ...person, name });
  } catch (cause) {
    const reference = await shortName(id);
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    rules.log.error({ reference, cause: why, user: asker.user }, 'A command could not be answered');
    return privately(unexpected(deed.typed, reference, isDiskFull(cause)));
  }
}

/** The answer, or after 2.4 s a word that it takes longer; `late` is then the answer that is still to come. */
export async function inTime(
  asking: Promise<Answer>,
  typed: string,
  rules: Pick<Asking, 'log' | 'patienceMs'>,
): Promise<{ answer: Answer; late: Promise<Answer> | null }> {
  const patienceMs = rules.patienceMs ?? PATIENCE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const answer = await Promise.race([asking, patience]);
  clearTimeout(timer);
  if (answer !== null) return { answer, late: null };
  rules.log.warn({ patienceMs }, 'A command took longer than Slack waits');
  return { answer: privately(tooSlow(typed)), late: asking };
}

/** Eight characters to find the log line by; the trigger id itself can open a window in Slack. */
async function shortName(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest).slice(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
