/**
 * @module incidents/claims-of
 * What a look claims of one gateway, as the judge of "recovered" takes it: a host has several gateways, and a remark is no
 * fault of any.
 */
import { RULES } from '../diagnosis/cards/index.ts';
import { foundFor } from '../runbooks/recovered.ts';
import type { Reading } from './record.ts';

const REMARKS: ReadonlySet<string> = new Set(
  RULES.filter(({ remediation }) => remediation === 'informational').map(({ id }) => id),
);

/** It only tells: nothing is to be done about it. */
export const isRemark = (finding: string): boolean => REMARKS.has(finding);

/** Ids of the findings about this gateway that ask for something to be done, the first one first. */
export function claimsOf(reading: Reading, gateway: string): string[] {
  const name = `${gateway}/`;
  return (reading.claimed ?? [])
    .filter((claim) => claim.startsWith(name))
    .map((claim) => claim.slice(name.length))
    .filter((finding) => !isRemark(finding));
}

/** The same, and what of it was found for a complaint, as a recovery keeps it before anything is done. */
export function claimsBefore(reading: Reading, gateway: string): { claimed: string[]; complaint: string[] } {
  const claimed = claimsOf(reading, gateway);
  const { explains } = reading;
  return { claimed, complaint: explains === undefined ? [] : [...foundFor(claimed, explains)] };
}
