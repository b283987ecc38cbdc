/**
 * @module hub/host-frames
 * What one frame from a host does: read, held against the session, written down in one transaction, answered. A frame
 * that could not be stored is not acknowledged, so the host says it again.
 */
import type { Log } from '../log.ts';
import { FOLLOWS_KEYS, PING, PONG } from '../protocol/limits.ts';
import type { Signer } from '../protocol/signer.ts';
import type { PublicKey } from '../protocol/words.ts';
import type { Self, Socket } from '../storage/objects.ts';
import type { Courier } from './courier.ts';
import { readHostFrame } from './frame-reader.ts';
import { hostAddresses } from './host-address.ts';
import type { HostEvents } from './host-events.ts';
import { bringIn, type Cleaner } from './host-evidence.ts';
import { standingOf, undelivered } from './host-orders.ts';
import { type HostRow, journalOf, readHost } from './host-record.ts';
import { lifeOf, shut, stateOf } from './host-sockets.ts';
import { type LiveSessions, sendFrame } from './live-sessions.ts';
import { type KnownHost, type SessionState, step } from './session.ts';

export function hostFrames(parts: {
  self: Self;
  signer: Signer | Promise<Signer>;
  ownId: () => Promise<string>;
  events: HostEvents;
  sessions: LiveSessions;
  courier: Courier;
  clean: Cleaner;
  random: (bytes: number) => string;
  log: Log;
}): (socket: Socket, text: string) => Promise<void> {
  const { self, ownId, events, sessions, courier, clean, random, log } = parts;
  const { store } = self;
  const formerIds = hostAddresses(parts.signer).formerIdsFor(self.address.name);

  async function known(row: HostRow, mine: SessionState): Promise<KnownHost | null> {
    if (row.kid === null) return null;
    const [other] = sessions.others(mine);
    const rival = other
      ? { run: other.state.run, silentMs: self.now() - lifeOf(other.socket, other.state) }
      : null;
    return {
      kid: row.kid,
      formerKid: row.former_kid,
      rotatedAt: row.rotated_at,
      hostId: await ownId(),
      formerIds: await formerIds,
      joinSeq: row.join_seq,
      counter: row.counter,
      taken: row.taken,
      journal: journalOf(row),
      quarantined: row.quarantined,
      pastRuns: JSON.parse(row.past_runs) as string[],
      rival,
    };
  }

  return async (socket, text) => {
    const state = stateOf(socket);
    if (!state) return shut(socket, 'broken');
    if (text === PING) socket.send(PONG);
    const row = readHost(store);
    const signer = await parts.signer;
    const former = row.former_kid === null ? null : { kid: row.former_kid, publicKey: keyOf(row.former_x) };
    const host =
      row.kid === null
        ? null
        : { kid: row.kid, publicKey: keyOf(row.public_x), journal: journalOf(row), former };
    const standing = (id: string, seq?: number) => standingOf(store, id, seq);
    const received = await readHostFrame(text, { bot: signer.kid, now: self.now(), random, host, standing });
    if (received.type === 'stray')
      log.debug(
        { what: received.what, order: received.id },
        'A host speaks of an order that is not under way.',
      );
    const result = step(state, received, self.now(), await known(row, state));
    const quarantine = result.events.some((e) => e.type === 'suspect' && e.suspicion.level === 'quarantine');
    const arrived = result.events.find((e) => e.type === 'live');
    if (quarantine || arrived)
      for (const other of sessions.others(state)) {
        // The same process on a fresh socket: its orders go on, nobody need worry.
        if (arrived?.run !== other.state.run) events.lost(other.state.session);
        log.warn({ session: other.state.session }, 'An older session of this host was closed.');
        shut(other.socket, quarantine ? 'quarantined' : 'replaced');
      }
    sessions.apply(socket, result);
    const told = { bytes: text.length, at: new Date(self.now()).toISOString() };
    const brought = await bringIn(result.events, told, { store, clean });
    for (const answer of events.take(result.events, brought)) sendFrame(socket, answer, log);
    for (const one of result.send) {
      if ('frame' in one) sendFrame(socket, one.frame, log);
      else {
        if (received.type === 'hello' && received.hello.speaks.includes(FOLLOWS_KEYS))
          for (const documents of inFrames(signer.succeeds?.documents ?? []))
            sendFrame(socket, { type: 'trust', documents }, log);
        const welcome = await signer.sign('ochello-bot+jws', one.welcome);
        sendFrame(socket, { type: 'welcome', welcome }, log);
      }
    }
    if (!arrived || stateOf(socket)?.phase !== 'live') return;
    events.dropFrozen();
    for (const order of undelivered(store, self.now())) await courier.deliver(order);
  };
}

/** As many documents in one frame as surely fit. */
const DOCUMENTS_IN_FRAME = 32;

function inFrames(documents: readonly string[]): string[][] {
  const frames: string[][] = [];
  for (let at = 0; at < documents.length; at += DOCUMENTS_IN_FRAME)
    frames.push(documents.slice(at, at + DOCUMENTS_IN_FRAME));
  return frames;
}

function keyOf(x: string | null): PublicKey {
  return { kty: 'OKP', crv: 'Ed25519', x: x ?? '' };
}
