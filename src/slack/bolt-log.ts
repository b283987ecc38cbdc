/**
 * @module slack/bolt-log
 * Bolt's own lines in the bot's log. Its debug lines hold whole requests and answers, so there is no debug
 * level here, whatever the bot's own level is.
 */
import type { Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../log.ts';

const MOST_DETAIL = 300;

/** Fixed sentences, with what the library said as a field, so that lines group. */
export function boltLog(log: Log): Logger {
  const detail = (parts: unknown[]): { detail: string } => ({
    detail: parts.map(String).join(' ').slice(0, MOST_DETAIL),
  });
  return {
    debug: () => undefined,
    info: (...parts) => log.debug(detail(parts), 'Slack library'),
    warn: (...parts) => log.warn(detail(parts), 'Slack library warns'),
    error: (...parts) => log.error(detail(parts), 'Slack library reports an error'),
    setLevel: () => undefined,
    // The enum is a runtime value of the library; its words are what it compares with.
    getLevel: () => 'info' as LogLevel,
    setName: () => undefined,
  };
}
