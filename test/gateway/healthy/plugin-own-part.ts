/**
 * A plugin of one's own watches other machines and logs, under a part of its own name and as errors, what is wrong there.
 */
import { defineHealthy } from '../healthy.ts';
import { appendLog } from '../old-log.ts';

const SEEN = [
  'write failed: ENOSPC: no space left on device',
  'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789',
  'config reload skipped (invalid config): gateway: Unrecognized key',
  'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
];

export default defineHealthy({
  name: 'plugin-own-part',
  title: 'a plugin logs the failures of other machines under its own name',
  async plant(lab) {
    await lab.start();
    const parts = ['fleet-watch', 'fleet-watch/probe'];
    const lines = parts.flatMap((subsystem) =>
      SEEN.flatMap((words) => [words, `prod-2: ${words}`].map((message) => ({ subsystem, message }))),
    );
    appendLog(
      lab,
      lines.map((line) => ({ ago: 0, level: 'ERROR' as const, ...line })),
    );
    return undefined;
  },
});
