/**
 * @module diagnosis/complaint/explanations/hands
 * What an agent may not use: tools that a policy takes away, commands that have to be allowed, devices that are away.
 */
import type { Deed } from '../../../evidence/complaint/deeds.ts';
import type { Topic } from '../../../evidence/complaint/topics.ts';
import type { Condition } from '../../condition.ts';
import type { Explanation } from './explanation.ts';

const gone = (tool: string): Condition => ({ fact: 'agent.tools.withheld', has: tool });

const LISTED_ONLY: readonly Condition[] = [{ fact: 'agent.exec.security', is: 'allowlist' }];

/** Of several tools that people call by one name. */
const all = (taken: (tool: string) => Condition, tools: readonly string[]): Condition => ({
  all: tools.map(taken),
});
const some = (taken: (tool: string) => Condition, tools: readonly string[]): Condition => ({
  either: tools.map(taken),
});

const OF_AGENT = {
  id: 'tool-policy-denies',
  of: 'agent',
  remark: true,
  setting: 'its tool policy takes away {agent.tools.withheld}',
} as const;
const OF_GROUPS = {
  id: 'tool-policy-denies',
  of: 'channel',
  setting: 'in its groups {channel.group-tools} is taken away (tools or toolsBySender)',
} as const;
const forSome = (tool: string): Condition => ({ fact: 'agent.tools.withheld-some', has: tool });
const inGroups = (tool: string): Condition => ({ fact: 'channel.group-tools', has: tool });
const inOneGroup = (tool: string): Condition => ({ fact: 'channel.group-tools-some', has: tool });

/**
 * Taken away, by what people call it: from an agent, or from whoever writes in groups, for who complains of tools seldom
 * says where. With all of them gone nothing of it works; with some, what was asked for may be what is left.
 */
const withheld = (topics: readonly Topic[], tools: readonly string[], sure = 0.8): Explanation[] => [
  { ...OF_AGENT, topics, when: all(gone, tools), sure },
  ...(tools.length > 1 ? [{ ...OF_AGENT, topics, when: some(gone, tools), sure: 0.45 }] : []),
  {
    ...OF_AGENT,
    topics,
    // Whether who complains is one of them is not known here.
    when: some(forSome, tools),
    sure: 0.45,
    setting: 'toolsBySender takes from some of those who ask: {agent.tools.withheld-some}',
  },
];
const withheldInGroups = (topics: readonly Topic[], tools: readonly string[]): Explanation[] => [
  { ...OF_GROUPS, topics, when: all(inGroups, tools), sure: 0.6 },
  { ...OF_GROUPS, topics, when: some(inGroups, tools), sure: 0.45 },
  {
    ...OF_GROUPS,
    topics,
    // Which group is complained of is not known here.
    when: some(inOneGroup, tools),
    sure: 0.45,
    setting: 'in one of its groups {channel.group-tools-some} is taken away (tools or toolsBySender)',
  },
];
/** The tool that does what is asked for. */
const withheldFor = (topics: readonly Topic[], deed: Deed, tool: string): Explanation[] => [
  { ...OF_AGENT, topics, deed, when: gone(tool), sure: 0.8 },
  { ...OF_GROUPS, topics, deed, when: inGroups(tool), sure: 0.6 },
];

const FILES = ['read', 'write', 'edit'];
const WEB = ['web_search', 'web_fetch'];

export const HANDS: readonly Explanation[] = [
  ...withheld(['files'], FILES),
  ...withheldFor(['files'], 'read', 'read'),
  ...withheldFor(['files'], 'write', 'write'),
  ...withheld(['commands'], ['exec']),
  ...withheld(['web'], WEB),
  ...withheldFor(['web'], 'search', 'web_search'),
  ...withheldFor(['web'], 'fetch', 'web_fetch'),
  ...withheld(['browser'], ['browser']),
  ...withheld(['device'], ['nodes']),
  ...withheld(['tools'], [...FILES, 'exec'], 0.7),
  {
    id: 'node-offline',
    topics: ['device'],
    of: 'device',
    when: { fact: 'device.connected', is: false },
    sure: 0.75,
    remark: true,
    setting: 'it is paired and not connected',
  },
  // What it hears is not taken away with what it says.
  ...withheld(['voice'], ['tts'], 0.45),
  ...withheld(['pictures'], ['view_image', 'image_generate']),
  ...withheld(['memory'], ['memory_search']),
  ...withheld(['sub-agents'], ['sessions_spawn', 'sessions_send']),
  ...withheld(['schedule'], ['automations']),
  {
    id: 'tool-policy-denies',
    topics: ['files'],
    of: 'agent',
    when: { fact: 'agent.files.workspace-only', is: true },
    // Which files are wanted is not heard.
    sure: 0.45,
    setting: 'tools.fs.workspaceOnly keeps it within its workspace',
  },
  ...withheldInGroups(['files'], FILES),
  ...withheldInGroups(['commands'], ['exec']),
  ...withheldInGroups(['web'], WEB),
  ...withheldInGroups(['browser'], ['browser']),
  ...withheldInGroups(['tools'], [...FILES, 'exec']),
  {
    id: 'tool-policy-denies',
    topics: ['commands'],
    of: 'agent',
    // Where the configuration says so it is told by the tool that is taken away.
    when: { all: [{ fact: 'agent.exec.security', is: 'deny' }, { not: gone('exec') }] },
    sure: 0.8,
    setting: 'the approvals of this host refuse every command',
  },
  {
    id: 'exec-allowlist-miss',
    topics: ['commands'],
    of: 'agent',
    // Some programs run without being on it (safe bins): that the wanted one was refused only the log tells.
    when: { all: [...LISTED_ONLY, { fact: 'agent.exec.ask', is: 'off' }] },
    sure: 0.45,
    setting: 'only commands on a list may run; on it: {agent.exec.listed}',
  },
  {
    id: 'exec-approval-required',
    topics: ['commands'],
    of: 'agent',
    when: {
      all: [{ not: { fact: 'agent.exec.security', is: 'deny' } }, { fact: 'agent.exec.ask', is: 'always' }],
    },
    sure: 0.65,
    setting: 'a person has to approve each of its commands',
  },
  {
    id: 'exec-approval-required',
    topics: ['commands'],
    of: 'agent',
    when: { all: [...LISTED_ONLY, { fact: 'agent.exec.ask', is: 'on-miss' }] },
    sure: 0.45,
    setting: 'a person has to approve commands that are not on a list; on it: {agent.exec.listed}',
  },
  {
    id: 'tool-policy-denies',
    topics: ['voice'],
    of: 'gateway',
    when: { fact: 'media.off', has: 'audio' },
    sure: 0.8,
    setting: 'tools.media.audio.enabled=false',
  },
  {
    id: 'tool-policy-denies',
    topics: ['pictures'],
    of: 'gateway',
    when: { fact: 'media.off', has: 'image' },
    sure: 0.7,
    setting: 'tools.media switches off {media.off}',
  },
  {
    id: 'tool-policy-denies',
    topics: ['pictures'],
    of: 'gateway',
    // A video is seldom called a picture.
    when: { fact: 'media.off', has: 'video' },
    sure: 0.45,
    setting: 'tools.media switches off {media.off}',
  },
  {
    id: 'node-command-not-allowed',
    topics: ['device'],
    of: 'gateway',
    when: { fact: 'nodes.commands-denied', present: true },
    // Which of them was wanted is not heard.
    sure: 0.45,
    setting: 'gateway.nodes.commands.deny: {nodes.commands-denied}',
  },
];
