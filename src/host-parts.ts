/**
 * @module host-parts
 * Door: what a process that takes this host's orders is made of, whichever way they come: what looks, what recovers,
 * what holds, and where each has its program.
 */
import { dirname, extname, join as joinPath } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD } from './build.ts';
import { beside, type Flags, stateDirOf, text } from './host-beside.ts';

/** `compiled`: where what V8 compiles of the collector is kept. */
export async function agentParts(flags: Flags, compiled: string | null) {
  const {
    createLog,
    LEVELS,
    createRedactor,
    asksDeep,
    hostOperations,
    collectors,
    bundles,
    recoveries,
    preconditionsHold,
    hostKey,
    keeperOfHost,
    policyAllows,
  } = await beside('host-run');
  const stateDir = stateDirOf(flags);
  const redactor = createRedactor({});
  const level = LEVELS.find((one) => one === process.env.LOG_LEVEL) ?? 'info';
  const log = createLog({ level, redact: redactor.text });
  const policyFile = text(flags, 'policy');
  const openclaw = text(flags, 'openclaw');
  // Made before the first look: two looks at once would each make one of their own.
  hostKey(stateDir);
  const here = fileURLToPath(import.meta.url);
  const file = (name: string): string => joinPath(dirname(here), `${name}${extname(here)}`);
  const shared = { build: BUILD.id, stateDir, openclaw, log };
  const keepsConfigs = (): boolean => policyAllows(policyFile, 'recovery.run');
  const looks = collectors({ ...shared, file: file('host-collect'), compiled, keepsConfigs });
  const recovery = recoveries({ ...shared, file: file('host-recover'), policyFile });
  const asker = { ...shared, program: file('host-recover') };
  const keeper = keeperOfHost({ ...asker, allows: (op) => policyAllows(policyFile, op) });
  const packs = bundles({ ...shared, file: file('host-publish'), policyFile });
  const options = {
    stateDir,
    operations: hostOperations(looks, keeper, recovery, packs),
    resume: { 'recovery.run': recovery.resume },
    openOrders: recovery.resumeOthers,
    endedHere: recovery.endedHere,
    holds: preconditionsHold({ env: process.env, openclaw }),
    deep: asksDeep,
    log,
    ...(policyFile === undefined ? {} : { policyFile }),
  };
  return { log, options, looks, keeper, recovery, openclaw };
}
