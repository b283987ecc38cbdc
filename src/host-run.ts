/**
 * @module host-run
 * Door: what `host.mjs run` keeps in memory, and what joining and the policy share with it: the line to the bot, keys,
 * journal and policy. No probe and no rule is in it. Apart from the door that reads the arguments, because a process
 * that shall stay small must be told so before V8 reads its code.
 */

export { bundles } from './agent/bundle/bundles.ts';
export { runAgent } from './agent/channel/channel.ts';
export { join } from './agent/channel/join.ts';
export { loadIdentity } from './agent/channel/keys.ts';
export { policyAllows, readPolicy } from './agent/channel/policy.ts';
export { rotateKey } from './agent/channel/rotate-key.ts';
export { collectors } from './agent/collector/collectors.ts';
export { hostKey } from './agent/credentials/fingerprint.ts';
export { serveSpool } from './agent/errands/spool.ts';
export { askFrozen } from './agent/holds/frozen.ts';
export { keeperOfHost } from './agent/holds/lease-process.ts';
export { realHost } from './agent/host/host-port.ts';
export { asksDeep, hostOperations, openclawVersion } from './agent/host-operations.ts';
export { keepStatus, readStatus } from './agent/own-status.ts';
export { preconditionsHold } from './agent/recovery/preconditions.ts';
export { recoveries } from './agent/recovery/recoveries.ts';
export { watchSelf, yieldWords } from './agent/self-watch.ts';
export { BUILD } from './build.ts';
export { createLog, LEVELS } from './log.ts';
export { createRedactor } from './redaction/redact.ts';
