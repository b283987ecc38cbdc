/**
 * A gateway that serves and never calls itself ready, because one of its parts is not.
 */
import type { Lab } from './lab.ts';

/** As long as a slow first start takes (gateway.ts). */
const START_LIMIT_MS = 120_000;

/** Starts it and resolves when it serves, ready or not. */
export async function startServing(lab: Lab): Promise<void> {
  await lab.start({ wait: false });
  for (const began = Date.now(); ; ) {
    const answers = fetch(`http://127.0.0.1:${lab.port}/healthz`, { signal: AbortSignal.timeout(2_000) });
    if (await answers.then(({ ok }) => ok).catch(() => false)) return;
    if (Date.now() - began > START_LIMIT_MS)
      throw new Error(`The gateway never served:\n${lab.log().slice(-1500)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
