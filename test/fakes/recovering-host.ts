/** What a scripted host says of a recovery: a plan with its digest, and how far it is. */
import { digestOf } from '../../src/protocol/canonical.ts';
import type { Evidence } from '../../src/protocol/evidence.ts';
import type { Plan, Progress } from '../../src/protocol/recovery.ts';
import type { Report } from '../../src/protocol/report.ts';
import { plan as aPlan, progress as aProgress, WORKED } from '../incidents/given-recovery.ts';
import type { Answered, Script } from './scripted-host.ts';

/** A report as it travels. */
export const reported = (report: Report): Evidence => ({
  probe: 'recovery',
  subject: 'host',
  source: 'the run',
  at: new Date().toISOString(),
  how: 'live',
  look: 'seen',
  facts: [],
  report,
});

/**
 * A host that plans, and carries out what it is ordered: each of `steps` is one word about how far it is. `run` in place
 * of it says something else to the order.
 */
export async function recovering(
  over: Partial<Plan> = {},
  { steps = [{}], run }: { steps?: Partial<Progress>[]; run?: Answered } = {},
): Promise<NonNullable<Script['answers']>> {
  const plan = aPlan({ finding: 'config-invalid', ...over });
  const digest = await digestOf(plan);
  const end: Partial<Progress> = { outcome: 'recovered', acceptance: WORKED };
  return {
    'recovery.plan': () => [[reported({ kind: 'plan', digest, plan })]],
    'recovery.run': ({ args }) =>
      run ??
      [...steps, end].map((one, n) => [
        reported({
          kind: 'progress',
          progress: aProgress({ ...one, plan: String(args.plan), revision: n + 1 }),
        }),
      ]),
    'recovery.steer': () => [],
  };
}
