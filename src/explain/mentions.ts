/**
 * @module explain/mentions
 * What a pasted text touches that people often get wrong, though it is no fault: a probe that is narrower than
 * its name, a header that changes the model. Such a mention never claims anything; it brings a note along.
 */

import type { ReadContext, Reader } from '../evidence/reader.ts';
import { quoteOf } from '../evidence/readers/lines.ts';
import type { MENTIONS } from '../evidence/signs.ts';
import type { Fact } from '../protocol/evidence.ts';

type Mention = (typeof MENTIONS)[number];
const MAX = 32_768;

/** Names of commands, keys, headers and routes of OpenClaw 2026.9.6 (its shipped documentation). */
const KEYWORDS: readonly (readonly [Mention, RegExp])[] = [
  ['chat-route', /\/v1\/(?:chat\/completions|responses)\b/i],
  ['compatible-clients', /\b(?:open ?webui|lobe ?chat|libre ?chat)\b/i],
  ['model-header', /\bx-openclaw-model\b/i],
  ['http-bearer', /\bauthorization:\s{0,4}bearer\b|\/api\/v1\/admin\/rpc\b/i],
  ['hot-keys', /\bgateway\.reload\.mode\b|\bconfig hot reload\b|\breload["']?\s{0,4}:\s{0,4}\{/i],
  [
    'several-gateways',
    /\brescue (?:profile|gateway|bot)\b|\b(?:two|second|several|multiple) gateways\b|\bOPENCLAW_STATE_DIR=\S{1,200}[\s\S]{1,400}\bOPENCLAW_STATE_DIR=/i,
  ],
  ['from-outside', /\bssh (?:-\w{1,4} ){0,3}-L\s?\d|\b(?:port forward|expose|funnel|tailscale serve)\b/i],
  ['dev-profile', /\bopenclaw --dev\b|--allow-unconfigured\b|(?<![\d.])19001(?!\d)/i],
  ['feature-list', /\bfeatures\.(?:methods|events)\b/i],
  [
    'fail-fast',
    /\b(?:direct|fallback) (?:channel|delivery)\b.{0,60}\bgateway\b|\bgateway\b.{0,60}\bsilently (?:drop|lost)/i,
  ],
  ['two-stages', /"status"\s{0,4}:\s{0,4}"accepted"|\bagent\.wait\b|\brunId\b/],
  ['auth-precedence', /\bauth=(?:token|password|device-token|bootstrap-token|none)\b/i],
  ['one-retry', /\bcanRetryWithDeviceToken\b|\bretry_with_device_token\b/],
  ['serial-retries', /\bretry later\b/i],
  ['unit-names', /\bai\.openclaw\.[\w-]{1,40}|\bopenclaw-gateway(?:-[\w-]{1,40})?\.service\b/i],
  ['deep-scan', /\bgateway status\b[^\n]{0,40}--deep\b|\bstatus --deep\b/i],
  ['exit-zero', /\bgateway status\b[^\n]{0,60}(?:&&|\|\||exit(?:ed)? (?:code )?0|\$\?)/i],
  ['forced-start', /\bopenclaw gateway\b[^\n]{0,60}--force\b/i],
  ['forced-stop', /\bopenclaw gateway stop\b/i],
  ['doctor-repairs', /\bdoctor\b[^\n]{0,20}--(?:fix|repair)\b/i],
  ['desktop-host', /\b(?:laptop|macbook|lid closed|clamshell|screen ?saver)\b|\bpmset\b/i],
  ['restore-first', /\b(?:add|set ?up|enable|install)\b.{0,40}\b(?:monitoring|alerting|dashboards?)\b/i],
  ['token-display', /\bconfig get\b[^\n]{0,20}\bgateway\.auth\b|__OPENCLAW_REDACTED__/i],
];

function read(text: string, context: ReadContext): Fact[] {
  const bounded = text.slice(0, MAX);
  return KEYWORDS.flatMap(([value, pattern]) => {
    const hit = pattern.exec(bounded);
    if (!hit) return [];
    return [{ fact: 'text.mention', subject: context.gateway, value, quote: quoteOf(hit[0]) }];
  });
}

export const mentions: Reader = {
  id: 'mentions',
  title: 'Things that are often misread, though they are no fault',
  gives: ['text.mention'],
  read,
};
