/** The recovering program with a scripted gateway instead of a real one; see recoveries.test.ts. */
import { appendFileSync } from 'node:fs';
import { readPolicy } from '../../../src/agent/channel/policy.ts';
import { serveRecovery } from '../../../src/agent/recovery/serve-recovery.ts';
import { BUILD } from '../../../src/build.ts';
import { planOf } from '../../runbooks/plan.ts';
import { scriptedActs, worldIn } from './scripted-acts.ts';

const world = worldIn(process.env.SCRIPTED_WORLD ?? '');
// Whoever lets the acceptance go must know that the word to stop has come before.
process.stdin.on('data', (piece) => {
  if (String(piece).includes('"stop"')) appendFileSync(world.file('did'), 'told-to-stop\n');
});

serveRecovery({
  build: BUILD,
  makePlan: async ({ finding }) =>
    finding === 'disk-full'
      ? { ok: false, because: { code: 'way.no-runbook', params: {} } }
      : {
          ok: true,
          plan: planOf(['snapshot.make', 'config.set-workspace', 'restart.process', 'acceptance.control'], {
            finding,
          }),
          memory: {},
        },
  acts: () => {
    const acts = scriptedActs(world);
    const slow = acts.get('acceptance');
    if (slow && process.env.SCRIPTED_WAIT) {
      const { do: accept } = slow;
      slow.do = async (tools) => {
        // Until the test lets it go, or kills this process.
        while (world.done('let-go') === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        return accept(tools);
      };
    }
    return acts;
  },
  readPolicy,
  triageWith: () => async () => ({ findings: [], gateway: null, verdict: 'healthy', looked: true }),
});
