/**
 * @module incidents/ticket-courier
 * Between an incident and its errands at desks: what is wanted is written down with its words in the transaction that
 * wants it, and what came of it is read from the errands' own rows, so that a crash loses neither.
 */
import { type BundleStore, bundleKey } from '../bundles/store.ts';
import { CLAIM } from '../diagnosis/finding.ts';
import type { Log } from '../log.ts';
import { linkTo } from '../outbox/place.ts';
import type { Store } from '../storage/objects.ts';
import type { Desk, DeskName } from '../tickets/desk.ts';
import { createErrands } from '../tickets/errands.ts';
import type { Bundle } from './bundle.ts';
import { readMade } from './bundle-rows.ts';
import type { Conductor } from './conductor.ts';
import type { DeskEffect } from './effect.ts';
import type { IncidentView, TicketView } from './notifier.ts';
import type { Incident } from './record.ts';
import { threadsOf } from './threads.ts';
import { bundleOfTicket } from './ticket-file.ts';
import { whatCameOf } from './ticket-outcome.ts';
import type { TicketBundle, TicketContext, TicketWriter } from './ticket-writer.ts';

/** A link is good as long as its file is kept; where nobody knows that, for so long, in milliseconds. */
const LINK_MS = 7 * 86_400_000;

/** For whoever reads a ticket: an address, the hash of its secret, and how often it is good. */
export type LinkMaker = (incident: string) => Promise<{ url: string; hash: string; most: number }>;

export type TicketDeps = {
  desks: ReadonlyMap<DeskName, Desk>;
  write: TicketWriter;
  /** No links to files are given where it is left out. */
  linkFor?: LinkMaker;
};

export type TicketCourier = {
  /** Notes what a desk is to be asked; call it in the transaction that wants it. */
  note(effect: DeskEffect, incident: Incident, view: IncidentView): void;
  /** Asks all that is due, and tells the incident what came of it. */
  flush(): Promise<void>;
  /** When there is something to do (epoch ms, may be past); null when there is nothing. */
  dueAt(): number | null;
};

export function createTicketCourier(
  deps: TicketDeps & {
    store: Store;
    /** Null where no files are kept. */
    files: BundleStore | null;
    conductor: () => Conductor;
    incident: string;
    now: () => number;
    random: () => number;
    log: Log;
  },
): TicketCourier {
  const { store, desks, write, linkFor, files, conductor, incident, now, random, log } = deps;
  const errands = createErrands({ store, desks, now, random, log, bytesOf });

  /** The file with this SHA-256, as one of the incident's bundles. */
  async function bytesOf({ sha256 }: { sha256: string }): Promise<Uint8Array | null> {
    const digest = conductor()
      .load()
      .bundles.find(({ made }) => made !== null && hexOf(made.digest) === sha256)?.made?.digest;
    return digest === undefined || files === null ? null : files.get(bundleKey(incident, digest));
  }

  function contextOf(it: Incident, ticket: TicketView): TicketContext {
    const bundle = bundleOfTicket(it, ticket);
    const made = bundle === undefined ? null : readMade(store, bundle.id);
    const place = it.places.findIndex(({ via }) => via === 'slack');
    const thread = threadsOf(it)[place];
    const ref = thread?.via === 'slack' ? thread.thread : undefined;
    return {
      thread: thread === undefined || ref === undefined ? null : linkTo(thread, ref),
      bundle: made === null || !made.gate.passed ? null : { ...factsOf(made), report: made.report },
    };
  }

  const factsOf = ({
    digest,
    bytes,
    recipients,
  }: Pick<NonNullable<Bundle['made']>, 'digest' | 'bytes' | 'recipients'>): Omit<TicketBundle, 'report'> => {
    const sha256 = hexOf(digest);
    const ending = recipients.length === 0 ? 'tar.gz' : 'tar.gz.age';
    return { name: `openclaw-${incident}-${sha256.slice(0, 12)}.${ending}`, bytes, sha256 };
  };

  /** Files that a ticket waits for and no errand has yet: making a link takes time, which no transaction has. */
  function unhanded(): TicketView[] {
    const waiting = conductor()
      .load()
      .tickets.filter(
        ({ state, file }) => state === 'open' && file?.errand != null && file.state === 'sending',
      );
    if (waiting.length === 0) return [];
    const known = new Set(errands.all().map(({ id }) => id));
    return waiting.filter(({ file }) => file?.errand != null && !known.has(file.errand));
  }

  async function attach(ticket: TicketView): Promise<void> {
    const view = conductor().view();
    const bundle = bundleOfTicket(conductor().load(), ticket);
    const [id, about] = [ticket.file?.errand, ticket.errand];
    if (view === null || bundle?.made == null || id == null || about === null) return;
    const file = factsOf(bundle.made);
    const { attaches = true, largestFile = null } = desks.get(ticket.desk)?.abilities ?? {};
    const mayFit = attaches === true && largestFile !== null && file.bytes <= largestFile;
    // A link that is not needed is one more that could be found.
    const made = mayFit || linkFor === undefined ? null : await linkFor(incident);
    const until = bundle.keepUntil ?? now() + LINK_MS;
    const link = made === null ? null : { url: made.url, until };
    const locked = bundle.made.recipients.length > 0;
    const contentType = locked ? 'application/octet-stream' : 'application/gzip';
    const hand = (): void =>
      errands.attach({
        ...{ id, about, file: { ...file, contentType } },
        otherwise: write.otherwise(view, { ...file, report: [] }, link),
      });
    if (made === null) return hand();
    const linked = { type: 'linked', bundle: bundle.id, person: ticket.by, whom: 'ticket', until } as const;
    const { hash, most } = made;
    conductor().happen({ id: `link:${id}:${now()}`, at: now(), ...linked, hash, most }, hand);
  }

  function note(effect: DeskEffect, it: Incident, view: IncidentView): void {
    const ticket = view.tickets?.find(({ id }) => id === effect.ticket);
    if (ticket === undefined) return;
    const { id } = effect;
    const { desk, errand: about } = ticket;
    switch (effect.what) {
      case 'open': {
        const body = write.body(view, ticket, contextOf(it, ticket));
        errands.open({ id, desk, title: write.title(view, ticket), body, severity: severityOf(view) });
        break;
      }
      case 'adopt':
        errands.adopt({ id, desk, key: effect.key });
        break;
      case 'comment': {
        const body = write.comment(view, ticket, effect.news, contextOf(it, ticket));
        if (about !== null) errands.comment({ id, about, body });
        break;
      }
      case 'attach':
        // By `flush`, which finds it in the record.
        break;
      case 'hope':
        errands.hopeAgain();
        break;
      case 'again':
        errands.again(effect.errand);
        break;
    }
  }

  /** Each event is read from the rows as they are: one that was lost is found again. True where there was news. */
  function tell(): boolean {
    const { tickets } = conductor().load();
    if (tickets.length === 0) return false;
    const all = errands.all();
    const news = tickets.flatMap((one) => whatCameOf(one, all));
    const at = now();
    // The same trouble can come again; everything else happens once.
    const happened = news.map((event) =>
      conductor().happen({
        ...event,
        at,
        ...(event.type === 'ticket-waits' ? { id: `${event.id}:${at}` } : {}),
      }),
    );
    return happened.includes(true);
  }

  return {
    note,
    async flush() {
      // What came of errands before a crash, then what is due, until nothing follows from it.
      do {
        tell();
        for (const one of unhanded()) await attach(one);
        await errands.run();
      } while (tell());
    },
    dueAt: () => (unhanded().length > 0 ? now() : errands.dueAt()),
  };
}

/** Of a digest in base64url. */
function hexOf(digest: string): string {
  const bytes = atob(digest.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(bytes, (sign) => sign.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** The gravest claim's; a ticket without one is a question of the usual kind. */
function severityOf({ hosts }: IncidentView): 1 | 2 | 3 | 4 {
  const claims = hosts.flatMap(({ diagnosis }) => diagnosis?.findings ?? []);
  const grave = claims.filter(({ confidence }) => confidence >= CLAIM).map(({ severity }) => severity);
  return grave.length === 0 ? 3 : (Math.min(...grave) as 1 | 2 | 3 | 4);
}
