/**
 * @module evidence/readers/clients
 * Attempts to connect become clients: one program that tries again and again is one client with a count, not a
 * thousand. Bounded: of a log of any length it keeps the newest clients and how many there were.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { FactName } from '../dictionary.ts';

/** One attempt, from all lines of its connection. Times are ISO, as the lines have them. */
export type Attempt = {
  facts: Map<FactName, Fact['value']>;
  /** Who it was, as far as the lines tell: name, mode, address, page, program. */
  who: Map<string, string>;
  firstAt?: string;
  at?: string;
  quote: string;
  /** Ours, or a command's bare probe: it is left out. */
  own: boolean;
  /** It sent a frame that its socket would not take. */
  oversized?: true;
  /** Attempts that the gateway counted without a line of their own. */
  suppressed: number;
};

type Client = { id: string; newest: Attempt; attempts: number; firstAt?: string; recent: number[] };

/** Clients told of: the newest; a hundred refused clients say no more than fifty. */
const MAX_CLIENTS = 50;
/** Distinct clients counted; more than that is "at least". */
const MAX_COUNTED = 10_000;
/** Attempts whose lines may still come. */
const MAX_OPEN = 400;
/** How far back "lately" reaches; a gateway that heals is asked about this stretch. Milliseconds. */
export const LATELY = 15 * 60_000;
const MAX_RECENT = 32;

/** What makes two attempts of one client the same trouble. */
const STORY: readonly FactName[] = [
  'connect.refusal.code',
  'connect.refusal.reason',
  'connect.close.code',
  'connect.close.reason',
  'connect.transport-error',
  'rpc.error.missing-scope',
  'rpc.error.code',
];
const WHO = ['client', 'mode', 'remote', 'origin', 'ua', 'fwd', 'device'] as const;

export type Clients = {
  /** The attempt of this connection, begun if it is new. */
  of(conn: string, begin: () => Attempt): Attempt;
  /** This device is approved: what it waited for until now is over. */
  approved(device: string): void;
  facts(gateway: string): Fact[];
};

export function gatherClients(): Clients {
  const open = new Map<string, Attempt>();
  const clients = new Map<string, Client>();
  const failing = new Set<string>();
  let newestAt: string | undefined;

  function settle(conn: string, attempt: Attempt): void {
    open.delete(conn);
    if (attempt.own || attempt.facts.size === 0) return;
    const who = WHO.map((part) => attempt.who.get(part) ?? '').join('\n');
    // Connections that nobody names can only be told apart by what they were after.
    const unnamed = attempt.who.size === 0 ? String(attempt.facts.get('rpc.error.method') ?? '') : '';
    const story = STORY.map((fact) => String(attempt.facts.get(fact) ?? '')).join('\n');
    const key = `${who}\n${unnamed}\n${story}`;
    const known = clients.get(key);
    clients.delete(key);
    const client: Client = known ?? { id: conn, newest: attempt, attempts: 0, recent: [] };
    client.attempts += 1 + attempt.suppressed;
    client.newest = attempt;
    const first = attempt.firstAt ?? attempt.at;
    if (client.firstAt === undefined && first !== undefined) client.firstAt = first;
    if (attempt.at) {
      const at = Date.parse(attempt.at);
      client.recent = [...client.recent.filter((one) => one > at - LATELY), at].slice(-MAX_RECENT);
      if (newestAt === undefined || Date.parse(newestAt) < at) newestAt = attempt.at;
    }
    clients.set(key, client);
    if (failing.size < MAX_COUNTED && [...attempt.facts.keys()].some((fact) => fact.startsWith('connect.')))
      failing.add(who);
    if (clients.size > MAX_CLIENTS) clients.delete(clients.keys().next().value ?? '');
  }

  return {
    of(conn, begin) {
      const known = open.get(conn);
      if (known) return known;
      const attempt = begin();
      open.set(conn, attempt);
      if (open.size > MAX_OPEN) {
        const [oldest] = open;
        if (oldest) settle(...oldest);
      }
      return attempt;
    },
    approved(device) {
      const waited = ({ who, facts }: Attempt) =>
        who.get('device') === device && facts.get('connect.refusal.code') === 'PAIRING_REQUIRED';
      for (const [conn, attempt] of open) if (waited(attempt)) open.delete(conn);
      for (const [key, { newest }] of clients) if (waited(newest)) clients.delete(key);
    },
    facts(gateway) {
      for (const [conn, attempt] of [...open]) settle(conn, attempt);
      const out = [...clients.values()].flatMap((client) => factsOf(client, gateway));
      if (failing.size === 0) return out;
      const at = newestAt === undefined ? {} : { at: newestAt };
      return [...out, { fact: 'gateway.clients.failing', subject: gateway, value: failing.size, ...at }];
    },
  };
}

function factsOf({ id, newest, attempts, firstAt, recent }: Client, gateway: string): Fact[] {
  const subject = `${gateway}/client:${id}`;
  const when = newest.at ? { at: newest.at } : {};
  const facts: Fact[] = [...newest.facts].map(([fact, value]) => ({
    fact,
    subject,
    value,
    ...when,
    quote: newest.quote,
  }));
  // Only where an identity was wanted of a proxy does it matter whether one stood between.
  if (String(newest.facts.get('connect.refusal.reason') ?? '').startsWith('trusted_proxy_'))
    facts.push({ fact: 'connect.forwarded', subject, value: newest.who.has('fwd'), ...when });
  if (attempts > 1) {
    facts.push({ fact: 'connect.attempts', subject, value: attempts, ...when });
    if (firstAt) facts.push({ fact: 'connect.first-at', subject, value: firstAt, ...when });
    if (recent.length > 1)
      facts.push({ fact: 'connect.attempts-lately', subject, value: recent.length, ...when });
  }
  return facts;
}
