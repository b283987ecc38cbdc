/**
 * @module messages/own-key
 * Consent with a person's own key: the private word that says how, and on their machine the order that they sign.
 */
import type { Order } from '../protocol/order.ts';
import type { Plan } from '../protocol/recovery.ts';
import type { Message } from './message.ts';
import { planParts } from './plan-parts.ts';
import { line, text } from './sentence.ts';
import { utc } from './time.ts';

/** For the approver alone: the code is theirs. */
export function composeInvite(told: {
  host: string;
  job: string;
  code: string;
  url: string;
  until: string;
}): Message {
  const { host, job, code, url, until } = told;
  return {
    headline: text('own-key.headline', { host }),
    emoji: '🔏',
    parts: [
      line('own-key.how'),
      { kind: 'quote', text: `node bot.mjs approve ${job} --url ${url}` },
      line('own-key.code', { until }),
      { kind: 'quote', text: code },
      line('own-key.first-time'),
    ],
    context: [text('own-key.private')],
  };
}

/** What is signed, on the approver's machine. */
export function composeOrder({
  order,
  host,
  plan,
  bot,
}: {
  order: Order;
  host: string;
  plan: Plan;
  bot: string;
}): Message {
  const { op, requester, incident, exp, iat } = order;
  return {
    headline: text('own-key.order', { host, op }),
    emoji: '🔏',
    parts: [
      line('own-key.requester', { requester, until: utc(exp, iat) }),
      ...planParts(plan),
      line('own-key.digest', { digest: String(order.args.plan ?? '') }),
      line('own-key.bot', { bot }),
    ],
    context: [order.id, incident],
  };
}
