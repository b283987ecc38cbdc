/** The stories of two people and one host, with the bot as one process on Node. */
import { botOnNode } from './bot-on-node.ts';
import { freezeAndRecoveryStory } from './freeze-and-recovery.ts';

freezeAndRecoveryStory('Node', botOnNode(18_964));
