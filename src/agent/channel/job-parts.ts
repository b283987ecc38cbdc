/**
 * @module agent/channel/job-parts
 * What the jobs of a host are given, and what they offer to whoever brings orders: a socket, or a road without one.
 */
import type { Log } from '../../log.ts';
import type { OperationTerms } from '../../protocol/operations.ts';
import type { Precondition } from '../../protocol/order.ts';
import type { Signer, VerifyKey } from '../../protocol/signer.ts';
import type { PublicKey } from '../../protocol/words.ts';
import type { Operations, Resume } from '../operation.ts';
import type { Yielding } from '../self-watch.ts';
import type { Journal } from './journal.ts';
import type { KeptFrames } from './kept-frames.ts';
import type { PolicyReading } from './policy.ts';
import type { Transcripts } from './transcripts.ts';

export type JobsParts = {
  /** This host's key as it is now. */
  signer: () => Signer;
  /** Thumbprints of its keys besides: those before, and one that was put on the disk since. */
  ownKeys?: () => Promise<readonly string[]>;
  bot: { kid: string; publicKey: PublicKey };
  /** All keys of the bot that are believed now, and why nothing is changed on their word; `bot` alone when absent. */
  trust?: () => { bots: ReadonlyMap<string, VerifyKey>; doubt: string | null };
  operations: Operations;
  /** By operation: those that go on where a process before this one was interrupted, and what it had sent of them. */
  resume?: { how: Readonly<Record<string, Resume>>; frames: KeptFrames };
  policy: () => PolicyReading;
  journal: Journal;
  log: Log;
  /** Whether something that was agreed on still holds; absent: nothing can be shown to hold. */
  holds?: (precondition: Precondition) => Promise<boolean>;
  /** Whether arguments of a look ask for a costly one; absent: none do. */
  deep?: (args: Record<string, unknown>) => boolean;
  /** What this process does without, to leave the machine to others; absent: nothing. */
  yielding?: () => Yielding;
  /** What a bot may ask for; the protocol's own table unless a test says otherwise. */
  terms?: Readonly<Record<string, OperationTerms>>;
  /** Where orders without a session leave what they have to tell; absent: none are taken. */
  transcripts?: Transcripts;
  /** This host's own clock, epoch ms. */
  now?: () => number;
};

/** What became of a delivery without a session. What the order has to tell is in its transcript. */
export type ErrandOutcome =
  | { taken: true; id: string }
  | { taken: false; id: string | null; code: string; why: string };

/** A live session as the jobs see it: its name, the bot's clock, and the way out. */
export type JobSession = { id: string | null; now(): number; send(text: string): void };

export type Jobs = {
  /** The session is live; what the bot has not yet stored goes out again. */
  attach(session: JobSession): void;
  detach(): void;
  /** Takes one delivery; resolved once it is accepted, answered or refused, not when its work ends. */
  deliver(frame: { order: string; delivery: string }): Promise<void>;
  /** Takes one delivery that came without a session. Its clock is this host's own. */
  errand(frame: { order: string; delivery: string }): Promise<ErrandOutcome>;
  /** Puts what an order that is known has to tell where it can be asked for. */
  retell(id: string): Promise<void>;
  ack(frame: { id: string; next: number; done: boolean }): void;
  /** Whether anything is worked on. */
  running(): boolean;
  /** Resolved when this order does not run (any more). */
  whenEnded(id: string): Promise<void>;
  /** Stops all work and waits for its ends to be written. */
  stop(): Promise<void>;
  /** Whether everything is done and stored by the bot. */
  idle(): boolean;
};
