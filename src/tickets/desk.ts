/**
 * @module tickets/desk
 * The port behind which every ticket system stands. It opens, finds, comments and attaches, each with a marker of ours,
 * so that a lost answer is looked up and never doubled.
 */
import type { Document } from '../protocol/document.ts';

/** A desk as the settings name it, e.g. `github` or `jira-ops`. */
export type DeskName = string;

/** A ticket at its desk. */
export type Ticket = {
  /** What people call it: `OPS-12`, `acme/gateways#7`, `INC0010023`. */
  key: string;
  /** What its desk calls it in calls, where that differs. */
  id: string;
  url: string;
};

export type NewTicket = {
  /** Random, not secret: `oc-` and 26 characters of base32. */
  marker: string;
  title: string;
  body: Document;
  /** 1 is worst. */
  severity: 1 | 2 | 3 | 4;
  /** When it was first meant to be opened, epoch ms: nothing older is searched. */
  wantedAt: number;
};

export type NewComment = {
  marker: string;
  body: Document;
  /** Customers of a service desk see it; people inside only unless it is set. */
  public?: boolean;
};

export type TicketFile = {
  marker: string;
  name: string;
  bytes: Uint8Array;
  sha256: string;
  contentType: string;
};

/** What a desk can do, as the README's table and `desk check` tell it. */
export type DeskAbilities = {
  /** False with the reason: then the report and an expiring link stand in the ticket. */
  attaches: true | { because: string };
  /** Bytes of the largest file; null when only the desk's own settings know. */
  largestFile: number | null;
  /** Whether comments can be kept from customers: always are, by choice, or there is no such difference. */
  internal: 'always' | 'by-choice' | 'no-difference';
  /** Whether opening twice with one marker makes one ticket by the desk's own doing. */
  atomic: boolean;
  /** A search may not show what was written for this long, in milliseconds. */
  lagMs: number;
};

/** One thing that `desk check` looked at. */
export type DeskCheck = { what: string; ok: boolean | null; because: string };

/**
 * How a call went wrong. `refused`: nothing was done and trying again is no use. `denied`: nothing was done, because the
 * credentials or their rights do not do; a person must mend that, then it may be tried again. `gone`: nothing was done,
 * the ticket is not there (deleted, or moved where it cannot be seen). `limited`: nothing was done, later it may be.
 * `unsure`: it may have been done (no answer, 5xx, an answer that cannot be read).
 */
export class DeskError extends Error {
  readonly how: 'refused' | 'denied' | 'gone' | 'limited' | 'unsure';
  /** In milliseconds; null when the desk did not say. */
  readonly retryAfterMs: number | null;
  constructor(how: DeskError['how'], message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'DeskError';
    this.how = how;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Every call throws DeskError and nothing else; its message is for people and holds no credential. */
export type Desk = {
  readonly name: DeskName;
  /** Which vendor's: `github`, `jira`, … */
  readonly kind: string;
  readonly abilities: DeskAbilities;
  open(ticket: NewTicket): Promise<Ticket>;
  /**
   * Tickets with this marker, the first one first: two when a lost answer was a ticket after all. A desk that cannot be
   * asked (a webhook) finds none; it is atomic then.
   */
  find(marker: string, wantedAt: number): Promise<Ticket[]>;
  /** An existing ticket by the key that people use; null when there is none, or it may not be seen. */
  read(key: string): Promise<Ticket | null>;
  comment(on: Ticket, comment: NewComment): Promise<void>;
  hasComment(on: Ticket, marker: string): Promise<boolean>;
  attach(to: Ticket, file: TicketFile): Promise<void>;
  hasFile(on: Ticket, file: Pick<TicketFile, 'marker' | 'name' | 'sha256'>): Promise<boolean>;
  /** Writes nothing. */
  check(): Promise<DeskCheck[]>;
};
