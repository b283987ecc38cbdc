/**
 * The part of a host agent that keeps holds, as a program that can be killed: `node agent-of-holds.ts STATE [HOLD]` goes
 * on with what is on the disk, begins HOLD (JSON) where one is given, and says so on a line of its own.
 */
import { join } from 'node:path';
import { keeperOfHost } from '../../../src/agent/holds/lease-process.ts';
import { BUILD } from '../../../src/build.ts';
import { createLog } from '../../../src/log.ts';

const [, , stateDir = '', hold] = process.argv;
const program = join(import.meta.dirname, '..', '..', '..', 'src', 'host-recover.ts');
const log = createLog({ level: 'info', redact: (text) => text });
const keeper = keeperOfHost({ program, build: BUILD.id, stateDir, allows: () => true, log });
await keeper.start();
if (hold !== undefined) await keeper.hold(JSON.parse(hold));
process.stdout.write('kept\n');
