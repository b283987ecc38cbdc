/**
 * @module protocol/errand
 * What travels on a road without a socket (AWS SSM): one parameter to the host, one printed answer back. The road is
 * only a road: the host believes the bot's signature, the bot the host's, and each answer names the very delivery it is to.
 */
import * as z from 'zod';
import { fromBase64url, toBase64url } from './base64url.ts';
import { canonicalText } from './canonical.ts';
import { MAX_ENVELOPE_BYTES } from './limits.ts';
import { MAX_DOCUMENT_LENGTH, MAX_DOCUMENTS } from './trust.ts';
import { Digest, HostName, Id, JournalPoint, PublicKey, Time } from './words.ts';

const Envelope = z.string().max(MAX_ENVELOPE_BYTES);

/** An order with one delivery of it, an invitation to join, or the bot's answer to a host that wants to. */
export const Errand = z.union([
  z.strictObject({
    v: z.literal(1),
    order: Envelope,
    delivery: Envelope,
    /** The documents by which the bot's key has changed, as many of the newest as fit, see trust.ts. */
    trust: z.array(z.string().max(MAX_DOCUMENT_LENGTH)).max(MAX_DOCUMENTS).exactOptional(),
  }),
  z.strictObject({ v: z.literal(1), invitation: Envelope }),
  z.strictObject({ v: z.literal(1), joined: Envelope }),
]);
export type Errand = z.infer<typeof Errand>;

/** A machine as Systems Manager names it: of EC2, or one that was registered by an activation. */
export const INSTANCE = /^(?:i-(?:[0-9a-f]{8}|[0-9a-f]{17})|mi-[0-9a-f]{17})$/;

/** The longest parameter, in characters: what the document of infra/aws takes. */
export const MAX_ERRAND = 16_000;
/** What is printed at most, in characters: SSM cuts standard output at 24,000. */
export const MAX_PRINTED = 23_500;
/** One answer brings at most so much of a transcript, in bytes before it is packed. */
export const MAX_PART_BYTES = 192 * 1024;

/** As the parameter: no character in it means anything to a shell or to a document. */
export const errandText = (errand: Errand): string =>
  toBase64url(new TextEncoder().encode(canonicalText(errand)));

/** The newest documents that are ever sent along; who was away for more keys than these learns them by a socket. */
const MOST_DOCUMENTS = 12;

/** An order with as many of the newest documents as there is room for. */
export function orderErrandText(
  parts: { order: string; delivery: string },
  documents: readonly string[],
): string {
  for (let trust = documents.slice(-MOST_DOCUMENTS); ; trust = trust.slice(1)) {
    const text = errandText({ v: 1, ...parts, ...(trust.length > 0 && { trust }) });
    if (trust.length === 0 || text.length <= MAX_ERRAND) return text;
  }
}

/** Null for what is no errand. */
export function readErrand(text: string): Errand | null {
  const bytes = text.length > MAX_ERRAND ? null : fromBase64url(text);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
    return Errand.parse(value);
  } catch {
    return null;
  }
}

/** Signed by the bot: a host that was told beforehand to trust this key may make a key of its own and ask to join. */
export const Invitation = z.strictObject({
  v: z.literal(1),
  name: HostName,
  /** The bot's key; the host holds it against the thumbprint that its own admin has put there. */
  key: PublicKey,
  /** Where the bot can be dialled, for hosts that may. */
  url: z.string().max(256),
  token: z.string().max(256),
  iat: Time,
  exp: Time,
});
export type Invitation = z.infer<typeof Invitation>;

const about = {
  v: z.literal(1),
  /** The delivery that this is the answer to; null where it could not be read. */
  jti: Id.nullable(),
  /** The host's own clock. */
  at: Time,
  journal: JournalPoint,
};

/** Signed by the host, ahead of each printed answer. */
export const Answer = z.discriminatedUnion('kind', [
  /** Part of what an order's socket would have brought, frame by frame, a line each: bytes from `from` to `upTo`. */
  z.strictObject({
    ...about,
    kind: z.literal('part'),
    /** Digest of the order. */
    order: Digest,
    from: z.number().int().nonnegative(),
    upTo: z.number().int().nonnegative(),
    /** All that there is by now; `over`: and nothing will follow. */
    total: z.number().int().nonnegative(),
    over: z.boolean(),
    sha256: Digest,
  }),
  z.strictObject({
    ...about,
    kind: z.literal('refused'),
    id: Id.nullable(),
    code: z.string().max(32),
    why: z.string().max(500),
    /** The host has taken this order before: it was or is being carried out, whatever became of this delivery. */
    known: z.boolean(),
    /** The last delivery of this bot that the host has seen, where that is why: a bot that was restored goes on above it. */
    counter: z.number().int().nonnegative().optional(),
  }),
]);
export type Answer = z.infer<typeof Answer>;

/** A whole printed answer. Without its end it was cut on the way. */
const PRINTED = /^OC1 ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*) END\s*$/;

export const printAnswer = (head: string, packed: Uint8Array): string =>
  `OC1 ${toBase64url(new TextEncoder().encode(head))}.${toBase64url(packed)} END`;

export type Printed =
  | { state: 'whole'; head: string; packed: Uint8Array }
  | { state: 'cut' }
  | { state: 'none' };

export function readPrinted(text: string): Printed {
  const at = text.lastIndexOf('OC1 ');
  if (at < 0) return { state: 'none' };
  const [, head, packed] = PRINTED.exec(text.slice(at)) ?? [];
  const headBytes = head === undefined ? null : fromBase64url(head);
  const packedBytes = packed === undefined ? null : fromBase64url(packed);
  if (headBytes === null || packedBytes === null) return { state: 'cut' };
  return { state: 'whole', head: new TextDecoder().decode(headBytes), packed: packedBytes };
}

/** What a joining host prints: its request, signed by the key that it has just made, or why it does not. */
const JOINING = /^OCJ1 ([A-Za-z0-9_-]+) END\s*$/;

export const JoiningAnswer = z.union([
  z.strictObject({ request: Envelope }),
  z.strictObject({ taken: Digest }),
  z.strictObject({ refused: z.strictObject({ code: z.string().max(40), why: z.string().max(500) }) }),
]);
export type JoiningAnswer = z.infer<typeof JoiningAnswer>;

export const printJoining = (answer: JoiningAnswer): string =>
  `OCJ1 ${toBase64url(new TextEncoder().encode(canonicalText(answer)))} END`;

export function readJoining(text: string): JoiningAnswer | null {
  const [, body = ''] = JOINING.exec(text.slice(Math.max(0, text.lastIndexOf('OCJ1 ')))) ?? [];
  const bytes = body === '' ? null : fromBase64url(body);
  if (bytes === null) return null;
  try {
    return JoiningAnswer.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
