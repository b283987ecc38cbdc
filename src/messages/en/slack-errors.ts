/**
 * @module messages/en/slack-errors
 * Slack's refusals, by what was called and Slack's own code: the cause, and what a person can do about it.
 */
export const SLACK_ERRORS = {
  'slack-error.message.channel_not_found': 'The bot cannot see this channel. Invite it there with /invite.',
  'slack-error.message.not_in_channel': 'The bot is not in this channel. Invite it there with /invite.',
  'slack-error.message.is_archived': 'The channel is archived. Type the command in another channel.',
  'slack-error.message.restricted_action':
    'A workspace rule forbids the bot to post here. An admin of the workspace can allow it.',
  'slack-error.message.restricted_action_read_only_channel':
    'The channel is read-only. Type the command in another channel.',
  'slack-error.message.restricted_action_thread_locked':
    'The thread is locked. Type the command again for a new message.',
  'slack-error.message.thread_not_found':
    'The thread’s first message is gone. Type the command again for a new one.',
  'slack-error.message.message_not_found': 'The message was deleted. Type the command again for a new one.',
  'slack-error.message.cant_update_message':
    'The message belongs to another app. Type the command again for a new one.',
  'slack-error.message.edit_window_closed':
    'The workspace forbids late edits. Type the command again for a new message.',
  'slack-error.message.invalid_auth':
    'Slack rejected the bot token. Set SLACK_BOT_TOKEN to the one of the installed app.',
  'slack-error.message.not_authed':
    'The bot token is missing. Set SLACK_BOT_TOKEN to the one of the installed app.',
  'slack-error.message.not_allowed_token_type': 'SLACK_BOT_TOKEN must be a bot token; those begin with xoxb.',
  'slack-error.message.token_revoked':
    'The bot token was revoked. Install the app again and set SLACK_BOT_TOKEN.',
  'slack-error.message.token_expired':
    'The bot token expired. Install the app again and set SLACK_BOT_TOKEN.',
  'slack-error.message.account_inactive':
    'The app was removed from the workspace. Install it again and set SLACK_BOT_TOKEN.',
  'slack-error.message.missing_scope':
    'The app lacks {scope}. Add it under "OAuth & Permissions" and install the app again.',
  'slack-error.message.a-scope': 'a scope',
  'slack-error.message.other': 'Slack rejected the message.',

  'slack-error.dialog.expired_trigger_id': 'Slack waits 3 s for a dialog, and the bot was slower.',
  'slack-error.dialog.exchanged_trigger_id': 'Slack opens one dialog per click, and this click had its own.',
  'slack-error.dialog.invalid_trigger_id': 'This click expired.',
  'slack-error.dialog.view_too_large': 'The answer is too long for a dialog.',
  'slack-error.dialog.not_found': 'The dialog was closed meanwhile.',

  'slack-error.home.not_enabled':
    'The Home tab is off. Turn it on under "App Home", or paste the manifest again.',
  'slack-error.home.invalid_arguments': 'Slack rejected the view: this is a bug of the bot.',
  'slack-error.home.view_too_large': 'The view is too large: this is a bug of the bot.',

  'slack-error.people.no_such_subteam':
    'Slack knows no such user group: it was deleted, or the id in the setting is wrong.',
  'slack-error.people.plan_upgrade_required':
    'The plan of this workspace has no user groups. Name people in the setting instead.',

  'slack-error.app-token':
    'Slack rejected SLACK_APP_TOKEN ({error}). Use an app-level token (xapp-…) with the scope connections:write: Basic Information, App-Level Tokens.',
  'slack-error.with-code': '{remedy} ({error})',
  'slack-error.http': 'Slack answered with HTTP {status}',
  'slack-error.unreached': 'Slack was not reached: {error}',
  'slack-error.no-answer': 'No answer from Slack: {why}',
  'slack-error.no-answer-in': 'Slack did not answer within {ms} ms.',
  'slack-error.answered': 'Slack answered {error}',
  'slack-error.no-json': 'Slack answered with something that is not JSON',
  'slack-error.limited': 'Slack limits the bot here',
  'slack-error.no-thread': 'There is no thread for the file.',
  'slack-error.other-place': 'This place is not in Slack.',
  'slack-error.no-address': 'Slack gave no address for it',
  'slack-error.guest-unknown': 'Slack did not say whether this person is a guest.',
  'slack-error.unknown-answer': 'Slack’s answer has a form that this version does not know.',
  'slack-error.unknown-fields': 'Slack’s answer has a form that this version does not know: {fields}.',
} as const;
