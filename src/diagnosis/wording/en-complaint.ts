/**
 * @module diagnosis/wording/en-complaint
 * English words for what a complaint is about, as they stand behind "explains:".
 */
import type { Topic } from '../../evidence/complaint/topics.ts';

export const TOPIC_WORDS: Readonly<Record<Topic, string>> = {
  'direct-messages': 'direct messages',
  'group-messages': 'messages in groups',
  messages: 'messages',
  files: 'file work',
  commands: 'running commands',
  web: 'web search',
  browser: 'the browser',
  tools: 'the tools',
  schedule: 'scheduled jobs',
  heartbeat: 'proactive messages',
  device: 'a device',
  answers: 'its answers',
  client: 'client connections',
  'openai-api': 'the completions API',
  'http-api': 'the HTTP API',
  plugin: 'a plugin',
  voice: 'voice messages',
  pictures: 'pictures',
  memory: 'its memory',
  'sub-agents': 'sub-agents',
  dashboard: 'the dashboard',
  webhook: 'webhooks',
  settings: 'settings changes',
  target: 'which gateway is used',
  update: 'since an update',
};

/** Topics as words; an id that this release has no words for stands for itself. */
export const topicWords = (topics: readonly string[]): string[] =>
  topics.map((topic) => (Object.hasOwn(TOPIC_WORDS, topic) ? TOPIC_WORDS[topic as Topic] : topic));
