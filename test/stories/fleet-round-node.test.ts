/** The story of a triage of a whole fleet, with the bot as one process on Node. */
import { botOnNode } from './bot-on-node.ts';
import { fleetRoundStory } from './fleet-round.ts';

fleetRoundStory('Node', botOnNode(18_961));
