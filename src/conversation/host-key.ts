/**
 * @module conversation/host-key
 * What an admin does with a host that is not to be trusted: take it out, let it in again, take its key away. Each is
 * said with what it means for the work that was under way and with the way back.
 */
import type { KeyReply } from '../hub/messages.ts';
import { notAllowed } from '../messages/permission-denied.ts';
import { line, spans, text } from '../messages/sentence.ts';
import { usageError } from '../messages/usage-error.ts';
import { alreadyDone } from './act-once.ts';
import type { Answer, Ask } from './conversation.ts';
import { allReason } from './parse.ts';
import type { ConversationDeps } from './verb.ts';

export const KEY_CHANGES = ['quarantine', 'release', 'revoke'] as const;
export type KeyChange = (typeof KEY_CHANGES)[number];

export const isKeyChange = (word: string): word is KeyChange => KEY_CHANGES.some((one) => one === word);

const EMOJI: Readonly<Record<KeyChange, string>> = { quarantine: '🚧', release: '🟢', revoke: '🗝️' };

/** `because`: what was typed after it, e.g. `because its disk was stolen`. */
export async function changeKey(
  name: string,
  change: KeyChange,
  because: readonly string[],
  ask: Ask,
  deps: ConversationDeps,
): Promise<Answer> {
  const { command, objects, log } = deps;
  const permission = await deps.may(ask.person, 'enroll');
  if (!permission.ok) return notAllowed(permission, 'quarantine', [`${command} host ${name}`]);
  const done = { verb: change, headline: text('again.key'), again: `${command} host ${name}` };
  const answered = await alreadyDone(ask, done, deps);
  if (answered !== null) return answered;
  const by = `${ask.person.via}:${ask.person.id}`;
  const why = allReason(because.join(' ')) ?? text('key.because-admin');
  const type = change === 'release' ? 'let-in' : change;
  const message = { type, by, why };
  const reply = (await objects.send({ kind: 'host', name }, message)) as KeyReply;
  log.info({ host: name, by, change, ok: reply.ok }, 'A host’s key was acted on');
  const again = `${command} enroll ${name}`;
  if (!reply.ok) {
    const lines = reply.code === 'by-the-bot' ? [spans('key.by-the-bot', { why: reply.why ?? '' })] : [];
    const examples = reply.code === 'by-the-bot' ? [again] : [`${command} host ${name}`];
    const headline = text(reply.code === 'by-the-bot' ? 'key.stays' : `key.${reply.code}`, { host: name });
    return usageError({ problem: reply.code, headline, lines, examples });
  }
  const back = change === 'quarantine' ? `${command} host ${name} release` : again;
  return {
    message: {
      headline: text(`key.${change}`, { host: name }),
      emoji: EMOJI[change],
      parts: [
        line(`key.${change}.means`),
        ...(change === 'release' ? [] : [line(`key.${change}.back`, { command: back })]),
      ],
      context: [],
    },
    for: 'asker',
    data: { host: name, change },
  };
}
