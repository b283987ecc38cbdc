/**
 * @module dispatch/read-answer
 * What a host has printed for a delivery, believed only by the host's own signature over exactly this question. AWS could
 * print anything; then it is said that it was not the host.
 */
import { toBase64url } from '../protocol/base64url.ts';
import { sha256 } from '../protocol/canonical.ts';
import { open } from '../protocol/envelope.ts';
import { Answer, MAX_PART_BYTES, readPrinted } from '../protocol/errand.ts';
import { unpack } from '../protocol/packing.ts';
import { verifyKey } from '../protocol/signer.ts';
import type { PublicKey } from '../protocol/words.ts';

export type Asked = {
  host: { kid: string; publicKey: PublicKey; former?: { kid: string; publicKey: PublicKey } | null };
  /** Of the delivery that was sent. */
  jti: string;
  /** Digest of the order, and how much of its transcript is here. */
  order: string;
  from: number;
};

type Part = Extract<Answer, { kind: 'part' }>;
type Refused = Extract<Answer, { kind: 'refused' }>;

export type AnswerRead =
  /** `kid`: the host's key that has signed it, the present one or the one before. */
  | { state: 'part'; head: Part; bytes: Uint8Array; kid: string }
  | { state: 'refused'; head: Refused; kid: string }
  /** The host does not believe that the delivery is the bot's; so the answer is bound to none. */
  | { state: 'unheard'; head: Refused }
  /** Its end is missing: it was cut on the way. */
  | { state: 'cut' }
  /** There is no answer of a host agent in it. */
  | { state: 'none' }
  /** It is not of this host, or to another question. */
  | { state: 'forged'; why: string };

export async function readAnswer(text: string, asked: Asked): Promise<AnswerRead> {
  const printed = readPrinted(text);
  if (printed.state !== 'whole') return { state: printed.state };
  const known = [asked.host, ...(asked.host.former ? [asked.host.former] : [])];
  const keys = new Map(
    await Promise.all(known.map(async (one) => [one.kid, await verifyKey(one.publicKey)] as const)),
  );
  const opened = await open(printed.head, { purpose: 'ocanswer+jws', keys, schema: Answer });
  if (!opened.ok) return forged(`its signature was refused (${opened.code})`);
  const head = opened.payload;
  const [kid = '', ...more] = opened.kids;
  if (more.length > 0) return forged('it is signed by several keys');
  if (head.kind === 'refused' && head.jti === null) return { state: 'unheard', head };
  if (head.jti !== asked.jti) return forged('it is the answer to another delivery');
  if (head.kind === 'refused') return { state: 'refused', head, kid };
  if (head.order !== asked.order || head.from !== asked.from) return forged('it is of another order or part');
  const bytes = await unpack(printed.packed, MAX_PART_BYTES);
  if (bytes === null || bytes.length !== head.upTo - head.from || (await sha256(bytes)) !== head.sha256)
    return forged('what came is not what the host signed');
  return { state: 'part', head, bytes, kid };
}

const forged = (why: string): AnswerRead => ({ state: 'forged', why });

/** Whole lines out of bytes; `rest` is the beginning of one, in base64url. */
export function linesOf(before: Uint8Array, bytes: Uint8Array): { lines: string[]; rest: string } {
  const all = new Uint8Array(before.length + bytes.length);
  all.set(before);
  all.set(bytes, before.length);
  const end = all.lastIndexOf(0x0a) + 1;
  const text = new TextDecoder().decode(all.subarray(0, end));
  return { lines: text.split('\n').filter((line) => line !== ''), rest: toBase64url(all.subarray(end)) };
}
