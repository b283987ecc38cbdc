/**
 * @module agent/recovery/recovery-lines
 * What the host agent and the process that recovers say to each other: JSON, one value a line, both of one build. People's
 * word to a run does not come this way but through its inbox, which outlives both.
 */
import type { Because } from '../../protocol/recovery.ts';
import type { Report } from '../../protocol/report.ts';

export type RecoveryOrder = {
  /** The build that asks. */
  build: string;
  stateDir: string;
  openclaw?: string | undefined;
  policyFile?: string | undefined;
  task:
    | { do: 'plan'; gateway?: string | undefined; wanted: Record<string, unknown> }
    | {
        do: 'run';
        run: string;
        digest: string;
        gateway?: string | undefined;
        freeze: string | null;
        by: string;
      }
    | { do: 'resume'; run: string };
};

/** `stop`: end with the running act; the next process goes on. */
export type ToRecovery = { order: RecoveryOrder } | { stop: true };

export type FromRecovery =
  | { report: Report; gateway: string }
  | { otherBuild: string }
  /** It is over; `because` where it came to nothing. */
  | { over: true; because: Because | null };

export const recoveryLine = (said: ToRecovery | FromRecovery): string => `${JSON.stringify(said)}\n`;
