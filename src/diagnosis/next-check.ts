/**
 * @module diagnosis/next-check
 * The one command that would decide: a check of the first finding that tells it from the runner-up. What both
 * would look at anyway tells nothing apart.
 */
import { CLAIM, FAINT, type Finding } from './finding.ts';
import { terminalLine } from './fix.ts';
import { related } from './related.ts';

export type NextCheck = {
  /** Read-only command to run on the host. */
  command: string;
  /** Finding ids that it tells apart, the likelier first; the second is missing where nothing else is in sight. */
  between: string[];
};

/** Null where the first finding is claimed and alone, or nothing was found. Pure. */
export function nextCheck(findings: readonly Finding[]): NextCheck | null {
  const [top, ...rest] = findings;
  if (top === undefined) return null;
  const runner = rest.find(
    (f) => f.gateway === top.gateway && f.confidence >= FAINT && !related(f.id, top.id),
  );
  if (runner === undefined && top.confidence >= CLAIM) return null;
  const alike = new Set(runner?.checks.map(terminalLine));
  const looks = top.checks.map(terminalLine);
  const command = looks.find((one) => !alike.has(one)) ?? looks[0];
  if (command === undefined) return null;
  return { command, between: runner ? [top.id, runner.id] : [top.id] };
}
