/**
 * @module evidence/complaint/channels-and-devices
 * Channels and kinds of devices that a complaint may name, by the words that people use for them. Matched as topics are.
 */

/** Channels of OpenClaw by the id that its configuration gives them (2026.9.6, docs/channels). */
export const CHANNELS: Readonly<Record<string, readonly string[]>> = {
  telegram: ['telegram*', 'tg', '电报'],
  whatsapp: ['whatsapp*', 'wa'],
  discord: ['discord*'],
  slack: ['slack*'],
  signal: ['signal'],
  imessage: ['imessage*', 'bluebubbles'],
  matrix: ['matrix'],
  msteams: ['msteams', 'teams'],
  mattermost: ['mattermost'],
  googlechat: ['googlechat', 'google chat'],
  line: ['line'],
  irc: ['irc'],
  feishu: ['feishu', 'lark', '飞书'],
  wecom: ['wecom', '企业微信'],
  qqbot: ['qq', 'qqbot'],
  wechat: ['wechat', 'weixin', '微信'],
  zalo: ['zalo'],
  twitch: ['twitch'],
  nostr: ['nostr'],
  sms: ['sms'],
};

/** Kinds of devices, by the platform that they tell the gateway. */
export const DEVICES: Readonly<Record<string, readonly string[]>> = {
  ios: ['iphone*', 'ipad*', '苹果手机'],
  android: ['android*', '安卓'],
  macos: ['mac', 'macbook*', 'imac*'],
  windows: ['windows'],
};
