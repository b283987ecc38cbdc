/**
 * @module agent/bundle/config/key-diff
 * What differs between two configurations, key by key, in values that may be told: after a fault somebody asks first
 * what has changed.
 */
import { isDeepStrictEqual } from 'node:util';

export type Step = { path: string[]; before: unknown; after: unknown };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MOST = 2_000;
const DEEPEST = 100;

/** The keys that differ; a part that only one side has is told as a whole. */
export function keysThatDiffer(before: unknown, after: unknown): Step[] {
  const found: Step[] = [];
  const walk = (left: unknown, right: unknown, path: string[]): void => {
    if (found.length >= MOST) return;
    if (!isRecord(left) || !isRecord(right) || path.length > DEEPEST) {
      if (!isDeepStrictEqual(left, right)) found.push({ path, before: left, after: right });
      return;
    }
    for (const key of [...new Set([...Object.keys(left), ...Object.keys(right)])].sort())
      walk(
        Object.hasOwn(left, key) ? left[key] : undefined,
        Object.hasOwn(right, key) ? right[key] : undefined,
        [...path, key],
      );
  };
  walk(before, after, []);
  return found;
}

export type Tell = { value(value: unknown, path: readonly string[]): unknown; key(key: string): string };

/** One line a key: `+` came, `-` went, `~` changed. */
export function diffLines(steps: readonly Step[], tell: Tell): string[] {
  return steps.map(({ path, before: left, after: right }) => {
    const name = path.map(tell.key).join('.') || '(all of it)';
    const told = (value: unknown): string => JSON.stringify(tell.value(value, path));
    if (left === undefined) return `+ ${name}: ${told(right)}`;
    if (right === undefined) return `- ${name}: ${told(left)}`;
    const [was, is] = [told(left), told(right)];
    return was === is ? `~ ${name}: ${is} (another value)` : `~ ${name}: ${was} → ${is}`;
  });
}
