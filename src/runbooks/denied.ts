/**
 * @module runbooks/denied
 * Which keys of a configuration no recovery may touch. The built-in list cannot be shortened: a host's policy adds to
 * it. What makes a gateway narrower is another matter, and only that.
 */

/** Who is let in, from where, what runs by itself, and what an agent may do to the host. */
export const DENIED: readonly string[] = [
  'gateway.auth.*',
  'gateway.bind',
  'gateway.customBindHost',
  'gateway.tailscale.*',
  'gateway.trustedProxies',
  'gateway.controlUi.*',
  'gateway.remote.*',
  'gateway.nodes.*',
  'gateway.tls.*',
  'channels.*',
  'plugins.*',
  'hooks.*',
  'tools.exec.*',
  'tools.elevated.*',
  'tools.allow',
  'tools.alsoAllow',
  'agents.*.tools.*',
  'agents.*.*.tools.*',
  'agents.defaults.sandbox.*',
  'agents.*.*.sandbox.*',
  'commands.*',
  'approvals.*',
  'env.*',
  'secrets.*',
];

type Keys = readonly string[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `*` stands for one key, and at the end for the key above it and all that is below. */
function covers(pattern: Keys, path: Keys): boolean {
  for (const [n, part] of pattern.entries()) {
    if (part === '*' && n === pattern.length - 1) return true;
    const key = path[n];
    // A path that ends above a named key holds it; whether it holds one behind a star, its value tells (leavesOf).
    if (key === undefined) return !pattern.slice(0, n).includes('*');
    if (part !== '*' && part !== key) return false;
  }
  return true;
}

/** Paths of all values at and below `path` that hold no others. */
export function leavesOf(path: Keys, value: unknown): string[][] {
  if (!isRecord(value) || Object.keys(value).length === 0) return [[...path]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf([...path, key], part));
}

/** The first of these patterns that names this key; null where none does. */
export const namedBy = (patterns: readonly string[], path: Keys): string | null =>
  patterns.find((pattern) => covers(pattern.split('.'), path)) ?? null;

/** It brings in a file with keys that nobody has compared. */
const INCLUDE = '$include';

/** The pattern that denies this key; null where none does. A key that holds others is asked about by its leaves, too. */
export function denied(keyPath: string | Keys, extra: readonly string[] = []): string | null {
  const path = typeof keyPath === 'string' ? keyPath.split('.') : keyPath;
  return path.includes(INCLUDE) ? INCLUDE : namedBy([...DENIED, ...extra], path);
}

const at = (config: unknown, path: Keys): unknown =>
  path.reduce<unknown>(
    (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    config,
  );

const NETWORK = ['gateway.bind', 'gateway.customBindHost'];
/** Whether a token or a password is configured, by its value or by where it is. */
export const hasCredential = (config: unknown): boolean =>
  ['token', 'password'].some((kind) => {
    const value = at(config, ['gateway', 'auth', kind]);
    return (typeof value === 'string' && value.trim() !== '') || isRecord(value);
  });

const list = (config: unknown, path: Keys): readonly unknown[] | null => {
  const value = at(config, path);
  return Array.isArray(value) ? value : null;
};

/** Every entry of the one after was in the one before. */
const isPartOf = (after: readonly unknown[] | null, before: readonly unknown[] | null): boolean =>
  before !== null && (after ?? []).every((each) => before.includes(each));

const PATHS = ['plugins', 'load', 'paths'];

/** A plugin of one's own that was added is taken away: its folder is loaded no more, and no other one is. */
function takesPluginAway(path: Keys, before: unknown, after: unknown): boolean {
  const [now, then] = [list(before, PATHS), list(after, PATHS)];
  const fewer = now !== null && (then?.length ?? 0) < now.length && isPartOf(then, now);
  if (!fewer) return false;
  if (path[1] === 'load') return path[2] === 'paths';
  const id = path[1] === 'entries' ? path[2] : undefined;
  return id !== undefined && at(after, ['plugins', 'entries', id]) === undefined;
}

/**
 * Whether a change of a built-in denied key only makes the gateway narrower: it listens on this host alone, it asks for a
 * credential where none was configured, it takes no webhooks any more, it is served through Tailscale no more, or it loads
 * a folder less. `before` and `after` are whole configurations.
 */
export function onlyNarrows(path: Keys, before: unknown, after: unknown): boolean {
  const key = path.join('.');
  if (NETWORK.includes(key)) return at(after, ['gateway', 'bind']) === 'loopback';
  if (path[0] === 'hooks') return at(after, ['hooks', 'enabled']) !== true;
  if (path[0] === 'plugins') return takesPluginAway(path, before, after);
  if (path[0] === 'gateway' && path[1] === 'tailscale')
    return ['off', undefined].includes(at(after, ['gateway', 'tailscale', 'mode']) as string | undefined);
  if (path[0] !== 'gateway' || path[1] !== 'auth') return false;
  const mode = at(after, ['gateway', 'auth', 'mode']);
  return !hasCredential(before) && hasCredential(after) && (mode === 'token' || mode === 'password');
}
