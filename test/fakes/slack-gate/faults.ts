/**
 * Slack on a bad day, on demand: the next calls of a method are turned away, answered with an error page, or
 * carried out while their answer gets lost.
 */
export type Fault =
  /** No fault: this call goes through, the next fault waits for the one after it. */
  | { kind: 'through' }
  /** HTTP 429, nothing carried out. */
  | { kind: 'rate-limited'; retryAfterS: number }
  /** An error page; nothing carried out. */
  | { kind: 'http'; status: number }
  /** `{ ok: false, error }`; nothing carried out. */
  | { kind: 'error'; error: string; needed?: string }
  /** Carried out, and the connection cut before the answer. */
  | { kind: 'answer-lost' }
  /** The connection cut before anything was carried out. */
  | { kind: 'cut' };

export type Faults = {
  /** The next calls of the method meet these, in order; later ones go through. */
  next(method: string, ...faults: Fault[]): void;
  take(method: string): Fault | undefined;
};

export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  return {
    next(method, ...faults) {
      waiting.set(method, [...(waiting.get(method) ?? []), ...faults]);
    },
    take: (method) => waiting.get(method)?.shift(),
  };
}
