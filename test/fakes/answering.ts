/** A conversation that answers as a test says, and a workspace whose people are all full members. */
import type { Conversation } from '../../src/conversation/conversation.ts';
import type { Directory } from '../../src/slack/directory.ts';

/** Answers what is typed; nothing is ever pressed, and every event comes for the first time. */
export function answering(ask: Conversation['ask']): Conversation {
  return {
    ask,
    press: () => {
      throw new Error('Nobody presses anything in this test.');
    },
    take: async () => true,
    home: async () => ({ headline: 'The board', emoji: '', parts: [], context: [] }),
  };
}

export const FULL_MEMBERS: Directory = {
  standing: async () => ({ known: true, full: true }),
  includes: async (ids, user) => ids.includes(user),
};
