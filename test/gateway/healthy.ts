/**
 * What a healthy variant is: a real gateway that is set up or used in a way that looks like trouble and is none. A
 * triage must claim nothing, and must not call it anything but what it is. One file a variant in `healthy/`.
 */
import type { Fault, Plant } from './fault.ts';
import { CLAIM, type Claim } from './judge.ts';

export interface Healthy extends Pick<Fault, 'mounts' | 'otherUser'> {
  name: string;
  /** What is unusual about it, in one line for people. */
  title: string;
  /** Verdicts that are right; `healthy` alone if not given. */
  verdicts?: readonly string[];
  /** Findings that say what goes on and accuse nobody: "it is starting" may be said of one that is. */
  says?: readonly string[];
  /** What somebody says of it in chat all the same, for `triage --complaint`. */
  complaint?: string;
  plant: Plant;
}

/** The findings that accuse: claimed, and not what this variant may be said to be doing. */
export function accusations(variant: Pick<Healthy, 'says'>, findings: readonly Claim[]): Claim[] {
  return findings.filter(({ id, confidence }) => confidence >= CLAIM && !variant.says?.includes(id));
}

/** Names a variant so that its fields are checked where it is written. */
export function defineHealthy(variant: Healthy): Healthy {
  return variant;
}
