/**
 * Whoever takes our signed webhooks, as Standard Webhooks wants them to: the signature is recomputed by node:crypto, a
 * stale time is refused, and an id is taken once.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Asked, startVendor, type Told, type VendorServer } from './vendor-server.ts';

export type Taken = { id: string; type: string; data: Record<string, unknown> };

export type Receiver = VendorServer & {
  taken: Taken[];
  /** Deliveries of an id that was taken before. */
  again: string[];
  /** The receiver knows another secret than the bot. */
  expire(): void;
  renew(): void;
};

export const SECRETS = [
  `whsec_${Buffer.alloc(32, 'old').toString('base64')}`,
  `whsec_${Buffer.alloc(32, 'new').toString('base64')}`,
];
const TOLERANCE_S = 300;

export async function startReceiver(
  options: { now?: () => number; names?: boolean; elsewhere?: string } = {},
): Promise<Receiver> {
  const { now = Date.now, names = true, elsewhere } = options;
  const taken: Taken[] = [];
  const again: string[] = [];
  let secret = SECRETS[1] ?? '';

  function isSigned({ headers, body }: Asked): boolean {
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given = '' } = headers;
    if (Math.abs(now() / 1000 - Number(at)) > TOLERANCE_S) return false;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const right = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest();
    return String(given)
      .split(' ')
      .map((one) => Buffer.from(one.replace(/^v1,/, ''), 'base64'))
      .some((one) => one.length === right.length && timingSafeEqual(one, right));
  }

  function answer(asked: Asked): Told {
    if (asked.method !== 'POST' || asked.path !== '/hooks/openclaw') return { status: 404 };
    if (!isSigned(asked)) return { status: 401, json: { message: 'The signature is wrong.' } };
    const id = String(asked.headers['webhook-id']);
    const { type, data } = asked.json as Omit<Taken, 'id'>;
    const known = taken.findIndex((one) => one.id === id);
    if (known >= 0) again.push(id);
    else if (type !== 'ping') taken.push({ id, type, data });
    const number = taken.filter((one) => one.type.endsWith('opened')).findIndex((one) => one.id === id) + 1;
    return type.endsWith('opened') && names
      ? { status: 201, json: { key: `HOOK-${number}`, url: `https://desk.example/${number}` } }
      : { status: 204 };
  }

  const server = await startVendor({
    answer,
    limited: () => ({ status: 429, headers: { 'retry-after': '20' }, text: 'slow down' }),
    ...(elsewhere !== undefined && { elsewhere }),
  });
  return {
    ...server,
    taken,
    again,
    expire() {
      secret = `whsec_${Buffer.alloc(32, 'other').toString('base64')}`;
    },
    renew() {
      secret = SECRETS[1] ?? '';
    },
  };
}
