/**
 * @module agent/recovery/restarts-itself
 * Findings of a gateway that ends and is started again and again by whoever keeps it: it is another instance by the time
 * that people have agreed, it may be between two runs whenever it is asked, and it is well only once it has stayed up.
 */

const FINDINGS = new Set(['service-crash-loop', 'boot-safe-mode']);

export const restartsItself = (finding: string | null): boolean => finding !== null && FINDINGS.has(finding);
