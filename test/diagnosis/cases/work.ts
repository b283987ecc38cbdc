/** Rows of work that fails on a healthy gateway. */
import { type Cases, type Row, signed } from './case.ts';

const OPS_WITHOUT: Row = {
  'tools.none-for-files': false,
  'tools.policy-changed': true,
  'agent:ops|agent.tools.none-for-files': true,
};

const LISTED: Row = { 'channel:telegram|channel.enabled': true };

const ON_NODE: Row = { 'agent:main|agent.exec.on-node': true };
const device = (name: string, connected: boolean, runs?: boolean): Row => ({
  [`device:${name}|device.connected`]: connected,
  ...(runs === undefined ? {} : { [`device:${name}|device.runs-commands`]: runs }),
});

export const WORK_CASES = {
  'anthropic-long-context-429': signed('model', 'long-context', { fires: [{ 'model.sign': 'oauth-beta' }] }),
  'model-auth-missing': signed('model', 'auth', {
    fires: [
      { 'agent:main|agent.model.unavailable': 'missing-auth' },
      { 'agent:main|agent.model.unavailable': 'auth-failed', 'runs.failing': true },
    ],
    staysQuiet: [
      { 'agent:main|agent.model.unavailable': 'cooldown' },
      // Said once, and the last runs ended well.
      { 'model.sign': 'auth', 'runs.failing': false },
    ],
  }),
  'upstream-403': signed('model', 'blocked'),
  'local-backend-shape': signed('model', 'shape'),
  'model-runtime-degraded': signed('model', 'runtime-degraded'),
  'model-rate-limited': signed('model', 'rate-limited', {
    staysQuiet: [
      { 'model.sign': 'rate-limited', 'runs.failing': false },
      // Put aside for a while, and another model answers in its place.
      {
        'model.sign': 'rate-limited',
        'runs.failing': false,
        'agent:main|agent.model.unavailable': 'cooldown',
      },
      { 'agent:main|agent.model.unavailable': 'cooldown' },
    ],
  }),
  'model-not-found': signed('model', 'not-found', {
    fires: [
      {
        'agent:main|agent.model.in-catalogue': false,
        'agent:main|agent.model.provider-in-catalogue': true,
      },
    ],
    staysQuiet: [
      // Nothing of its provider is there: that is rather a credential.
      {
        'agent:main|agent.model.in-catalogue': false,
        'agent:main|agent.model.provider-in-catalogue': false,
      },
      {
        'agent:main|agent.model.in-catalogue': true,
        'agent:main|agent.model.provider-in-catalogue': true,
      },
    ],
  }),
  'channel-api-permission': signed('channel', 'permission'),
  'channel-disconnected': signed('channel', 'disconnected', {
    fires: [
      { 'service.sign': 'poll-conflict', 'symptom.word': 'no-other-client' },
      { 'service.sign': 'poll-conflict', 'channels.well': false },
    ],
    staysQuiet: [
      { 'service.sign': 'poll-conflict' },
      { 'service.sign': 'poll-conflict', 'channels.well': true },
      // It came back.
      { 'channel.sign': 'disconnected', 'channels.well': true },
    ],
  }),
  'channel-ingress-unavailable': signed('channel', 'ingress-unavailable'),
  'channel-plugin-load-failed': signed('channel', 'plugin-load'),
  'channel-relink-needed': signed('channel', 'relink'),
  'channel-auth-failed': signed('channel', 'auth-refused'),
  'dm-policy-blocks': signed('policy', 'dm-policy', {
    fires: [
      {
        ...LISTED,
        'channel:telegram|channel.dm-policy': 'allowlist',
        'channel:telegram|channel.dm-nobody': true,
      },
    ],
    staysQuiet: [
      { ...LISTED, 'channel:telegram|channel.dm-policy': 'open', 'channel:telegram|channel.dm-nobody': true },
    ],
  }),
  'dm-pairing-pending': signed('policy', 'dm-pairing'),
  'group-allowlist-blocks': signed('policy', 'group-allowlist', {
    fires: [
      {
        ...LISTED,
        'channel:telegram|channel.group-policy': 'allowlist',
        'channel:telegram|channel.group-nobody': true,
        'channel:telegram|channel.groups-listed': 1,
      },
    ],
    staysQuiet: [
      { 'symptom.word': 'group-silent' },
      // It is in no group.
      {
        ...LISTED,
        'channel:telegram|channel.group-policy': 'allowlist',
        'channel:telegram|channel.group-nobody': true,
        'channel:telegram|channel.groups-listed': 0,
        'channel:telegram|channel.groups-any': false,
      },
    ],
  }),
  'mention-gating': signed('policy', 'mention'),
  'tool-policy-denies': signed('policy', 'tool-denied', {
    fires: [
      { 'tools.none-for-files': true, 'tools.policy-changed': true },
      // Another agent than the main one lost them, and its runs fail.
      { ...OPS_WITHOUT, 'agent:ops|agent.workspace.ever-used': true, 'runs.failing': true },
    ],
    staysQuiet: [
      // For long it is a choice; and a policy that leaves some of them is one.
      { 'tools.none-for-files': true, 'tools.policy-changed': false },
      { 'tools.none-for-files': false, 'tools.policy-changed': true },
      // Made for guests, without tools: nobody misses any.
      { ...OPS_WITHOUT, 'agent:ops|agent.workspace.ever-used': false, 'runs.failing': true },
      { ...OPS_WITHOUT, 'agent:ops|agent.workspace.ever-used': true, 'runs.failing': false },
    ],
  }),
  'network-policy-blocked': signed('policy', 'private-address', {
    fires: [{ 'policy.sign': 'endpoint-blocked' }],
  }),
  'cron-disabled': signed('schedule', 'disabled', {
    staysQuiet: [{ 'schedule.sign': 'disabled', 'schedule.own-jobs': 0 }],
  }),
  'cron-no-next-wake': signed('schedule', 'no-next-wake', { fires: [{ 'schedule.sign': 'timer-silent' }] }),
  'cron-tick-failed': signed('schedule', 'tick-failed'),
  'cron-run-error': signed('schedule', 'run-error', {
    staysQuiet: [{ 'schedule.sign': 'run-error', 'schedule.failing': false }],
  }),
  'cron-delivery-failed': signed('schedule', 'delivery-failed', {
    staysQuiet: [{ 'schedule.sign': 'delivery-failed', 'schedule.failing': false }],
  }),
  'heartbeat-skipped': signed('schedule', 'heartbeat-skipped'),
  'heartbeat-no-route': signed('schedule', 'heartbeat-no-route'),
  'heartbeat-unknown-account': signed('schedule', 'heartbeat-unknown-account'),
  'heartbeat-dm-blocked': signed('schedule', 'heartbeat-dm-blocked'),
  'node-offline': signed('node', 'offline'),
  'node-capability-missing': signed('node', 'capability-missing', {
    fires: [{ ...ON_NODE, ...device('tablet', true, false), ...device('laptop', false) }],
    staysQuiet: [
      { ...ON_NODE, ...device('tablet', true, false), ...device('laptop', true, true) },
      // None is there: it is away.
      { ...ON_NODE, ...device('laptop', false) },
      // Its commands run on the gateway.
      { ...device('tablet', true, false) },
    ],
  }),
  'node-background': signed('node', 'background'),
  'node-permission-missing': signed('node', 'permission'),
  'exec-approval-required': signed('node', 'approval-required'),
  'exec-allowlist-miss': signed('node', 'allowlist-miss'),
  'node-command-not-allowed': signed('node', 'command-not-allowed'),
  'session-stuck': signed('work', 'session-stuck'),
  'probe-false-green': signed('work', 'delivery-pending', {
    fires: [
      {
        'client:a|connect.hello': true,
        'client:a|rpc.read.ok': false,
        'client:a|rpc.error.missing-scope': null,
      },
      // The model server of this host is down: before anybody tried, and after.
      { 'client:a|connect.hello': true, 'agent:main|agent.model.endpoint': 'closed' },
      {
        'runs.failing': true,
        'model.sign': 'endpoint-down',
        'agent:main|agent.model.endpoint': 'here',
      },
    ],
    staysQuiet: [
      // Somebody holds a lease on it: that nothing is done is what was asked for.
      {
        'gateway.suspension': 'prepared',
        'client:a|connect.hello': true,
        'client:a|rpc.read.ok': false,
      },
      { 'client:a|connect.hello': true, 'agent:main|agent.model.endpoint': 'here' },
      // A provider outside that says nothing: theirs, ours or the road between, and nobody can tell.
      {
        'runs.failing': true,
        'model.sign': 'endpoint-down',
        'agent:main|agent.model.endpoint': 'outside',
      },
      { 'client:a|connect.hello': true, 'client:a|rpc.read.ok': true },
      // The one that was greeted was also answered; the other was never greeted.
      {
        'client:a|connect.hello': true,
        'client:a|rpc.read.ok': true,
        'client:b|connect.hello': false,
        'client:b|rpc.read.ok': false,
      },
      // A scope that is missing is not a false green.
      {
        'client:a|connect.hello': true,
        'client:a|rpc.read.ok': false,
        'client:a|rpc.error.missing-scope': 'operator.read',
      },
      { 'symptom.word': 'green-but-broken', 'protocol.sign': 'probe-ok' },
    ],
  }),
  'probe-false-red': signed('work', 'false-red', {
    fires: [
      { 'client:a|connect.hello': true, 'client:a|rpc.read.ok': true, 'protocol.sign': 'probe-failed' },
      {
        'client:a|connect.hello': true,
        'client:a|rpc.read.ok': true,
        'gateway.service.active': 'failed',
      },
      {
        'client:a|connect.hello': true,
        'client:a|rpc.read.ok': true,
        'gateway.port': 18_790,
        'command.red-port': 18_789,
      },
    ],
    staysQuiet: [
      // It was asked on its own port and was red then: perhaps it was down then.
      {
        'client:a|connect.hello': true,
        'client:a|rpc.read.ok': true,
        'gateway.port': 18_789,
        'command.red-port': 18_789,
      },
      {
        'client:a|connect.hello': true,
        'client:a|rpc.read.ok': true,
        'gateway.service.active': 'inactive',
      },
      { 'client:a|connect.hello': false, 'protocol.sign': 'probe-failed' },
      { 'symptom.word': 'red-but-working' },
    ],
  }),
  'benign-warning': signed('schedule', 'caught-up'),
  'browser-plugin-excluded': signed('browser', 'plugin-excluded'),
  'browser-launch-failed': signed('browser', 'launch-failed'),
  'browser-executable-invalid': signed('browser', 'executable'),
  'browser-cdp-url-invalid': signed('browser', 'cdp-url'),
  'browser-cdp-unreachable': signed('browser', 'cdp-unreachable'),
  'browser-cdp-ws-blocked': signed('browser', 'cdp-websocket'),
  'browser-attach-no-target': signed('browser', 'attach-no-target'),
  'browser-no-tabs': signed('browser', 'no-tabs'),
  'browser-stale-emulation': signed('browser', 'stale-emulation'),
  'browser-playwright-missing': signed('browser', 'playwright'),
  'browser-request-unsupported': signed('browser', 'request-unsupported'),
} satisfies Record<string, Cases>;
