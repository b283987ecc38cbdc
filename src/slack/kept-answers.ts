/**
 * @module slack/kept-answers
 * Answers that are worth asking for only once in a while, such as who somebody is. Questions asked at the same
 * time share one call, and nobody waits longer than the limit: on Workers a call that another request began
 * can end with that request and never answer.
 */

export type KeptAnswers<T> = {
  /** Must not throw: a failure is an answer too, kept for as long as `keepMs` says. */
  ask: (key: string) => Promise<T>;
  /** How long an answer may be given again, in milliseconds. */
  keepMs: (answer: T) => number;
  /** How long one caller waits, in milliseconds, and what they are told then. */
  limitMs: number;
  late: T;
  /** Answers kept at most; the oldest goes first. */
  most: number;
  /** Epoch ms. */
  now: () => number;
};

type Kept<T> = { answer: Promise<T>; until: number };

/** A function that asks, or gives what it was told before. Never throws. */
export function keptAnswers<T>(deps: KeptAnswers<T>): (key: string) => Promise<T> {
  const { ask, keepMs, limitMs, late, most, now } = deps;
  const kept = new Map<string, Kept<T>>();

  function begin(key: string): Kept<T> {
    // A call under way is shared for as long as it can still be in time.
    const one: Kept<T> = { answer: ask(key), until: now() + limitMs };
    one.answer = one.answer.then((answer) => {
      one.until = now() + keepMs(answer);
      return answer;
    });
    kept.delete(key);
    const oldest = kept.keys().next().value;
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
    kept.set(key, one);
    return one;
  }

  return (key) => {
    const known = kept.get(key);
    const one = known !== undefined && now() < known.until ? known : begin(key);
    return within(one.answer, limitMs, late);
  };
}

async function within<T>(work: Promise<T>, ms: number, late: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
