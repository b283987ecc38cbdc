/**
 * @module evidence/complaint/topics
 * What a complaint can be about, and what it takes to name it. The words themselves are in chat-words.ts and
 * work-words.ts; a word names a topic and says nothing of its state; how it fares is read from the same clause.
 *
 * Words are matched one by one, in lower case and without apostrophes: `direct messag*` is two words in a row, the
 * second begun so; `*gruppe` ends so; `..` is up to two words in between. Chinese has no gaps between words: there
 * a phrase stands anywhere, and `..` is up to six signs.
 */

export const TOPICS = [
  'direct-messages',
  'group-messages',
  'messages',
  'files',
  'commands',
  'web',
  'browser',
  'tools',
  'schedule',
  'heartbeat',
  'device',
  'answers',
  'client',
  'openai-api',
  'http-api',
  'plugin',
  'voice',
  'pictures',
  'memory',
  'sub-agents',
  'dashboard',
  'webhook',
  'target',
  'settings',
  'update',
] as const;
export type Topic = (typeof TOPICS)[number];

export type Named = {
  words: readonly string[];
  /** Chinese. */
  zh: readonly string[];
  /** Topics that the same words would name as well, and that are not what is meant beside this one. */
  absorbs?: readonly Topic[];
  /** Words of it that alone say that something is wrong: nobody calls an answer slow who is content. */
  trouble?: readonly string[];
  /** Beside one of these the words are about something else. */
  unless?: readonly string[];
};
