/**
 * @module build
 * Which build this is. The host agent is several files that are copied by hand, and only files of one build may work
 * together: each carries the same mark, and says so before it is used.
 */

declare const __VERSION__: string | undefined;
declare const __BUILD__: string | undefined;

export type Build = {
  /** As in package.json. */
  version: string;
  /** Equal means made from the same source. */
  id: string;
};

/** The builds fill it in; run from source, all files are what they are. */
export const BUILD: Build = {
  version: typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0-source',
  id: typeof __BUILD__ === 'string' ? __BUILD__ : 'source',
};
