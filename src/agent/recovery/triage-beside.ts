/**
 * @module agent/recovery/triage-beside
 * The whole triage of one gateway from within a recovery: every plain probe, and the same rules that the bot has. The
 * rules live in another room and another file, so that they are handed in.
 */
import type { Evidence } from '../../protocol/evidence.ts';
import type { collect } from '../collect.ts';
import type { Env } from '../gateways/discover.ts';
import type { Triage } from './means.ts';

/** What looking and judging are done with. */
export type Looking = {
  collect: typeof collect;
  classify(
    evidence: readonly Evidence[],
    now: number,
  ): {
    verdict: string;
    findings: readonly {
      id: string;
      gateway: string;
      confidence: number;
      remediation: string;
      explains?: readonly string[];
    }[];
  };
  /** What somebody says of it, as the rules take it. */
  complaintEvidence(complaint: string, at: number): Evidence[];
};

/** From this confidence on a finding is claimed (diagnosis/finding.ts). */
const CLAIM = 0.5;

export function triageBeside(
  looking: () => Promise<Looking>,
  given: { stateDir: string; openclaw?: string | undefined; env: Env; complaint?: string | undefined },
): Triage {
  return async (gateway, signal, turnWorkedAt) => {
    const { collect, classify, complaintEvidence } = await looking();
    const { complaint, ...shared } = given;
    const evidence: Evidence[] = [];
    await collect({ ...shared, gateway, signal, emit: (batch) => void evidence.push(...batch) });
    const mine = evidence.filter(({ subject }) => gateway === undefined || isAbout(subject, gateway));
    const told = complaint === undefined ? [] : complaintEvidence(complaint, Date.now());
    const { findings, verdict } = classify([...notRefuted(mine, turnWorkedAt), ...told], Date.now());
    const claimed = findings.filter(
      ({ confidence, remediation }) => confidence >= CLAIM && remediation !== 'informational',
    );
    // Without a name it is about the gateway that the first one is about: its neighbours' are another matter.
    const meant = gateway ?? claimed[0]?.gateway;
    const about = claimed.filter((one) => one.gateway === meant);
    return {
      findings: [...new Set(about.map(({ id }) => id))],
      gateway: about[0]?.gateway ?? null,
      verdict,
      looked: mine.some(({ look }) => look === 'seen'),
      ...(complaint === undefined
        ? {}
        : { explains: about.filter(({ explains = [] }) => explains.length > 0).map(({ id }) => id) }),
    };
  };
}

/** What logs and sessions say of runs on a model. */
const OF_RUNS = new Set(['model.sign', 'runs.failing', 'runs.last-error']);

/**
 * The evidence without what a turn has refuted that worked meanwhile. That turn's session is gone again, so that the
 * gateway's own records still end with the failure.
 */
export function notRefuted(evidence: readonly Evidence[], turnWorkedAt: number | undefined): Evidence[] {
  if (turnWorkedAt === undefined) return [...evidence];
  return evidence.map((one) => ({
    ...one,
    facts: one.facts.filter(
      ({ fact, at }) => !OF_RUNS.has(fact) || (at !== undefined && Date.parse(at) > turnWorkedAt),
    ),
  }));
}

/** What is about the host is about each of its gateways. */
const isAbout = (subject: string, gateway: string): boolean =>
  subject === 'host' || subject === `gateway:${gateway}` || subject.startsWith(`gateway:${gateway}/`);
