/** The stories of two people and one host, with the bot in workerd as wrangler builds it. */
import { botOnWorkerd } from './bot-on-workerd.ts';
import { freezeAndRecoveryStory } from './freeze-and-recovery.ts';

freezeAndRecoveryStory('Workers', botOnWorkerd('node-3'));
