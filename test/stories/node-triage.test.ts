/** The story of a triage, with the bot as one process on Node that is killed in the middle. */
import { botOnNode } from './bot-on-node.ts';
import { triageStory } from './triage-over-http.ts';

triageStory('Node', botOnNode(18_950));
