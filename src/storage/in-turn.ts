/**
 * @module storage/in-turn
 * Work that many may ask for and only one does at a time: what was asked for meanwhile is done once more afterwards.
 */

/** A call while one is under way starts another after it, and all wait for the last. */
export function inTurn(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  async function run(): Promise<void> {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      // In the same breath as the last look at `again`: a call can come before or after, not in between.
      running = null;
    }
  }
  return () => {
    again = true;
    running ??= run();
    return running;
  };
}
