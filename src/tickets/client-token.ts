/**
 * @module tickets/client-token
 * Calls with a token that a desk hands out for an hour or a day (OAuth client credentials). It is asked for when it is
 * needed and held in memory only; one that dies early is replaced once, since a refusal means that nothing was done.
 */
import * as z from 'zod';
import { readAs } from './answer.ts';
import { DeskError } from './desk.ts';
import { type Call, type DeskHttp, deskHttp, type HttpSettings } from './http.ts';

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional(),
});

/** A token is not used in its last minute. */
const SPARE_MS = 60_000;
/** How long one is used that does not say how long it lives. */
const UNTOLD_MS = 600_000;

/** `ask` is the call that gives a token; its origin is spoken to without one. */
export function withClientToken(settings: Omit<HttpSettings, 'credential'>, ask: Call): DeskHttp {
  const { desk, now } = settings;
  let held: { value: string; until: number } | null = null;

  // A vendor may repeat the secret of a refused request: of its words nothing is shown.
  const askFor = deskHttp({
    ...settings,
    origins: [new URL(ask.url).origin],
    credential: async () => ({}),
    saysWhy: () => null,
    means: ({ status }) => (status === 400 || status === 401 ? { how: 'denied' } : null),
  });

  async function token(): Promise<string> {
    if (held !== null && now() < held.until) return held.value;
    const { access_token: value, expires_in: seconds } = readAs(TokenAnswer, await tokenAnswer(), desk);
    held = { value, until: now() + (seconds === undefined ? UNTOLD_MS : seconds * 1000 - SPARE_MS) };
    return value;
  }

  async function tokenAnswer() {
    try {
      return await askFor(ask);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      // Without a token nothing has been sent, whatever became of the asking.
      const how = error.how === 'unsure' ? 'limited' : error.how === 'gone' ? 'denied' : error.how;
      throw new DeskError(
        how,
        `No token for client_id and client_secret: ${error.message}`,
        error.retryAfterMs,
      );
    }
  }

  const http = deskHttp({
    ...settings,
    credential: async () => ({ authorization: `Bearer ${await token()}` }),
  });
  return async (call) => {
    const before = held?.value;
    try {
      return await http(call);
    } catch (error) {
      const died = error instanceof DeskError && error.how === 'denied' && held?.value === before;
      if (!died || before === undefined) throw error;
      held = null;
      return http(call);
    }
  };
}

/** Fields of a form, as OAuth wants them. */
export function formCall(url: string, fields: Record<string, string>): Call {
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    bytes: new TextEncoder().encode(new URLSearchParams(fields).toString()),
  };
}
