/**
 * @module hub/frame-reader
 * Reads one frame of a host agent and looks at its signatures, so that the session itself can stay a pure
 * machine. Reads only; decides nothing.
 */
import { canonicalText, digestOf, sha256 } from '../protocol/canonical.ts';
import { open } from '../protocol/envelope.ts';
import { Done, HostFrame, readFrame } from '../protocol/frames.ts';
import { type Hello, Proof, sessionOf, type Welcome } from '../protocol/hello.ts';
import { MAX_ENVELOPE_BYTES, MAX_FRAME_BYTES, PING } from '../protocol/limits.ts';
import { type VerifyKey, verifyKey } from '../protocol/signer.ts';
import type { JournalPoint, PublicKey } from '../protocol/words.ts';
import type { Received, Stray } from './session.ts';

export type Listener = {
  /** Thumbprint of the bot's key. */
  bot: string;
  now: number;
  random: (bytes: number) => string;
  /** The host's key as it joined, and where its journal was last seen. */
  host: {
    kid: string;
    publicKey: PublicKey;
    journal: JournalPoint | null;
    /** The key before the present one: an end that it has signed counts, a handshake with it is a copy's. */
    former?: { kid: string; publicKey: PublicKey } | null;
  } | null;
  /** How an order of this host stands; with `seq`: whether that part of its evidence is still wanted. */
  standing(id: string, seq?: number): Standing;
};

export type Standing = 'under-way' | 'over' | 'unknown';

/** How evidence begins, as every host agent writes it: what it is about can be told before the rest is read. */
const EVIDENCE_HEAD = /^\{"type":"evidence","id":"([!#-[\]-~]{1,200})","seq":(\d{1,3}),"/;
/** Whatever else is said is an envelope and a few words; more than that must say at once what it is. */
const MAX_PLAIN = MAX_ENVELOPE_BYTES + 4_096;

/** What a text on the socket says. Never throws for anything a peer can send. */
export async function readHostFrame(text: string, listener: Listener): Promise<Received> {
  if (text === PING) return { type: 'ping' };
  const [head, about = '', seq = '0'] = EVIDENCE_HEAD.exec(text) ?? [];
  if (head !== undefined) {
    const standing = listener.standing(about, Number(seq));
    if (standing !== 'under-way') return stray('evidence', about, standing, Number(seq) + 1);
  } else if (text.length > MAX_PLAIN && text.length <= MAX_FRAME_BYTES)
    return { type: 'unreadable', reason: 'garbage', why: 'a large frame does not say first what it is' };
  const read = readFrame(text, HostFrame);
  if (!read.ok) return { type: 'unreadable', reason: read.code, why: read.why };
  const { frame } = read;
  switch (frame.type) {
    case 'hello':
      return greeting(frame, listener);
    case 'proof':
      return {
        type: 'proof',
        proof: await open(frame.proof, {
          purpose: 'ochello-host+jws',
          keys: await keys(listener),
          schema: Proof,
        }),
      };
  }
  const { id } = frame;
  if (id === null) return stray('refused', id, 'unknown', 0);
  const standing = listener.standing(id, frame.type === 'evidence' ? frame.seq : undefined);
  if (standing !== 'under-way')
    return stray(frame.type, id, standing, frame.type === 'evidence' ? frame.seq + 1 : 0);
  if (frame.type === 'evidence') return { ...frame, sha256: await sha256(text) };
  if (frame.type === 'refused') return { ...frame, id };
  if (frame.type !== 'done') return frame;
  const done = await open(frame.done, { purpose: 'ocdone+jws', keys: await keys(listener), schema: Done });
  if (done.ok && done.payload.id !== id)
    return { type: 'unreadable', reason: 'garbage', why: 'the end of an order names another order' };
  return { type: 'done', done };
}

function stray(what: Stray['what'], id: string | null, standing: Standing, next: number): Stray {
  return { type: 'stray', what, id, over: standing === 'over', next };
}

async function greeting(hello: Hello, listener: Listener): Promise<Received> {
  const nonce = listener.random(32);
  const known = listener.host?.journal;
  const welcome: Welcome = {
    v: 1,
    hello: await digestOf(hello),
    session: await sessionOf(hello, nonce, listener.bot),
    nonce,
    host: hello.key,
    bot: listener.bot,
    at: listener.now,
    journalAt: known && known.length > 0 ? known.length : null,
  };
  return { type: 'hello', hello, welcome, digest: await sha256(canonicalText(welcome)) };
}

async function keys({ host }: Listener): Promise<Map<string, VerifyKey>> {
  const known = host ? [host, ...(host.former ? [host.former] : [])] : [];
  return new Map(
    await Promise.all(known.map(async (one) => [one.kid, await verifyKey(one.publicKey)] as const)),
  );
}
