/**
 * @module slack/scopes
 * What the bot may do in Slack, and what for. People ask why a bot wants to read their channels, so each
 * permission has its reason; a test holds the list to what the code calls and listens to.
 */
import { text } from '../messages/sentence.ts';

/** Scopes of the bot token (docs.slack.dev/reference/scopes). */
export const BOT_SCOPES = {
  commands: 'to be asked with a slash command, or about a message from its menu',
  'chat:write': 'to post and edit its answers in channels it was invited to',
  'app_mentions:read': 'to be asked by name, in threads too, where slash commands do not work',
  'channels:history': 'to find its own message again when Slack did not say whether it was posted',
  'groups:history': 'the same in private channels',
  'im:history': 'the same in direct messages',
  'mpim:history': 'the same in group messages',
  'users:read': 'to tell full members from guests, other companies, bots and deactivated accounts',
  'channels:read': 'to see who would read a bundle before it is put into a channel',
  'groups:read': 'the same in private channels',
  'im:read': 'the same in direct messages',
  'mpim:read': 'the same in group messages',
  'usergroups:read': 'to see who is in the user groups that its settings name',
  'files:write': 'to put an answer that is too long for a message, or a bundle, into a thread as a file',
} as const satisfies Record<string, string>;

/** Events that Slack tells the bot of (docs.slack.dev/reference/events). */
export const BOT_EVENTS = {
  app_mention: 'somebody asks it by name',
  app_home_opened: 'somebody opens its Home tab, which is then brought up to date',
} as const satisfies Record<string, string>;

/** The entry in the menu of every message, as its listener knows it. */
export const MESSAGE_SHORTCUT = {
  name: text('slack.app-shortcut-name'),
  callbackId: 'explain_message',
} as const;
