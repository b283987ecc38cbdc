/**
 * @module agent/bundle/look
 * The look that a bundle rests on: every plain probe of this gateway, and what the rules make of it. OpenClaw's own slow
 * commands are sources by themselves.
 */
import type { Evidence } from '../../protocol/evidence.ts';
import type { Because } from '../../protocol/recovery.ts';
import type { collect } from '../collect.ts';
import type { Looked } from './source.ts';

/** What looks and judges; in files of their own, since they weigh more than all that packs. */
export type Looking = {
  collect: typeof collect;
  /** The shape of `triage --json`. */
  triage(evidence: Looked['evidence'], startedAt: Date, durationMs: number): NonNullable<Looked['triage']>;
  /** A reason as a sentence. */
  reason(because: Because): string;
};

export type LookOptions = {
  stateDir: string;
  openclaw?: string | undefined;
  incident: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  gateway: string;
  tagKey: Uint8Array;
  now: () => number;
};

/** What is about the host is about each of its gateways. */
const isAbout = (subject: string, gateway: string): boolean =>
  subject === 'host' || subject === `gateway:${gateway}` || subject.startsWith(`gateway:${gateway}/`);

/** Never rejects: a bundle is made without it, too. */
export async function lookAt({ collect, triage }: Looking, options: LookOptions): Promise<Looked> {
  const { gateway, now } = options;
  const startedAt = now();
  const evidence: Evidence[] = [];
  try {
    await collect({ ...options, deep: false, emit: (batch) => void evidence.push(...batch) });
    const mine = evidence.filter(({ subject }) => isAbout(subject, gateway));
    return { evidence: mine, triage: triage(mine, new Date(startedAt), now() - startedAt) };
  } catch {
    return { evidence, triage: null };
  }
}
