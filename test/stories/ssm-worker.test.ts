/** The story of a host behind AWS, with the bot in workerd as wrangler builds it. */
import { botOnWorkerd } from './bot-on-workerd.ts';
import { ssmStory } from './ssm-story.ts';

ssmStory('Workers', botOnWorkerd('node-9'));
