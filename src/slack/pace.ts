/**
 * @module slack/pace
 * Who may speak next. Slack counts messages by channel and edits by workspace, whichever incident they come
 * from; so all incidents of one process share one pace, in the order in which they asked. It is memory of the
 * process and nothing more: on Workers each incident has its own, and Slack's Retry-After does the rest.
 */

/** How fast a kind of call may go: one in `gapMs` milliseconds, after up to `burst` at once. */
export type Limit = { gapMs: number; burst: number };

/**
 * `chat.postMessage`: one message a second and channel. `chat.update`: tier 3, "50+ per minute" for the whole
 * workspace, short bursts are tolerated (docs.slack.dev, "Rate limits").
 */
export const SLACK_LIMITS = {
  post: { gapMs: 1_000, burst: 1 },
  edit: { gapMs: 1_200, burst: 10 },
} as const satisfies Record<string, Limit>;

export type Turn =
  | { now: true }
  /** Others are before it. */
  | { now: false; waitMs: number; hushed: false }
  /** Slack wants to hear nothing here for so long. */
  | { now: false; waitMs: number; hushed: true };

export type Pace = {
  /** Asks for a turn in a lane. Whoever must wait keeps its place in the line under its ticket. */
  turn(kind: keyof typeof SLACK_LIMITS, where: string, ticket: string): Turn;
  /** Slack answered 429 with this Retry-After, in milliseconds. */
  hush(kind: keyof typeof SLACK_LIMITS, where: string, ms: number): void;
};

/** `free`: when the next call fits the limit if none comes before; all times are epoch ms. */
type Lane = { free: number; hushedUntil: number; line: Map<string, number> };

/** Who has not come for its turn for so long, in milliseconds, has died or has nothing more to say. */
const LOST_MS = 2_000;
/** Lanes that are remembered; idle ones go when there are more. */
const MOST_LANES = 1_000;

export function createPace(
  now: () => number,
  limits: Record<keyof typeof SLACK_LIMITS, Limit> = SLACK_LIMITS,
): Pace {
  const lanes = new Map<string, Lane>();

  function laneOf(name: string): Lane {
    const known = lanes.get(name);
    if (known !== undefined) return known;
    if (lanes.size >= MOST_LANES) forgetIdle();
    const fresh: Lane = { free: 0, hushedUntil: 0, line: new Map() };
    lanes.set(name, fresh);
    return fresh;
  }

  function forgetIdle(): void {
    const present = now();
    for (const [name, lane] of lanes) {
      if (lane.line.size === 0 && lane.free <= present && lane.hushedUntil <= present) lanes.delete(name);
    }
  }

  return {
    turn(kind, where, ticket) {
      const { gapMs, burst } = limits[kind];
      const lane = laneOf(`${kind} ${where}`);
      const present = now();
      for (const [other, at] of lane.line) if (at < present - LOST_MS) lane.line.delete(other);
      if (lane.hushedUntil > present) return { now: false, waitMs: lane.hushedUntil - present, hushed: true };
      const allowance = (burst - 1) * gapMs;
      const others = [...lane.line].filter(([other]) => other !== ticket).map(([, at]) => at);
      const mine = lane.line.get(ticket);
      const ahead = others.filter((at) => mine === undefined || at < mine).length;
      const at = Math.max(present, lane.free - allowance) + ahead * gapMs;
      if (at <= present) {
        lane.line.delete(ticket);
        lane.free = Math.max(lane.free, present) + gapMs;
        return { now: true };
      }
      lane.line.set(ticket, at);
      return { now: false, waitMs: at - present, hushed: false };
    },
    hush(kind, where, ms) {
      const lane = laneOf(`${kind} ${where}`);
      lane.hushedUntil = Math.max(lane.hushedUntil, now() + ms);
    },
  };
}
