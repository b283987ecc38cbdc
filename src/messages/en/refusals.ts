/**
 * @module messages/en/refusals
 * A command that cannot be carried out: what is wrong, that nothing was done, and a line that works.
 */
export const REFUSALS = {
  'refusal.nothing-done': 'Nothing was done.',
  'refusal.type': 'Type: <code>{command}</code>',
  'refusal.type-one': 'Type one of these:',

  'refusal.which-host': 'Which host?',
  'refusal.host-not-found': 'Host not found',
  'refusal.not-enrolled': 'Not enrolled: <code>{host}</code>.',
  'refusal.known-hosts': 'Known: {hosts}.',
  'refusal.known-hosts-more': 'Known: {hosts} and {n, number} more ({command}).',
  'refusal.no-host-yet': 'No host is enrolled yet',
  'refusal.enroll-first': 'An admin enrolls the first one:',
  'refusal.profile': 'Invalid profile name',
  'refusal.profile-rule': 'After the slash: one profile name of letters, digits, dots and dashes.',
  'refusal.host-or-label': 'No such host or label',
  'refusal.not-found': 'Not found: <code>{name}</code>.',
  'refusal.label': 'No host has that label',
  'refusal.label-asked': 'Label: <code>{label}</code>',

  'refusal.which-command': 'Which command for this host?',
  'refusal.explain-first': 'To explain an error, type explain first',
  'refusal.unknown-command': 'Unknown command',
  'refusal.commands': 'Commands: {commands}.',
  'refusal.not-a-command': '<code>{typed}</code> is not a command.',
  'refusal.did-you-mean': 'Did you mean "{command}"?',
  'refusal.explain-what': 'Explain what?',
  'refusal.paste-text': 'Paste the error or the log lines after <code>explain</code>.',
  'refusal.enroll-which': 'Enroll which host?',
  'refusal.host-name': 'Invalid host name',
  'refusal.host-name-rule':
    'Host names use letters, digits, dots and dashes, at most 63 characters; "all" is reserved.',

  'denied.headline': 'Permission denied: {what}',
  'denied.triage': 'run triage',
  'denied.act': 'freeze or recover hosts',
  'denied.approve': 'approve or deny a change',
  'denied.enroll': 'enroll hosts',
  'denied.labels': 'change labels',
  'denied.confirm': 'confirm a host key',
  'denied.freeze': 'freeze and unfreeze hosts',
  'denied.acknowledge': 'acknowledge a freeze',
  'denied.no-one': 'Current settings allow no one.',
  'denied.allowed': 'Allowed: {people}. Ask one of them.',
  'denied.setting': 'A bot admin sets this in <code>{setting}</code>.',
  'denied.enroll-on-bot': 'Or, on the bot’s own machine:',
  'denied.approve-in-slack': 'A terminal cannot approve. Approve in Slack, or with your own key.',
  'denied.group-unknown': 'Slack did not say whether you are in an allowed group.',
  'denied.not-full-member': 'You are not a full member of this workspace.',
  'denied.unknown-person': 'Slack did not say who you are: {why}',

  'again.token': 'This request was already answered with a token',
  'again.confirm': 'This request already confirmed a key',
  'again.labels': 'This request already changed labels',
  'again.why': 'Each request acts once. This one arrived twice: Slack sent it again, or it was copied.',

  'stale.button': 'This button is out of date',
  'stale.why': 'Its message is older than the bot’s last update or installation.',
} as const;
