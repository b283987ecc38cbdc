/**
 * @module host-recover
 * Door: what works on a gateway, and not only looks at it. A host agent that runs for months starts it as a process of its
 * own for each plan, run and lease, and `host.mjs recover --local` and `policy` load it; what stays in memory holds no
 * credential and no act.
 */

import { fstatSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readPolicy, restartLimit } from './agent/channel/policy.ts';
import { stateDirs } from './agent/errands/whose.ts';
import { serveLease } from './agent/holds/serve-lease.ts';
import { AgentProblem } from './agent/problem.ts';
import { actsWith } from './agent/recovery/acts/index.ts';
import { kindOf } from './agent/recovery/drive.ts';
import { refusedFor } from './agent/recovery/here-results.ts';
import { foldersHere, whereItBelongs } from './agent/recovery/living-agents.ts';
import { makePlan } from './agent/recovery/make-plan.ts';
import { recoverHere } from './agent/recovery/recover-here.ts';
import { serveRecovery } from './agent/recovery/serve-recovery.ts';
import { terminal } from './agent/recovery/terminal.ts';
import { type Looking, triageBeside } from './agent/recovery/triage-beside.ts';
import { whatEnds } from './agent/recovery/what-ends.ts';
import { rootAnswers } from './agent/supervisors/root-verbs.ts';
import { BUILD } from './build.ts';
import type { Evidence } from './protocol/evidence.ts';
import { HARD_MS } from './runbooks/clock.ts';

export { POLICY_EXAMPLE, policyWords, whyNotMeant } from './agent/recovery/policy-words.ts';
export { serveRootVerbs } from './agent/supervisors/root-verbs.ts';
export { BUILD } from './build.ts';

/** How often root may restart a service for another user, after the policy that root itself reads. */
export function rootRestarts(
  file: string | undefined,
): { max: number; windowMs: number; window: string } | { why: string } {
  const reading = readPolicy(file);
  if (!reading.ok) return { why: reading.why };
  return { ...restartLimit(reading.policy), window: reading.policy.budget.window };
}

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
type End = { code: number; complaint?: { message: string; hint: string } };

const textIn = (flags: RecoverFlags, name: string): string | undefined =>
  typeof flags[name] === 'string' ? (flags[name] as string) : undefined;

/** `host.mjs recover`; a complaint is a wrong use, with nothing done. With `--json` there is one object, however it ends. */
export async function recoverCommand(flags: RecoverFlags): Promise<End> {
  const ended = await recover(flags).catch((error: unknown): End => {
    if (flags.json !== true) throw error;
    // An error's text may quote what was read.
    const known = error instanceof AgentProblem;
    return known
      ? wrong(error.message, error.hint)
      : wrong(`An error that nobody expected: ${kindOf(error)}. Nothing was done.`, 'Try it without --json.');
  });
  const { complaint } = ended;
  if (flags.json === true && complaint !== undefined)
    flags.show(JSON.stringify(refusedFor(`${complaint.message} ${complaint.hint}`)));
  return ended;
}

const wrong = (message: string, hint: string): End => ({ code: 2, complaint: { message, hint } });

/** What is wrong with the question; null for nothing. */
function complaintOf(flags: RecoverFlags): End | null {
  const [yes, planOnly] = [flags.yes === true, flags.plan === true];
  if (flags.local !== true)
    return wrong(
      'recover works from here with --local only; with a bot it is ordered in chat. Nothing was done.',
      'Example: node host.mjs recover --local --plan',
    );
  if (yes && (textIn(flags, 'because')?.trim() ?? '') === '')
    return wrong(
      '--yes needs a reason, which is written down. Nothing was done.',
      'Example: node host.mjs recover --local --yes --because "bot is down, users wait"',
    );
  // Root's terminal is behind a pipe, see host-owner.ts.
  const terminalThere = process.stdin.isTTY || (rootAnswers() && !fstatSync(0).isCharacterDevice());
  if (!yes && !planOnly && !terminalThere)
    return wrong(
      'There is no terminal to ask at. Nothing was done.',
      'Say --plan to see what would be done, or --yes --because TEXT to have it done.',
    );
  const within = textIn(flags, 'within');
  if (
    within !== undefined &&
    !(/^\d{1,2}$/.test(within) && Number(within) >= 1 && Number(within) <= MOST_MINUTES)
  )
    return wrong(
      `--within takes whole minutes from 1 to ${MOST_MINUTES}. Nothing was done.`,
      'Example: node host.mjs recover --local --within 5',
    );
  return null;
}

/** A run ends by then, whatever was said. */
const MOST_MINUTES = HARD_MS / 60_000;

async function recover(flags: RecoverFlags): Promise<End> {
  const complaint = complaintOf(flags);
  if (complaint !== null) return complaint;
  const text = (name: string): string | undefined => textIn(flags, name);
  const reading = readPolicy(text('policy'));
  if (!reading.ok) return wrong(reading.why, reading.hint);
  const [planOnly, json] = [flags.plan === true, flags.json === true];
  const [openclaw, gateway, within] = [text('openclaw'), text('gateway'), text('within')];
  const { show } = flags;
  const ends = whatEnds();
  const { recoveryWords } = await import('./host-diagnosis.ts');
  const words = recoveryWords(hostname(), process.stderr.columns || undefined);
  const at = terminal(words);
  let { stateDir } = flags;
  if (text('state') === undefined && !planOnly) {
    const dirs = await foldersHere(stateDirs(undefined));
    const belongs = whereItBelongs(stateDir, { env: process.env, openclaw }, dirs);
    if (!belongs.ok)
      return wrong(`${words.because(belongs.because)}.`, 'node host.mjs recover --help tells more.');
    stateDir = belongs.dir;
    if (belongs.adopted) at.slow({ code: 'state.adopted', params: { folder: stateDir } });
  }
  const { code, report, plan } = await recoverHere({
    stateDir,
    env: process.env,
    openclaw,
    gateway,
    complained: text('complaint') !== undefined,
    planOnly,
    yes: flags.yes === true ? { because: text('because')?.trim() ?? '' } : null,
    by: `terminal:${userInfo().username}`,
    policy: reading.policy,
    makePlan,
    acts: actsWith,
    triage: triageBeside(lookWith, { stateDir, openclaw, env: process.env, complaint: text('complaint') }),
    minutes: within === undefined ? undefined : Number(within),
    ...ends,
    ...at,
  });
  const again = ['node host.mjs recover --local', ...(gateway ? ['--gateway', gateway] : [])];
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
