/** What a runtime must offer so that the contract can be held against it. */
import type { Address, Reply } from '../../src/storage/objects.ts';
import type { ProbeMessage } from './probe-object.ts';

export type World = {
  /** Rejects with the object's own error message. */
  send(to: Address, message: ProbeMessage): Promise<Reply>;
  /** Takes the object's memory away; its store and its sockets stay. */
  evict(to: Address): Promise<void>;
  /** Where a WebSocket reaches the host object of that name. */
  socketUrl(name: string): string;
  close(): Promise<void>;
};

/** Asks again until the answer is right; the last wrong answer is what a failure shows. */
export async function eventually<T>(
  look: () => Promise<T>,
  isRight: (seen: T) => boolean,
  ms = 10_000,
): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (isRight(seen) || Date.now() > until) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
