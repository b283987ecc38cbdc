/**
 * @module messages/en/order-reasons
 * Why a recovery came to nothing before the host began it, or after it had ended: the bot's own reasons, and those of hub
 * and host for not carrying an order out. Part of the one table in recovery-codes.ts.
 */
export const ORDER_REASONS = {
  // The bot's own.
  'recovery.no-plan': 'The host agent sent no plan',
  'recovery.plan-too-old': 'The plan was not started within 30 min',
  'recovery.consent-expired': 'Nobody approved within 30 min. No job was sent',
  'recovery.consent-cancelled': 'Called off before it began. No job was sent',
  'recovery.closed': 'The incident was closed',
  'recovery.frozen': 'Frozen by {by} until {until}. No job was sent',
  'recovery.is-down': 'The host said recovered, and triage found the gateway down afterwards',
  'recovery.look-not-done': 'The host said recovered, but triage could not check it',
  'recovery.nothing-found': 'Triage finds nothing wrong, so nothing is changed',
  'recovery.waits':
    'The gateway is starting, draining or suspended on purpose, so nothing is changed. Wait a minute, then run triage again',
  'recovery.not-accepted': 'The host said recovered without a proof of read and write',
  'recovery.which-is-down':
    'The host said recovered, and a gateway of this host is down; triage cannot tell that it is another one',

  // What hub or host says instead of carrying an order out.
  'order.op': 'The host agent is older than the bot and cannot do this. Update it',
  'order.mode': 'Host agent and bot differ about this operation. Update the older one',
  'order.args': 'Host agent and bot differ about this operation. Update the older one',
  'order.policy': 'The policy of the host does not allow it',
  'order.absent': 'The host agent is not connected',
  'order.not-enrolled': 'The host is not enrolled',
  'order.not-confirmed': 'No admin has confirmed the host’s key, so nothing may be changed on it',
  'order.quarantined': 'The identity check of the host failed',
  'order.frozen': 'Another freeze holds this gateway. No job was sent',
  'order.busy': 'Another change runs on this host',
  'order.precondition': 'The host changed since the plan was made',
  'order.journal': 'The host’s journal takes no change',
  'order.plan-digest': 'The plan that came is not the one that its digest names. Do not trust this host',
  'order.manifest': 'What arrived is not what the host signed. Do not trust this host',
  'order.incomplete': 'Part of what the host sent did not arrive',
  'order.too-much-evidence': 'The host sent more than is taken',
  'order.kid': 'The host does not know one of the keys that signed it. Its admin sets the policy',
  'order.ttl': 'The job reached the host too late, or the clock of the bot’s machine has jumped',
  'order.trust':
    'What the host knows of the bot’s keys has ended; it changes nothing until the bot brings a newer document',
  'order.signer': 'The host did not accept the bot’s signature',
  'order.not-delivered': 'The job did not reach the host in time',
  'order.not-approved': 'Nobody approved in time',
  'order.no-answer': 'The host agent did not answer',
  'order.no-end-reported': 'The host agent did not report the end',
  'order.stopped': 'The host agent stopped in between; how far it came is unknown',
  'order.failed': 'The host agent failed at it',
  'order.revoked': 'An admin took the key of the host away',
  'order.rejoined': 'The host joined anew with another key',
  'order.done': 'The host agent ended it without a word about the outcome',
  'order.unknown': 'How far it came is unknown',
  'order.digest': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.size': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.members': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.base64url': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.header': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.utf8': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.json': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.canonical': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.schema': 'The host agent could not read the order. Update the older one of bot and host agent',
  'order.signature': 'The host did not accept a signature on the order',
  'order.audience': 'The order was for another host',
  'order.session': 'The order came over an earlier connection. Request it again',
  'order.duplicate': 'The host had this order before; it is not carried out twice',
  'order.counter': 'Host and bot differ about which orders were sent. Request it again',
  // The road through AWS SSM.
  'order.ssm-throttled': 'AWS refused every request as too many; nothing was sent',
  'order.ssm-unreachable': 'AWS could not be reached',
  'order.ssm-broken': 'AWS answered with an error each time',
  'order.ssm-credentials': 'AWS does not accept the bot’s credentials. Renew them',
  'order.ssm-denied': 'The bot has no right to send this document to this instance. See infra/aws',
  'order.ssm-document':
    'The SSM document is missing, or not the one that was pinned. Nobody but its owner may change it',
  'order.ssm-parameters': 'The SSM document does not take an order. Install the one of infra/aws',
  'order.ssm-instance': 'AWS takes no command for this instance',
  'order.ssm-offline': 'The SSM agent of the instance is not connected',
  'order.ssm-unmanaged':
    'Systems Manager does not know the instance. If it was replaced, enroll the host again',
  'order.ssm-not-here':
    'The instance has no host agent with this host’s key. If it was replaced, enroll the host again',
  'order.ssm-not-installed': 'There is no host agent on the instance',
  'order.ssm-unsafe':
    'Somebody other than root and its owner could replace the host agent or its Node on the instance, so it was not started. Install a Node that belongs to root',
  'order.ssm-no-resident': 'The host agent could not be started on the instance. See its service there',
  'order.ssm-no-answer': 'The host agent gave no answer through AWS SSM',
  'order.ssm-cancelled': 'Somebody cancelled the command in AWS',
  'order.ssm-cut': 'The answer of the host agent was cut on its way through AWS',
  'order.ssm-untrusted':
    'The host does not believe this bot’s signing key, which has changed. Let it join again',
  'order.ssm-forged': 'What AWS brought is not signed by the host. Do not trust it',
  'order.ssm-clock': 'The clock of the host is wrong, so the order is too old or too new for it',
  'order.ssm-too-large': 'The order is too large for AWS SSM',
  'order.other': 'The job was not carried out',
} as const satisfies Record<string, string>;
