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
  'verb.extend': 'Lets the freezes of a host last longer',
  'verb.extend.times':
    'by 30m (when nothing is said), by 2h, until 23:00; 12 h from now at most. Times of day are your own.',
  'verb.unfreeze': 'Ends the freezes of a host before their time',
  'verb.unfreeze.whole': 'A freeze of several hosts ends for all of them.',
  'help.headline': 'Commands',
  'help.about': 'Help: {verb}',
  'help.mission': 'Finds what is wrong with an OpenClaw gateway, how certain that is, and the next command.',
  'help.line': '<code>{usage}</code> – {help}',
  'help.start': 'Start with: <code>{command}</code>',
  'help.read-only': 'Triage is read-only. A recovery changes a host only after another person approves.',
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
  'verb.recover': 'brings a gateway back: triage, the host’s plan, another person’s approval, six steps',
  'verb.recover.plan': 'The plan comes first, always; nothing on the host is changed by it.',
  'verb.recover.full': 'With full, acceptance also runs one agent turn in the workspace: one model call.',
  'verb.recover.choose': 'Where a plan offers choices, choose 2 asks for a plan with the second one.',
  'verb.recover.consent': 'Start asks for approval. Whoever asks cannot approve.',
  'verb.recover.steer': 'While it runs: pause, continue, skip, abort, rollback; each by name.',
  'verb.rollback': 'plans the way back to an earlier configuration, or ends a running recovery that way',
  'verb.rollback.running': 'While a recovery runs, the previous files come back at once.',
  'verb.start': 'asks others to approve the recovery plan of a host',
  'verb.approve': 'approves somebody else’s recovery plan',
  'verb.approve.who': 'Approvers are named in APPROVER_USERS. A terminal cannot approve.',
  'verb.deny': 'denies somebody else’s recovery plan, with a reason',
  'verb.pause': 'pauses a recovery before its next act, with a reason',
  'verb.continue': 'lets a recovery go on that is paused or asks',
  'verb.skip': 'skips the next step of a recovery, with a reason',
  'verb.skip.acceptance': 'Without acceptance nothing is called recovered.',
  'verb.abort': 'ends a recovery, with a reason; what it changed is put back',
  'verb.escalate': 'hands a recovery over to people, with a reason',
  'verb.bundle': 'puts everything about an incident into one file for whoever helps next',
  'verb.bundle.host-side':
    'The host collects, redacts and searches it. It stays there until somebody attaches or links it.',
  'verb.bundle.since': 'since 2h reads the last two hours; a day when nothing is said, 14 d at most.',
  'verb.bundle.several': 'A label or all: one bundle a host, and one file with a folder for each.',
  'verb.bundle.after':
    'Behind a host with a bundle: preview, attach, link, unlink, delete; diff compares its two latest.',
  'verb.bundle.rights':
    'Requesting and previewing need the right to look; sharing and deleting need OPERATOR_USERS.',
  'verb.note': 'writes something down; it goes along with every bundle of the incident',
  'verb.note.thread': 'In an incident’s thread, mention the bot with note and the text.',
  'verb.note.paste': 'Paste what a browser, the Control UI or a desktop app shows.',
  'verb.note.secrets': 'What looks like a secret is masked before it is kept.',
  'verb.status': 'lists the open incidents and how many hosts are connected',
  'verb.status.record': 'With an incident’s id: its record, and whether the chain of its rows holds.',
  'verb.hosts': 'lists the hosts: connection, versions, last verdict, labels',
  'verb.host': 'shows one host: connection, versions, key, labels, last verdict, open incident',
  'verb.host.confirm':
    'confirm: an admin compared the key with what <code>node host.mjs policy</code> shows on the host. Changes need it.',
  'verb.host.quarantine':
    'quarantine: closes its connection and asks nothing of it until release; what the bot itself quarantined joins again.',
  'verb.host.revoke': 'revoke: takes its key away; it needs a new token to join again. These are for admins.',
  'verb.host.labels': 'A label selects several hosts in triage and hosts; admins add and remove labels.',
  'verb.maintenance': 'says that hosts are worked on: what is found there pages nobody',
  'verb.maintenance.times': 'Times: at 22:00, until 23:30, for 2h, for 3d; 14 d at most. It ends by itself.',
  'verb.maintenance.end': 'end: ends it before its time.',
  'verb.hosts.filters':
    'Filters: down, degraded, healthy, unknown, connected, away, away 2h, pending, quarantined, maintenance, frozen.',
  'verb.hosts.more':
    'Also: label NAME, version 2026.9, agent 0.1. Filters add up; page 2 shows the next ones.',
  'verb.audit': 'shows who asked the bot for what, and whether the chain of its rows holds (admins)',
  'verb.audit.rows':
    'since 7d reads a week; 30 d when nothing is said. after 2000 shows the rows behind that one.',
  'verb.enroll': 'creates a one-time token for a host and the command to run there (admins)',
  'verb.enroll.token': 'The token works for one host, once, within 15 min.',
  'verb.enroll.ssm':
    'ssm INSTANCE: reached through AWS Systems Manager when its own connection is away, or has none.',
  'verb.enroll.labels': 'A label selects several hosts, as in: triage prod.',
} as const;
