/**
 * @module conversation/audit-trail
 * Writes down who asked for what and what became of it, refusals too. What only reads is left out; what people wrote in
 * their own words is, too, but for the reason they gave.
 */
import { AUDIT } from '../hub/audit-log.ts';
import type { Answer, Ask, Press } from './conversation.ts';
import { reasonIn } from './parse.ts';
import type { ConversationDeps } from './verb.ts';

/** Verbs that change nothing and hand out nothing. */
const ONLY_READ: ReadonlySet<string> = new Set(['help', 'explain', 'status', 'hosts', 'audit']);
/** Verbs whose words are somebody's text. */
const OWN_WORDS: ReadonlySet<string> = new Set(['note', 'ticket']);
/** Of what was typed, in characters. */
const MOST_WORDS = 200;

type Deps = Pick<ConversationDeps, 'objects' | 'now' | 'log' | 'redact'>;
type Outcome = Answer | { form: unknown };

/** A command; a complaint behind a colon is left out. */
export async function auditAsk(
  verb: string,
  rest: string,
  ask: Ask,
  answer: Answer,
  deps: Deps,
): Promise<void> {
  if (ONLY_READ.has(verb) || (verb === 'host' && !/\s/.test(rest.trim()))) return;
  const { before, because } = reasonIn(rest);
  const { redact = (text: string) => text } = deps;
  const words = OWN_WORDS.has(verb) ? '' : redact(before.split(/[:：]/u, 1)[0] ?? '').slice(0, MOST_WORDS);
  const why = because === null ? {} : { because: redact(because) };
  await note(verb, ask.person, { words: words.trim(), ...why, ...outcomeOf(answer) }, answer, deps);
}

export async function auditPress(press: Press, answer: Outcome, deps: Deps): Promise<void> {
  if ('form' in answer) return;
  const body = { incident: press.incident, ...outcomeOf(answer) };
  await note(`press:${press.action}`, press.person, body, answer, deps);
}

function outcomeOf({ data, incident }: Answer): Record<string, unknown> {
  const problem = data?.problem;
  return {
    outcome: typeof problem === 'string' ? problem : 'ok',
    ...(incident === undefined ? {} : { incident }),
  };
}

async function note(
  type: string,
  person: Ask['person'],
  body: object,
  { data }: Answer,
  { objects, now, log }: Deps,
): Promise<void> {
  const host = typeof data?.host === 'string' ? data.host : null;
  const row = { at: now(), type, host, person, body };
  try {
    await objects.send(AUDIT, { type: 'note', row } as { type: string });
  } catch (cause) {
    // It is done already; the log has the row that the audit lacks.
    log.error(
      { verb: type, by: person.id, cause: String(cause).slice(0, 300) },
      'An act is missing in the audit',
    );
  }
}
