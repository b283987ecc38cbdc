/**
 * @module host-collect
 * Door: what looks at gateways, and takes secrets out of what it read. A host agent that runs for months starts it as a
 * process of its own for each look, and `host.mjs triage`, `probes` and `redact` load it; what stays in memory carries
 * no probe.
 */
import { fileURLToPath } from 'node:url';
import { serveOrder } from './agent/collector/serve-order.ts';
import { BUILD } from './build.ts';

export { collect } from './agent/collect.ts';
export { takeAwayOldCopies } from './agent/host/old-copies.ts';
export { PROBES } from './agent/probes/index.ts';
export { endWhenStandingStill } from './agent/stands-still.ts';
export { BUILD } from './build.ts';
export { createRedactor } from './redaction/redact.ts';
export { redactStream } from './redaction/stream.ts';

if (process.argv[1] === fileURLToPath(import.meta.url)) serveOrder(BUILD);
