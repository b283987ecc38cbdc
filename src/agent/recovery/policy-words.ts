/**
 * @module agent/recovery/policy-words
 * The policy of a host as its admin reads it: an example with every rule explained, and what a file would allow, in
 * sentences. Apart from the rules themselves, which stay in memory.
 */

import type { Way } from '../../protocol/recovery.ts';
import { allows, type Policy, restartLimit, waysAllowed } from '../channel/policy.ts';

export const POLICY_EXAMPLE = `# What this host allows its bot. It belongs to root or the host agent's user, and nobody else may write to it.
# Usual place: /etc/openclaw-host-agent/agent.toml. It is read at every order, so a tightened rule holds at once.
# What must not leave in a bundle stands beside it, in redactions.toml: host.mjs redact --example.
# This example lets a gateway be recovered with somebody else's consent. Check it with: host.mjs policy --check FILE

# true: only looks, whatever stands below. As shipped.
read_only = false

# One word a verb: @look (triage, describe), @bundle, @freeze, @recover (restart, align a credential, repair a key),
# @rollback (earlier configuration). As shipped: @look and @bundle.
allow = ["@look", "@bundle", "@freeze", "@recover", "@rollback"]

# "slack": the bot's word that somebody else has approved is enough.
# "person-key": approvers sign the order with a key of their own, which the bot never has. As shipped.
approval = "slack"
# How many people other than the one who asked. With "person-key" this host counts their signatures; with "slack" it
# has nothing to count, so that --check refuses more than 1: the bot is told, and asks for as many, by its word alone.
approvals = 1

[targets]
# Only these gateways (profiles); without this line all of them.
# gateways = ["default"]

[budget]
# Restarts by a recovery: so many in this window, crashes counted. 0: none.
restarts = 3
window = "15m"
# Looks that ask OpenClaw's own commands.
deep = { max = 3, window_s = 900 }

[deny]
# Keys of OpenClaw's configuration that no recovery may touch, "*" for all below. They are added to a list that cannot
# be shortened: who is let in, from where, channels, plugins, what an agent may run.
config = ["agents.*.model"]

# With "person-key": who may approve. The key is made by: node dist/bot.mjs approve --new-key
# [[approvers]]
# person = "slack:T024BE7LD/U0G9QF9C6"
# key = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
`;

const IN_WORDS: Readonly<Record<Way, string>> = {
  restart: 'restart a gateway, start one, continue a frozen one',
  align: 'bring a drifted credential into line',
  repair: 'point a workspace or a model route elsewhere, stop a second gateway',
  rollback: 'put back keys of an earlier configuration',
  escalate: 'escalate',
};

/**
 * Why a policy does not do what its admin will take it to do; null where it does. More than one approval is a promise of
 * this host, and the bot's word is the same word, however many people it names.
 */
export function whyNotMeant({ approval, approvals }: Policy): { why: string; hint: string } | null {
  if (approval !== 'slack' || approvals === 1) return null;
  return {
    why: `approvals = ${approvals} cannot be counted here with approval = "slack": this host has only the bot's word that somebody agreed, and no signature to count.`,
    hint: 'Write approval = "person-key" and an [[approvers]] for each person, or approvals = 1.',
  };
}

/** What the policy would let a bot do, a sentence a line. */
export function policyWords(policy: Policy): string[] {
  const { max, windowMs } = restartLimit(policy);
  const changes = policy.read_only
    ? []
    : [
        ...waysAllowed(policy).map((way) => `may ${IN_WORDS[way]}`),
        ...(allows(policy, 'freeze.hold') ? ['may freeze a gateway for a time'] : []),
      ];
  const consent =
    policy.approval === 'slack'
      ? 'the bot says who has approved; no key of a person is asked for'
      : `${policy.approvals} of these must have signed: ${policy.approvers.map(({ person }) => person).join(', ') || 'nobody is named, so nothing can be approved'}`;
  return [
    ...(allows(policy, 'triage') ? ['may look'] : []),
    ...changes,
    ...(changes.length === 0
      ? ['may change nothing']
      : [consent, `restarts: at most ${max} in ${windowMs / 60_000} min`]),
    `gateways: ${policy.targets.gateways?.join(', ') ?? 'all'}`,
    ...(policy.deny.config.length > 0
      ? [`never touched, beside the built-in list: ${policy.deny.config.join(', ')}`]
      : []),
  ];
}
