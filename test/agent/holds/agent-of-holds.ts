/**
 * The part of a host agent that keeps holds, as a program that can be killed: `node agent-of-holds.ts STATE [HOLD]` goes
 * on with what is on the disk, begins HOLD (JSON) or lifts the one that it names, and says so on a line of its own.
 */
import { join } from 'node:path';
import { keeperOfHost } from '../../../src/agent/holds/lease-process.ts';
import { BUILD } from '../../../src/build.ts';
import { createLog } from '../../../src/log.ts';

const [, , stateDir = '', wanted = 'null'] = process.argv;
const program = join(import.meta.dirname, '..', '..', '..', 'src', 'host-recover.ts');
const log = createLog({ level: 'info', redact: (text) => text });
const keeper = keeperOfHost({ program, build: BUILD.id, stateDir, allows: () => true, log });
await keeper.start();
const hold = JSON.parse(wanted);
if (hold?.lift) await keeper.lift({ gateway: null, freeze: hold.lift, by: 'slack:T1/U1' });
else if (hold) await keeper.hold(hold);
process.stdout.write('kept\n');
