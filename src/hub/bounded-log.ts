/**
 * @module hub/bounded-log
 * A log with so many lines a minute and no more: what one host sends must not fill the operator's disk. What was
 * left out is counted, and said with the first line of a later minute.
 */
import type { Fields, Log } from '../log.ts';

/** Far more than a host in trouble gives cause for. Errors are counted apart, so that no chatter hides them. */
export const LINES_A_MINUTE = 120;

/** `log` with at most `LINES_A_MINUTE`; `now` gives epoch ms. Children share the count. */
export function boundedLog(log: Log, now: () => number): Log {
  let minute = 0;
  let lines = { error: 0, other: 0 };

  const room = (kind: keyof typeof lines): boolean => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) {
      const leftOut = Math.max(0, lines.error - LINES_A_MINUTE) + Math.max(0, lines.other - LINES_A_MINUTE);
      minute = current;
      lines = { error: 0, other: 0 };
      if (leftOut > 0)
        log.warn({ leftOut }, 'Lines about this host were left out of the log: too many a minute.');
    }
    lines[kind] += 1;
    return lines[kind] <= LINES_A_MINUTE;
  };

  const over = (inner: Log): Log => {
    const at = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: Fields, sentence: string) => {
      if (room(level === 'error' ? 'error' : 'other')) inner[level](fields, sentence);
    };
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      child: (fields) => over(inner.child(fields)),
    };
  };
  return over(log);
}
