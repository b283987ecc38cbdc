/** Slack tries again when it hears nothing; a retry carries the same event, a new signature and a number. */
import { afterEach, describe, expect, it } from 'vitest';
import { signatureCheck } from '../../src/slack/signature.ts';
import { createDeliveries, type Deliveries, type DeliveryRules } from './slack-gate/deliveries.ts';

const SECRET = 'delivery-secret';
const EVENT = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event: { type: 'app_mention' } });
const COMMAND = new URLSearchParams({ command: '/openclaw', text: 'triage node-3' }).toString();
const AT_ONCE = { limitMs: 50, delaysMs: [0, 0, 0] };

type Got = { body: string; retry: string | null; reason: string | null; refused: string | null };

let deliveries: Deliveries;
afterEach(() => deliveries.stop());

/** A bot that answers as told, and its last answer for good. */
function aBot(rules: DeliveryRules, ...answers: (() => Promise<Response>)[]): Got[] {
  const got: Got[] = [];
  const check = signatureCheck([SECRET], () => Date.now());
  const deliver = async (request: Request): Promise<Response> => {
    const answer = answers[Math.min(got.length, answers.length - 1)] ?? ok;
    const bytes = new Uint8Array(await request.arrayBuffer());
    got.push({
      body: new TextDecoder().decode(bytes),
      retry: request.headers.get('x-slack-retry-num'),
      reason: request.headers.get('x-slack-retry-reason'),
      refused: await check(request.headers, bytes),
    });
    return answer();
  };
  const asIs = <T>(one: T): T => one;
  deliveries = createDeliveries({ deliver, signingSecret: SECRET, hand: asIs, take: asIs, rules });
  return got;
}
const ok = async (): Promise<Response> => new Response();
const failing = async (): Promise<Response> => new Response(null, { status: 500 });
const silent = (): Promise<Response> => new Promise(() => undefined);
const gone = (): Promise<Response> => Promise.reject(new Error('connection refused'));

async function delivered(body: string): Promise<Response> {
  const answer = await deliveries.handle(new Request('http://bot.invalid/', { method: 'POST', body }));
  await deliveries.all.at(-1)?.over;
  return answer;
}

describe('an event', () => {
  it('comes once when it is taken', async () => {
    const got = aBot(AT_ONCE);
    expect(await delivered(EVENT)).toMatchObject({ status: 200 });
    expect(got.map(({ retry }) => retry)).toEqual([null]);
  });

  it.each([
    ['answered with an error', failing, 'http_error', 500],
    ['not answered in time', silent, 'http_timeout', 'late'],
    ['not reached', gone, 'connection_failed', 'lost'],
  ])('comes three times more when the bot has %s', async (_name, answer, reason, seen) => {
    const got = aBot(AT_ONCE, answer);
    await delivered(EVENT);
    expect(got.slice(1)).toEqual(
      ['1', '2', '3'].map((retry) => ({ body: EVENT, retry, reason, refused: null })),
    );
    expect(deliveries.last('events').tries).toEqual([seen, seen, seen, seen]);
  });

  it('comes no more once it is taken, or when the bot says so', async () => {
    const taken = aBot(AT_ONCE, failing, ok);
    await delivered(EVENT);
    expect(taken.map(({ retry }) => retry)).toEqual([null, '1']);
    const noMore = async () => new Response(null, { status: 500, headers: { 'x-slack-no-retry': '1' } });
    const refused = aBot(AT_ONCE, noMore);
    await delivered(EVENT);
    expect(refused).toHaveLength(1);
  });

  it('comes many times at once when a test asks for it', async () => {
    const got = aBot(AT_ONCE);
    await delivered(EVENT);
    const answers = await deliveries.again(deliveries.last('events'), 5);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const retries = got.slice(1).map(({ retry }) => retry ?? '0');
    expect(retries.toSorted()).toEqual(['0', '1', '2', '3', '3']);
    expect(got.every(({ body, refused }, at) => body === EVENT && (at === 0 || refused === null))).toBe(true);
  });
});

it('a command is not sent again, unless a test asks for it', async () => {
  const once = aBot(AT_ONCE, failing);
  await delivered(COMMAND);
  expect(once).toHaveLength(1);
  const all = aBot({ ...AT_ONCE, retried: 'all' }, failing);
  await delivered(COMMAND);
  expect(all.map(({ retry }) => retry)).toEqual([null, '1', '2', '3']);
});
