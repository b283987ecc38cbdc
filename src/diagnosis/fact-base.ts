/**
 * @module diagnosis/fact-base
 * Everything that is known, by subject and fact, with the weight of each observation: what the live host shows
 * outranks its log, the log outranks pasted text, and what somebody told us comes last. Old failures that
 * have healed stay in the fact base, but no longer decide.
 */
import { DICTIONARY } from '../evidence/dictionary.ts';
import type { Evidence, FactValue, How } from '../protocol/evidence.ts';

/** One observation of one fact. `at` is epoch ms; `healed` ones are shown but never decide. */
export type Observation = {
  fact: string;
  subject: string;
  value: FactValue;
  how: How;
  at: number;
  atText: string;
  source: string;
  probe: string;
  quote?: string;
  healed: boolean;
};

export type Sighted = { counting: Observation[]; outranked: Observation[] };

export type FactBase = {
  now: number;
  /** Names of all gateways that a probe looked at or gave a fact of the dictionary for, as subjects, sorted. */
  gateways: string[];
  /**
   * What can be told of one gateway: seen of the host or anybody outside of gateways, and of the gateway with all
   * below it. Facts by name, signs by `name=word` and `name=*`.
   */
  seenOf(gateway: string): readonly ReadonlySet<string>[];
  /** Child subjects of one kind below a subject, in order of first mention. */
  children(subject: string, kind: string): string[];
  /** The citations that count for a fact, and the weaker or older ones that do not. */
  look(subject: string, fact: string): Sighted;
};

const WEIGHT: Record<How, number> = { live: 3, log: 2, pasted: 1, told: 0 };
const MINUTE = 60_000;
/** A refused connect in the log older than this says nothing about a gateway that greets us now. */
const FRESH = 15 * MINUTE;
/** Clocks of log and process table differ by rounding. */
const ROUNDING = 2_000;
/** A start takes seconds, on a busy host a minute or two. What lies further apart is a process that began anew inside. */
const START_UP = 5 * MINUTE;

/** May several values be true at once (signs in a log), or does the newest replace the older? */
export function holdsMany(fact: string): boolean {
  const entry = (DICTIONARY as Record<string, { many?: boolean }>)[fact];
  return entry?.many === true;
}

export function kindOf(subject: string): string {
  const last = subject.slice(subject.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  return colon < 0 ? last : last.slice(0, colon);
}

/** The gateway (or host) that a subject belongs to: its first step. */
const rootOf = (subject: string): string => {
  const slash = subject.indexOf('/');
  return slash < 0 ? subject : subject.slice(0, slash);
};

/** A name counts as a gateway only where a fact is given that our probes give of such a subject. */
const isGiven = (fact: string, subject: string): boolean =>
  (DICTIONARY as Record<string, { on: string } | undefined>)[fact]?.on === kindOf(subject);

function time(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? fallback : parsed;
}

/** A later look of the same probe at the same thing replaces the earlier one, whole. */
function latestLooks(evidence: readonly Evidence[]): Evidence[] {
  const newest = new Map<string, number>();
  const key = (e: Evidence) => `${e.probe}\n${e.subject}\n${e.source}`;
  for (const e of evidence) {
    if (e.how !== 'live') continue;
    newest.set(key(e), Math.max(newest.get(key(e)) ?? 0, time(e.at, 0)));
  }
  return evidence.filter((e) => e.how !== 'live' || time(e.at, 0) >= (newest.get(key(e)) ?? 0));
}

/**
 * Opens the fact base on a set of evidence. Pure; the same evidence and `now` (epoch ms) give the same fact base,
 * in whatever order the evidence arrived.
 */
export function openFactBase(evidence: readonly Evidence[], now: number): FactBase {
  const all: Observation[] = [];
  for (const e of latestLooks(evidence)) {
    const seenAt = time(e.at, now);
    for (const f of e.facts) {
      all.push({
        fact: f.fact,
        subject: f.subject,
        value: f.value,
        how: e.how,
        at: time(f.at, seenAt),
        atText: f.at ?? e.at,
        source: e.source,
        probe: e.probe,
        healed: false,
        ...(f.quote === undefined ? {} : { quote: f.quote }),
      });
    }
  }
  const shelf = new Map<string, Observation[]>();
  const subjects = new Set<string>();
  const named = new Set<string>();
  const below = new Map<string, Observation[]>();
  for (const o of all) {
    const root = rootOf(o.subject);
    subjects.add(o.subject).add(root);
    if (isGiven(o.fact, o.subject)) named.add(root);
    put(shelf, `${o.subject}\n${o.fact}`, o);
    put(below, root, o);
  }
  for (const e of evidence) named.add(rootOf(e.subject));
  const gateways = [...named].filter((s) => kindOf(s) === 'gateway').sort();
  for (const gateway of gateways) heal(gateway, below.get(gateway) ?? [], shelf, now);
  for (const list of shelf.values()) list.sort(byWeight);

  // By subject, then by fact: both are strings that exist already, so nothing is made to look something up.
  const sighted = new Map<string, Map<string, Sighted>>();
  for (const list of shelf.values()) {
    const [{ subject, fact } = { subject: '', fact: '' }] = list;
    const facts = sighted.get(subject) ?? new Map<string, Sighted>();
    sighted.set(subject, facts.set(fact, sightedOf(list, fact)));
  }
  let families: Map<string, string[]> | null = null;
  let seen: Map<string, Set<string>> | null = null;
  return {
    now,
    gateways,
    seenOf(gateway) {
      seen ??= seenByRoot(all);
      return [seen.get(''), seen.get(gateway)].filter((set) => set !== undefined);
    },
    children(subject, kind) {
      families ??= familiesOf(subjects);
      return families.get(`${subject}\n${kind}`) ?? [];
    },
    look: (subject, fact) => sighted.get(subject)?.get(fact) ?? NOTHING,
  };
}

const NOTHING: Sighted = { counting: [], outranked: [] };

function sightedOf(list: readonly Observation[], fact: string): Sighted {
  const alive = list.filter((o) => !o.healed);
  const healed = list.filter((o) => o.healed);
  if (holdsMany(fact)) return { counting: alive, outranked: healed };
  const [first, ...rest] = alive;
  return { counting: first === undefined ? [] : [first], outranked: [...rest, ...healed] };
}

function put<T>(shelves: Map<string, T[]>, key: string, item: T): void {
  const list = shelves.get(key);
  if (list) list.push(item);
  else shelves.set(key, [item]);
}

/** What was seen below each gateway; under '' what was seen of anything else. */
function seenByRoot(all: readonly Observation[]): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>();
  for (const { fact, subject, value } of all) {
    const root = rootOf(subject);
    const key = kindOf(root) === 'gateway' ? root : '';
    const words = seen.get(key) ?? new Set<string>();
    seen.set(key, words);
    if (!holdsMany(fact)) words.add(fact);
    else words.add(`${fact}=${String(value)}`).add(`${fact}=*`);
  }
  return seen;
}

/** The steps of a subject that are asked for what lies below them; a path that goes deeper is no probe's. */
const DEEPEST = 4;

/** Every subject under each of those it lies below, by kind and sorted. */
function familiesOf(subjects: ReadonlySet<string>): Map<string, string[]> {
  const families = new Map<string, string[]>();
  for (const subject of [...subjects].sort()) {
    const kind = kindOf(subject);
    let at = subject.indexOf('/');
    for (let depth = 0; at > 0 && depth < DEEPEST; depth++) {
      put(families, `${subject.slice(0, at)}\n${kind}`, subject);
      at = subject.indexOf('/', at + 1);
    }
  }
  return families;
}

function byWeight(a: Observation, b: Observation): number {
  return WEIGHT[b.how] - WEIGHT[a.how] || b.at - a.at || order(String(a.value), String(b.value));
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Marks what no longer decides for one gateway: older than its present process, or overtaken by success. */
function heal(
  gateway: string,
  mine: readonly Observation[],
  shelf: ReadonlyMap<string, Observation[]>,
  now: number,
) {
  const live = (fact: string): Observation | undefined =>
    shelf
      .get(`${gateway}\n${fact}`)
      ?.filter((o) => o.how === 'live')
      .sort(byWeight)[0];
  const began = (fact: string): number => {
    const up = live(fact);
    return up && typeof up.value === 'number' ? up.at - up.value * 1_000 : Number.NEGATIVE_INFINITY;
  };
  // The gateway counts from when it serves. What it said on the way there belongs to this life as well, unless it
  // began anew inside a process that lives on.
  const [process, serves] = [began('gateway.process.uptime-s'), began('gateway.uptime-s')];
  const started = serves - process < START_UP ? process : Math.max(process, serves);
  const refusedAt = shelf.get(`${gateway}\ngateway.start.refused-at`)?.[0]?.value;
  const fromRecords = mine.filter(
    (o) => o.how === 'log' || (o.how === 'live' && o.fact.startsWith('gateway.start.')),
  );
  for (const o of fromRecords) {
    const at =
      o.fact.startsWith('gateway.start.') && typeof refusedAt === 'string'
        ? Math.max(time(refusedAt, o.at), Number.NEGATIVE_INFINITY)
        : o.at;
    if (at < started - ROUNDING && o.fact !== 'gateway.boot.last-outcome') o.healed = true;
    const ready = live('gateway.http.ready');
    if (o.fact.startsWith('gateway.start.') && ready?.value === true && at < now - FRESH) o.healed = true;
  }
  healRivals(mine);
  healByGreeting(mine);
  healRedProbes(mine);
}

const TURNED_AWAY: ReadonlySet<FactValue> = new Set(['already-running', 'port-taken', 'lifecycle-lock']);
const OF_A_RIVAL: ReadonlySet<FactValue> = new Set(['second-instance', 'lifecycle-held']);
/** So many in five minutes is something that tries for ever; fewer was somebody's hand. */
const FOR_EVER = 3;
/**
 * A second start was refused (somebody typed `openclaw gateway` beside the service), and now the gateway serves and no
 * rival is alive: nobody fights, unless something starts it again and again. A service that was turned away is shut out.
 */
function healRivals(mine: readonly Observation[]) {
  const live = mine.filter((o) => o.how === 'live');
  const is = (fact: string, value: FactValue) => live.some((o) => o.fact === fact && o.value === value);
  const alone = is('gateway.rivals.same-port', 0) && is('gateway.rivals.same-state', 0);
  const another = live.some((o) => o.fact === 'gateway.process.maybe-starting' && o.value === true);
  const serves = is('connect.hello', true) || is('gateway.http.ready', true);
  const shutOut = is('gateway.service.active', 'failed') || is('gateway.service.active', 'activating');
  if (!alone || another || !serves || shutOut) return;
  const start = mine.filter((o) => o.fact.startsWith('gateway.start.'));
  if (start.some((o) => o.fact === 'gateway.start.refusal' && !TURNED_AWAY.has(o.value))) return;
  const tries = start
    .filter((o) => o.fact === 'gateway.start.turned-away-lately')
    .map((o) => Number(o.value));
  if (Math.max(0, ...tries) >= FOR_EVER) return;
  for (const o of start) if (o.fact !== 'gateway.start.turned-away-lately') o.healed = true;
  for (const o of mine)
    if (o.how === 'log' && /^(?:service|lock)\.sign$/.test(o.fact) && OF_A_RIVAL.has(o.value))
      o.healed = true;
}

/**
 * The gateway greeted a live client: log lines of refused connects before that are over, unless they go on
 * (three or more in the last quarter of an hour, the last within five minutes: somebody is still shut out).
 */
function healByGreeting(mine: readonly Observation[]) {
  const liveClients = mine.filter((o) => o.how === 'live' && kindOf(o.subject) === 'client');
  const greeted = liveClients.filter((o) => o.fact === 'connect.hello' && o.value === true);
  const refused = liveClients.some((o) => o.fact === 'connect.refusal.code' && o.value !== null);
  if (greeted.length === 0 || refused) return;
  const since = Math.max(...greeted.map((o) => o.at));
  const past = mine.filter(
    (o) =>
      o.how === 'log' && kindOf(o.subject) === 'client' && o.fact.startsWith('connect.') && o.at <= since,
  );
  const fresh = past.filter((o) => o.at > since - FRESH);
  const tries = new Map<string, number>(fresh.map((o) => [o.subject, 1]));
  for (const { fact, subject, value } of fresh)
    if (fact === 'connect.attempts-lately' && typeof value === 'number') tries.set(subject, value);
  const count = [...tries.values()].reduce((sum, one) => sum + one, 0);
  const goesOn = count >= 3 && Math.max(...fresh.map((o) => o.at)) > since - 5 * MINUTE;
  for (const o of past) if (!goesOn || o.at <= since - FRESH) o.healed = true;
}

/** A red probe in the log contradicts a green one only in the same minute; before that it was simply then. */
function healRedProbes(mine: readonly Observation[]) {
  const greeted = mine.filter((o) => o.how === 'live' && o.fact === 'connect.hello' && o.value === true);
  for (const o of mine) {
    if (o.how !== 'log' || o.fact !== 'protocol.sign' || greeted.length === 0) continue;
    if (greeted.every((g) => Math.abs(g.at - o.at) > MINUTE)) o.healed = true;
  }
}
