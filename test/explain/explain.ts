/** What `explain` would find in a complaint and lines pasted beside it: the road of a person who has only text. */
import { explain as explained } from '../../src/explain/explain.ts';
import { pastedEvidence } from '../../src/explain/pasted.ts';

const NOW = Date.parse('2026-11-21T03:00:00Z');

/** Findings, most likely first, for a symptom in somebody's words and lines of a log. */
export function explain(symptom: string, ...lines: string[]) {
  const evidence = lines.map((text) => ({ kind: 'log', text }));
  return explained(pastedEvidence(JSON.stringify({ symptom, evidence }), NOW), NOW).findings;
}
