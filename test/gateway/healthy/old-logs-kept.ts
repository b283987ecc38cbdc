/**
 * Nobody tidies up: logs of months ago lie beside the one in use, some packed, and every one of them is full of
 * failures of that time. This run has had none.
 */
import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineHealthy } from '../healthy.ts';
import type { Lab } from '../lab.ts';
import { appendLog } from '../old-log.ts';
import { answeredTurn } from '../turns.ts';

const DAY = 86_400;

/** One log of that many days ago, of an evening on which much went wrong. */
function oldLog(lab: Lab, logFile: string, days: number): void {
  const failures = [
    [
      'gateway',
      `Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:${lab.port}`,
    ],
    [
      'gateway/ws',
      'unauthorized conn=41ac remote=127.0.0.1 client=cli role=operator auth=token reason=token_mismatch',
    ],
    ['gateway', 'uncaught exception: Error: ENOSPC: no space left on device, write'],
    ['telegram', '[default] channel exited: 401: Unauthorized'],
    ['cron', 'cron: timer tick failed: SqliteError: database disk image is malformed'],
    ['gateway/reload', 'config reload skipped (invalid config): gateway: Unrecognized key: "tokn"'],
  ] as const;
  const lines = Array.from({ length: 200 }, (_, n) => {
    const [subsystem, message] = failures[n % failures.length] ?? failures[0];
    return { ago: days * DAY + 200 - n, level: 'ERROR' as const, subsystem, message };
  });
  appendLog({ ...lab, logFile }, lines);
  const then = Date.now() / 1000 - days * DAY;
  utimesSync(logFile, then, then);
}

export default defineHealthy({
  name: 'old-logs-kept',
  title: 'logs of months ago lie beside the one in use, full of failures of that time',
  async plant(lab) {
    const folder = dirname(lab.logFile);
    const stem = basename(lab.logFile, '.log');
    oldLog(lab, join(folder, `${stem}.1.log`), 62);
    oldLog(lab, `${lab.logFile}.1`, 75);
    oldLog(lab, join(folder, 'openclaw-2026-07-14.log'), 120);
    const packed = `${lab.logFile}.2`;
    oldLog(lab, packed, 90);
    writeFileSync(`${packed}.gz`, gzipSync(readFileSync(packed)));
    rmSync(packed);
    await lab.start();
    await answeredTurn(lab);
    return undefined;
  },
});
