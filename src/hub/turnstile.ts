/**
 * @module hub/turnstile
 * Lets so many hosts shake hands at a time; the others wait at the door. When thousands dial in one moment and all are
 * greeted at once, every greeting is slower than the host's patience, each host dials again, and none ever gets in.
 */

/** Gives the place back; more than once does nothing. */
export type Leave = () => void;

export type Turnstile = {
  /**
   * Resolves when it is this host's turn. A place is a host's, not a socket's: whoever dials again while an older
   * socket of his says nothing goes in beside it, and a host with many sockets takes one place from the others.
   */
  enter(host: string): Promise<Leave>;
  waiting(): number;
};

type Place = {
  enter(): Leave;
};

/** `places`: hosts greeted at a time. `holdMs`: how long one keeps its place, so that the silent cannot lock the door. */
export function turnstile(places: number, holdMs: number): Turnstile {
  const inside = new Map<string, Place>();
  /** By host, in the order in which their turn comes. */
  const queue = new Map<string, ((leave: Leave) => void)[]>();

  function admit(): void {
    for (const [host, mine] of queue) {
      if (inside.size >= places) return;
      queue.delete(host);
      const place = placeOf(host);
      inside.set(host, place);
      for (const one of mine) one(place.enter());
    }
  }

  function placeOf(host: string): Place {
    const within = new Set<Leave>();
    const free = (): void => {
      clearTimeout(late);
      if (inside.get(host) !== place) return;
      inside.delete(host);
      admit();
    };
    const late = setTimeout(free, holdMs);
    late.unref();
    const place: Place = {
      enter() {
        const leave = (): void => {
          if (within.delete(leave) && within.size === 0) free();
        };
        within.add(leave);
        return leave;
      },
    };
    return place;
  }

  return {
    async enter(host) {
      const place = inside.get(host);
      if (place !== undefined) return place.enter();
      return new Promise((resolve) => {
        queue.set(host, [...(queue.get(host) ?? []), resolve]);
        admit();
      });
    },
    waiting: () => [...queue.values()].reduce((sum, mine) => sum + mine.length, 0),
  };
}
