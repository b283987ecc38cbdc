/**
 * @module host-recover
 * Door: what works on a gateway, and not only looks at it. A host agent that runs for months starts it as a process of its
 * own for each plan, run and lease, and `host.mjs recover --local` and `policy` load it; what stays in memory holds no
 * credential and no act.
 */

import { hostname, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readPolicy } from './agent/channel/policy.ts';
import { serveLease } from './agent/holds/serve-lease.ts';
import { actsWith } from './agent/recovery/acts/index.ts';
import { makePlan } from './agent/recovery/make-plan.ts';
import { recoverHere } from './agent/recovery/recover-here.ts';
import { serveRecovery } from './agent/recovery/serve-recovery.ts';
import { terminal } from './agent/recovery/terminal.ts';
import { type Looking, triageBeside } from './agent/recovery/triage-beside.ts';
import { BUILD } from './build.ts';
import type { Evidence } from './protocol/evidence.ts';

export { POLICY_EXAMPLE, policyWords, whyNotMeant } from './agent/recovery/policy-words.ts';
export { BUILD } from './build.ts';

/** The looks and the rules, from the files beside this one: they weigh ten times as much as what acts. */
async function lookWith(): Promise<Looking> {
  const [{ collect }, { classify, complaintEvidence }] = await Promise.all([
    import('./host-collect.ts'),
    import('./host-diagnosis.ts'),
  ]);
  return {
    collect,
    classify: (evidence: readonly Evidence[], now: number) => classify([...evidence], now),
    complaintEvidence,
  };
}

type RecoverFlags = Readonly<Record<string, unknown>> & { stateDir: string; show(text: string): void };

/** `host.mjs recover`; a complaint is a wrong use, with nothing done. */
export async function recoverCommand(
  flags: RecoverFlags,
): Promise<{ code: number; complaint?: { message: string; hint: string } }> {
  const text = (name: string): string | undefined =>
    typeof flags[name] === 'string' ? (flags[name] as string) : undefined;
  const wrong = (message: string, hint: string) => ({ code: 2, complaint: { message, hint } });
  const [yes, planOnly, json] = [flags.yes === true, flags.plan === true, flags.json === true];
  const because = text('because')?.trim() ?? '';
  if (flags.local !== true)
    return wrong(
      'recover works from here with --local only; with a bot it is ordered in chat. Nothing was done.',
      'Example: node host.mjs recover --local --plan',
    );
  if (yes && because === '')
    return wrong(
      '--yes needs a reason, which is written down. Nothing was done.',
      'Example: node host.mjs recover --local --yes --because "bot is down, users wait"',
    );
  if (!yes && !planOnly && !process.stdin.isTTY)
    return wrong(
      'There is no terminal to ask at. Nothing was done.',
      'Say --plan to see what would be done, or --yes --because TEXT to have it done.',
    );
  const reading = readPolicy(text('policy'));
  if (!reading.ok) return wrong(reading.why, reading.hint);
  const { stateDir, show } = flags;
  const openclaw = text('openclaw');
  const abort = new AbortController();
  const stop = new AbortController();
  // The first one takes back what was changed; what the second one leaves, the next start goes on with.
  const interrupted = (): void => (abort.signal.aborted ? stop.abort() : abort.abort());
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);
  // A terminal that is gone must not leave the gateway between its stop and its start: the run goes on without readers.
  process.on('SIGHUP', () => undefined);
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const { recoveryWords } = await import('./host-diagnosis.ts');
  const words = recoveryWords(hostname(), process.stderr.columns || undefined);
  const { code, report, plan } = await recoverHere({
    stateDir,
    env: process.env,
    openclaw,
    gateway: text('gateway'),
    complained: text('complaint') !== undefined,
    planOnly,
    yes: yes ? { because } : null,
    by: `terminal:${userInfo().username}`,
    policy: reading.policy,
    makePlan,
    acts: actsWith,
    triage: triageBeside(lookWith, { stateDir, openclaw, env: process.env, complaint: text('complaint') }),
    abort: abort.signal,
    stop: stop.signal,
    ...terminal(words),
  });
  const again = ['node host.mjs recover --local', ...(text('gateway') ? ['--gateway', text('gateway')] : [])];
  if (json) show(JSON.stringify(report));
  else show(plan && planOnly ? words.plan(plan, again.join(' ')) : words.end(report));
  return { code };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === 'lease') void serveLease(BUILD);
  else recovering();
}

function recovering(): void {
  serveRecovery({
    build: BUILD,
    makePlan,
    acts: actsWith,
    readPolicy,
    triageWith: ({ stateDir, openclaw }) => triageBeside(lookWith, { stateDir, openclaw, env: process.env }),
  });
}
