/**
 * Three hosts write into one log file on a network drive. Two of them are in trouble this very minute, and every line
 * says which host wrote it; the gateway here is fine.
 */
import { defineHealthy } from '../healthy.ts';
import { appendLog } from '../old-log.ts';
import { pairedOperator } from '../operator.ts';

const ELSEWHERE = [
  ['claw-berlin', 'gateway', 'Gateway failed to start: database or disk is full'],
  [
    'claw-berlin',
    'gateway/ws',
    'unauthorized conn=77aa remote=10.1.2.3 client=openclaw-macos reason=token_mismatch',
  ],
  ['claw-osaka', 'telegram', '[default] channel exited: 401: Unauthorized'],
  ['claw-osaka', 'gateway', 'uncaught exception: RangeError: Maximum call stack size exceeded'],
  ['claw-osaka', 'gateway', 'config reload skipped (invalid config): gateway: Unrecognized key: "tokn"'],
] as const;

export default defineHealthy({
  name: 'shared-log',
  title: 'the log file is shared with two other hosts, and those have failures',
  async plant(lab) {
    await lab.start();
    for (const again of [50, 30, 10]) {
      const lines = ELSEWHERE.map(([host, subsystem, message]) => ({ host, subsystem, message }));
      appendLog(
        lab,
        lines.map((line) => ({ ...line, ago: again, level: 'ERROR' as const })),
      );
    }
    await pairedOperator(lab);
    return undefined;
  },
});
