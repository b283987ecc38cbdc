/**
 * A log that keeps its lines, so that a test can read what an operator would.
 */
import type { Fields, Log } from '../../src/log.ts';

export type Line = { level: 'debug' | 'info' | 'warn' | 'error'; fields: Fields; sentence: string };

export function recordedLog(lines: Line[] = [], carried: Fields = {}): Log & { lines: Line[] } {
  const at = (level: Line['level']) => (fields: Fields, sentence: string) => {
    lines.push({ level, fields: { ...carried, ...fields }, sentence });
  };
  return {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => recordedLog(lines, { ...carried, ...fields }),
  };
}
