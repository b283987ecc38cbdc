/**
 * @module hub/host-errands
 * One host's road through AWS SSM, for when its socket is away: what dispatch/ brings and fetches is fed into the same
 * tables and events as what a socket brings. A host that has no key yet is invited by it.
 *
 * The token of an invitation lies here in plain text, and is no secret: AWS shows it to whoever may read commands. It has
 * no code of the bot's key, so the door for sockets turns it away; it counts only beside what AWS says that the invited
 * instance has printed, and the key that comes by it changes nothing before an admin has compared it.
 */
import { type ErrandRoad, errandRoad } from '../dispatch/errands.ts';
import type { SystemsManager } from '../dispatch/systems-manager.ts';
import type { Log } from '../log.ts';
import { sha256 } from '../protocol/canonical.ts';
import { errandText, type Invitation, readJoining } from '../protocol/errand.ts';
import { JOIN_TOKEN_LIFE_MS } from '../protocol/limits.ts';
import type { Signer } from '../protocol/signer.ts';
import type { PublicKey } from '../protocol/words.ts';
import type { Message, Reply, Self } from '../storage/objects.ts';
import type { Courier, Road } from './courier.ts';
import { readHostFrame } from './frame-reader.ts';
import type { HostEvents } from './host-events.ts';
import { bringIn, type Cleaner } from './host-evidence.ts';
import { keepToken } from './host-join.ts';
import { findOrder, standingOf } from './host-orders.ts';
import { changeHost, noteJournal, readHost } from './host-record.ts';
import type { BySsmReply, HostMessage } from './messages.ts';
import { inRotationGrace } from './rotation-grace.ts';
import { FORMER_KEY_USED, type SessionEvent } from './session.ts';

export type HostErrands = {
  road: Road;
  bySsm(ask: Extract<HostMessage, { type: 'by-ssm' }>): Promise<BySsmReply>;
  dueAt(): number | null;
  work(): Promise<void>;
};

/** A file of many megabytes does not go through a keyhole: pieces of bundles wait for the socket. */
const NOT_BY_SSM: ReadonlySet<string> = new Set(['bundle.part']);

export function hostErrands(parts: {
  self: Self;
  /** Null: SSM is not set up. */
  ssm: SystemsManager | null;
  signer: Signer | Promise<Signer>;
  events: HostEvents;
  courier: () => Courier;
  /** The host object's own answers: a host that joins by SSM joins as every other. */
  answer: () => (message: Message) => Promise<Reply>;
  clean: Cleaner;
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  random: (bytes: number) => string;
  log: Log;
}): HostErrands {
  const { self, ssm, events, clean, random, log } = parts;
  const { store } = self;
  const { name } = self.address;
  const now = (): number => self.now();

  function key() {
    const { kid, public_x, former_kid, former_x } = readHost(store);
    if (kid === null) return null;
    const former = former_kid === null ? null : { kid: former_kid, publicKey: publicKeyOf(former_x) };
    return { kid, publicKey: publicKeyOf(public_x), former };
  }

  function openOrder(id: string) {
    const row = findOrder(store, id);
    return row === null || row.state === 'ended' || readHost(store).quarantined !== null ? null : row;
  }

  /** As hub/host-frames.ts does with a frame from a socket, but that nobody is there to be answered. */
  async function hear(frames: readonly string[]): Promise<boolean> {
    const bot = (await parts.signer).kid;
    for (const text of frames) {
      const known = key();
      const host = known && { ...known, journal: null };
      const standing = (id: string, seq?: number) => standingOf(store, id, seq);
      const received = await readHostFrame(text, { bot, now: now(), random, host, standing });
      let event: SessionEvent;
      if (received.type === 'stray') continue;
      if (received.type === 'accepted' || received.type === 'evidence') event = received;
      else if (received.type === 'done' && received.done.ok)
        event = { type: 'done', done: received.done.payload };
      else return false;
      const at = new Date(now()).toISOString();
      events.take([event], await bringIn([event], { bytes: text.length, at }, { store, clean }));
    }
    return true;
  }

  async function joining(
    printed: string,
  ): Promise<{ next: string | null } | { again: true } | { refused: string }> {
    const said = readJoining(printed);
    if (said === null) return { refused: 'the instance printed no answer of a host agent' };
    if ('refused' in said)
      return said.refused.code === 'not-expected' ? { again: true } : { refused: said.refused.why };
    if ('taken' in said) {
      if (said.taken !== readHost(store).kid)
        return { refused: 'another key answered than the one that joined' };
      changeHost(store, { ssm_joining: null, last_seen: now() });
      log.info({ key: said.taken, road: 'ssm' }, 'A host has joined through SSM.');
      return { next: null };
    }
    const token = readHost(store).ssm_joining?.split(' ')[1] ?? '';
    const reply = await parts.answer()({ type: 'join', token, request: said.request } as Message);
    if (reply.ok !== true) return { refused: String(reply.message) };
    return { next: errandText({ v: 1, joined: String(reply.joined) }) };
  }

  const errands: ErrandRoad | null =
    ssm &&
    errandRoad({
      store,
      ssm,
      host: {
        key,
        order(id) {
          const row = openOrder(id);
          return row && { digest: row.digest, host: readOwn(row.envelope).host };
        },
        async seal(id, { from, asks }) {
          const row = findOrder(store, id);
          if (row === null) throw new Error('There is no such order.');
          const sealed = await parts.courier().seal(row, { session: null, from, asks });
          return { ...sealed, documents: (await parts.signer).succeeds?.documents ?? [] };
        },
        hear,
        refused: (order, code, why) => void events.take([{ type: 'refused', id: order, code, why }], null),
        alive(journal) {
          changeHost(store, { last_seen: now() });
          noteJournal(store, journal);
        },
        ahead: (counter) => void events.take([{ type: 'counter-ahead', counter }], null),
        justRotated: () => inRotationGrace(readHost(store).rotated_at, now()),
        copied: () => void events.take([{ type: 'suspect', suspicion: FORMER_KEY_USED }], null),
        joining,
        joinFailed: (code, why) => changeHost(store, { ssm_joining: `${code}: ${why}`.slice(0, 300) }),
      },
      inTurn: (work) => parts.inTurn(work),
      random,
      chance: Math.random,
      now,
      log,
    });

  return {
    road: {
      name: 'ssm',
      open(row) {
        const { ssm_instance: instance, ssm_joining, quarantined } = readHost(store);
        if (errands === null || instance === null || ssm_joining?.startsWith('asked')) return null;
        if (quarantined !== null || NOT_BY_SSM.has(readOwn(row.envelope).op)) return null;
        return { take: ({ id, exp }) => errands.begin({ id, exp }, instance) };
      },
    },
    async bySsm({ instance, by, url }) {
      if (errands === null) return { ok: false, why: 'not-set' };
      const signer = await parts.signer;
      const until = now() + JOIN_TOKEN_LIFE_MS;
      if (key() !== null && readHost(store).quarantined === null) {
        changeHost(store, { ssm_instance: instance, ssm_joining: null });
        return { ok: true, invited: false, bot: signer.kid, until };
      }
      // Without the bot's code in it, so that the door for sockets does not take it: it goes through other hands.
      const token = `ssm.${random(32)}`;
      const invitation: Invitation = {
        v: 1,
        name,
        key: signer.publicKey,
        url,
        token,
        iat: now(),
        exp: until,
      };
      const signed = await signer.sign('ocinvite+jws', invitation);
      const hash = await sha256(token);
      store.tx(() => {
        keepToken(store, { sha256: hash, by, expiresAt: until }, now());
        changeHost(store, { ssm_instance: instance, ssm_joining: `asked ${token}` });
        errands.invite(instance, errandText({ v: 1, invitation: signed }), until);
      });
      return { ok: true, invited: true, bot: signer.kid, until };
    },
    dueAt: () => errands?.dueAt() ?? null,
    work: async () => errands?.work(),
  };
}

const publicKeyOf = (x: string | null): PublicKey => ({ kty: 'OKP', crv: 'Ed25519', x: x ?? '' });

/** An order that this bot has signed itself. */
function readOwn(envelope: string): { op: string; host: string } {
  const { payload } = JSON.parse(envelope) as { payload: string };
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
}
