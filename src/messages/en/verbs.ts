/**
 * @module messages/en/verbs
 * Help: one line a command in the third person, and what else there is to know about it.
 */
export const VERBS = {
  'verb.freeze': 'Announces that hosts must not be changed, and holds them',
  'verb.freeze.times':
    'Times: at 22:00, until 23:30, for 2h; 30 min when nothing is said, 12 h at most. Times of day are your own.',
  'verb.freeze.holds':
    'Changes by anyone else are refused while it lasts. Where OpenClaw offers it, its gateway takes no new work.',
  'verb.freeze.ends': 'It ends by itself, even if the bot is down. People are reminded before.',
  'verb.unfreeze': 'Ends the freezes of a host before their time',
  'verb.unfreeze.whole': 'A freeze of several hosts ends for all of them.',
  'help.headline': 'Commands',
  'help.about': 'Help: {verb}',
  'help.mission': 'Finds what is wrong with an OpenClaw gateway, how certain that is, and the next command.',
  'help.line': '<code>{usage}</code> – {help}',
  'help.start': 'Start with: <code>{command}</code>',
  'help.read-only': 'Read-only. Nothing on a host is changed.',
  'help.examples': '{n, plural, one {<b>Example:</b>} other {<b>Examples:</b>}}',

  'verb.help': 'shows this list, or more about one command',
  'verb.triage': 'checks gateways: what is wrong, how certain that is, and what to do next',
  'verb.triage.read-only': 'Read-only: nothing on the host is changed.',
  'verb.triage.joins': 'While an incident is open, another triage of the same host joins it.',
  'verb.triage.profile': 'HOST/PROFILE checks one gateway of a host that runs several.',
  'verb.triage.complaint':
    'After a colon: what users report. It is compared with the evidence and never sent to the host.',
  'verb.triage.thread': 'In a complaint’s thread, no colon is needed: that complaint is read.',
  'verb.triage.several':
    'Several hosts, a label or all: one message, side by side; slow or offline hosts do not delay the rest.',
  'verb.explain': 'explains a pasted error or log, from the text alone',
  'verb.explain.paste': 'Paste as much as you have: the line before the error often decides.',
  'verb.explain.no-host': 'No host is contacted.',
  'verb.explain.thread': 'In a complaint’s thread, no text is needed: the complaint is read.',
  'verb.status': 'lists the open incidents and how many hosts are connected',
  'verb.hosts': 'lists the hosts: connection, versions, last verdict, labels',
  'verb.host': 'shows one host: connection, versions, key, labels, last verdict, open incident',
  'verb.host.confirm':
    'confirm: an admin compared the key with what <code>node host.mjs policy</code> shows on the host. Changes need it.',
  'verb.host.labels': 'A label selects several hosts in triage and hosts; admins add and remove labels.',
  'verb.enroll': 'creates a one-time token for a host and the command to run there (admins)',
  'verb.enroll.token': 'The token works for one host, once, within 15 min.',
  'verb.enroll.labels': 'A label selects several hosts, as in: triage prod.',
} as const;
