/**
 * Says whether a triage got a planted host right. A fault wants one of its ids first; a healthy host, and a twin that
 * only looks like a fault, want nothing claimed.
 */

/** The parts of a finding that are judged. */
export interface Claim {
  id: string;
  confidence: number;
}

export interface Judgement {
  passed: boolean;
  says: string;
}

/** From this confidence on a finding is claimed rather than mentioned. */
export const CLAIM = 0.5;

const name = ({ id, confidence }: Claim) => `${id} (${confidence})`;

/** `accepted` is what may come first; an empty list means that nothing may be claimed. */
export function judge(accepted: readonly string[], findings: readonly Claim[]): Judgement {
  if (accepted.length === 0) {
    const claimed = findings.filter(({ confidence }) => confidence >= CLAIM);
    if (claimed.length === 0)
      return { passed: true, says: 'Right: nothing is claimed, and nothing is wrong.' };
    return {
      passed: false,
      says: `Wrong: nothing is broken, but it claims ${claimed.map(name).join(', ')}.`,
    };
  }
  const wanted = accepted.join(' or ');
  const [first] = findings;
  if (!first) return { passed: false, says: `Wrong: no finding, and ${wanted} was planted.` };
  if (accepted.includes(first.id)) return { passed: true, says: `Right: ${name(first)} comes first.` };
  return { passed: false, says: `Wrong: ${name(first)} comes first, and ${wanted} was planted.` };
}
