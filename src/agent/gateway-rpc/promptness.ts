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
/** A page without work behind it comes sooner: whoever takes longer may stand still, and is looked at for longer. */
const SLOW_MS = 1_000;
/** Three standstills are held up. So many looks are taken for them, and no new one after so long (milliseconds). */
const CONFIRMED = 3;
const LOOKS = 9;
const LONGEST_MS = 12_500;
/** How long each of those is waited for. Milliseconds. */
const AGAIN_MS = 3_000;
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
  /** `late`: it stood still three times; undefined: less often, or it was not looked at to the end. */
  answers: 'prompt' | 'late' | 'never' | undefined;
  /** The first real answer, or the lack of one. */
  answer: T;
};

/** What is read from an answer: that there was none in time, and that the server itself says it was held up lately. */
export type Reading<T> = { isSilence(answer: T): boolean; wasHeldUp(answer: T): boolean };

/**
 * Judges a first answer and asks again where it was slow, or where the server says that it was held up: a prompt answer
 * may fall between two standstills. `ask` gets its limit in ms, `rest` passes the time between two looks. Costs nothing
 * where all is well, and 15.5 s with the first look at most.
 */
export async function promptness<T>(
  first: Timed<T>,
  ask: (limitMs: number) => Promise<Timed<T>>,
  { isSilence, wasHeldUp }: Reading<T>,
  signal: AbortSignal,
  rest: (ms: number) => Promise<unknown> = setTimeout,
): Promise<Promptness<T>> {
  const silent = isSilence(first.answer);
  const heard = silent ? await ask(PATIENCE_MS) : first;
  const { answer } = heard;
  if (isSilence(answer)) return { answers: signal.aborted ? undefined : 'never', answer };
  let late = silent || first.tookMs >= LATE_MS ? 1 : 0;
  if (late === 0 && first.tookMs < SLOW_MS && !wasHeldUp(answer)) return { answers: 'prompt', answer };
  let passedMs = first.tookMs + (silent ? heard.tookMs : 0);
  for (let look = 0; look < LOOKS && passedMs < LONGEST_MS; look++) {
    await rest(BETWEEN_MS);
    const again = await ask(AGAIN_MS);
    if (signal.aborted) return { answers: undefined, answer };
    passedMs += BETWEEN_MS + again.tookMs;
    if (again.tookMs >= LATE_MS) late++;
    if (late === CONFIRMED) return { answers: 'late', answer };
  }
  return { answers: late === 0 ? 'prompt' : undefined, answer };
}
