/**
 * @module conversation/create-conversation
 * Takes a line, finds its verb, gives its answer: the same for Slack and for a terminal.
 */
import { fleetShard } from '../hub/fleet-object.ts';
import type { TakeReply } from '../hub/messages.ts';
import type { Conversation } from './conversation.ts';
import { findVerb, help, unknownVerb } from './help.ts';
import { homeMessage } from './home.ts';
import { parseLine } from './parse.ts';
import { press } from './press.ts';
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
    press: (pressed) => press(pressed, deps),
    home: () => homeMessage(deps),
    async take(id) {
      const message = { type: 'take', id, at: deps.now() };
      const reply = await deps.objects.send({ kind: 'fleet', name: fleetShard(id) }, message);
      return (reply as TakeReply).first;
    },
  };
}
