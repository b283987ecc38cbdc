/**
 * Run as a program of its own on a booted host: looks at the gateway there, or does acts one after the other, and prints
 * what came of it as JSON. `node act.mjs outlook restart` or `node act.mjs do SUPERVISOR OPERATION ACT …`.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { discover } from '../../src/agent/gateways/discover.ts';
import { realHost } from '../../src/agent/host/host-port.ts';
import { openStateDir } from '../../src/agent/private-files.ts';
import { restartAct } from '../../src/agent/recovery/acts/restart.ts';
import { restartProofAct } from '../../src/agent/recovery/acts/restart-proof.ts';
import { startAct } from '../../src/agent/recovery/acts/start.ts';
import type { SupervisorMeans } from '../../src/agent/recovery/acts/supervisor-means.ts';
import { outlookOf } from '../../src/agent/supervisors/outlook.ts';
import { sightOf } from '../../src/agent/supervisors/sight.ts';
import type { Act, ActResult, RunMemory } from '../../src/runbooks/act.ts';
import { aPlan, toolsFor } from '../agent/recovery/act-tools.ts';

/** The one that a shell here leads to; a host of these tests has no other. */
const [first] = await discover(realHost(), process.env);
const gateway = first?.name ?? 'default';
const stateDir = join(homedir(), '.acted');
openStateDir(stateDir);
const means: SupervisorMeans = {
  host: realHost(),
  env: process.env,
  stateDir,
  now: Date.now,
  askRestart: async () => ({ asked: null, because: { code: 'restart.not-asked', params: {} } }),
};
const ACTS: Readonly<Record<string, Act>> = Object.fromEntries(
  [restartAct(means), restartProofAct(means), startAct(means)].map((act) => [act.id, act]),
);

async function act(supervisor: string, operation: string, ids: readonly string[]): Promise<ActResult[]> {
  const results: ActResult[] = [];
  let memory: RunMemory = {
    run: `run-${process.pid}`,
    plan: { ...aPlan({ operation, instance: null, supervisor }), gateway: gateway },
    told: {},
  };
  for (const id of ids) {
    const one = ACTS[id];
    if (!one) throw new Error(`there is no act ${id}`);
    const result = await one.do(toolsFor(memory, [], AbortSignal.timeout(one.limitMs)));
    results.push(result);
    if (!result.ok) break;
    memory = { ...memory, told: { ...memory.told, [id]: result.told ?? {} } };
  }
  return results;
}

const [, , verb, ...words] = process.argv;
if (verb === 'outlook') {
  const sight = await sightOf(means, gateway);
  const wanted = words[0] === 'anew' ? 'anew' : 'restart';
  process.stdout.write(JSON.stringify(sight && (await outlookOf(sight, wanted))));
} else {
  const [supervisor = '', operation = '', ...ids] = words;
  process.stdout.write(JSON.stringify(await act(supervisor, operation, ids)));
}
process.exit(0);
