/**
 * @module slack/scopes
 * What the bot may do in Slack, and what for. People ask why a bot wants to read their channels, so each
 * permission has its reason; the app's manifest is held to this list by a test.
 */
export const BOT_SCOPES = {
  commands: 'to be asked with a slash command',
  'chat:write': 'to post and edit its answers in channels it was invited to',
  'channels:history': 'to find its own message again when Slack did not say whether it was posted',
  'groups:history': 'the same in private channels',
  'im:history': 'the same in direct messages',
  'mpim:history': 'the same in group messages',
} as const satisfies Record<string, string>;
