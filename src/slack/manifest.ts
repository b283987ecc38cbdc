/**
 * @module slack/manifest
 * The app as Slack is told about it: what it may do, what it listens to, how it is called. Made from the same
 * lists as the code uses, so that nobody has to click it together or keep a second list.
 */

import type { webApi } from '@slack/bolt';
import { text } from '../messages/sentence.ts';
import { BOT_EVENTS, BOT_SCOPES, MESSAGE_SHORTCUT } from './scopes.ts';

export type ManifestOptions = {
  /** The slash command, `/openclaw`; at most 32 characters. */
  command: string;
  /** Where Slack reaches the bot, e.g. `https://bot.example.org`; without it the bot comes to Slack (Socket Mode). */
  url?: string;
  /** What the app is called in Slack; at most 35 characters. */
  name?: string;
};

/** Slack's own description of a manifest (docs.slack.dev/reference/app-manifest). */
type SlackManifest = webApi.AppsManifestCreateArguments['manifest'];

/** As plain data, in the order in which Slack's pages show it. Pure. */
export function manifest({ command, url, name = 'OpenClaw incidents' }: ManifestOptions) {
  const requests = url === undefined ? {} : { request_url: `${url}/slack/events` };
  return {
    display_information: {
      name,
      description: text('slack.app'),
      background_color: '#1d1c1d',
    },
    features: {
      // People write to it in private there, and it tells them what it may not say in a channel.
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      // Not "openclaw": in a workspace that uses OpenClaw's own app, two bots would answer to the name.
      bot_user: { display_name: 'openclaw-incidents', always_online: true },
      shortcuts: [
        {
          name: MESSAGE_SHORTCUT.name,
          type: 'message' as const,
          callback_id: MESSAGE_SHORTCUT.callbackId,
          description: text('slack.app-shortcut'),
        },
      ],
      slash_commands: [
        {
          command,
          ...(url === undefined ? {} : { url: `${url}/slack/events` }),
          description: text('slack.app-command'),
          usage_hint: 'help | triage HOST | hosts',
          // What was typed comes as it was typed, not with links made of it.
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: namesOf(BOT_SCOPES) } },
    settings: {
      event_subscriptions: { ...requests, bot_events: namesOf(BOT_EVENTS) },
      interactivity: { is_enabled: true, ...requests },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  } satisfies SlackManifest;
}

const namesOf = <Name extends string>(reasons: Record<Name, string>): Name[] =>
  Object.keys(reasons) as Name[];
