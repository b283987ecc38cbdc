/**
 * @module agent/gateway-rpc/promptness
 * Does a server answer in time? Everybody is late once: a collection of garbage, a large file, a busy host. Only who
 * stands still again and again is held up; who never answers is told apart from that.
 */
import { setTimeout } from 'node:timers/promises';

/** For a page without any work behind it, which a host that is merely busy still serves in a fraction of this. */
export const LATE_MS = 2_000;
/** How long an answer is waited for once the first was not there in time. */
const PATIENCE_MS = 4_000;
/** Looks for more standstills, how many of them it takes, and the time between two looks. */
const LOOKS = 5;
const CONFIRMED = 2;
const BETWEEN_MS = 350;
const TICK_MS = 50;

export type Timed<T> = { answer: T; tookMs: number };

/**
 * Times `ask` in ms, without what this very process stood still meanwhile: on a starved host the asker is late too,
 * and that is nobody else's doing.
 */
export async function timed<T>(ask: () => Promise<T>, clock = () => performance.now()): Promise<Timed<T>> {
  const began = clock();
  let [ticked, own] = [began, 0];
  const note = (): void => {
    const now = clock();
    own += Math.max(0, now - ticked - 2 * TICK_MS);
    ticked = now;
  };
  const ticking = setInterval(note, TICK_MS);
  try {
    const answer = await ask();
    note();
    return { answer, tookMs: clock() - began - own };
  } finally {
    clearInterval(ticking);
  }
}

export type Promptness<T> = {
  /** `late`: it stood still three times; undefined: less often, and nothing follows. */
  answers: 'prompt' | 'late' | 'never' | undefined;
  /** The first real answer, or the lack of one. */
  answer: T;
};

/**
 * Judges a first answer and asks again where it was late; `ask` gets its limit in ms, `rest` passes the time between
 * two looks. Costs nothing where the first was prompt, and 11 s more at most.
 */
export async function promptness<T>(
  first: Timed<T>,
  ask: (limitMs: number) => Promise<Timed<T>>,
  isSilence: (answer: T) => boolean,
  signal: AbortSignal,
  rest: (ms: number) => Promise<unknown> = setTimeout,
): Promise<Promptness<T>> {
  const silent = isSilence(first.answer);
  if (!silent && first.tookMs < LATE_MS) return { answers: 'prompt', answer: first.answer };
  const { answer } = silent ? await ask(PATIENCE_MS) : first;
  if (isSilence(answer)) return { answers: signal.aborted ? undefined : 'never', answer };
  let more = 0;
  for (let look = 0; look < LOOKS && !signal.aborted; look++) {
    await rest(BETWEEN_MS);
    // A little more than what counts: what the limit cut short has then lasted long enough.
    const again = await ask(LATE_MS + 2 * TICK_MS);
    if (again.tookMs >= LATE_MS && !signal.aborted) more++;
    if (more === CONFIRMED) return { answers: 'late', answer };
  }
  return { answers: undefined, answer };
}
