/**
 * A measurement that is stopped leaves no bot, host agent or gateway behind: they are started in process groups of
 * their own and end with our `exit`, which a signal by itself would skip. `infra/commands.mjs` loads it before each part.
 */
import { constants } from 'node:os';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    process.stderr.write(`Stopped by ${signal}: nothing was written to bench.json.\n`);
    process.exit(128 + constants.signals[signal]);
  });
