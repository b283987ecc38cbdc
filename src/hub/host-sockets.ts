/**
 * @module hub/host-sockets
 * The sockets of one host as its object sees them: what state lies beside each, how one is shown out, and how many
 * may be there before they have proved anything.
 */
import { CLOSE, type CloseReason } from '../protocol/closing.ts';
import type { Socket } from '../storage/objects.ts';
import type { SessionState } from './session.ts';

export type Live = Extract<SessionState, { phase: 'live' }>;

/** Sockets of one host that may be in their handshake at once, before or after its hello; the oldest gives way. */
const MAX_STRANGERS = 8;

export function stateOf(socket: Socket): SessionState | null {
  return socket.readState() as SessionState | null;
}

/** The last sign of life of a live session, epoch ms. */
export function lifeOf(socket: Socket, state: Live): number {
  return Math.max(state.heard, socket.lastHeartbeat() ?? 0);
}

export function shut(socket: Socket, reason: CloseReason): void {
  socket.writeState({ phase: 'closed', session: null } satisfies SessionState);
  socket.close(CLOSE[reason], reason);
}

/** Shows out the oldest of those that have proved nothing, so that `fresh` has a place among them. */
export function makeRoomFor(fresh: Socket, all: readonly Socket[]): void {
  const strangers = all.filter((one) => {
    const phase = one === fresh ? undefined : stateOf(one)?.phase;
    return phase === 'new' || phase === 'greeted';
  });
  for (const one of strangers.slice(0, Math.max(0, strangers.length - MAX_STRANGERS + 1))) shut(one, 'slow');
}

/**
 * The addresses under which a host may have dialled: ours, and this very machine. Without `publicUrl` it is the one
 * that the socket's own request names, which on Node whoever passes a conversation on can write.
 */
export function originsOf(socketUrl: string, publicUrl: string | undefined): string[] {
  const own = URL.canParse(socketUrl) ? new URL(socketUrl) : null;
  if (publicUrl === undefined || !URL.canParse(publicUrl)) return own ? [own.host] : [];
  const near = own !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(own.hostname);
  return near ? [new URL(publicUrl).host, own.host] : [new URL(publicUrl).host];
}
