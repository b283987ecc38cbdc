/** The recovering program with a scripted gateway instead of a real one; see recoveries.test.ts. */
import { appendFileSync } from 'node:fs';
import { readPolicy } from '../../../src/agent/channel/policy.ts';
import { serveRecovery } from '../../../src/agent/recovery/serve-recovery.ts';
import { BUILD } from '../../../src/build.ts';
import { CLOCK_MS } from '../../../src/runbooks/clock.ts';
import { planOf } from '../../runbooks/plan.ts';
import { scriptedActs, worldIn } from './scripted-acts.ts';

const world = worldIn(process.env.SCRIPTED_WORLD ?? '');

// Ten minutes are over as soon as a test says so: the run's clock goes by this one.
const elapsed = performance.now.bind(performance);
performance.now = () => elapsed() + world.done('ten-minutes') * CLOCK_MS;

// That it is to end is heard over the same line as its order; a test waits until it was.
process.stdin.on('data', (line) => {
  if (String(line).includes('"stop":true')) appendFileSync(world.file('did'), 'heard-stop\n');
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
