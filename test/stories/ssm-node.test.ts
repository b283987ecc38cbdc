/** The story of a host behind AWS, with the bot as one process on Node. */
import { botOnNode } from './bot-on-node.ts';
import { ssmStory } from './ssm-story.ts';

ssmStory('Node', botOnNode(18_957));
