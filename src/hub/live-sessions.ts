/**
 * @module hub/live-sessions
 * The sessions of one host that are alive: which one is spoken to, when it last showed life, and what happens to its
 * socket at each step. The state lies with the sockets, so an evicted object goes on where it was.
 */
import type { Log } from '../log.ts';
import type { BotFrame } from '../protocol/frames.ts';
import type { Self, Socket } from '../storage/objects.ts';
import type { HostEvents } from './host-events.ts';
import { changeHost, readHost } from './host-record.ts';
import { type Live, lifeOf, shut, stateOf } from './host-sockets.ts';
import { type SessionState, type Step, step } from './session.ts';

export type LiveSession = { socket: Socket; state: Live };

export type LiveSessions = {
  /** Live sessions but this one. By session: a runtime may hand out the same socket as another value. */
  others(mine: SessionState): LiveSession[];
  /** The live session, if there is one that has shown signs of life; a dead one is closed on the way. */
  reachable(): LiveSession | null;
  /** The last sign of life, of now or of before (epoch ms); null when there never was one. */
  lastSeen(): number | null;
  /** Writes the step down and carries out its closing; frames are sent by the caller. */
  apply(socket: Socket, result: Step): void;
  /** Looks at what time alone has ended. */
  tick(socket: Socket, state: SessionState): void;
};

export function liveSessions(parts: { self: Self; events: HostEvents; log: Log }): LiveSessions {
  const { self, events, log } = parts;
  const { store } = self;

  function all(): LiveSession[] {
    return self.sockets().flatMap((socket) => {
      const state = stateOf(socket);
      return state?.phase === 'live' ? [{ socket, state }] : [];
    });
  }

  const first = (): LiveSession | null => all()[0] ?? null;

  function apply(socket: Socket, result: Step): void {
    const before = stateOf(socket);
    socket.writeState(result.state);
    if (!result.close) return;
    const { reason, why } = result.close;
    log.warn({ reason, why }, 'A host’s socket was closed.');
    if (before?.phase === 'live') {
      changeHost(store, { last_seen: lifeOf(socket, before) });
      events.lost(before.session);
    }
    shut(socket, reason);
  }

  const tick = (socket: Socket, state: SessionState): void =>
    apply(socket, step(state, { type: 'tick', heartbeat: socket.lastHeartbeat() }, self.now(), null));

  return {
    apply,
    tick,
    others(mine) {
      const session = mine.phase === 'new' ? null : mine.session;
      return all().filter((one) => one.state.session !== session);
    },
    reachable() {
      const now = first();
      if (!now) return null;
      tick(now.socket, now.state);
      return first();
    },
    lastSeen() {
      const now = first();
      const known = readHost(store).last_seen;
      return now ? Math.max(known ?? 0, lifeOf(now.socket, now.state)) : known;
    },
  };
}

/** Sends a frame; one that cannot be sent is said again when the host comes back. */
export function sendFrame(socket: Socket, frame: BotFrame, log: Log): void {
  try {
    socket.send(JSON.stringify(frame));
  } catch (error) {
    log.info({ error: String(error).slice(0, 200) }, 'A frame could not be sent; the socket is gone.');
  }
}
