/**
 * @module hub/session
 * The talk with one host agent as a pure machine: state and what was heard in; state, frames, close and
 * events out. The state is a small plain value that lives with the socket, so an object that was evicted
 * between two frames goes on where it was.
 */
import type { CloseReason } from '../protocol/closing.ts';
import type { Opened } from '../protocol/envelope.ts';
import type { BotFrame, Done } from '../protocol/frames.ts';
import type { Hello, Proof, Welcome } from '../protocol/hello.ts';
import {
  DEAD_AFTER_MS,
  HANDSHAKE_MS,
  MAX_COUNTER_LEAP,
  MAX_EVIDENCE_FRAMES,
  SPEAKS,
} from '../protocol/limits.ts';
import type { HostFacts, JournalPoint } from '../protocol/words.ts';
import { inRotationGrace } from './rotation-grace.ts';

/** What the hello claimed, kept until the proof makes it believable. */
type Claims = Partial<Pick<Hello, 'key' | 'speaks'>> &
  Pick<Hello, 'run' | 'joinSeq' | 'counter' | 'journal' | 'journalDamaged' | 'facts' | 'at'>;

/** What was known of the host when it said hello: its journal, the deliveries it took, and whose words it then came with. */
type Before = { journal: JournalPoint | null; taken: number; formerKey: boolean; pastRun: boolean };

/** Times are epoch ms of the bot's clock. */
export type SessionState =
  | { phase: 'new'; since: number; origins: string[] }
  /** `before`: what the hello is judged by; absent in sockets of before it was kept. */
  | {
      phase: 'greeted';
      since: number;
      session: string;
      welcome: string;
      claims: Claims;
      before?: Before;
    }
  /** `strays`: what it brought that nobody asked for; absent in sockets of before it was counted. */
  | { phase: 'live'; since: number; session: string; run: string; heard: number; strays?: number }
  | { phase: 'closed'; session: string | null };

/** What the host's object knows of the host before this frame; null where nobody has joined. */
export type KnownHost = {
  kid: string;
  /** The key before the present one. */
  formerKid?: string | null;
  /** When that one gave way. */
  rotatedAt?: number | null;
  hostId: string;
  /** Addresses of the same host from under earlier keys of the bot. */
  formerIds?: readonly string[];
  joinSeq: number;
  /** Last delivery counter given out, and the last that the host is known to have taken. */
  counter: number;
  taken: number;
  journal: JournalPoint | null;
  quarantined: string | null;
  /** Processes of the host agent that another one has followed. */
  pastRuns: readonly string[];
  /** Another session that is open now, and the age of its last sign of life in ms. */
  rival: { run: string; silentMs: number } | null;
};

/** One frame received on the socket, with its signatures already looked at (frame-reader.ts). */
export type Received =
  | { type: 'hello'; hello: Hello; welcome: Welcome; digest: string }
  | { type: 'proof'; proof: Opened<Proof> }
  | { type: 'accepted'; id: string; order: string; journaled: boolean }
  | { type: 'evidence'; id: string; seq: number; evidence: unknown[]; sha256: string }
  | { type: 'done'; done: Opened<Done> }
  | { type: 'refused'; id: string; code: string; why: string }
  | Stray
  | { type: 'ping' }
  | { type: 'unreadable'; reason: 'oversize' | 'garbage'; why: string }
  /** Nothing was received; time went by. `heartbeat`: last ping that the runtime answered by itself. */
  | { type: 'tick'; heartbeat: number | null };

/**
 * About an order that is not under way, so not looked at any further. `over`: it was, or this part of it is here
 * already; `next` is the frame after this one.
 */
export type Stray = {
  type: 'stray';
  what: 'accepted' | 'evidence' | 'done' | 'refused';
  id: string | null;
  over: boolean;
  next: number;
};

/** `mark` is shown and the host goes on reading; `quarantine` ends all work until it joins again. */
export type Suspicion = { level: 'mark' | 'quarantine'; why: string };

export type SessionEvent =
  | {
      type: 'live';
      session: string;
      run: string;
      speaks: number;
      journal: JournalPoint;
      facts: HostFacts;
      clock: number;
    }
  | { type: 'suspect'; suspicion: Suspicion }
  /** The host has seen a higher counter than this bot gave: go on above it. */
  | { type: 'counter-ahead'; counter: number }
  | { type: 'accepted'; id: string; order: string; journaled: boolean }
  | { type: 'evidence'; id: string; seq: number; evidence: unknown[]; sha256: string }
  | { type: 'done'; done: Done }
  | { type: 'refused'; id: string; code: string; why: string };

export type Send = { frame: Exclude<BotFrame, { type: 'welcome' }> } | { welcome: Welcome };

export type Step = {
  state: SessionState;
  send: Send[];
  close?: { reason: CloseReason; why: string };
  events: SessionEvent[];
};

/** A fresh socket. `origins`: the addresses (host and port) under which this bot may have been dialled. */
export function opened(now: number, origins: string[]): SessionState {
  return { phase: 'new', since: now, origins };
}

/** One step of the talk. Pure: same arguments, same answer. */
export function step(state: SessionState, heard: Received, now: number, known: KnownHost | null): Step {
  if (state.phase === 'closed') return { state, send: [], events: [] };
  if (heard.type === 'tick') return grownOld(state, heard.heartbeat, now);
  if (heard.type === 'unreadable') return closing(state, heard.reason, heard.why);
  if (heard.type === 'ping')
    return { state: state.phase === 'live' ? { ...state, heard: now } : state, send: [], events: [] };
  if (!known) return closing(state, 'unknown', 'no host has joined under this name');
  if (heard.type === 'hello') return greet(state, heard, now, known);
  if (heard.type === 'proof') return believe(state, heard.proof, now, known);
  if (state.phase !== 'live') return closing(state, 'early', `${heard.type} before the handshake`);
  if (known.quarantined) return closing(state, 'quarantined', known.quarantined);
  const next = { ...state, heard: now };
  if (heard.type === 'stray') return astray(next, heard);
  if (heard.type === 'done') {
    if (!heard.done.ok) return closing(state, 'untrusted', `the end of an order: ${heard.done.why}`);
    return { state: next, send: [], events: [{ type: 'done', done: heard.done.payload }] };
  }
  return { state: next, send: [], events: [heard] };
}

/** So many strays end a session; one that lost its bot's memory has a few. */
const MAX_STRAYS = 100;
/** Evidence that nobody ordered is large: the second piece ends the session. */
const UNASKED_EVIDENCE = MAX_STRAYS / 2;
/** A host may have all frames of an order on their way when that order ends here. */
const LATE_EVIDENCE = MAX_STRAYS / (2 * MAX_EVIDENCE_FRAMES);

/** Acknowledged, so that an honest host forgets it and does not bring it again; counted, so that it ends. */
function astray(state: Extract<SessionState, { phase: 'live' }>, stray: Stray): Step {
  const { what, id, over, next } = stray;
  const weight = what !== 'evidence' ? 1 : over ? LATE_EVIDENCE : UNASKED_EVIDENCE;
  const strays = (state.strays ?? 0) + weight;
  if (strays >= MAX_STRAYS)
    return closing(state, 'unasked', 'the host goes on about orders that are not under way');
  const ack = (upTo: number, done: boolean): Send[] =>
    id === null ? [] : [{ frame: { type: 'ack', id, next: upTo, done } }];
  const send =
    what === 'done'
      ? ack(MAX_EVIDENCE_FRAMES, true)
      : what === 'evidence'
        ? ack(over ? next : MAX_EVIDENCE_FRAMES, false)
        : [];
  return { state: { ...state, strays }, send, events: [] };
}

function closing(state: SessionState, reason: CloseReason, why: string, events: SessionEvent[] = []): Step {
  const session = state.phase === 'live' ? state.session : null;
  return { state: { phase: 'closed', session }, send: [], close: { reason, why }, events };
}

function grownOld(state: SessionState, heartbeat: number | null, now: number): Step {
  if (state.phase === 'live') {
    // By a clock that was put back since: it is counted from here.
    const inFuture = (at: number): boolean => at > now + DEAD_AFTER_MS;
    if (inFuture(state.heard)) return { state: { ...state, heard: now }, send: [], events: [] };
    const alive = Math.max(state.heard, heartbeat === null || inFuture(heartbeat) ? 0 : heartbeat);
    if (now - alive > DEAD_AFTER_MS) return closing(state, 'silent', `nothing heard for ${now - alive} ms`);
  } else if (state.phase !== 'closed' && now - state.since > HANDSHAKE_MS) {
    return closing(state, 'slow', 'the handshake was not finished in time');
  }
  return { state, send: [], events: [] };
}

function greet(
  state: SessionState,
  heard: Extract<Received, { type: 'hello' }>,
  now: number,
  known: KnownHost,
): Step {
  const { hello, welcome, digest } = heard;
  if (state.phase !== 'new') return closing(state, 'early', 'a second hello');
  if (!hello.speaks.some((version) => SPEAKS.includes(version)))
    return closing(
      state,
      'version',
      `the host speaks ${hello.speaks.join(', ')}, this bot ${SPEAKS.join(', ')}`,
    );
  if (hello.hostId !== known.hostId && !known.formerIds?.includes(hello.hostId))
    return closing(state, 'unknown', 'this address is not of this host');
  // Proved by a key that has given way, it is a copy: that is told below, once it is proved.
  if (hello.key !== known.kid && hello.key !== known.formerKid)
    return closing(state, 'unknown', 'the key is not the one that joined');
  if (known.quarantined) return closing(state, 'quarantined', known.quarantined);
  if (!state.origins.includes(hostOf(hello.origin)))
    return closing(state, 'origin', 'the host dialled an address that is not this bot’s');
  if (hello.key !== known.kid && inRotationGrace(known.rotatedAt, now))
    return closing(state, 'replaced', 'the key has given way while this was on its way');
  const { key, speaks, run, joinSeq, counter, journal, journalDamaged, facts, at } = hello;
  const claims = { key, speaks, run, joinSeq, counter, journal, journalDamaged, facts, at };
  const next = {
    phase: 'greeted' as const,
    since: state.since,
    session: welcome.session,
    welcome: digest,
    claims,
    before: {
      journal: known.journal,
      taken: known.taken,
      formerKey: key !== known.kid,
      pastRun: known.pastRuns.includes(run),
    },
  };
  return { state: { ...next, since: now }, send: [{ welcome }], events: [] };
}

function believe(state: SessionState, opened: Opened<Proof>, now: number, known: KnownHost): Step {
  if (state.phase !== 'greeted') return closing(state, 'early', 'a proof without a hello');
  if (!opened.ok) return closing(state, 'untrusted', `the proof: ${opened.why}`);
  const proof = opened.payload;
  const { claims, session } = state;
  const [by, ...more] = opened.kids;
  if (by !== (claims.key ?? known.kid) || more.length > 0)
    return closing(state, 'untrusted', 'the proof is not by the key that the hello named');
  if (proof.welcome !== state.welcome || proof.session !== session || proof.run !== claims.run)
    return closing(state, 'untrusted', 'the proof belongs to another handshake');
  const suspicions = suspect(claims, proof, asKnownBefore(state, known));
  const events: SessionEvent[] = suspicions.map((suspicion) => ({ type: 'suspect', suspicion }));
  const worst = suspicions.find((one) => one.level === 'quarantine');
  if (worst) return closing(state, 'quarantined', worst.why, events);
  if (isOvertaken(claims, known))
    return closing(state, 'replaced', 'another socket of this host was quicker');
  if (claims.counter > known.counter) events.push({ type: 'counter-ahead', counter: claims.counter });
  const { run, journal, facts } = claims;
  const speaks = Math.max(1, ...(claims.speaks ?? []));
  events.push({ type: 'live', session, run, speaks, journal, facts, clock: claims.at - now });
  const live = { phase: 'live' as const, since: now, session, run, heard: now };
  return { state: live, send: [{ frame: { type: 'ready', session } }], events };
}

/** Seen by the handshake, and by an answer that came through SSM. */
export const FORMER_KEY_USED: Suspicion = {
  level: 'quarantine',
  why: 'a key of this host that had given way to a new one was used again: it is in other hands, or a copy of the host runs',
};

/**
 * A hello and its proof are two frames, and between them others of the same host are worked off: the end of an order on
 * the socket before, a newer handshake, a change of its key. What they tell is no reason to suspect what was said before.
 */
function asKnownBefore(
  { claims, before }: Extract<SessionState, { phase: 'greeted' }>,
  now: KnownHost,
): KnownHost {
  if (before === undefined) return now;
  const { journal, taken, formerKey, pastRun } = before;
  const kid = formerKey ? now.kid : (claims.key ?? now.kid);
  return { ...now, journal, taken, kid, pastRuns: pastRun ? [claims.run] : [] };
}

/** What it claims was true and is no more: it dials again, and is then judged by what is known by then. */
function isOvertaken(claims: Claims, known: KnownHost): boolean {
  if (claims.key !== undefined && claims.key !== known.kid) return true;
  if (known.pastRuns.includes(claims.run)) return true;
  if (claims.journalDamaged !== null) return false;
  return claims.journal.length < (known.journal?.length ?? 0) || claims.counter < known.taken;
}

/** What does not fit together. One key in two places shows itself here sooner or later. */
function suspect(claims: Claims, proof: Proof, known: KnownHost): Suspicion[] {
  const found: Suspicion[] = [];
  // Sockets of before this was kept were greeted with the present key alone.
  if (claims.key !== undefined && claims.key !== known.kid) found.push(FORMER_KEY_USED);
  if (claims.joinSeq !== known.joinSeq)
    found.push({ level: 'quarantine', why: 'an older copy of this host’s state connected (join number)' });
  if (known.pastRuns.includes(claims.run))
    found.push({ level: 'quarantine', why: 'two host agents use this host’s key at the same time' });
  if (claims.journalDamaged !== null)
    found.push({ level: 'mark', why: `the host’s journal is damaged: ${claims.journalDamaged}` });
  else if (
    known.journal &&
    (claims.journal.length < known.journal.length || proof.journalAt !== known.journal.head)
  )
    found.push({
      level: 'quarantine',
      why: 'the host’s journal is not the one known here: copied, restored or cut',
    });
  else if (claims.counter < known.taken)
    found.push({
      level: 'quarantine',
      why: 'the host has forgotten deliveries that it took: copied or restored',
    });
  if (claims.counter > known.counter + MAX_COUNTER_LEAP)
    found.push({
      level: 'quarantine',
      why: 'the host claims deliveries far beyond those that this bot gave: its key may be in other hands',
    });
  else if (claims.counter > known.counter)
    found.push({ level: 'mark', why: 'the host has seen orders that this bot does not remember giving' });
  if (known.rival && known.rival.run !== claims.run && known.rival.silentMs <= DEAD_AFTER_MS)
    found.push({ level: 'mark', why: 'a second host agent connected while the first was alive' });
  return found;
}

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return '';
  }
}
