/**
 * @module diagnosis/cards/tools
 * What an agent may not use: tools that a policy takes away, addresses that a guard refuses, commands that nobody
 * allowed. Most of it is meant so.
 */
import type { Condition } from '../condition.ts';
import { change, look } from '../fix.ts';
import { fault } from './fault.ts';
import { RUNS_FAIL } from './shapes.ts';

/** One of several agents, that worked before. One that was made without tools, for guests, is no fault. */
const LOST_HANDS: Condition = {
  any: 'agent',
  where: {
    all: [
      { fact: 'agent.tools.none-for-files', is: true },
      { fact: 'agent.workspace.ever-used', is: true },
    ],
  },
};

export const TOOLS_CARDS = [
  fault('tool-policy-denies', {
    says: {
      en: {
        title: 'A tool policy removes the tools',
        says: 'The tools are removed by tools.allow, tools.deny or the profile.',
        mistakenWhen: 'The model runs behind a command-line backend, or a scope is missing.',
      },
    },
    rank: 71,
    unseenByProbes: true,
    signs: ['policy.sign', 'tool-denied'],
    remediation: 'policy-relax-test',
    fromText: 0.62,
    // All of it gone within hours of a change of that setting is seldom meant; for long it is a choice.
    decisive: {
      all: [
        { either: [{ fact: 'tools.none-for-files', is: true }, { all: [LOST_HANDS, RUNS_FAIL] }] },
        { fact: 'tools.policy-changed', is: true },
      ],
    },
    hints: [{ fact: 'tools.none-for-files', is: true }],
    supporting: [{ fact: 'tools.none-for-files', is: true }],
    checks: [look('openclaw config get tools'), look('openclaw config get plugins.allow')],
    fixes: [change('openclaw config unset tools.deny', 'or set the profile that the work needs')],
  }),
  fault('network-policy-blocked', {
    says: {
      en: {
        title: 'The network guard blocks the address',
        says: 'A request to a private or special address was refused by the network guard, not by the network.',
        mistakenWhen: 'The address cannot be reached at all.',
      },
    },
    quietInLog: true,
    signs: ['policy.sign', 'private-address', 'endpoint-blocked'],
    remediation: 'policy-relax-test',
    fromText: 0.68,
    checks: [
      look('openclaw config get browser.ssrfPolicy'),
      look('openclaw config get tools.web.fetch.ssrfPolicy'),
    ],
    fixes: [look('openclaw config get tools.web.fetch.ssrfPolicy')],
    suppresses: ['browser-cdp-unreachable', 'dns-or-network-egress'],
  }),
  fault('exec-approval-required', {
    says: {
      en: {
        title: 'A command waits for approval',
        says: 'A command was not run because it was not approved in time.',
        mistakenWhen: 'It is not on the allow list at all.',
      },
    },
    quietInLog: true,
    signs: ['node.sign', 'approval-required'],
    fromText: 0.64,
    checks: [look('openclaw approvals get')],
    fixes: [change('openclaw approvals approve {id}')],
  }),
  fault('exec-allowlist-miss', {
    says: {
      en: {
        title: 'A command is not on the allow list',
        says: 'The command was refused because this exact form is not on the allow list.',
        mistakenWhen: 'An approval is pending.',
      },
    },
    quietInLog: true,
    signs: ['node.sign', 'allowlist-miss'],
    remediation: 'policy-relax-test',
    fromText: 0.72,
    checks: [look('openclaw approvals get --node {node}')],
    fixes: [change('openclaw approvals allowlist add --node {node} {command}')],
  }),
] as const;
