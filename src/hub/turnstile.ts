/**
 * @module hub/turnstile
 * Lets so many hosts shake hands at a time; the others wait at the door. When thousands dial in one moment and all are
 * greeted at once, every greeting is slower than the host's patience, each host dials again, and none ever gets in.
 */

/** Gives the place back; more than once does nothing. */
export type Leave = () => void;

export type Turnstile = {
  /** Resolves when it is this one's turn. A host has one place at a time; hosts with many sockets queue behind the rest. */
  enter(host: string): Promise<Leave>;
  waiting(): number;
};

/** `places`: greetings at a time. `holdMs`: how long one keeps its place, so that the silent cannot lock the door. */
export function turnstile(places: number, holdMs: number): Turnstile {
  const inside = new Set<string>();
  /** By host, in the order in which their turn comes. */
  const queue = new Map<string, ((leave: Leave) => void)[]>();

  function admit(): void {
    for (const [host, mine] of queue) {
      if (inside.size >= places) return;
      if (inside.has(host)) continue;
      queue.delete(host);
      const [first, ...others] = mine;
      if (others.length > 0) queue.set(host, others);
      inside.add(host);
      first?.(placeOf(host));
    }
  }

  function placeOf(host: string): Leave {
    const leave = (): void => {
      if (over) return;
      over = true;
      clearTimeout(late);
      inside.delete(host);
      admit();
    };
    let over = false;
    const late = setTimeout(leave, holdMs);
    late.unref();
    return leave;
  }

  return {
    enter: (host) =>
      new Promise((resolve) => {
        queue.set(host, [...(queue.get(host) ?? []), resolve]);
        admit();
      }),
    waiting: () => [...queue.values()].reduce((sum, mine) => sum + mine.length, 0),
  };
}
