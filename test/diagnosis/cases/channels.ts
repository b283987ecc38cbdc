/** Rows of the cards in diagnosis/cards/channels. */
import { type Cases, type Row, read, signed } from './case.ts';

const LISTED: Row = { 'channel:telegram|channel.enabled': true };

export const CHANNELS_CASES = {
  'channel-api-permission': read(
    'slack: chat.postMessage failed: missing_scope',
    'telegram sendMessage failed: 403: Forbidden: bot was blocked by the user',
  ),
  'channel-disconnected': signed('channel', 'disconnected', {
    fires: [
      { 'service.sign': 'poll-conflict', 'symptom.word': 'no-other-client' },
      { 'service.sign': 'poll-conflict', 'channels.well': false },
    ],
    staysQuiet: [
      { 'service.sign': 'poll-conflict' },
      { 'service.sign': 'poll-conflict', 'channels.well': true },
      // It came back.
      { 'channel.sign': 'disconnected', 'channels.well': true },
    ],
  }),
  'channel-ingress-unavailable': read(
    'channel cannot admit inbound events; its durable ingress queue is unavailable',
    'slack: channel_not_found',
  ),
  'channel-plugin-load-failed': read(
    'channels.discord: no channel plugin is installed or loadable for discord',
    '[plugins] extension entry not found: dist/index.js (plugin=stock-count, source=/srv/stock-count)',
  ),
  'channel-relink-needed': read(
    'whatsapp: session logged out; relink it',
    'whatsapp: connection lost (428), reconnecting in 2 s',
  ),
  'channel-auth-failed': read(
    '[telegram] [default] channel exited: Telegram bot token unauthorized for account "default" (getMe returned 401 from Telegram; source: config token).',
    'telegram: retry failed for entry 4ce5e2d7-fb33-4004-bea9-de21c992ec8c',
  ),
  'dm-policy-blocks': signed('policy', 'dm-policy', {
    fires: [
      {
        ...LISTED,
        'channel:telegram|channel.dm-policy': 'allowlist',
        'channel:telegram|channel.dm-nobody': true,
      },
    ],
    staysQuiet: [
      { ...LISTED, 'channel:telegram|channel.dm-policy': 'open', 'channel:telegram|channel.dm-nobody': true },
    ],
  }),
  'dm-pairing-pending': read('telegram pairing request from 4711', 'device pairing request from an iPhone'),
  'group-allowlist-blocks': signed('policy', 'group-allowlist', {
    fires: [
      {
        ...LISTED,
        'channel:telegram|channel.group-policy': 'allowlist',
        'channel:telegram|channel.group-nobody': true,
        'channel:telegram|channel.groups-listed': 1,
      },
    ],
    staysQuiet: [
      { 'symptom.word': 'group-silent' },
      // It is in no group.
      {
        ...LISTED,
        'channel:telegram|channel.group-policy': 'allowlist',
        'channel:telegram|channel.group-nobody': true,
        'channel:telegram|channel.groups-listed': 0,
        'channel:telegram|channel.groups-any': false,
      },
    ],
  }),
  'mention-gating': read(
    'discord: drop guild message (mention required)',
    'discord: drop guild message (not on the list)',
  ),
} satisfies Record<string, Cases>;
