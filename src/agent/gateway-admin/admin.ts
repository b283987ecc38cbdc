/**
 * @module agent/gateway-admin/admin
 * An open conversation with a gateway as its administrator: one request at a time or several, each answer read by its
 * shape, each error as a code that messages/ knows. Only what this release offers is asked for.
 */
import type * as z from 'zod';
import type { Because } from '../../protocol/recovery.ts';
import { type Hello, UNKNOWN_METHOD } from '../gateway-rpc/wire.ts';
import { ANSWERS, type AnswerTo, type Method } from './answers.ts';
import type { Answer, Line } from './line.ts';

export type Asked<T> = { ok: true; value: T } | { ok: false; because: Because; retryAfterMs: number | null };

export type Admin = {
  hello: Hello;
  /** Does this release have the method? A greeting that does not list them is asked all the same. */
  offers(method: Method): boolean;
  /** `limitMs`: how long an answer is waited for, 20 s if not given. */
  ask<M extends Method>(
    method: M,
    params?: Record<string, unknown>,
    limitMs?: number,
  ): Promise<Asked<AnswerTo<M>>>;
  close(): void;
};

/** Takes what is secret, or somebody's own words, out of a text. */
export type Redact = (text: string) => string;

const LIMIT_MS = 20_000;
/** Of an error's text. Characters. */
const MOST_WORDS = 300;

const because = (code: string, params: Record<string, string> = {}): Because => ({ code, params });

/** Why a request came to nothing, in our words; the gateway's own text goes along redacted. */
export function whyNot(method: string, answer: Extract<Answer, { ok: false }>, redact: Redact): Because {
  const { code, reason, missingScope, message } = answer;
  if (code === UNKNOWN_METHOD) return because('gateway.no-method', { method });
  if (code === 'STOPPED') return because('gateway.stopped', { method });
  if (code === 'NO_ANSWER') return because('gateway.no-answer', { method });
  if (code === 'CLOSED')
    return because('gateway.closed', { method, close: redact(message).slice(0, MOST_WORDS) });
  if (missingScope !== null) return because('gateway.missing-scope', { method, scope: missingScope });
  if (reason === 'gateway-suspending') return because('gateway.suspended', { method });
  if (reason === 'gateway-suspension-conflict') return because('lease.held-by-another', {});
  if (/^rate limit exceeded\b/.test(message)) return because('gateway.rate-limited', { method });
  const error = redact(message).slice(0, MOST_WORDS);
  return because('gateway.error', { method, error: error === '' ? code : error });
}

export function adminOf({ hello, request, close }: Line, redact: Redact): Admin {
  const offered = hello.features?.methods;
  return {
    hello,
    close,
    offers: (method) => offered?.includes(method) ?? true,
    async ask<M extends Method>(method: M, params: Record<string, unknown> = {}, limitMs = LIMIT_MS) {
      const answer = await request(method, params, limitMs);
      if (!answer.ok)
        return { ok: false, because: whyNot(method, answer, redact), retryAfterMs: answer.retryAfterMs };
      const read = (ANSWERS[method] as z.ZodType).safeParse(answer.payload);
      if (read.success) return { ok: true, value: read.data as AnswerTo<M> };
      return { ok: false, because: because('gateway.other-shape', { method }), retryAfterMs: null };
    },
  };
}
