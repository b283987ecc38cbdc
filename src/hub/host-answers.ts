/**
 * @module hub/host-answers
 * What a host's object answers to the messages of others: one entry a kind of message. It runs in the object's turn,
 * so nothing slips in between while a signature is awaited.
 */
import type { Log } from '../log.ts';
import { digestOf } from '../protocol/canonical.ts';
import type { Joined, Rotated } from '../protocol/joining.ts';
import type { OperationTerms } from '../protocol/operations.ts';
import type { Signer } from '../protocol/signer.ts';
import { addressText } from '../storage/address.ts';
import type { Mailbox } from '../storage/mailbox.ts';
import type { Message, Reply, Self } from '../storage/objects.ts';
import type { Courier } from './courier.ts';
import { fleetShard } from './fleet-object.ts';
import { countersign, preparedOrder } from './host-approvals.ts';
import type { HostEvents } from './host-events.ts';
import { heldBack, letGo, takeHold } from './host-holds.ts';
import { admit, keepToken } from './host-join.ts';
import { hostKeyAnswers } from './host-key.ts';
import { keepMaintenance, lastingMaintenance, maintenanceOf } from './host-maintenance.ts';
import { findOrder, keepOrder, orderOf, setState, wordIn } from './host-orders.ts';
import { changeHost, readHost } from './host-record.ts';
import { rotate } from './host-rotate.ts';
import { shut } from './host-sockets.ts';
import type { LiveSessions } from './live-sessions.ts';
import type {
  BySsmReply,
  ClaimReply,
  ConfirmReply,
  DispatchReply,
  HoldReply,
  HostCard,
  HostMessage,
  JobRequest,
  MaintainReply,
} from './messages.ts';

type Answers = {
  [T in HostMessage['type']]: (message: Extract<HostMessage, { type: T }>) => Reply | Promise<Reply>;
};

/** Answers one message. @throws Error for a kind of message that a host does not know. */
export function hostAnswers(parts: {
  self: Self;
  signer: Signer | Promise<Signer>;
  ownId: () => Promise<string>;
  mailbox: Mailbox;
  events: HostEvents;
  sessions: LiveSessions;
  courier: Courier;
  card: (connected: boolean) => HostCard;
  terms: Readonly<Record<string, OperationTerms>>;
  bySsm: (ask: Extract<HostMessage, { type: 'by-ssm' }>) => Promise<BySsmReply>;
  log: Log;
}): (message: Message) => Promise<Reply> {
  const { self, ownId, mailbox, events, sessions, courier, terms, log } = parts;
  const { store } = self;
  const name = self.address.name;

  const register = (): void =>
    mailbox.post({
      receiver: addressText({ kind: 'fleet', name: fleetShard(name) }),
      body: { type: 'register', name },
    });

  async function join(ask: { token: string; request: string }): Promise<Reply> {
    const outcome = await admit(store, name, ask, self.now);
    if (!outcome.ok) {
      log.warn({ code: outcome.code }, 'A host was not let in.');
      return outcome;
    }
    const { kid, joinSeq, request, by } = outcome;
    log.info({ key: kid, joinSeq, by }, 'A host has joined with a new key.');
    store.tx(() => {
      events.dropAll('rejoined', 'the host has joined anew with another key');
      register();
    });
    for (const socket of self.sockets()) shut(socket, 'unknown');
    const signer = await parts.signer;
    const joined: Joined = {
      v: 1,
      nonce: request.nonce,
      host: kid,
      hostId: await ownId(),
      name,
      joinSeq,
      key: signer.publicKey,
      at: self.now(),
    };
    return { ok: true, joined: await signer.sign('ocjoined+jws', joined) };
  }

  async function rotateKey(text: string): Promise<Reply> {
    const outcome = await rotate(store, name, text, self.now);
    if (!outcome.ok) {
      log.warn({ code: outcome.code }, 'A host’s key was not rotated.');
      return outcome;
    }
    const { kid, request, again } = outcome;
    if (!again) log.info({ key: kid, former: request.former }, 'A host has rotated its key.');
    // Its live session was proved before and goes on; the next one is proved by the new key.
    const rotated: Rotated = { v: 1, nonce: request.nonce, name, host: kid };
    return { ok: true, rotated: await (await parts.signer).sign('ocrotated+jws', rotated) };
  }

  async function dispatch(job: JobRequest): Promise<DispatchReply> {
    const row = readHost(store);
    if (row.kid === null) return { state: 'not-enrolled' };
    if (row.quarantined) return { state: 'quarantined', why: row.quarantined };
    const now = self.now();
    if (job.expiresAt <= now) return { state: 'absent', lastSeen: sessions.lastSeen() };
    const order = orderOf(job, row.kid, now, terms);
    // Until an admin has confirmed that the key is the host's own, whoever holds it is asked to look and no more.
    if (order.mode === 'change' && row.confirmed !== 1) return { state: 'not-confirmed' };
    // What goes on beside other changes (a freeze, a word to a run that was agreed to) is judged by the host itself.
    const changes = order.mode === 'change' && terms[order.op]?.beside !== true;
    const known = findOrder(store, job.id);
    if (changes && (known === null || known.state === 'waiting' || known.state === 'prepared')) {
      const { args, incident } = order;
      const change = { gateway: wordIn(args, 'gateway'), freeze: wordIn(args, 'freeze'), incident };
      const held = heldBack(store, change, now);
      if (held !== null) return { state: 'frozen', held };
    }
    if (known?.state === 'prepared') setState(store, job.id, 'waiting', now);
    if (known === null) {
      const envelope = await (await parts.signer).sign('ocorder+jws', order);
      const signed = { envelope, digest: await digestOf(order) };
      keepOrder(store, order, signed, { changes, tell: job.tell ?? null, trace: job.trace ?? null }, now);
    }
    const kept = findOrder(store, job.id);
    const maintenance = lastingMaintenance(store, now);
    const also = maintenance === null ? {} : { maintenance };
    if (kept && kept.state !== 'waiting') return { state: 'delivered', ...also };
    const road = kept && (await courier.deliver(kept));
    if (road) return { state: 'delivered', ...(road === 'ssm' && { road }), ...also };
    return { state: 'absent', lastSeen: sessions.lastSeen(), ...also };
  }

  /** Signed now, so that its bytes are fixed for all who sign after; it goes nowhere before it is dispatched. */
  async function prepare(job: JobRequest): Promise<Reply> {
    const row = readHost(store);
    if (row.kid === null || row.quarantined || findOrder(store, job.id)) return { ok: row.kid !== null };
    const order = orderOf(job, row.kid, self.now(), terms, true);
    const envelope = await (await parts.signer).sign('ocorder+jws', order);
    const signed = { envelope, digest: await digestOf(order) };
    const kept = { changes: terms[order.op]?.beside !== true, tell: job.tell ?? null };
    keepOrder(store, order, signed, kept, self.now(), 'prepared');
    return { ok: true };
  }

  function verdictOf({
    incident,
    verdict,
    at,
    type,
  }: Extract<HostMessage, { type: 'release' | 'report' }>): Reply {
    const mine = readHost(store).open_incident === incident;
    if (mine && type === 'release') changeHost(store, { open_incident: null });
    if ((readHost(store).verdict_at ?? 0) <= at) changeHost(store, { verdict, verdict_at: at });
    return { ok: true };
  }

  const keys = hostKeyAnswers({ self, events, log });

  const answers: Answers = {
    enroll({ tokenSha256, by, expiresAt }) {
      store.tx(() => {
        keepToken(store, { sha256: tokenSha256, by, expiresAt }, self.now());
        register();
      });
      return { ok: true };
    },
    join,
    'by-ssm': (ask) => parts.bySsm(ask),
    confirm({ key, by }) {
      const { kid } = readHost(store);
      const ok = kid !== null && kid === key;
      if (ok) changeHost(store, { confirmed: 1 });
      log.info({ key, by, ok }, ok ? 'The key of a host was confirmed.' : 'Another key was to be confirmed.');
      return { ok, key: kid } satisfies ConfirmReply;
    },
    quarantine: keys.quarantine,
    'let-in': keys.letIn,
    revoke: keys.revoke,
    rotate: ({ request }) => rotateKey(request),
    dispatch: ({ job }) => dispatch(job),
    prepare: ({ job }) => prepare(job),
    order: ({ id }) => preparedOrder(store, id, self.now()),
    countersign: async (signed) => countersign(store, signed, (await parts.signer).publicKey, self.now()),
    claim({ incident }) {
      const open = readHost(store).open_incident ?? incident;
      changeHost(store, { open_incident: open });
      return { incident: open } satisfies ClaimReply;
    },
    release: verdictOf,
    report: verdictOf,
    hold({ hold }) {
      const rival = takeHold(store, hold, self.now());
      const fields = { freeze: hold.freeze, gateway: hold.gateway ?? '*', until: hold.until };
      if (rival === null) log.info(fields, 'A freeze holds this host.');
      else log.info({ ...fields, rival: rival.freeze }, 'A freeze was refused: another one holds this host.');
      return (rival === null ? { held: true } : { held: false, rival }) satisfies HoldReply;
    },
    'let-go'({ freeze }) {
      letGo(store, freeze);
      return { ok: true };
    },
    maintain({ maintenance }) {
      const before = maintenanceOf(store, self.now());
      keepMaintenance(store, maintenance);
      const { by = null, until = null } = maintenance ?? {};
      log.info({ by, until }, until === null ? 'Maintenance has ended.' : 'The host is in maintenance.');
      return { before } satisfies MaintainReply;
    },
    describe: () => parts.card(sessions.reachable() !== null),
  };

  return async (message) => {
    if (!Object.hasOwn(answers, message.type))
      throw new Error(`A host does not know the message “${message.type}”.`);
    const answer = answers[message.type as keyof Answers] as (message: Message) => Reply | Promise<Reply>;
    return answer(message);
  };
}
