/**
 * @module evidence/complaint/topic-words
 * The one table of words by which people name topics, in English, German and Chinese.
 */
import { CHAT_WORDS } from './chat-words.ts';
import type { Named, Topic } from './topics.ts';
import { WORK_WORDS } from './work-words.ts';

export const NAMED: Readonly<Record<Topic, Named>> = { ...CHAT_WORDS, ...WORK_WORDS };
