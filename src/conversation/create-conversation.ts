/**
 * @module conversation/create-conversation
 * Takes a line, finds its verb, gives its answer: the same for Slack and for a terminal.
 */
import type { Person } from '../incidents/event.ts';
import { take } from './act-once.ts';
import { auditAsk, auditPress } from './audit-trail.ts';
import type { Answer, Conversation } from './conversation.ts';
import { findVerb, help, unknownVerb } from './help.ts';
import { homeMessage } from './home.ts';
import { parseLine } from './parse.ts';
import { press } from './press.ts';
import type { ConversationDeps } from './verb.ts';

/** The conversation. It keeps nothing between two lines; a failure of storage is thrown to the caller. */
export function createConversation(deps: ConversationDeps): Conversation {
  const { knownAs = (person: Person) => person } = deps;
  return {
    async ask(asked) {
      const ask = { ...asked, person: knownAs(asked.person) };
      const line = parseLine(ask.text, deps.command);
      const { words } = line;
      // `triage: my messages are ignored`, where the host need not be named; no verb ends with a colon.
      const colon = /[:：]$/u.test(line.verb) && findVerb(line.verb.slice(0, -1)) !== undefined;
      const typed = colon ? line.verb.slice(0, -1) : line.verb;
      const rest = colon ? `: ${line.rest}` : line.rest;
      if (typed === '') return help.run({ words: [], rest: '' }, ask, deps);
      const verb = findVerb(typed);
      if (verb === undefined) return unknownVerb(typed, { words, rest }, deps);
      const asksForHelp = words.length === 1 && (words[0] === '--help' || words[0] === '-h');
      if (asksForHelp) return help.run({ words: [typed], rest: typed }, ask, deps);
      const run = (parent: string | null): Promise<Answer> =>
        verb.run({ words, rest }, parent === null ? ask : { ...ask, trace: parent }, deps);
      const answer = await (deps.trace?.(`command ${verb.verb}`, run) ?? run(null));
      await auditAsk(verb.verb, rest, ask, answer, deps);
      return answer;
    },
    async press(pressed) {
      const known = { ...pressed, person: knownAs(pressed.person) };
      const answer = await press(known, deps);
      await auditPress(known, answer, deps);
      return answer;
    },
    home: (page) => homeMessage(deps, page),
    take: (id) => take(id, deps),
  };
}
