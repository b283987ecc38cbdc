/** Rows of the cards in diagnosis/cards/channels. */
import { type Cases, type Row, signed } from './case.ts';

const LISTED: Row = { 'channel:telegram|channel.enabled': true };

export const CHANNELS_CASES = {
  'channel-api-permission': signed('channel', 'permission'),
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
  'channel-ingress-unavailable': signed('channel', 'ingress-unavailable'),
  'channel-plugin-load-failed': signed('channel', 'plugin-load'),
  'channel-relink-needed': signed('channel', 'relink'),
  'channel-auth-failed': signed('channel', 'auth-refused'),
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
  'dm-pairing-pending': signed('policy', 'dm-pairing'),
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
  'mention-gating': signed('policy', 'mention'),
} satisfies Record<string, Cases>;
