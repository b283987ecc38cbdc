/**
 * @module agent/gateway-rpc/wire
 * The frames of a gateway's WebSocket as both kinds of conversation speak them: the one look that is told whole, and
 * the one that stays open. Protocol 4 (OpenClaw 2026.9.6) and 3; we are the `cli` client, which leaves no pairing record.
 */
import * as z from 'zod';
import { OWN_CLIENT } from '../../evidence/readers/connect-log.ts';

export type Refused = {
  code: string | null;
  reason: string | null;
  message: string;
  errorCode: string;
  retryAfterMs: number | null;
};

/** Who else is connected, as the greeting tells; the gateway itself is among them. */
const Presence = z.array(
  z.object({ mode: z.string().optional(), reason: z.string().optional() }).catch({ mode: 'gateway' }),
);

/** The greeting, as far as it is used. */
export const Hello = z.object({
  protocol: z.number().optional(),
  server: z
    .object({
      version: z.string().optional(),
      buildId: z.string().optional(),
      /** Another one after each restart, also where the process stays. */
      bootId: z.string().optional(),
    })
    .optional(),
  auth: z.object({ scopes: z.array(z.string()).optional() }).optional(),
  snapshot: z
    .object({
      suspension: z.object({ phase: z.string().optional() }).optional().catch(undefined),
      presence: Presence.optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  /** What this release can be asked; releases differ. */
  features: z
    .object({ methods: z.array(z.string()).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type Hello = z.infer<typeof Hello>;

const Details = z.object({
  code: z.string().optional(),
  authReason: z.string().optional(),
  reason: z.string().optional(),
  missingScope: z.string().optional(),
});
export const Frame = z.object({
  type: z.string(),
  id: z.string().optional(),
  event: z.string().optional(),
  ok: z.boolean().optional(),
  // zod 4 asks for the key itself unless it is optional; a refusal has none.
  payload: z.unknown().optional(),
  error: z
    .object({
      code: z.string().optional(),
      message: z.string().optional(),
      retryAfterMs: z.number().optional(),
      details: Details.optional(),
    })
    .optional(),
});
export type Frame = z.infer<typeof Frame>;

/**
 * The gateway's log shows it as user agent and as id of each request, so that our own conversations can be told
 * from other people's. The readers know the same word.
 */
export const USER_AGENT = OWN_CLIENT;
/** Our word for a read that this release does not have; it answers INVALID_REQUEST (2026.2 to 2026.9). */
export const UNKNOWN_METHOD = 'UNKNOWN_METHOD';

/** The id of a request: `n` where one method may be asked more than once. */
export const idOf = (method: string, n?: number): string =>
  n === undefined ? `${USER_AGENT}:${method}` : `${USER_AGENT}:${method}:${n}`;

/** What this host agent was built against; the gateway compares versions of device nodes only. */
const CLIENT_VERSION = '2026.9.6';

const LOOPBACK = /^(?:(?:::ffff:)?127\.|::1$)/;

/** Our end of a connection; `here`: the other end is on this host too. */
export type OwnEnd = { port: number; here: boolean };

export function ownEndOf(line: {
  localPort?: number | undefined;
  localAddress?: string | undefined;
  remoteAddress?: string | undefined;
}): OwnEnd {
  const { localPort: port = 0, localAddress, remoteAddress = '' } = line;
  return { port, here: localAddress === remoteAddress || LOOPBACK.test(remoteAddress) };
}

/** IPv6 stands in brackets there. */
export const inUrl = (host: string): string =>
  host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;

export function parseFrame(text: string): Frame | null {
  try {
    return Frame.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // Not a frame: whoever answers is no gateway, and the wait will say so.
  }
}

/** Before 2026.9 a missing scope stood in the message alone, under INVALID_REQUEST: that is the `terse` form. */
export function scopeOf({ error }: Frame): { missingScope: string | null; terse?: true } {
  const missingScope = error?.details?.missingScope;
  if (missingScope !== undefined) return { missingScope };
  const told = /^missing scope: (operator\.[a-z.]{3,24})$/.exec(error?.message ?? '')?.[1];
  return told === undefined ? { missingScope: null } : { missingScope: told, terse: true };
}

/** An older gateway does not know every method: that says nothing about its health. */
export const errorCodeOf = ({ error }: Frame): string =>
  /^unknown method\b/.test(error?.message ?? '') ? UNKNOWN_METHOD : (error?.code ?? 'error');

export function refusalOf({ error }: Frame): Refused {
  return {
    code: error?.details?.code ?? null,
    reason: error?.details?.authReason ?? error?.details?.reason ?? null,
    message: (error?.message ?? '').slice(0, 500),
    errorCode: error?.code ?? 'error',
    retryAfterMs: error?.retryAfterMs ?? null,
  };
}

/** Names that the gateway knows; neither leaves a pairing record behind when it comes from the same host. */
const CLIENTS = {
  cli: { id: 'cli', mode: 'cli' },
  backend: { id: 'gateway-client', mode: 'backend' },
} as const;

export type Greeting = {
  auth: { token?: string; password?: string } | null;
  /** As whom; the `cli` if not given. */
  as?: keyof typeof CLIENTS;
  scopes?: readonly string[];
};

/** OpenClaw 2026.9.6 closes with 1008 on any property or client name it does not know. */
export function connectParams({ auth, as = 'cli', scopes }: Greeting): Record<string, unknown> {
  return {
    minProtocol: 3,
    maxProtocol: 4,
    client: { ...CLIENTS[as], version: CLIENT_VERSION, platform: process.platform },
    role: 'operator',
    scopes: scopes ?? ['operator.read'],
    caps: [],
    ...(auth === null ? {} : { auth }),
  };
}
