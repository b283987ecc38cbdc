/** The story of a triage, with the bot in workerd as wrangler builds it. */
import { botOnWorkerd } from './bot-on-workerd.ts';
import { triageStory } from './triage-over-http.ts';

triageStory('Workers', botOnWorkerd('node-3'));
