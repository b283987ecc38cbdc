/**
 * @module conversation/create-conversation
 * Takes a line, finds its verb, gives its answer: the same for Slack and for a terminal.
 */
import type { Conversation } from './conversation.ts';
import { findVerb, help, unknownVerb } from './help.ts';
import { parseLine } from './parse.ts';
import type { ConversationDeps } from './verb.ts';

/** The conversation. It keeps nothing between two lines; a failure of storage is thrown to the caller. */
export function createConversation(deps: ConversationDeps): Conversation {
  return {
    async ask(ask) {
      const { verb: typed, words, rest } = parseLine(ask.text, deps.command);
      if (typed === '') return help.run({ words: [], rest: '' }, ask, deps);
      const verb = findVerb(typed);
      if (verb === undefined) return unknownVerb(typed, { words, rest }, deps);
      const asksForHelp = words.length === 1 && (words[0] === '--help' || words[0] === '-h');
      if (asksForHelp) return help.run({ words: [typed], rest: typed }, ask, deps);
      return verb.run({ words, rest }, ask, deps);
    },
  };
}
