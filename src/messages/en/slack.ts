/**
 * @module messages/en/slack
 * What only Slack needs said: who is not answered and why, what came too late, and where the rest of a long text is.
 */
export const SLACK = {
  'slack.team': 'Workspace not allowed',
  'slack.team-why': 'This bot does not answer in this workspace. Nothing was done.',
  'slack.team-allow':
    'A bot admin can allow it: add <code>{team}</code> to the setting <code>SLACK_TEAMS</code>.',
  'slack.channel': 'Channel not allowed',
  'slack.channel-why': 'This bot does not answer in this channel. Nothing was done.',
  'slack.channel-where': 'It answers in: {channels}.',
  'slack.channel-allow':
    'A bot admin can allow it: add <code>{channel}</code> to the setting <code>SLACK_CHANNELS</code>.',
  'slack.stranger': 'Only full workspace members can use this bot',
  'slack.stranger.guest': 'You are a guest of this workspace. Host state is not shown. Nothing was done.',
  'slack.stranger.external':
    'You belong to another workspace and are here through a shared channel. Host state is not shown. Nothing was done.',
  'slack.stranger.deactivated': 'Your account is deactivated. Host state is not shown. Nothing was done.',
  'slack.stranger.bot': 'You are a bot. Host state is not shown. Nothing was done.',
  'slack.stranger-ask': 'Ask a full member of this workspace to type the command.',
  'slack.unreadable': 'The command could not be read',
  'slack.unreadable-why': 'Slack sent the command without its channel or sender. Nothing was done.',
  'slack.unreadable-next': 'Type it again. If it fails again, the bot’s log names what is missing.',
  'slack.slow': 'Still working; Slack timed out first',
  'slack.slow-why': 'The bot is still working on <code>{typed}</code>. Whether a job started is unknown.',
  'slack.slow-next':
    'If nothing appears here within 30 s, type it again: a triage already started is joined.',
  'slack.dialog': 'The dialog could not be opened',
  'slack.dialog-why': '{why} Nothing was done.',
  'slack.dialog-next': 'Click again, or type the command followed by the text.',
  'slack.no-text': 'This message has no text',
  'slack.no-text-next': 'Pictures and files are not read. Copy the error as text and explain that.',
  'slack.error': 'Internal error',
  'slack.error-why': '<code>{typed}</code> failed inside the bot. Whether a job started is unknown.',
  'slack.error-next':
    'Type it again: a triage already started is joined. If it fails again, the bot’s log names the cause.',
  'slack.disk-full': 'The bot’s disk is full',
  'slack.disk-full-why':
    '<code>{typed}</code> could not be stored in full, and what was not stored is not done.',
  'slack.disk-full-next':
    'Whoever runs the bot frees space where DATA_DIR lies. Then type it again: a triage already started is joined.',
  'slack.reference': 'Reference {reference}',
  'slack.cannot-post': 'Results cannot be posted where you asked',
  'slack.cannot-post-what': 'You asked about <code>{hosts}</code>. The triage continues.',
  'slack.cannot-post-next': 'Then type the command again: you join the incident and its message is posted.',

  'slack.no-board': 'Host status could not be loaded',
  'slack.no-board-why': 'This says nothing about the hosts. The bot’s log names the cause.',
  'slack.reopen-tab': 'Open the tab again in a few seconds.',
  'slack.unknown-person': 'Slack did not identify you',
  'slack.members-only': 'Hosts are shown to full members of this workspace only.',
  'slack.answer': 'Slack’s answer: {why}',

  'slack.silence-limited': 'Slack accepted no messages {span}; this is the current state',
  'slack.silence-unreached': 'Slack was not reachable {span}; this is the current state',
  'slack.more-characters':
    '{n, plural, one {# more character does} other {# more characters do}} not fit into one Slack message.',
  'slack.full-text': 'The full text is a file in this thread.',
  'slack.full-text-failed': 'The full text could not be attached. {why}',
  'slack.full-text-where':
    'To read it: host.mjs triage on the host, or bot.mjs chat in a terminal beside the bot',
  'slack.file-as-of': 'As of {at}',
  'slack.file-of-status': 'Full text of the status {key}',
  'slack.file-of-freeze': 'Full text of the freeze {key}',
  'slack.file-of-reminder': 'Full text of the reminder {key}',
  'slack.file-of-ended': 'Full text of the end {key}',
  'slack.file-of-plan': 'Full text of the plan {key}',
  'slack.file-of-recovery': 'Full text of the recovery {key}',
  'slack.file-of-ticket': 'Full text of the ticket message {key}',
  'slack.file-of-details': 'Full text of the details {key}',
  'slack.file-of-bundle': 'Full text of the bundle’s message {key}',
  'slack.file-of-bundle-file': 'Bundle of {name} {key}',
  'slack.bundle-gone': 'The file is gone.',
  'slack.audience-shared': 'This channel is shared with another company.',
  'slack.audience-strangers':
    '{n, plural, one {Somebody who is not a full member reads} other {# people who are not full members read}} this channel: {names}.',
  'slack.audience-many':
    'More than {n} people are in this channel; not everyone was checked for being a guest.',
  'slack.audience-unknown': 'Who reads this channel could not be found out: {why}',
  'slack.triage-title': 'Triage',
  'slack.ticket-title': 'Create ticket',
  'slack.freeze-title': 'Change freeze',
  'slack.recovery-title': 'Recovery',
  'slack.explained-title': 'Explained',

  'slack.app': 'Finds what is wrong with an OpenClaw gateway',
  'slack.app-command': 'Triage a gateway, list the hosts, or get help',
  'slack.app-shortcut-name': 'Explain this',
  'slack.app-shortcut': 'Explains the error in this message',
} as const;
