/**
 * @module hub/messages
 * What the host and fleet objects understand. The incident sends orders here; evidence goes back to the
 * incident as events (incidents/event.ts), each with an id, so that a second delivery changes nothing.
 */
import type { Verdict } from '../diagnosis/finding.ts';
import type { Evidence } from '../protocol/evidence.ts';
import type { Precondition } from '../protocol/order.ts';
import type { PublicKey } from '../protocol/words.ts';
import type { AuditNote } from './audit-log.ts';
import type { Counts } from './counters.ts';

/** A typed operation for one host, see protocol/operations.ts. */
export type JobRequest = {
  /** Order id; the same id is never executed twice by a host. */
  id: string;
  op: string;
  args: Record<string, unknown>;
  incident: string;
  /** Who wants it, e.g. `slack:T024/U061`. */
  requester: string;
  /** Who agreed, other people than the requester; a change without any is not signed. */
  approvedBy?: string[];
  /** What must still be true on the host when it begins. */
  preconditions?: Precondition[];
  /** Epoch ms after which the host must refuse it. */
  expiresAt: number;
  /** Who is told how it goes, as an address (storage/address.ts); the incident when left out. */
  tell?: string;
  /** The trace that it belongs to, as W3C traceparent; it stays here and is not told to the host. */
  trace?: string;
};

/** What a host object tells whoever gave a job, as `{ type: 'event', event: { id, ...JobEvent } }`. */
export type JobEvent =
  | { type: 'accepted'; order: string; host: string }
  /** In order of `seq`, each batch as soon as its probes ended. */
  | { type: 'evidence'; order: string; host: string; seq: number; evidence: Evidence[] }
  /** `maintenance`: the host was worked on when it ended. */
  | { type: 'done'; order: string; host: string; tookMs: number; maintenance?: Maintenance }
  | { type: 'refused'; order: string; host: string; code: string; why: string }
  /** The host's socket closed while a job was under way. */
  | { type: 'host-lost'; host: string };

/** A gateway is to stand still: who holds it, why, and for how long (epoch ms). */
export type Held = {
  /** The freeze's own id. */
  freeze: string;
  /** The profile; null for all gateways of the host. */
  gateway: string | null;
  /** As people know them. */
  by: string;
  because: string | null;
  from: number;
  until: number;
  /** The incident whose own changes may go on. */
  incident: string | null;
  /** Where people speak of it. */
  link: string | null;
};

/** The host is worked on: what is found there pages nobody. Epoch ms. */
export type Maintenance = {
  /** As people know them. */
  by: string;
  because: string;
  from: number;
  until: number;
};

export type HostMessage =
  /** A one-time join token was made for this host. Only its SHA-256 is kept. */
  | { type: 'enroll'; tokenSha256: string; by: string; expiresAt: number }
  /** This host is also reached through AWS SSM, by this instance; one that has not joined is invited there. */
  | { type: 'by-ssm'; instance: string; by: string; url: string }
  /** A host agent presents a token and its new public key. Burns the token before it answers. */
  | { type: 'join'; token: string; request: string }
  /** An admin has compared the key's fingerprint with what the host shows: from now on it may be changed. */
  | { type: 'confirm'; key: string; by: string }
  /** An admin takes this host out, or lets in again what an admin took out; what the bot found itself stays out. */
  | { type: 'quarantine'; why: string; by: string }
  | { type: 'let-in'; by: string }
  /** An admin takes the key away: the host is nobody until it joins again. */
  | { type: 'revoke'; by: string }
  /** A host agent presents the key that follows its present one. */
  | { type: 'rotate'; request: string }
  | { type: 'dispatch'; job: JobRequest }
  /** Signs the order and keeps it back: others sign the very same bytes before it is dispatched. */
  | { type: 'prepare'; job: JobRequest }
  /** The order as the bot signed it, for whoever may sign it, too. */
  | { type: 'order'; id: string }
  /** One more person's signature over the same bytes. */
  | { type: 'countersign'; id: string; envelope: string; key: PublicKey }
  /** Which incident is open for this host? If none, `incident` becomes it. */
  | { type: 'claim'; incident: string }
  | { type: 'release'; incident: string; verdict: Verdict | null; at: number }
  /** What a look found while its incident stays open: the card shows it, the claim stays. */
  | { type: 'report'; incident: string; verdict: Verdict | null; at: number }
  /** Holds this host's gateways still, or changes a hold of the same freeze. The first freeze wins. */
  | { type: 'hold'; hold: Held }
  | { type: 'let-go'; freeze: string }
  /** The host is worked on; null: not any more. Takes the place of any other. */
  | { type: 'maintain'; maintenance: Maintenance | null }
  | { type: 'describe' };

/** The reply to `maintain`: what was there before. */
export type MaintainReply = { before: Maintenance | null };

/** The reply to `claim`: the incident that is open for this host now, the caller's own or an older one. */
export type ClaimReply = { incident: string };

/** The reply to `order`; null where none waits for signatures. */
export type OrderReply = { envelope: string | null };

/** The reply to `countersign`; `kid`: thumbprint of the key that has signed. */
export type CountersignReply =
  | { ok: true; kid: string }
  | { ok: false; why: 'over' | 'key' | 'signature' | 'another-order' };

/** The reply to `confirm`; `key` is the one that the host has, null for a host that has not joined. */
export type ConfirmReply = { ok: boolean; key: string | null };

/** The reply to `quarantine`, `let-in` and `revoke`; `code` says why nothing was done. */
export type KeyReply =
  | { ok: true }
  | { ok: false; code: 'not-joined' | 'not-quarantined' | 'by-the-bot'; why?: string };

/** The reply to `hold`; `rival`: who holds it already. */
export type HoldReply = { held: true } | { held: false; rival: Held };

/** The reply to `by-ssm`. */
export type BySsmReply =
  | { ok: true; invited: boolean; bot: string; until: number }
  | { ok: false; why: 'not-set' };

export type DispatchReply =
  /** `road`: where it is not a socket; `maintenance`: the host is worked on now. */
  | { state: 'delivered'; road?: 'ssm'; maintenance?: Maintenance }
  | { state: 'absent'; lastSeen: number | null; maintenance?: Maintenance }
  | { state: 'not-enrolled' }
  | { state: 'quarantined'; why: string }
  /** It would change the host, and no admin has confirmed that the key is the host's own. */
  | { state: 'not-confirmed' }
  /** It would change a gateway that somebody else holds still. */
  | { state: 'frozen'; held: Held };

/** What is known of a host without asking it. Times are epoch ms. */
export type HostCard = {
  name: string;
  enrolled: boolean;
  connected: boolean;
  lastSeen: number | null;
  agentVersion: string | null;
  openclawVersion: string | null;
  platform: string | null;
  keyFingerprint: string | null;
  /** An admin has confirmed the key's fingerprint; until then only read jobs. */
  confirmed: boolean;
  /** Nothing is asked of it until it joins again; why. */
  quarantined: string | null;
  /** Something odd was noticed (a second process, a damaged journal); looks go on. */
  marked: string | null;
  verdict: Verdict | null;
  verdictAt: number | null;
  openIncident: string | null;
  /** The newest protocol version that its host agent speaks; null or absent where it has not been asked yet. */
  speaks?: number | null;
  /** When its key last gave way to a new one, epoch ms. */
  rotatedAt?: number | null;
  /** Who has quarantined it; null where the bot did by itself. */
  quarantinedBy?: string | null;
  /** Freezes that last, and those to come; absent where the host's object is of before there were any. */
  held?: readonly Held[];
  /** Absent: it is not reached through AWS SSM. `joining`: `asked`, or why it did not join by it. */
  ssm?: { instance: string; joining: string | null };
  /** That lasts or is to come; absent where the host's object is of before there was any. */
  maintenance?: Maintenance | null;
};

export type FleetMessage =
  | { type: 'register'; name: string }
  | { type: 'list' }
  /** How each host of the shard stood when it last told of a change. */
  | { type: 'cards' }
  /** How many of them stand how (hub/tally.ts). */
  | { type: 'tally' }
  | { type: 'standing'; name: string; card: HostCard }
  /** What happened since the last one; only the object of counters is told (hub/counters.ts). */
  | ({ type: 'count' } & Counts)
  | { type: 'counters' }
  /** Who asked for what; only the object of the audit is told (hub/audit-log.ts). */
  | { type: 'note'; row: AuditNote }
  | { type: 'audit'; since: number; after: number }
  /** Gives labels to a host or takes them away; a name that is not registered is left alone. */
  | { type: 'label'; name: string; add: string[]; remove: string[] }
  /** Was this event of the chat answered already? `at` is epoch ms. */
  | { type: 'take'; id: string; at: number };
export type TakeReply = { first: boolean };
/** `labels`: by name, sorted; a host without any is not in it. */
export type FleetReply = { names: string[]; labels: Record<string, string[]> };
/** The reply to `standing`. */
export type StandingReply = { known?: boolean };
/** `card`: null where the host's object has told nothing yet. */
export type CardsReply = { hosts: { name: string; labels: string[]; card: HostCard | null }[] };
/** Null where nobody registered such a host. */
export type LabelReply = { labels: string[] | null };

/** Hosts are spread over a fixed number of fleet shards, so that no single object knows them all. */
export const FLEET_SHARDS = 8;
