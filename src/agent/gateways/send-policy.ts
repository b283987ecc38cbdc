/**
 * @module agent/gateways/send-policy
 * In which chats of a channel `session.sendPolicy` keeps answers back (OpenClaw 2026.9.6, docs/gateway/config-agents):
 * the agent runs and its answer goes nowhere. A rule that denies outweighs one that allows.
 */
import { at, textAt } from './config-file.ts';

export type ChatType = 'direct' | 'group';

/** Rules for single sessions say nothing of a whole channel. */
const ofOneSession = (rule: unknown): boolean =>
  textAt(rule, 'match.keyPrefix') !== null || textAt(rule, 'match.rawKeyPrefix') !== null;

/** OpenClaw also writes rooms as `channel`, and reads `dm` as direct. */
const sameType = (said: string, type: ChatType): boolean =>
  type === 'direct' ? said === 'direct' || said === 'dm' : said === 'group' || said === 'channel';

function matches(rule: unknown, channel: string, type: ChatType): boolean {
  const [named, kind] = [textAt(rule, 'match.channel'), textAt(rule, 'match.chatType')];
  return (named === null || named.toLowerCase() === channel) && (kind === null || sameType(kind, type));
}

/** The kinds of chats in which nothing of what is answered is sent. */
export function keptBackIn(config: unknown, channel: string): ChatType[] {
  const policy = at(config, 'session.sendPolicy');
  if (policy === undefined) return [];
  const rules = at(policy, 'rules');
  const common = (Array.isArray(rules) ? rules : []).filter((rule) => !ofOneSession(rule));
  return (['direct', 'group'] as const).filter((type) => {
    const said = common.filter((rule) => matches(rule, channel, type)).map((rule) => textAt(rule, 'action'));
    if (said.includes('deny')) return true;
    return said.length === 0 && textAt(policy, 'default') === 'deny';
  });
}
