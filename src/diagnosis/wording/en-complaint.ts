/**
 * @module diagnosis/wording/en-complaint
 * English words for what a complaint is about, as they stand behind "explains:".
 */
import type { Topic } from '../../evidence/complaint/topics.ts';

export const TOPIC_WORDS: Readonly<Record<Topic, string>> = {
  'direct-messages': 'direct messages',
  'group-messages': 'messages in groups',
  messages: 'messages',
  files: 'work with files',
  commands: 'running commands',
  web: 'searching the web',
  browser: 'the browser',
  tools: 'the tools',
  schedule: 'scheduled jobs',
  heartbeat: 'writing by itself',
  device: 'a device',
  answers: 'how it answers',
  client: 'connecting with a client',
  'openai-api': 'the API of completions',
  'http-api': 'the HTTP API',
  plugin: 'a plugin',
  voice: 'voice messages',
  pictures: 'pictures',
  memory: 'its memory',
  'sub-agents': 'other agents',
  dashboard: 'the dashboard',
  webhook: 'webhooks',
  settings: 'changes of settings',
  target: 'which gateway is talked to',
  update: 'since an update',
};

/** Topics as words; an id that this release has no words for stands for itself. */
export const topicWords = (topics: readonly string[]): string[] =>
  topics.map((topic) => (Object.hasOwn(TOPIC_WORDS, topic) ? TOPIC_WORDS[topic as Topic] : topic));
