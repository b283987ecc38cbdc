/**
 * @module explain/weights/causes
 * Cause before consequence. A full disk is felt as a crash, a crash as silence; the consequence is often told
 * louder than what made it. Each line says whom a cause goes ahead of, and which words must be said for the two
 * to be tied; a cause that is hardly heard goes ahead of nothing.
 */
import type { Word } from '../keywords/index.ts';

export type Cause = {
  id: string;
  over: readonly string[];
  /** All groups must be heard, of each group any word. */
  tie: readonly (readonly Word[])[];
  /** Any of these heard, and the two are not tied. */
  unless?: readonly Word[];
};

const DOWN = ['service-crash-loop', 'service-stopped', 'gateway-unreachable', 'unknown-clean-close'] as const;
const QUIET = ['channel-disconnected', 'session-stuck', 'probe-false-green', 'cron-no-next-wake'] as const;

const BROWSER = ['browser-cdp-unreachable', 'browser-launch-failed'] as const;

/** In the order in which they are applied: what stands deeper comes later and wins. */
export const CAUSES: readonly Cause[] = [
  // A client or a tool that is refused: its credential before its connection.
  {
    id: 'channel-auth-failed',
    over: ['channel-disconnected', 'auth-missing', 'token-drift'],
    tie: [['channel-token'], ['unauthorized', 'token-revoked', 'bot-token']],
  },
  {
    id: 'channel-api-permission',
    over: ['channel-disconnected', 'file-permission', 'workspace-permission'],
    tie: [['channel-permission']],
  },
  { id: 'pairing-required', over: ['auth-mode-conflict', 'insecure-context'], tie: [['pairing']] },
  {
    id: 'device-auth-nonce',
    over: ['pairing-required', 'invalid-first-frame', 'token-drift'],
    tie: [['device-nonce']],
  },
  {
    id: 'auth-mode-conflict',
    over: ['public-exposure-risk', 'tunnel-stale-port', 'proxy-idle-timeout'],
    tie: [['auth-mode'], ['unreachable', 'unauthorized'], ['exposed', 'tunnel', 'proxy']],
  },
  { id: 'token-drift', over: ['channel-disconnected', 'auth-missing'], tie: [['token-copies']] },
  {
    id: 'cron-disabled',
    over: ['cron-no-next-wake', 'cron-tick-failed', 'cron-run-error'],
    tie: [['cron'], ['cron-off']],
  },
  // It is online and can send: who may be heard, before the connection.
  { id: 'group-allowlist-blocks', over: ['channel-disconnected'], tie: [['group-policy'], ['can-send']] },
  { id: 'dm-policy-blocks', over: ['channel-disconnected'], tie: [['dm-policy'], ['can-send']] },
  {
    id: 'mention-gating',
    over: ['channel-disconnected'],
    tie: [['mention'], ['can-send'], ['group-policy']],
  },
  // One conversation is silent, the messenger is not: the run that was left behind, before the silence.
  {
    id: 'session-stuck',
    over: ['channel-disconnected', 'event-loop-saturated', ...BROWSER],
    tie: [
      ['one-chat', 'run-left'],
      ['no-reply', 'session', 'session-stuck'],
    ],
  },
  { id: 'model-rate-limited', over: QUIET, tie: [['model-limit']] },
  { id: 'model-auth-missing', over: QUIET, tie: [['model-auth']] },
  {
    id: 'browser-launch-failed',
    over: ['browser-cdp-unreachable'],
    tie: [['browser-start'], ['permission', 'crash', 'module-missing']],
  },
  { id: 'browser-cdp-unreachable', over: ['browser-launch-failed'], tie: [['cdp-listens']] },
  // What a start stumbles over, before that it stumbles.
  {
    id: 'secretref-unresolved',
    over: [
      ...DOWN,
      'service-definition-drift',
      'service-not-installed',
      'model-auth-missing',
      'auth-missing',
      'channel-auth-failed',
    ],
    tie: [
      ['env-ref', 'secret'],
      ['unit-shown', 'entry-stale', 'not-starting', 'crash'],
    ],
  },
  { id: 'config-invalid', over: [...DOWN, 'service-definition-drift'], tie: [['config-invalid']] },
  {
    id: 'gateway-mode-missing',
    over: [...DOWN, 'config-missing', 'auth-mode-conflict', 'config-clobbered', 'probe-false-green'],
    tie: [['mode-missing']],
  },
  {
    id: 'bind-refused-no-auth',
    over: [...DOWN, 'auth-mode-conflict', 'auth-ambiguous-mode', 'config-clobbered'],
    tie: [['bind-lan'], ['not-starting', 'bind-refused', 'crash', 'crash-loop']],
  },
  {
    id: 'node-version-unsupported',
    over: [...DOWN, 'service-definition-drift', 'upgrade-regression'],
    tie: [['nodejs-version']],
  },
  { id: 'version-skew', over: ['upgrade-regression', 'handshake-timeout'], tie: [['skew']] },
  {
    id: 'plugin-load-failed',
    over: ['channel-disconnected', 'upgrade-regression', 'service-crash-loop'],
    tie: [['plugin-fail']],
  },
  // What was written over outlives the update that did it.
  {
    id: 'config-clobbered',
    over: ['upgrade-regression'],
    tie: [['config-lost'], ['config']],
  },
  // Who else is there, before what two of them do to each other.
  {
    id: 'duplicate-gateway',
    over: [...DOWN, 'port-conflict-foreign', 'service-definition-drift'],
    tie: [['duplicate']],
  },
  // A gateway that goes up and down refuses in between, also inside a container.
  {
    id: 'service-crash-loop',
    over: ['container-network', 'bind-scope-mismatch', 'gateway-unreachable', 'wrong-target-url'],
    tie: [['crash-loop'], ['refused', 'unreachable']],
    unless: ['container-net', 'target-loopback', 'remote-url'],
  },
  // A command that never got in says nothing about what it was to list.
  {
    id: 'handshake-timeout',
    over: ['cron-no-next-wake', 'cron-run-error', 'cron-tick-failed', 'cron-disabled', 'session-stuck'],
    tie: [['close-1000', 'handshake-timeout']],
    unless: ['cron-stall', 'cron-off', 'cron-delivery'],
  },
  // What a probe calls stopped, and people are served by.
  {
    id: 'probe-false-red',
    over: ['service-stopped', 'gateway-unreachable'],
    tie: [['but-works'], ['red-light', 'probe']],
  },
  {
    id: 'benign-warning',
    over: ['probe-false-red'],
    tie: [['warning'], ['harmless', 'but-works']],
    unless: ['red-light', 'unreachable', 'stopped'],
  },
  {
    id: 'probe-false-red',
    over: ['channel-disconnected', 'missing-scope', 'probe-false-green'],
    tie: [['but-works'], ['red-light', 'probe']],
    unless: ['no-reply', 'but-broken'],
  },
  // A unit that says failed while the gateway answers holds another process than it thinks.
  {
    id: 'service-definition-drift',
    over: ['probe-false-red'],
    tie: [['entry-stale'], ['unit-shown', 'systemd', 'launchd', 'schtasks'], ['but-works']],
  },
  // A port that is busy around a restart is held by the gateway that was there before.
  {
    id: 'duplicate-gateway',
    over: ['port-conflict-foreign'],
    tie: [['port-taken'], ['restart'], ['launchd', 'systemd', 'schtasks']],
    unless: ['port-other'],
  },
  // The folder is there, and belongs to another user: ownership before the mount.
  {
    id: 'workspace-permission',
    over: ['container-mount-drift'],
    tie: [['permission'], ['mount', 'container']],
    unless: ['wrong-folder'],
  },
  // A path of the host, asked for inside the container: what is mounted where, before who may write there.
  {
    id: 'container-mount-drift',
    over: ['workspace-permission', 'file-permission'],
    tie: [['host-path'], ['container']],
  },
  // Two versions that talk to each other: a probe of one calls the other down.
  {
    id: 'version-skew',
    over: ['probe-false-red', 'config-invalid'],
    tie: [['skew'], ['red-light', 'unreachable', 'timeout'], ['update', 'after-update', 'node-manager']],
    unless: ['scope-limited'],
  },
  { id: 'stale-lock', over: ['session-stuck', 'service-crash-loop'], tie: [['lock-stale']] },
  // The supervisor, before the silence it leaves.
  { id: 'service-not-installed', over: [...DOWN, 'upgrade-regression'], tie: [['not-installed']] },
  {
    id: 'supervisor-unreachable',
    over: [...DOWN, 'service-not-installed', 'service-definition-drift'],
    tie: [['bus-gone']],
  },
  {
    id: 'linger-disabled',
    over: [...DOWN, 'supervisor-unreachable', 'service-definition-drift'],
    tie: [['linger', 'logout']],
  },
  {
    id: 'port-conflict-foreign',
    over: [...DOWN, 'tunnel-stale-port'],
    tie: [['port-taken']],
  },
  {
    id: 'tls-mismatch',
    over: ['handshake-timeout', 'wrong-target-url', 'channel-disconnected', 'unknown-clean-close'],
    tie: [['tls']],
  },
  {
    id: 'wrong-target-url',
    over: [
      'handshake-timeout',
      'insecure-context',
      'auth-mode-conflict',
      'proxy-idle-timeout',
      'probe-false-green',
    ],
    tie: [['target-loopback'], ['bind-lan', 'remote-url']],
  },
  { id: 'container-network', over: ['gateway-unreachable', 'wrong-target-url'], tie: [['container-net']] },
  // Out of the host, before the services behind it.
  {
    id: 'dns-or-network-egress',
    over: [
      ...QUIET,
      'host-sleep',
      'model-not-found',
      'model-auth-missing',
      'model-rate-limited',
      'plugin-load-failed',
    ],
    tie: [['dns', 'egress', 'ipv6']],
  },
  // Time, memory and space, before all that needs them.
  {
    id: 'event-loop-saturated',
    over: [...DOWN, 'handshake-timeout', 'channel-disconnected', 'probe-false-red', 'probe-false-green'],
    tie: [['event-loop']],
  },
  {
    id: 'memory-pressure',
    over: [...QUIET, ...DOWN, 'event-loop-saturated', 'service-definition-drift'],
    tie: [['memory-out']],
  },
  { id: 'log-growth', over: [...QUIET, ...DOWN, 'memory-pressure'], tie: [['logs']] },
  { id: 'disk-full', over: [...QUIET, ...DOWN, 'state-db-error', 'config-clobbered'], tie: [['disk-full']] },
];

/** A cause must be at least this loud beside its consequence. */
const HEARD = 0.4;
/** How far ahead a cause is put. */
const STEP = 1.06;

/**
 * Puts causes ahead of their consequences; `total` (points by finding) is changed in place. Gives the
 * consequences of causes that were heard at all: nothing to claim.
 */
export function putCausesFirst(total: Map<string, number>, said: ReadonlySet<string>): Set<string> {
  const doubted = new Set<string>();
  for (const { id, over, tie, unless = [] } of CAUSES) {
    const own = total.get(id) ?? 0;
    if (own <= 0 || !tie.every((words) => words.some((word) => said.has(word)))) continue;
    if (unless.some((word) => said.has(word))) continue;
    for (const other of over) doubted.add(other);
    const behind = over.map((other) => total.get(other) ?? 0).filter((p) => p >= own && own >= HEARD * p);
    if (behind.length > 0) total.set(id, STEP * Math.max(...behind));
  }
  return doubted;
}
