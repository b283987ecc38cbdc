/** Rows of the cards in diagnosis/cards/work. */
import { type Cases, read, signed } from './case.ts';

export const WORK_CASES = {
  'session-stuck': read(
    'stalled session: sessionId=a sessionKey=agent:main:main state=processing age=150s queueDepth=1 reason=active_work_without_progress',
    'long-running session: sessionId=a sessionKey=agent:main:main state=processing age=150s queueDepth=1 reason=queued_behind_active_work',
  ),
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
  'benign-warning': read('cron: running missed jobs after the restart', 'cron: timer tick failed'),
} satisfies Record<string, Cases>;
