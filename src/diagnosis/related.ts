/**
 * @module diagnosis/related
 * Findings of one family: the same mechanism seen from two sides, with the same first step. They do not argue
 * against each other; between families a text must be clear before anything is claimed.
 */
import { RULES } from './cards/index.ts';

const FAMILIES: ReadonlyMap<string, readonly string[]> = new Map(
  RULES.flatMap(({ id, families }) => (families ? [[id, families] as const] : [])),
);

/** The same finding, or two that share a family. */
export function related(a: string, b: string): boolean {
  return a === b || FAMILIES.get(a)?.some((family) => FAMILIES.get(b)?.includes(family)) === true;
}
