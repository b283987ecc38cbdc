/**
 * @module agent/recovery/config-value
 * A configuration as bytes and as the value that they say, without what it includes: only its own keys can be changed in
 * it. Where two differ, and which of the differing keys a recovery may touch.
 */
import JSON5 from 'json5';
import { denied, leavesOf, namedBy, onlyNarrows } from '../../runbooks/denied.ts';
import type { Edit, Json } from './config-edit.ts';

/** More is nobody's configuration; JSON5 would parse on it for seconds. */
const MOST_BYTES = 1024 * 1024;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null where the bytes are no UTF-8, no JSON5, or no object. The byte-order mark stays in the text. */
export function configOf(bytes: Uint8Array): { text: string; value: Record<string, unknown> } | null {
  if (bytes.length > MOST_BYTES) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON5.parse(text);
    return isRecord(value) ? { text, value } : null;
  } catch {
    return null; // The parser's message may quote the file.
  }
}

/** The value at a path; undefined where there is none. Reaches into lists by number. */
export function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, config);
}

export type Difference = { path: string[]; before: unknown; after: unknown };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Key by key; lists and what stands only on one side are told leaf by leaf where they are objects, whole where not. */
export function differences(before: unknown, after: unknown, path: string[] = []): Difference[] {
  if (same(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  if (before === undefined && isRecord(after))
    return leavesOf(path, after).map((leaf) => ({
      path: leaf,
      before: undefined,
      after: valueAt(after, leaf.slice(path.length)),
    }));
  return [{ path, before, after }];
}

/** Nothing, or records that hold nothing: OpenClaw fills in such when it carries a file over to its release (2026.9.6). */
const saysNothing = (value: unknown): boolean =>
  value === undefined || (isRecord(value) && Object.values(value).every(saysNothing));

/** Where neither side says anything, no key went wrong. */
export const isEmpty = ({ before, after }: Difference): boolean => saysNothing(before) && saysNothing(after);

/** OpenClaw's own notes on who wrote the file: nobody works by them. */
export const isNote = (path: readonly string[]): boolean => path[0] === 'meta' || path[0] === 'wizard';

/** What holds other keys: a record, or a list with records in it. */
const isTree = (value: unknown): value is object =>
  isRecord(value) || (Array.isArray(value) && value.some(isRecord));

const childOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/**
 * Every value that is another one, however deep and in lists, too: what an agent may do stands in one. Where only one
 * side holds others, all of those are changed.
 */
export function changedLeaves({ path, before, after }: Difference): Difference[] {
  if (same(before, after)) return [];
  const trees = [before, after].filter(isTree);
  const keys = [...new Set(trees.flatMap((tree) => Object.keys(tree)))];
  const both = trees.length === 2 && Array.isArray(before) === Array.isArray(after);
  const inner = keys.flatMap((key) =>
    changedLeaves({ path: [...path, key], before: childOf(before, key), after: childOf(after, key) }),
  );
  // What gives way to another kind, or is empty, speaks for itself as well.
  const whole = !both && (keys.length === 0 || (before !== undefined && after !== undefined));
  return whole ? [{ path, before, after }, ...inner] : inner;
}

/** Whether a repair is there for this very key though the built-in list denies it. */
export type MayTouch = (leaf: Difference) => boolean;

/** Why a recovery may not make this change: the pattern that denies it. Null where it may. */
export function whyDenied(
  difference: Difference,
  whole: { before: unknown; after: unknown },
  extra: readonly string[],
  mayTouch: MayTouch = () => false,
): string | null {
  for (const leaf of changedLeaves(difference)) {
    // What the host's own policy names is nobody's, not even to make it narrower.
    const own = namedBy(extra, leaf.path);
    const pattern = own ?? denied(leaf.path);
    const may = own === null && (onlyNarrows(leaf.path, whole.before, whole.after) || mayTouch(leaf));
    if (pattern !== null && !may) return pattern;
  }
  return null;
}

/** The edit that makes a difference go away. */
export const editOf = ({ path, after }: Difference): Edit =>
  after === undefined ? { path } : { path, to: after as Json };
