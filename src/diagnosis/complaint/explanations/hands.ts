/**
 * @module diagnosis/complaint/explanations/hands
 * What an agent may not use: tools that a policy takes away, commands that have to be allowed, devices that are away.
 */
import type { Topic } from '../../../evidence/complaint/topics.ts';
import type { Condition } from '../../condition.ts';
import type { Explanation } from './explanation.ts';

const gone = (tool: string): Condition => ({ fact: 'agent.tools.withheld', has: tool });

const LISTED_ONLY: readonly Condition[] = [{ fact: 'agent.exec.security', is: 'allowlist' }];

/** Taken away from an agent, by what people call it. */
const withheld = (topics: readonly Topic[], ...tools: string[]): Explanation => ({
  id: 'tool-policy-denies',
  topics,
  of: 'agent',
  when: { either: tools.map(gone) },
  sure: 0.8,
  remark: true,
  setting: 'its tool policy takes away {agent.tools.withheld}',
});

/** Who complains of tools seldom says where; with groups that take them away the place is known. */
const inGroups = (topics: readonly Topic[], ...tools: string[]): Explanation[] => {
  const taken = (fact: 'channel.group-tools' | 'channel.group-tools-some'): Condition => ({
    either: tools.map((tool): Condition => ({ fact, has: tool })),
  });
  const it = { id: 'tool-policy-denies', topics, of: 'channel' } as const;
  return [
    {
      ...it,
      when: taken('channel.group-tools'),
      sure: 0.6,
      setting: 'in its groups {channel.group-tools} is taken away (tools or toolsBySender)',
    },
    {
      ...it,
      // Which group is complained of is not known here.
      when: taken('channel.group-tools-some'),
      sure: 0.45,
      setting: 'in one of its groups {channel.group-tools-some} is taken away (tools or toolsBySender)',
    },
  ];
};

export const HANDS: readonly Explanation[] = [
  withheld(['files'], 'read', 'write', 'edit'),
  withheld(['commands'], 'exec'),
  withheld(['web'], 'web_search', 'web_fetch'),
  withheld(['browser'], 'browser'),
  withheld(['device'], 'nodes'),
  { ...withheld(['tools'], 'read', 'write', 'edit', 'exec'), sure: 0.7 },
  {
    id: 'node-offline',
    topics: ['device'],
    of: 'device',
    when: { fact: 'device.connected', is: false },
    sure: 0.75,
    remark: true,
    setting: 'it is paired and not connected',
  },
  withheld(['voice'], 'tts'),
  withheld(['pictures'], 'view_image', 'image_generate'),
  withheld(['memory'], 'memory_search'),
  withheld(['sub-agents'], 'sessions_spawn', 'sessions_send'),
  withheld(['schedule'], 'automations'),
  {
    id: 'tool-policy-denies',
    topics: ['files'],
    of: 'agent',
    when: { fact: 'agent.files.workspace-only', is: true },
    sure: 0.55,
    setting: 'tools.fs.workspaceOnly keeps it within its workspace',
  },
  ...inGroups(['files'], 'read', 'write', 'edit'),
  ...inGroups(['commands'], 'exec'),
  ...inGroups(['web'], 'web_search', 'web_fetch'),
  ...inGroups(['browser'], 'browser'),
  ...inGroups(['tools'], 'read', 'write', 'edit', 'exec'),
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
    when: {
      either: [
        { fact: 'media.off', has: 'image' },
        { fact: 'media.off', has: 'video' },
      ],
    },
    sure: 0.7,
    setting: 'tools.media switches off {media.off}',
  },
  {
    id: 'node-command-not-allowed',
    topics: ['device'],
    of: 'gateway',
    when: { fact: 'nodes.commands-denied', present: true },
    sure: 0.6,
    setting: 'gateway.nodes.commands.deny: {nodes.commands-denied}',
  },
];
