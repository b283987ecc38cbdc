/**
 * @module agent/collector/lines
 * What the host agent and its collector say to each other: JSON, one value a line. Both are files of one build, so the
 * form needs no versions; a line without an end is cut, so that neither fills the other's memory.
 */
import type { Evidence } from '../../protocol/evidence.ts';

/** One look, as the collector is asked for it. */
export type LookOrder = {
  /** The build that asks. */
  build: string;
  /** Where the collector's own compiled code is kept; no program that it starts may learn of it. */
  compiled: string | null;
  stateDir: string;
  openclaw?: string | undefined;
  gateway?: string | undefined;
  probes?: readonly string[] | undefined;
  deep: boolean;
  incident: string;
  /** Versions of a configuration that are seen are kept, for a recovery to go back to. */
  keepsConfigs?: boolean;
};

/** The order comes first, then a turn for each that was asked for. The end of this line means: stop. */
export type ToCollector = { order: LookOrder } | { turn: 'granted' };

/**
 * Evidence as each probe ends, already redacted. A turn is asked for before a program is run of which a host bears few
 * at once, whoever looks. Only a look that came to its end says `done`.
 */
export type FromCollector =
  | { evidence: Evidence[] }
  | { turn: 'wanted' | 'over' }
  | { otherBuild: string }
  | { done: true };

/** Tells Node where compiled code is kept (module.enableCompileCache), which must be known before it reads any. */
export const COMPILED = 'NODE_COMPILE_CACHE';

/** Far more than all evidence of one probe. Characters. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** Cuts what comes in pieces into lines. `tooLong` is called once, and nothing is taken after it. */
export function lineReader(take: (line: string) => void, tooLong: () => void): (piece: string) => void {
  let pieces: string[] = [];
  let length = 0;
  return (piece) => {
    if (length > LONGEST_LINE) return;
    const parts = piece.split('\n');
    for (const [at, part] of parts.entries()) {
      pieces.push(part);
      length += part.length;
      if (length > LONGEST_LINE) {
        pieces = [];
        return tooLong();
      }
      if (at === parts.length - 1) return;
      const line = pieces.join('');
      pieces = [];
      length = 0;
      take(line);
    }
  };
}

export const lineOf = (said: ToCollector | FromCollector): string => `${JSON.stringify(said)}\n`;

/** An object, or null where the line is none. */
export function readLine(line: string): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
