/**
 * @module slack/signature
 * Did Slack send this? Whoever can make the bot believe so can type commands as anybody, so this is asked of
 * the raw bytes, before anything is read from them.
 */

/** Slack: a request older or newer than this, in seconds, is a replay. */
const WINDOW_S = 300;

export type Refusal = 'no-signature' | 'malformed-signature' | 'outside-window' | 'wrong-signature';

export type SignatureCheck = (headers: Headers, body: Uint8Array<ArrayBuffer>) => Promise<Refusal | null>;

/**
 * Checks `v0=HMAC-SHA-256(secret, "v0:TIMESTAMP:BODY")` of Slack's signed requests, in constant time.
 * During a rotation the old and the new secret are both good. `now` is in epoch milliseconds. Throws when
 * there is no secret, or an empty one, which anybody could sign with.
 */
export function signatureCheck(secrets: readonly string[], now: () => number): SignatureCheck {
  if (secrets.length === 0 || secrets.includes(''))
    throw new Error('There is no Slack signing secret to check requests with.');

  return async (headers, body) => {
    const timestamp = headers.get('x-slack-request-timestamp');
    const signature = headers.get('x-slack-signature');
    if (timestamp === null || signature === null) return 'no-signature';
    // A header that was sent twice arrives here as "a, b" and is refused with the rest.
    const hex = /^v0=([0-9a-f]{64})$/.exec(signature)?.[1];
    if (hex === undefined || !/^[0-9]{1,12}$/.test(timestamp)) return 'malformed-signature';
    if (Math.abs(now() / 1000 - Number(timestamp)) > WINDOW_S) return 'outside-window';
    const signed = concatenate(new TextEncoder().encode(`v0:${timestamp}:`), body);
    const wanted = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    for (const secret of secrets) {
      if (await crypto.subtle.verify('HMAC', await hmacKey(secret), wanted, signed)) return null;
    }
    return 'wrong-signature';
  };
}

function hmacKey(secret: string): ReturnType<typeof crypto.subtle.importKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(first.length + second.length);
  out.set(first);
  out.set(second, first.length);
  return out;
}
