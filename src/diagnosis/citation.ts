/**
 * @module diagnosis/citation
 * An observation as it is shown beside a finding.
 */
import type { Observation } from './fact-base.ts';
import type { Citation } from './finding.ts';

/** Shown by its quote, an example complaint of the project's own: the fact's name and share say nothing to people. */
export const RESEMBLES = 'text.alike';

/** Enough to see why; the bundle holds the rest. */
export const SHOWN = 8;

/** The first few, each once. */
export function citations(observations: readonly Observation[], most = SHOWN): Citation[] {
  return [...new Set(observations)].slice(0, most).map((o) => ({
    fact: o.fact,
    subject: o.subject,
    value: o.value,
    source: o.source,
    how: o.how,
    at: o.atText,
    ...(o.quote === undefined ? {} : { quote: o.quote }),
  }));
}
