/**
 * @module agent/errands/take-errand
 * One order that came without a socket, in the process that takes this host's orders: its delivery is used up, whatever
 * becomes of it, before anything is said about it. So what was refused once cannot be carried out by sending it again.
 */
import { ENVELOPE_REFUSALS, open } from '../../protocol/envelope.ts';
import type { Errand } from '../../protocol/errand.ts';
import { DELIVERY_LIFE_MS } from '../../protocol/limits.ts';
import { OPERATIONS } from '../../protocol/operations.ts';
import { Delivery } from '../../protocol/order.ts';
import { tooOldOrNew } from '../channel/checks.ts';
import { transcripts } from '../channel/transcripts.ts';
import type { Work } from '../channel/work.ts';
import { statePaths } from '../private-files.ts';
import { partAnswer, refusedAnswer } from './answer.ts';

/** How long an answer waits for more: a look ends within it, a change is asked for again. Milliseconds. */
const WAIT_MS = { read: 30_000, change: 3_000 };

/** Refusals that say: this is not for this host, or nobody knows from whom. They use nothing up. */
const NOT_OURS: ReadonlySet<string> = new Set([...ENVELOPE_REFUSALS, 'digest', 'audience']);

type OrderErrand = Extract<Errand, { order: string }>;

/** Takes it and gives what is to be printed. */
export async function takeErrand(
  errand: OrderErrand,
  work: Pick<Work, 'identity' | 'renew' | 'trust' | 'journal' | 'jobs' | 'stateDir'>,
  parts: { now: () => number; waitMs?: Partial<typeof WAIT_MS> },
): Promise<string> {
  const { journal, jobs, stateDir, trust } = work;
  // Nobody tells this process that the host's key is another one by now.
  await work.renew();
  const answering = () => ({ signer: work.identity().signer, journal, now: parts.now });
  // Who has no socket learns of the bot's next key here; each document shows by itself whether it follows.
  const learned = await trust.learn(errand.trust ?? []);
  const opened = await open(errand.delivery, {
    purpose: 'ocdelivery+jws',
    keys: trust.keys(),
    schema: Delivery,
  });
  const [kid, ...more] = opened.ok ? opened.kids : [];
  if (!opened.ok || kid === undefined || more.length > 0) {
    const code = opened.ok ? 'signer' : opened.code;
    const said = opened.ok ? 'signed by several keys' : opened.why;
    const why = `delivery: ${said}${learned.why === null ? '' : `; the bot’s keys: ${learned.why}`}`;
    return refusedAnswer(answering(), { jti: null, id: null, code, why, known: false });
  }
  const { jti, counter, order, session, from = 0 } = opened.payload;
  const before = journal.orders().find((one) => one.order === order);
  const refuse = (code: string, why: string, more: { id?: string | null; counter?: number } = {}) =>
    refusedAnswer(answering(), {
      jti,
      id: before?.id ?? null,
      code,
      why,
      known: before !== undefined,
      ...more,
    });
  if (session !== null) return refuse('session', 'the delivery is for a session');
  const last = journal.counter(kid);
  if (counter <= last) return refuse('counter', `counter ${counter} is not above ${last}`, { counter: last });

  // What was taken once is told for as long as it is kept, also when the order itself could not begin any more.
  const late = before && tooOldOrNew(opened.payload, DELIVERY_LIFE_MS, parts.now());
  if (late) return refuse('ttl', late);
  const outcome = before ? { taken: true as const, id: before.id } : await jobs.errand(errand);
  if (before) await jobs.retell(before.id);
  const useUp = outcome.taken || !NOT_OURS.has(outcome.code);
  if (useUp && journal.counter(kid) < counter) journal.append({ kind: 'used', jti, kid, counter });
  if (!outcome.taken) return refuse(outcome.code, outcome.why, { id: outcome.id });
  const { id } = outcome;
  const op = journal.find(id)?.op ?? '';
  const mode = Object.hasOwn(OPERATIONS, op) ? (OPERATIONS[op]?.mode ?? 'change') : 'change';
  const waitMs = { ...WAIT_MS, ...parts.waitMs }[mode];
  await within(waitMs, jobs.whenEnded(id));
  return partAnswer(answering(), { jti, order, id, from }, transcripts(statePaths(stateDir).errands));
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
