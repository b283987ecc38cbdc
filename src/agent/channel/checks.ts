/**
 * @module agent/channel/checks
 * The questions that every delivery must pass before this host does anything, in one fixed order, each with
 * its own code. The first "no" ends it. Nothing here has an effect; jobs.ts acts on the answer.
 */
import { ENVELOPE_REFUSALS, oneByOne, open } from '../../protocol/envelope.ts';
import { DELIVERY_LIFE_MS, FUTURE_SLACK_MS, ORDER_LIFE_MS } from '../../protocol/limits.ts';
import type { OperationTerms } from '../../protocol/operations.ts';
import { Delivery, Order, type Precondition } from '../../protocol/order.ts';
import { thumbprint, type VerifyKey, verifyKey } from '../../protocol/signer.ts';
import type { PublicKey } from '../../protocol/words.ts';
import type { Journal } from './journal.ts';
import type { Known } from './journal-entry.ts';
import { type PolicyReading, policyRefusal } from './policy.ts';

/** Every way in which this host says no, in the order of asking. */
export const REFUSALS = [
  ...ENVELOPE_REFUSALS,
  'digest',
  'audience',
  'ttl',
  'session',
  'op',
  'mode',
  'args',
  'signer',
  'trust',
  'policy',
  'duplicate',
  'counter',
  'precondition',
  'busy',
  'journal',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export type Checked =
  | { verdict: 'run'; order: Order; delivery: Delivery; digest: string; terms: OperationTerms; kid: string }
  /** This very order was taken before: its recorded state is the answer. */
  | { verdict: 'known'; known: Known }
  | { verdict: 'refused'; id: string | null; code: Refusal; why: string };

export type CheckContext = {
  /** The pinned key of the bot. */
  bot: { kid: string; key: VerifyKey };
  /** All keys of the bot that are believed; its pinned one alone when absent. */
  bots?: ReadonlyMap<string, VerifyKey>;
  /** Why nothing is changed on the bot's word for now; null or absent: nothing is against it. */
  doubt?: string | null;
  /** Thumbprint of this host's key, and of those that it has besides: rotated away, or about to be taken. */
  host: string;
  ownKeys?: readonly string[];
  /** The live session; null on a road without one. */
  session: string | null;
  /** Now by the bot's clock where a session is live: a host with a wrong clock still works. */
  now: number;
  terms: Readonly<Record<string, OperationTerms>>;
  /** Whether this host agent can do the operation at all. */
  can(op: string): boolean;
  policy: PolicyReading;
  journal: Pick<Journal, 'find' | 'orderOfDelivery' | 'counter' | 'damaged' | 'full'>;
  holds(precondition: Precondition): Promise<boolean>;
};

/** Asks all questions of one delivery. Never throws for anything that can arrive. */
export async function check(
  frame: { order: string; delivery: string },
  context: CheckContext,
): Promise<Checked> {
  const approvers = await approversOf(context.policy);
  const bots = context.bots ?? new Map([[context.bot.kid, context.bot.key]]);
  const keys = new Map([...approvers].map(([kid, one]) => [kid, one.key]));
  for (const [kid, key] of bots) keys.set(kid, key);
  const first = await open(frame.order, { purpose: 'ocorder+jws', keys, schema: Order });
  if (!first.ok) {
    // The bot must learn which order it was, where at least its own signature stands.
    const id = first.code === 'kid' ? await idByBot(frame.order, bots) : null;
    return { verdict: 'refused', id, code: first.code, why: `order: ${first.why}` };
  }
  const order = first.payload;
  const refuse = (code: Refusal, why: string): Checked => ({ verdict: 'refused', id: order.id, code, why });

  const second = await open(frame.delivery, { purpose: 'ocdelivery+jws', keys: bots, schema: Delivery });
  if (!second.ok) return refuse(second.code, `delivery: ${second.why}`);
  const delivery = second.payload;
  if (delivery.order !== first.digest) return refuse('digest', 'the delivery is for another order');
  if (order.host !== context.host && !context.ownKeys?.includes(order.host))
    return refuse('audience', 'the order is for another host');
  const late =
    tooOldOrNew(order, ORDER_LIFE_MS, context.now) ?? tooOldOrNew(delivery, DELIVERY_LIFE_MS, context.now);
  if (late) return refuse('ttl', late);
  if (delivery.session !== context.session) return refuse('session', 'the delivery is for another session');

  const terms = Object.hasOwn(context.terms, order.op) ? context.terms[order.op] : undefined;
  if (!terms || !context.can(order.op)) return refuse('op', `this host agent cannot do “${order.op}”`);
  if (terms.mode !== order.mode) return refuse('mode', `${order.op} is of mode ${terms.mode}`);
  if (!terms.args.safeParse(order.args).success) return refuse('args', `not the arguments of ${order.op}`);
  const [kid, ...more] = second.kids;
  if (kid === undefined || more.length > 0 || !first.kids.some((one) => bots.has(one)))
    return refuse('signer', 'the bot has not signed the order');
  if (terms.mode === 'change' && context.doubt) return refuse('trust', context.doubt);
  if (!context.policy.ok) return refuse('policy', context.policy.why);
  const people = first.kids.flatMap((kid) => approvers.get(kid)?.person ?? []);
  const no = policyRefusal(context.policy.policy, order, terms, people);
  if (no !== null) return refuse('policy', no);

  const known = context.journal.find(order.id);
  if (known && known.order === first.digest) return { verdict: 'known', known };
  if (known) return refuse('duplicate', 'another order with this id was taken before');
  if (context.journal.orderOfDelivery(delivery.jti) !== null)
    return refuse('duplicate', 'another order came with this delivery’s id');
  const last = context.journal.counter(kid);
  if (delivery.counter <= last) return refuse('counter', `counter ${delivery.counter} is not above ${last}`);

  for (const precondition of order.preconditions)
    if (!(await context.holds(precondition)))
      return refuse(
        'precondition',
        `${precondition.what} of ${precondition.gateway} is not what was agreed on`,
      );
  if (terms.mode === 'change') {
    const damaged = context.journal.damaged();
    if (damaged !== null) return refuse('journal', `the journal is damaged: ${damaged}`);
    if (context.journal.full()) return refuse('journal', 'the disk of the journal is full');
  }
  return { verdict: 'run', order, delivery, digest: first.digest, terms, kid };
}

/** The id of an order that somebody unknown has signed, too, by the bot's signature alone; null if that does not fit. */
async function idByBot(order: string, keys: ReadonlyMap<string, VerifyKey>): Promise<string | null> {
  for (const envelope of oneByOne(order)) {
    const opened = await open(envelope, { purpose: 'ocorder+jws', keys, schema: Order });
    if (opened.ok) return opened.payload.id;
  }
  return null;
}

/** The approvers that this host's own policy names, by thumbprint. */
async function approversOf(policy: PolicyReading): Promise<Map<string, { person: string; key: VerifyKey }>> {
  const found = new Map<string, { person: string; key: VerifyKey }>();
  if (!policy.ok) return found;
  for (const { person, key: x } of policy.policy.approvers) {
    const key: PublicKey = { kty: 'OKP', crv: 'Ed25519', x };
    found.set(await thumbprint(key), { person, key: await verifyKey(key) });
  }
  return found;
}

export function tooOldOrNew(signed: { iat: number; exp: number }, life: number, now: number): string | null {
  if (signed.exp <= signed.iat || signed.exp - signed.iat > life) return 'its life is not within the limit';
  if (now >= signed.exp) return `by the bot’s clock it expired ${now - signed.exp} ms ago`;
  if (signed.iat > now + FUTURE_SLACK_MS)
    return 'by the bot’s clock, as it stood when this host connected, it is from the future: that clock has jumped';
  return null;
}
