/**
 * @module runbooks/way
 * Which finding leads to which way back, and which repairs are tried on it in order of preference. A table and not a
 * judgement: the finding is a hint, and the host looks whether a repair applies before it plans it.
 */
import type { Way } from '../protocol/recovery.ts';
import type { RepairId } from './repairs.ts';

export type WayRow = {
  path: Way;
  /** In order of preference; the first that applies on this host is planned. Empty: nothing here mends it. */
  repairs: readonly RepairId[];
  /** Why the finding leads there; what it says to people stands in messages/. */
  because: WayReason;
  /** What is told where none of them applies, if it says more than why the first one does not. */
  otherwise?: WayReason;
  /** What is told beside it where none applies: what a person may do and no recovery does. */
  byHand?: WayReason;
  /** The keys that hold the policy that somebody chose. */
  keys?: string;
};

/** Every reason that a row may give. */
export const WAY_REASONS = [
  'way.state-in-memory',
  'way.not-running',
  'way.frozen',
  'way.rival',
  'way.stale-in-memory',
  'way.config-refused',
  'way.config-worked-before',
  'way.workspace',
  'way.model-route',
  'way.credential',
  'way.policy-chosen',
  'way.doctor-by-hand',
  'way.asked',
  'way.wait',
  'way.at-the-client',
  'way.service-definition',
  'way.needs-install',
  'way.needs-rights',
  'way.would-widen',
  'way.needs-new-credential',
  'way.certificate',
  'way.no-runbook',
] as const;
export type WayReason = (typeof WAY_REASONS)[number];

const row = (path: Way, because: WayReason, ...repairs: RepairId[]): WayRow => ({ path, because, repairs });
const escalate = (because: WayReason): WayRow => row('escalate', because);
/** A setting that does what it says is no fault to mend: no runbook relaxes a policy. */
const chosen = (keys: string): WayRow => ({ ...escalate('way.policy-chosen'), keys });
/** Where nothing was otherwise before, the reason to leave it to people is another than that. */
const orElse = (otherwise: WayReason, tried: WayRow): WayRow => ({ ...tried, otherwise });

// What ends before people have agreed is started.
const RESTART = row('restart', 'way.state-in-memory', 'restart', 'start-stopped');
/** Nothing runs and nobody knows why: it is started, unless OpenClaw refuses what it would be started with. */
const NOT_RUNNING = [
  'start-stopped',
  'resume-frozen',
  'restart',
  'remove-unknown-key',
  'config-rollback',
] as const;
const TAKE_UP = row('restart', 'way.stale-in-memory', 'restart', 'start-stopped');
/**
 * OpenClaw's own repair has no dry run: also with a copy of the file and an empty state it has moved the sessions of the
 * real gateway, wherever the file names a place of their own, and it may rewrite the service (2026.9.6, observed).
 */
const elseByHand = (tried: WayRow): WayRow => ({ ...tried, byHand: 'way.doctor-by-hand' });
const REFUSED = elseByHand(row('rollback', 'way.config-refused', 'remove-unknown-key', 'config-rollback'));
const BACK = row('rollback', 'way.config-worked-before', 'config-rollback');
const WORKSPACE = row('repair', 'way.workspace', 'set-workspace');
const ROUTE = row('repair', 'way.model-route', 'set-model-route');
const ALIGN = row('align', 'way.credential', 'align-credential');
const ROUTE_OR_BACK = row('repair', 'way.model-route', 'set-model-route', 'config-rollback');
/** What was added since it worked is taken away again; only where nothing was, a restart is all there is. */
const TAKE_AWAY = row('restart', 'way.state-in-memory', 'config-rollback', 'restart', 'start-stopped');

/** Every finding whose class of remediation is one that a runbook may act on. */
export const WAYS: Readonly<Record<string, WayRow>> = {
  // restart+validate
  'event-loop-saturated': TAKE_AWAY,
  'gateway-frozen': row('restart', 'way.frozen', 'resume-frozen', 'restart'),
  'service-crash-loop': TAKE_AWAY,
  'boot-safe-mode': TAKE_AWAY,
  'stale-lock': row('restart', 'way.state-in-memory', 'start-stopped', 'restart'),
  'duplicate-gateway': row('repair', 'way.rival', 'stop-duplicate'),
  'stale-listener': row('repair', 'way.rival', 'stop-duplicate', 'start-stopped', 'restart'),
  'lifecycle-lock-held': row('restart', 'way.state-in-memory', 'start-stopped', 'restart'),
  'service-stopped': row('restart', 'way.not-running', ...NOT_RUNNING),
  'service-definition-drift': escalate('way.service-definition'),
  'service-config-path-mismatch': escalate('way.service-definition'),
  'linger-disabled': escalate('way.needs-rights'),
  'gateway-unreachable': row('restart', 'way.not-running', ...NOT_RUNNING),
  'gateway-starting': escalate('way.wait'),
  'handshake-timeout': row('restart', 'way.state-in-memory', 'resume-frozen', 'restart'),
  'client-version-mismatch': escalate('way.at-the-client'),
  'protocol-mismatch': TAKE_UP,
  'event-gap': escalate('way.at-the-client'),
  'container-mount-drift': escalate('way.service-definition'),
  'reload-off-stale-config': TAKE_UP,
  'version-skew': TAKE_UP,
  'post-upgrade-no-restart': TAKE_UP,
  'stale-install': TAKE_UP,
  'plugin-version-drift': orElse('way.needs-install', BACK),
  'plugin-load-failed': TAKE_AWAY,
  'model-runtime-degraded': RESTART,
  'channel-disconnected': row('restart', 'way.state-in-memory', 'leave-out-variable', 'restart'),
  'channel-ingress-unavailable': RESTART,
  'channel-plugin-load-failed': TAKE_AWAY,
  'cron-no-next-wake': RESTART,
  'cron-tick-failed': RESTART,
  'browser-playwright-missing': escalate('way.needs-install'),
  'session-stuck': RESTART,
  'probe-false-green': row('restart', 'way.rival', 'stop-duplicate', 'resume-frozen', 'restart'),
  // config-rollback
  'config-missing': row('rollback', 'way.config-refused', 'config-rollback'),
  'config-invalid': REFUSED,
  'gateway-mode-missing': elseByHand(BACK),
  'bind-refused-no-auth': BACK,
  'auth-ambiguous-mode': BACK,
  'config-conflict': BACK,
  'newer-schema': escalate('way.needs-install'),
  'bind-scope-mismatch': BACK,
  'container-network': escalate('way.service-definition'),
  'proxy-attribution-missing': escalate('way.would-widen'),
  'tls-mismatch': orElse(
    'way.certificate',
    row('rollback', 'way.config-worked-before', 'restart', 'config-rollback'),
  ),
  'credential-redacted': ALIGN,
  'auth-mode-conflict': ALIGN,
  'trusted-proxy-identity-failed': escalate('way.would-widen'),
  'origin-not-allowed': escalate('way.would-widen'),
  'workspace-path-missing': WORKSPACE,
  'workspace-path-mismatch': WORKSPACE,
  'skill-symlink-escape': escalate('way.would-widen'),
  'instance-isolation-violation': row('repair', 'way.rival', 'stop-duplicate', 'config-rollback'),
  'config-reload-skipped': REFUSED,
  'config-write-rejected': escalate('way.no-runbook'),
  'config-clobbered': elseByHand(BACK),
  'legacy-config-key': REFUSED,
  'reload-mode-retired': REFUSED,
  'http-endpoint-disabled': orElse('way.would-widen', BACK),
  'plugin-allow-excludes': escalate('way.would-widen'),
  'cli-only-backend': ROUTE,
  'local-backend-shape': ROUTE_OR_BACK,
  'model-not-found': ROUTE_OR_BACK,
  'cron-disabled': row('rollback', 'way.config-worked-before', 'leave-out-variable', 'config-rollback'),
  'heartbeat-unknown-account': BACK,
  'browser-plugin-excluded': escalate('way.would-widen'),
  'browser-executable-invalid': BACK,
  'browser-cdp-url-invalid': BACK,
  // credential-rotate
  'token-drift': ALIGN,
  'auth-not-configured': ALIGN,
  'auth-rotated-live': ALIGN,
  'device-token-stale': ALIGN,
  'model-auth-missing': orElse('way.needs-new-credential', BACK),
  'channel-auth-failed': escalate('way.needs-new-credential'),
  // policy-relax-test: told whose choice it is, and never relaxed
  'policy-tightened-disconnect': escalate('way.would-widen'),
  'dm-policy-blocks': chosen('channels.*.dmPolicy, channels.*.allowFrom'),
  'group-allowlist-blocks': chosen('channels.*.groupPolicy, channels.*.groupAllowFrom, channels.*.groups'),
  'mention-gating': chosen('channels.*.groups.*.requireMention'),
  'tool-policy-denies': chosen('tools.profile, tools.allow, tools.deny, agents.*.*.tools'),
  'network-policy-blocked': chosen('browser.ssrfPolicy, tools.web.fetch.ssrfPolicy'),
  'exec-allowlist-miss': escalate('way.would-widen'),
  'heartbeat-dm-blocked': chosen('agents.defaults.heartbeat.directPolicy'),
  'node-command-not-allowed': chosen('gateway.nodes.commands'),
};

/** What a client meets, and what the gateway has that makes it so: the gateway's is the one that can be mended. */
const COMES_FROM: Readonly<Record<string, readonly string[]>> = {
  'wrong-target-url': ['reload-off-stale-config'],
};

/** The finding that a recovery starts from: the first one, or the one that it comes from if that was found, too. */
export function actedOn(findings: readonly string[]): string | null {
  const [first] = findings;
  if (first === undefined) return null;
  const causes = Object.hasOwn(COMES_FROM, first) ? COMES_FROM[first] : undefined;
  return causes?.find((cause) => findings.includes(cause)) ?? first;
}

/** A row may end in a repair of another way than its own; people read and allow the way that is gone. */
export function wayBy({ path, because }: WayRow, repair: RepairId): Pick<WayRow, 'path' | 'because'> {
  if (path === 'restart' && repair === 'config-rollback') return BACK;
  if (path === 'restart' && repair === 'remove-unknown-key') return REFUSED;
  if (path === 'rollback' && repair === 'leave-out-variable') return RESTART;
  if (path === 'rollback' && repair === 'restart') return TAKE_UP;
  return { path, because };
}

/** What a way means where people ask for it, whatever was found. */
const ASKED: Readonly<Record<Way, WayRow>> = {
  restart: row('restart', 'way.asked', 'start-stopped', 'resume-frozen', 'restart'),
  rollback: row('rollback', 'way.asked', 'config-rollback'),
  align: row('align', 'way.asked', 'align-credential'),
  repair: row('repair', 'way.asked', 'set-workspace', 'set-model-route', 'remove-unknown-key'),
  escalate: escalate('way.asked'),
};

/**
 * The way back from a finding. A way that people ask for goes first: where the finding leads there too, with its own
 * repairs. A finding without a row is nothing that a runbook may act on.
 */
export function wayOf(finding: string | null, asked?: Way): WayRow {
  const known = finding !== null && Object.hasOwn(WAYS, finding) ? WAYS[finding] : undefined;
  if (asked !== undefined && asked !== known?.path) return ASKED[asked];
  if (known !== undefined) return known;
  return finding === null ? ASKED.restart : escalate('way.no-runbook');
}
