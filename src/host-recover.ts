/**
 * @module host-recover
 * Door: what works on a gateway, and not only looks at it. The host agent starts it as a process of its own for each such
 * work, so that what stays in memory holds no credential and no repair.
 */
import { fileURLToPath } from 'node:url';
import { serveLease } from './agent/holds/serve-lease.ts';
import { BUILD } from './build.ts';

export { BUILD } from './build.ts';

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'lease') void serveLease(BUILD);
