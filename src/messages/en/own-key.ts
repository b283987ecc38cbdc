/**
 * @module messages/en/own-key
 * Consent with a person's own key: what Slack says in private, what the bot answers over HTTP, and what the approver's
 * own machine prints.
 */
export const OWN_KEY = {
  'own-key.headline': '{host}: approve with your own key',
  'own-key.how': 'This host takes approvals only by a person’s own key. On your own machine, type:',
  'own-key.code': 'It asks for this code, good for you and this order until {until}:',
  'own-key.first-time':
    'First time? Type <code>node bot.mjs approve --new-key</code>; the host’s admin adds the key.',
  'own-key.private': 'Only you see this code. Do not pass it on.',
  'own-key.order': '{host}: {op}',
  'own-key.requester': 'Requested by {requester}. Expires {until}.',
  'own-key.digest': 'Plan digest: <code>{digest}</code>',
  'own-key.bot': 'Signed by bot key <code>{bot}</code>.',

  'own-key.none': 'No order waits for your signature under this ID and code.',
  'own-key.none-next': 'Press Approve in Slack for a fresh code; an order waits 30 min.',
  'own-key.shape': 'This is no signed order.',
  'own-key.shape-next': 'Use <code>bot.mjs approve</code>.',
  'own-key.not-allowed': 'You cannot approve.',
  'own-key.not-allowed-next': 'A bot admin sets APPROVER_USERS.',
  'own-key.not-taken': 'This signature was not taken.',
  'own-key.not-taken-next': 'Fetch the order again and sign it.',

  'own-key.made': 'New key: {file}',
  'own-key.there': 'The key is there already: {file}',
  'own-key.fingerprint': 'Fingerprint: {kid}',
  'own-key.to-policy': 'An admin of each host adds it to the policy (agent.toml), with your account:',
  'own-key.to-roots':
    'Where several admins sign the bot’s next key, its admin adds this line to the file of rotate-key --roots:',
  'own-key.make-one': 'Make a key: bot.mjs approve --new-key',
  'own-key.ask-code': 'Code from Slack: ',
  'own-key.ask-consent': 'Type "approve" to sign exactly this: ',
  'own-key.unknown-form': 'The bot sent no order in a known form.',
  'own-key.not-as-signed': 'The order is not as it was signed: {why}',
  'own-key.another': 'The order is another one.',
  'own-key.another-plan': 'The plan is not the one in the order. Nothing was signed.',
  'own-key.nothing-signed': 'Nothing was signed.',
  'own-key.taken': 'Signed with {kid} and taken. The host decides by its own policy.',
  'own-key.status': 'The bot answered {status}.',
} as const;
