/** The story of a triage of a whole fleet, with the bot in workerd as wrangler builds it. */
import { botOnWorkerd } from './bot-on-workerd.ts';
import { fleetRoundStory } from './fleet-round.ts';

fleetRoundStory('Workers', botOnWorkerd('load-1'));
