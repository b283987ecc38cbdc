/**
 * @module agent/bundle/bundle-lines
 * What the host agent and the process that makes a bundle say to each other: JSON, one value a line, both of one build.
 * Only what is told of a bundle goes this way; the file itself stays on disk.
 */
import type { BundleMade, Story } from '../../protocol/bundle.ts';
import type { Because } from '../../protocol/recovery.ts';

/** What is wanted of a bundle. */
export type BundleWanted = {
  gateway?: string | undefined;
  /** How far back it reads, in minutes. */
  sinceMin?: number | undefined;
  story?: Story | undefined;
  recipients?: readonly string[] | undefined;
};

export type BundleOrder = BundleWanted & {
  /** The build that asks. */
  build: string;
  stateDir: string;
  openclaw?: string | undefined;
  policyFile?: string | undefined;
  incident: string;
};

/** The end of this line means: stop. */
export type ToPublisher = { order: BundleOrder };

export type FromPublisher =
  | { made: BundleMade; gateway: string }
  | { otherBuild: string }
  /** Nothing was made. */
  | { because: Because };

export const bundleLine = (said: ToPublisher | FromPublisher): string => `${JSON.stringify(said)}\n`;
