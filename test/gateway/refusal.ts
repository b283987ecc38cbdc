/**
 * A start that is refused, and what a gateway does after it said so: it prepares a report, for minutes on a busy
 * machine. Nobody waits for that here.
 */
import type { Gateway } from './gateway.ts';
import { settleSharedStore } from './shared-store.ts';

const SAY_LIMIT_MS = 120_000;

/**
 * Waits until the gateway printed `words`, then ends it. Throws with what it printed when it never says them. With
 * `logged` it waits for the log file too, which is written behind the console: one that is killed between the two
 * leaves no trace of why.
 */
export async function refusedSaying(
  gateway: Gateway,
  words: string,
  logged: () => string = () => words,
): Promise<void> {
  const began = Date.now();
  while (!gateway.printed().includes(words) || !logged().includes(words)) {
    if (Date.now() - began > SAY_LIMIT_MS)
      throw new Error(`It never said "${words}", but:\n${gateway.printed().slice(-2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await gateway.kill();
  settleSharedStore();
}
