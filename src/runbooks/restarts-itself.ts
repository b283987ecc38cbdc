/**
 * @module runbooks/restarts-itself
 * Findings of a gateway that ends and is started again and again by whoever keeps it: it is another instance by the time
 * that people have agreed, it may be between two runs whenever it is asked, and it is well only once it has stayed up.
 */

const FINDINGS: readonly string[] = ['service-crash-loop', 'boot-safe-mode'];

export const restartsItself = (finding: string | null): boolean =>
  finding !== null && FINDINGS.includes(finding);

/**
 * What must be gone before it is over. The one is seen between two runs and the other in the next: whoever came for
 * either has both.
 */
export const goneWith = (finding: string | null): readonly string[] => {
  if (finding === null) return [];
  return restartsItself(finding) ? FINDINGS : [finding];
};

/**
 * How long it may take until both are gone. Milliseconds. Its channels stay off until OpenClaw lets them up: it looks five
 * minutes after its start, and every five from then, whether five have passed since the last crash (2026.9.6).
 */
export const GONE_WITHIN_MS = 390_000;
