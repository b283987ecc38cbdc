/** Rows of the cards in diagnosis/cards/tools. */
import { type Cases, type Row, read, signed } from './case.ts';

const OPS_WITHOUT: Row = {
  'tools.none-for-files': false,
  'tools.policy-changed': true,
  'agent:ops|agent.tools.none-for-files': true,
};

export const TOOLS_CASES = {
  'tool-policy-denies': signed('policy', 'tool-denied', {
    fires: [
      { 'tools.none-for-files': true, 'tools.policy-changed': true },
      // Another agent than the main one lost them, and its runs fail.
      { ...OPS_WITHOUT, 'agent:ops|agent.workspace.ever-used': true, 'runs.failing': true },
    ],
    staysQuiet: [
      // For long it is a choice; and a policy that leaves some of them is one.
      { 'tools.none-for-files': true, 'tools.policy-changed': false },
      { 'tools.none-for-files': false, 'tools.policy-changed': true },
      // Made for guests, without tools: nobody misses any.
      { ...OPS_WITHOUT, 'agent:ops|agent.workspace.ever-used': false, 'runs.failing': true },
      { ...OPS_WITHOUT, 'agent:ops|agent.workspace.ever-used': true, 'runs.failing': false },
    ],
  }),
  'network-policy-blocked': signed('policy', 'private-address', {
    fires: [{ 'policy.sign': 'endpoint-blocked' }],
  }),
  'exec-approval-required': read(
    'SYSTEM_RUN_DENIED: explicit approval required',
    'SYSTEM_RUN_DENIED: allowlist miss',
  ),
  'exec-allowlist-miss': read(
    'SYSTEM_RUN_DENIED: allowlist miss',
    'SYSTEM_RUN_DENIED: explicit approval required',
  ),
} satisfies Record<string, Cases>;
