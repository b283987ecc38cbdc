/**
 * @module redaction/own-rules
 * What the admins of a host want masked in what leaves their team, beside what is found by itself: words, patterns, keys
 * of the configuration, files that are not collected at all.
 */
import type { KnownValue } from './known-values.ts';
import type { Find } from './span.ts';

export type OwnRules = {
  /** The file as it was read. */
  source: { path: string; text: string };
  /** The rules' names, in their order. */
  names: readonly string[];
  /** A layer that finds words and patterns. */
  find: Find;
  /** The name of the rule that hides what stands at this path of the configuration, e.g. `gateway.remote.url`. */
  hides(configPath: string): string | null;
  /** Values at hidden paths, and the words themselves: known from here on, in all their spellings. */
  knownIn(config: unknown): KnownValue[];
  /** The name of the rule that keeps this file out of a bundle, by its path on the host. */
  leavesOut(path: string): string | null;
};

export type RulesReading = { ok: true; rules: OwnRules | null } | { ok: false; why: string; hint: string };
