/** `recover --local` at its terminal with a scripted gateway: it asks, and waits in its acceptance until it is let go. */
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Policy } from '../../../src/agent/channel/policy.ts';
import { recoverHere } from '../../../src/agent/recovery/recover-here.ts';
import { terminal } from '../../../src/agent/recovery/terminal.ts';
import { whatEnds } from '../../../src/agent/recovery/what-ends.ts';
import type { Because } from '../../../src/protocol/recovery.ts';
import type { Act } from '../../../src/runbooks/act.ts';
import { planOf } from '../../runbooks/plan.ts';
import { scriptedActs, worldIn } from './scripted-acts.ts';

const [, , dir = ''] = process.argv;
const world = worldIn(`${dir}/gateway`);
const acts = scriptedActs(world);
const acceptance = acts.get('acceptance') as Act;
const { do: accept } = acceptance;
acceptance.do = async (tools) => {
  writeFileSync(`${dir}/accepting`, '');
  while (!existsSync(`${dir}/let-go`)) {
    // Somebody reads it, or nobody any more.
    process.stderr.write('still accepting\n');
    await setTimeout(50);
  }
  return accept(tools);
};
const finding = 'workspace-path-missing';
const ill = { findings: [finding], gateway: 'default', verdict: 'degraded', looked: true };
const well = { findings: [], gateway: 'default', verdict: 'healthy', looked: true };
let looked = 0;
const words = {
  because: ({ code, params }: Because) => [code, ...Object.values(params)].join(' '),
  plan: () => 'the plan',
  question: () => 'yes? ',
  step: ({ step, state }: { step: string; state: string }) => `${step} ${state}`,
  doing: ({ code }: { code: string }) => code,
};
const { code, report } = await recoverHere({
  stateDir: `${dir}/state`,
  env: { HOME: dir, OPENCLAW_STATE_DIR: `${dir}/gateway` },
  planOnly: false,
  waits: { usual: 30, ofCrashes: 60, between: 1 },
  yes: null,
  by: 'terminal:root',
  policy: Policy.parse({}),
  makePlan: async () => ({
    ok: true,
    plan: planOf(['snapshot.make', 'config.set-workspace', 'restart.process', 'acceptance.control'], {
      finding,
    }),
    memory: {},
  }),
  acts: () => acts,
  triage: async () => (looked++ === 0 ? ill : well),
  ...whatEnds(),
  ...terminal(words),
});
writeFileSync(`${dir}/report`, JSON.stringify({ code, outcome: report.outcome, because: report.because }));
process.exit(code);
