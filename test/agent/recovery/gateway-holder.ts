/**
 * A process that takes a gateway's lock, says what came of it, and keeps it until its standard input ends. Asked by a line,
 * it says whether the lock is still its own.
 */
import { lockGateway } from '../../../src/agent/recovery/gateway-lock.ts';

const [, , folder = '', run = ''] = process.argv;
const taken = lockGateway(folder, run);
process.stdout.write(`${JSON.stringify(taken)}\n`);
process.stdin.on('data', () => void process.stdout.write(`${taken.ok && taken.lock.held()}\n`));
process.stdin.on('end', () => {
  if (taken.ok) taken.lock.letGo();
});
