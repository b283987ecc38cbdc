/**
 * @module bundles/config-keys
 * A configuration as its keys with their values, so that two can be compared key by key. Keys are anybody's words, and
 * a configuration can be as deep as its author likes.
 */

const DEEPEST = 24;
const MOST_KEYS = 5_000;
const LONGEST_VALUE = 300;
/** A mark that stands for a secret: its kind, and a tag under the key of its incident. */
const MARK = /‹([a-z][a-z0-9-]*)(?::|, fingerprint )[0-9a-f]{4,64}›/g;

/** `gateway.auth.token` → `"‹token:9c1f03aa›"`. A name with a dot stands in brackets. */
export function keysOf(config: unknown): Map<string, string> {
  const keys = new Map<string, string>();
  const waiting: { path: string; value: unknown; depth: number }[] = [{ path: '', value: config, depth: 0 }];
  for (let at = 0; at < waiting.length && keys.size < MOST_KEYS; at++) {
    const { path, value, depth } = waiting[at] as (typeof waiting)[number];
    const children = depth < DEEPEST ? childrenOf(value) : [];
    if (children.length === 0) {
      if (path !== '') keys.set(path, told(value, depth));
      continue;
    }
    for (const [name, child] of children.slice(0, MOST_KEYS))
      waiting.push({ path: joined(path, name), value: child, depth: depth + 1 });
  }
  return keys;
}

const childrenOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

const joined = (path: string, name: string): string =>
  /^[\w-]+$/.test(name) ? (path === '' ? name : `${path}.${name}`) : `${path}[${JSON.stringify(name)}]`;

function told(value: unknown, depth: number): string {
  if (typeof value === 'object' && value !== null && childrenOf(value).length > 0)
    return depth >= DEEPEST ? '{…}' : '';
  const text = JSON.stringify(value) ?? '';
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** The same without fingerprints, for values whose fingerprints say nothing to each other. */
export const withoutFingerprints = (value: string): string => value.replace(MARK, '‹$1›');
