/**
 * @module agent/channel/outgoing
 * What the bot must still get from this host, order by order: kept until the bot says that it has stored
 * it, and sent again on every new session. Bounded, so that a bot that is away cannot fill this process.
 */
import type { Evidence } from '../../protocol/evidence.ts';
import { Evidence as EvidenceShape } from '../../protocol/evidence.ts';
import { EVIDENCE_FRAME_BYTES, MAX_EVIDENCE_FRAMES, MAX_LOOK_BYTES } from '../../protocol/limits.ts';

export type Outgoing = {
  /** A session is live: everything that is not acknowledged goes out again, then whatever comes. */
  attach(send: (text: string) => void): void;
  detach(): void;
  accepted(id: string, order: string, journaled: boolean): void;
  /** Packs evidence into frames and sends them; gives the SHA-256 of each new frame's text. */
  evidence(id: string, evidence: Evidence[]): string[];
  /** Takes up the frames that a process before this one sent; gives their hashes. */
  restore(id: string, frames: readonly string[]): string[];
  /** The signed end of an order. */
  done(id: string, envelope: string): void;
  refused(id: string | null, code: string, why: string): void;
  /** Whatever there is and will be of this order is also handed to `sink`, until its end is. */
  also(id: string, sink: (text: string) => void): void;
  /** Nothing of this order was or will be told. */
  forget(id: string): void;
  /** Everything below `next` is stored by the bot; with `done` the order is over and forgotten. */
  ack(id: string, next: number, done: boolean): void;
  /** Whether something waits for the bot. */
  idle(): boolean;
};

type Parcel = { accepted: string | null; frames: (string | null)[]; bytes: number; done: string | null };

/** Evidence of one order, and of all together, that is kept for a bot that does not answer; in bytes. */
export const ORDER_BYTES = MAX_LOOK_BYTES;
export const TOTAL_BYTES = 48 * 1024 * 1024;

/** `hash` gives SHA-256 of a text in base64url; `keep` is told of each frame before it is sent. */
export function outgoing(
  hash: (text: string) => string,
  keep: (id: string, text: string) => void = () => undefined,
): Outgoing {
  const parcels = new Map<string, Parcel>();
  const sinks = new Map<string, (text: string) => void>();
  let send: ((text: string) => void) | null = null;
  let total = 0;

  function tell(id: string, text: string): void {
    sinks.get(id)?.(text);
    send?.(text);
  }

  function parcel(id: string): Parcel {
    const known = parcels.get(id);
    if (known) return known;
    const fresh: Parcel = { accepted: null, frames: [], bytes: 0, done: null };
    parcels.set(id, fresh);
    return fresh;
  }

  function add(to: Parcel, text: string): void {
    to.frames.push(text);
    to.bytes += text.length;
    total += text.length;
  }

  function release(of: Parcel, below: number): void {
    for (let seq = 0; seq < Math.min(below, of.frames.length); seq++) {
      total -= of.frames[seq]?.length ?? 0;
      of.frames[seq] = null;
    }
  }

  return {
    attach(to) {
      send = to;
      for (const { accepted, frames, done } of parcels.values())
        for (const text of [accepted, ...frames, done]) if (text !== null) to(text);
    },
    detach() {
      send = null;
    },
    accepted(id, order, journaled) {
      const text = JSON.stringify({ type: 'accepted', id, order, journaled });
      parcel(id).accepted = text;
      tell(id, text);
    },
    evidence(id, evidence) {
      const mine = parcel(id);
      const hashes: string[] = [];
      for (const batch of packed(evidence.map(honest))) {
        const text = JSON.stringify({ type: 'evidence', id, seq: mine.frames.length, evidence: batch });
        const room = mine.bytes + text.length <= ORDER_BYTES && total + text.length <= TOTAL_BYTES;
        if (!room || mine.frames.length >= MAX_EVIDENCE_FRAMES) break;
        keep(id, text);
        add(mine, text);
        hashes.push(hash(text));
        tell(id, text);
      }
      return hashes;
    },
    restore(id, frames) {
      const mine = parcel(id);
      for (const text of frames) {
        add(mine, text);
        send?.(text);
      }
      return frames.map(hash);
    },
    done(id, envelope) {
      const text = JSON.stringify({ type: 'done', id, done: envelope });
      parcel(id).done = text;
      tell(id, text);
      sinks.delete(id);
    },
    also(id, sink) {
      const { accepted, frames, done } = parcel(id);
      for (const text of [accepted, ...frames, done]) if (text !== null) sink(text);
      if (done === null) sinks.set(id, sink);
    },
    forget(id) {
      sinks.delete(id);
      parcels.delete(id);
    },
    refused(id, code, why) {
      send?.(JSON.stringify({ type: 'refused', id, code, why: why.slice(0, 500) }));
    },
    ack(id, next, done) {
      const mine = parcels.get(id);
      if (!mine) return;
      mine.accepted = null;
      release(mine, done ? mine.frames.length : next);
      if (done) parcels.delete(id);
    },
    idle: () => parcels.size === 0,
  };
}

/** Evidence that does not fit its own form would be refused; it becomes an honest "could not look". */
function honest(piece: Evidence): Evidence {
  if (EvidenceShape.safeParse(piece).success) return piece;
  return {
    probe: String(piece.probe).slice(0, 64),
    subject: 'host',
    source: 'the host agent',
    at: new Date(0).toISOString(),
    how: 'live',
    look: 'unavailable',
    why: 'the probe gave evidence that does not fit its form',
    facts: [],
  };
}

/** Batches of about the size of a frame. A single piece that is larger is split along its facts. */
function packed(evidence: Evidence[]): Evidence[][] {
  const batches: Evidence[][] = [];
  let batch: Evidence[] = [];
  let bytes = 0;
  for (const piece of evidence.flatMap(split)) {
    const size = sizeOf(piece);
    if (batch.length > 0 && bytes + size > EVIDENCE_FRAME_BYTES) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(piece);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

function split(piece: Evidence): Evidence[] {
  if (sizeOf(piece) <= EVIDENCE_FRAME_BYTES || piece.facts.length < 2) return [piece];
  const middle = Math.ceil(piece.facts.length / 2);
  const { text: _, ...rest } = piece;
  return [
    ...split({ ...piece, facts: piece.facts.slice(0, middle) }),
    ...split({ ...rest, facts: piece.facts.slice(middle) }),
  ];
}

function sizeOf(piece: Evidence): number {
  return Buffer.byteLength(JSON.stringify(piece));
}
