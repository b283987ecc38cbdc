/**
 * @module hub/hearing
 * Reads one frame of a host agent and looks at its signatures, so that the session itself can stay a pure
 * machine. Reads only; decides nothing.
 */
import { canonicalText, digestOf, sha256 } from '../protocol/canonical.ts';
import { open } from '../protocol/envelope.ts';
import { Done, HostFrame, readFrame } from '../protocol/frames.ts';
import { type Hello, Proof, sessionOf, type Welcome } from '../protocol/hello.ts';
import { PING } from '../protocol/limits.ts';
import { type VerifyKey, verifyKey } from '../protocol/signer.ts';
import type { JournalPoint, PublicKey } from '../protocol/words.ts';
import type { Heard } from './session.ts';

export type Listener = {
  /** Thumbprint of the bot's key. */
  bot: string;
  now: number;
  random: (bytes: number) => string;
  /** The host's key as it joined, and where its journal was last seen. */
  host: { kid: string; publicKey: PublicKey; journal: JournalPoint | null } | null;
};

/** What a text on the socket says. Never throws for anything a peer can send. */
export async function hear(text: string, listener: Listener): Promise<Heard> {
  if (text === PING) return { type: 'ping' };
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
    case 'done':
      return {
        type: 'done',
        done: await open(frame.done, { purpose: 'ocdone+jws', keys: await keys(listener), schema: Done }),
      };
    case 'evidence':
      return { ...frame, sha256: await sha256(text) };
    default:
      return frame;
  }
}

async function greeting(hello: Hello, listener: Listener): Promise<Heard> {
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
  return host ? new Map([[host.kid, await verifyKey(host.publicKey)]]) : new Map();
}
