/**
 * @module agent/bundle/gather
 * Reads all sources side by side, each within its time. One that fails, hangs or has no right costs itself alone, and is
 * told among what is missing.
 */
import type { Collected, Source, SourceContext } from './source.ts';
import { notCollected } from './source.ts';

/** A source that is told to stop may still hand over what it has. Milliseconds. */
const GRACE_MS = 500;

async function within(source: Source, context: SourceContext): Promise<Collected> {
  const own = new AbortController();
  const signal = AbortSignal.any([context.signal, own.signal]);
  const timers = [setTimeout(() => own.abort(), source.limitMs)];
  const limit = new Promise<Collected>((resolve) => {
    const giveUp = (): void => {
      const why = own.signal.aborted
        ? `it took longer than ${source.limitMs / 1000} s`
        : 'the bundle was stopped before its end';
      resolve({ missing: [notCollected(source.title, why)] });
    };
    const stop = (): void => void timers.push(setTimeout(giveUp, GRACE_MS));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([source.collect({ ...context, signal }), limit]);
  } catch (error) {
    // Its message may quote what was read; only its kind is told.
    return { missing: [notCollected(source.title, `reading it failed: ${(error as Error).name}`)] };
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

/** What all sources gave, in their order. `still` is told which ones are not done yet. */
export async function gather(
  sources: readonly Source[],
  context: SourceContext,
  still: (ids: readonly string[]) => void,
): Promise<Collected[]> {
  const open = new Set(sources.map(({ id }) => id));
  still([...open]);
  return Promise.all(
    sources.map(async (source) => {
      const collected = await within(source, context);
      open.delete(source.id);
      still([...open]);
      return collected;
    }),
  );
}
