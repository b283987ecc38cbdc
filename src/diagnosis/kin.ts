/**
 * @module diagnosis/kin
 * Findings of one family: the same mechanism seen from two sides, with the same first step. They do not argue
 * against each other; between families a text must be clear before anything is claimed.
 */
const FAMILIES: readonly (readonly string[])[] = [
  ['token-drift', 'stale-listener'],
  ['auth-missing', 'url-override-no-credentials', 'auth-not-configured'],
  ['auth-mode-conflict', 'auth-ambiguous-mode', 'config-conflict', 'trusted-proxy-identity-failed'],
  ['missing-scope', 'scope-mismatch', 'device-management-denied'],
  ['pairing-required', 'scope-mismatch', 'device-removed'],
  ['device-auth-nonce', 'device-auth-signature', 'clock-skew', 'device-identity-required'],
  ['insecure-context', 'control-ui-device-identity', 'device-identity-required'],
  ['dm-policy-blocks', 'dm-pairing-pending', 'group-allowlist-blocks', 'mention-gating'],
  ['workspace-path-missing', 'workspace-path-mismatch', 'instance-isolation-violation'],
  ['workspace-permission', 'file-permission'],
  ['cli-only-backend', 'cli-backend-binary-missing'],
  ['model-not-found', 'local-backend-shape'],
  [
    'duplicate-gateway',
    'stale-listener',
    'extra-gateway-services',
    'foreign-supervisor',
    'lifecycle-lock-held',
  ],
  ['stale-lock', 'lifecycle-lock-held'],
  ['service-definition-drift', 'service-config-path-mismatch', 'path-split-brain'],
  ['service-crash-loop', 'boot-safe-mode'],
  ['gateway-mode-missing', 'gateway-mode-remote', 'remote-mode-misdirect'],
  ['bind-refused-no-auth', 'public-exposure-risk', 'auth-not-configured'],
  ['config-invalid', 'legacy-config-key', 'reload-mode-retired', 'config-conflict', 'config-reload-skipped'],
  ['config-clobbered', 'config-write-rejected'],
  ['wrong-target-url', 'remote-mode-misdirect', 'bind-scope-mismatch'],
  ['tunnel-stale-port', 'ssh-tunnel-failed'],
  ['container-network', 'bind-scope-mismatch'],
  [
    'version-skew',
    'protocol-mismatch',
    'client-version-mismatch',
    'plugin-version-drift',
    'path-split-brain',
    'newer-schema',
  ],
  ['upgrade-regression', 'stale-install', 'post-upgrade-no-restart'],
  ['plugin-load-failed', 'channel-plugin-load-failed', 'plugin-allow-excludes', 'plugin-version-drift'],
  ['event-loop-saturated', 'handshake-timeout'],
  ['channel-disconnected', 'channel-ingress-unavailable', 'channel-relink-needed'],
  ['channel-auth-failed', 'channel-relink-needed'],
  ['cron-no-next-wake', 'cron-tick-failed'],
  ['cron-delivery-failed', 'cron-run-error'],
  ['heartbeat-skipped', 'heartbeat-no-route', 'heartbeat-dm-blocked', 'heartbeat-unknown-account'],
  ['node-command-not-allowed', 'node-capability-missing'],
  [
    'browser-cdp-unreachable',
    'browser-cdp-ws-blocked',
    'browser-attach-no-target',
    'browser-cdp-url-invalid',
    'browser-no-tabs',
  ],
  ['browser-launch-failed', 'browser-executable-invalid'],
  ['secretref-unresolved', 'credential-redacted'],
  ['log-growth', 'disk-full'],
  ['disk-full', 'state-db-error'],
  ['benign-warning', 'probe-scope-limited', 'planned-restart-close', 'probe-false-red'],
];

/** Who shares a family with whom; made once, since every pair of leads is asked about. */
const RELATIVES = new Map<string, ReadonlySet<string>>(
  FAMILIES.flat().map((id) => [id, new Set(FAMILIES.filter((family) => family.includes(id)).flat())]),
);

/** The same finding, or two of one family. */
export function kin(a: string, b: string): boolean {
  return a === b || RELATIVES.get(a)?.has(b) === true;
}
