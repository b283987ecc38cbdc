/**
 * The log goes back a week and is full of failures that are over: a taken port, a full disk, a wrong token, a crash.
 * The gateway of today has had none of them.
 */
import { defineHealthy } from '../healthy.ts';
import { appendLog } from '../old-log.ts';

const DAY = 86_400;

export default defineHealthy({
  name: 'healed',
  title: "last week's failures are still in the log, and this run is fine",
  async plant(lab) {
    const at = (days: number, subsystem: string, message: string, level: 'WARN' | 'ERROR' = 'ERROR') => ({
      ago: days * DAY,
      subsystem,
      message,
      level,
    });
    appendLog(lab, [
      at(
        7,
        'gateway',
        `Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:${lab.port}`,
      ),
      at(7, 'gateway', `Port ${lab.port} is already in use.`),
      at(6, 'gateway/ws', '✗ parse-error error=Error: database or disk is full'),
      at(
        5,
        'gateway/ws',
        'unauthorized conn=0a1b2c3d remote=127.0.0.1 client=cli cli v2026.9.6 role=operator scopes=1 auth=token device=no reason=token_mismatch',
        'WARN',
      ),
      at(
        5,
        'gateway/ws',
        'closed before connect conn=0a1b2c3d remote=127.0.0.1 code=1008 reason=unauthorized',
        'WARN',
      ),
      at(4, 'gateway', 'uncaught exception: RangeError: Maximum call stack size exceeded'),
      at(3, 'telegram', '[default] channel exited: 401: Unauthorized'),
      at(2, 'agent/embedded', 'embedded run agent end: isError=true error=429 insufficient_quota', 'WARN'),
    ]);
    await lab.start();
    return undefined;
  },
});
