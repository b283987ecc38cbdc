/**
 * @module agent/recovery/finding-keys
 * Which keys of a configuration a finding points to, so that a rollback takes back these and not what people have changed
 * since for other reasons. A finding that is not listed points to none: then nothing is rolled back for it.
 */

const MODEL = ['agents.defaults.model', 'agents.defaults.models', 'agents.entries', 'agents.list', 'models'];
const NETWORK = ['gateway.bind', 'gateway.customBindHost', 'gateway.port'];
const AGENTS = ['agents.defaults', 'agents.entries', 'agents.list'];

/** Everything below a listed key counts. Findings of an invalid file are told by OpenClaw's own issues instead. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'gateway-mode-missing': ['gateway.mode'],
  'bind-refused-no-auth': [...NETWORK, 'gateway.auth'],
  'config-conflict': [...NETWORK, 'gateway.tailscale', 'gateway.auth'],
  'bind-scope-mismatch': NETWORK,
  'wrong-target-url': ['gateway.port'],
  'tls-mismatch': ['gateway.tls'],
  'cron-disabled': ['cron'],
  'heartbeat-unknown-account': ['agents.defaults.heartbeat', 'agents.entries', 'agents.list'],
  'browser-executable-invalid': ['browser'],
  'browser-cdp-url-invalid': ['browser'],
  'http-endpoint-disabled': ['gateway.http.endpoints'],
  'event-loop-saturated': ['plugins'],
  'service-crash-loop': ['plugins'],
  'boot-safe-mode': ['plugins'],
  'plugin-load-failed': ['plugins'],
  'plugin-version-drift': ['plugins'],
  'channel-plugin-load-failed': ['plugins'],
  'model-auth-missing': [...MODEL, 'auth'],
  'local-backend-shape': MODEL,
  'cli-only-backend': MODEL,
  'model-not-found': MODEL,
  'workspace-path-missing': AGENTS,
  'workspace-path-mismatch': AGENTS,
  'instance-isolation-violation': AGENTS,
};

const INVALID = new Set([
  'config-invalid',
  'config-reload-skipped',
  'legacy-config-key',
  'reload-mode-retired',
]);

/** A look that was too short may not have asked OpenClaw for its word: where it refuses the file, they are of that. */
const OF_DOWN = new Set(['gateway-unreachable', 'service-stopped']);

export const isOfDown = (finding: string): boolean => OF_DOWN.has(finding);

/** Findings that are about the file as a whole, or about what OpenClaw refuses in it. */
export const isOfInvalid = (finding: string): boolean => INVALID.has(finding);

/** Null: it points to none. */
export const keysOf = (finding: string): readonly string[] | null => KEYS[finding] ?? null;

export const isBelow = (path: readonly string[], keys: readonly string[]): boolean =>
  keys.some((key) => path.join('.') === key || path.join('.').startsWith(`${key}.`));
