/**
 * What a ticket costs and whether it comes twice: calls for a ticket with a bundle and two comments at each desk, and
 * doubles while the process that does it is thrown away at any of its awaits, before, in and after a call, and between a
 * 2xx and its commit; beside it whoever simply tries again. `npm run bench -- tickets 1000` prints it alone.
 */
import { createHash } from 'node:crypto';
import { createLog } from '../../src/log.ts';
import type { Document } from '../../src/protocol/document.ts';
import type { Store } from '../../src/storage/objects.ts';
import type { Desk } from '../../src/tickets/desk.ts';
import { ERRANDS_TABLE } from '../../src/tickets/errand.ts';
import { createErrands } from '../../src/tickets/errands.ts';
import { newMarker } from '../../src/tickets/marker.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';
import { type Found, PLACES, type Place } from './ticket-places.ts';

export type TicketFigures = {
  desk: string;
  calls: number;
  crashes: number;
  /** Tickets, comments and files that came twice; and that never came. */
  doubles: number;
  lost: number;
  /** Of whoever tries again without looking, under the same crashes. */
  naiveDoubles: number;
};

const COMMENTS = ['It is back.', 'It was the token.'];
const BYTES = new Uint8Array(2_000).map((_, n) => (n * 31) % 256);
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const FILE = {
  name: `openclaw-inc-7-${SHA256.slice(0, 12)}.tar.gz`,
  sha256: SHA256,
  bytes: BYTES.length,
  contentType: 'application/gzip',
};
const words = (text: string): Document => [{ kind: 'paragraph', words: [{ text }] }];
const REPORT: Document = [
  ...words('What was seen.'),
  { kind: 'evidence', source: 'journal', text: 'gateway closed (1008)' },
];

/** Of one ticket; then it may come to its end. */
const MOST_CRASHES = 12;
const CHANCE = 0.35;

/** The same numbers for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/**
 * One life of the process. It ends at an await: what it was at goes no further, its store takes nothing more from it.
 * `crashed` resolves then.
 */
function life(chance: () => boolean, random: () => number) {
  let end = (): void => undefined;
  let dead = false;
  const crashed = new Promise<void>((resolve) => {
    end = () => {
      dead = true;
      resolve();
    };
  });
  const gone = <T>(): Promise<T> => {
    end();
    return never<T>();
  };

  /** An await of the engine: the life may end before it, or after. */
  async function at<T>(work: () => Promise<T>): Promise<T> {
    if (dead) return never();
    const when = chance() ? Math.floor(random() * 3) : 3;
    if (when === 0) return gone();
    const result = await work();
    if (dead || when === 1) return gone();
    // Between what was awaited and the commit of it.
    if (when === 2) end();
    return result;
  }

  return {
    crashed,
    isDead: () => dead,
    at,
    fetch:
      (inner: typeof fetch): typeof fetch =>
      (input, init) =>
        at(async () => {
          const response = await inner(input, { ...init, signal: null });
          const body = await response.arrayBuffer();
          const { status, headers } = response;
          return new Response(/^(?:204|304)$/.test(String(status)) ? null : body, { status, headers });
        }),
    store: (inner: Store): Store => {
      const alive = (): void => {
        if (dead) throw new Error('The process is dead.');
      };
      return {
        run(sql, ...values) {
          alive();
          inner.run(sql, ...values);
        },
        all(sql, ...values) {
          alive();
          return inner.all(sql, ...values);
        },
        tx(work, how) {
          alive();
          return inner.tx(work, how);
        },
      };
    },
  };
}

function deskAt({ kind, settings, to }: Place, inner: typeof fetch, now: () => number): Desk {
  return kind.make(kind.settings.parse(settings), {
    name: 'd',
    now,
    fetch: (input, init) => {
      const url = new URL(String(input));
      const peer = to[url.origin];
      if (peer === undefined) throw new Error(`nothing is known of ${url.origin}`);
      return inner(`${peer}${url.pathname}${url.search}`, init);
    },
  });
}

const log = createLog({ level: 'silent', redact: (text) => text });

/** What is there too often, and what is not there. */
function count({ tickets, comments, files }: Found, takesFiles: boolean): { doubles: number; lost: number } {
  const times = [
    tickets,
    ...COMMENTS.map((text) => comments.filter((one) => one.includes(text)).length),
    ...(takesFiles
      ? [files.filter((name) => name === FILE.name).length]
      : [comments.filter((one) => one.includes('the link')).length]),
  ];
  return {
    doubles: times.reduce((sum, n) => sum + Math.max(0, n - 1), 0),
    lost: times.filter((n) => n === 0).length,
  };
}

type Played = { crashes: number; calls: number; doubles: number; lost: number };

/** One ticket with all that belongs to it, by `work` in as many lives as it takes. */
async function play(
  open: (now: () => number) => Promise<Place>,
  seed: number,
  chance: number,
  work: (parts: {
    desk: Desk;
    store: Store;
    at: <T>(work: () => Promise<T>) => Promise<T>;
    now: () => number;
    random: () => number;
  }) => { run(): Promise<void>; dueAt(): number | null },
): Promise<Played> {
  // From today's time on: a peer that writes its own is asked for what came since.
  let time = Date.now();
  const now = (): number => time;
  const random = dice(seed);
  const place = await open(now);
  const store = storeInMemory();
  let crashes = 0;
  let calls = 0;
  const counted: typeof fetch = (input, init) => {
    calls += 1;
    return fetch(input, init);
  };
  const mayCrash = (): boolean => {
    if (crashes >= MOST_CRASHES || random() >= chance) return false;
    crashes += 1;
    return true;
  };
  let takesFiles = true;
  for (let lives = 0; lives < 500; lives += 1) {
    const one = life(mayCrash, random);
    const desk = deskAt(place, one.fetch(counted), now);
    takesFiles = desk.abilities.attaches === true;
    const engine = work({ desk, store: one.store(store), at: one.at, now, random });
    let due = engine.dueAt();
    if (due === null) break;
    for (; due !== null && !one.isDead(); due = one.isDead() ? null : engine.dueAt()) {
      time = Math.max(time, due);
      await Promise.race([engine.run().catch(() => undefined), one.crashed]);
    }
  }
  const found = await place.found();
  await place.stop();
  return { crashes, calls, ...count(found, takesFiles) };
}

/** Ours. */
const byErrands: Parameters<typeof play>[3] = ({ desk, store, at, now, random }) => {
  if (store.all("SELECT 1 FROM sqlite_master WHERE name = 'errands'").length === 0) store.run(ERRANDS_TABLE);
  const desks = new Map([['d', desk]]);
  const bytesOf = () => at(async () => BYTES);
  const errands = createErrands({ store, desks, now, random, log, bytesOf });
  store.tx(() => {
    errands.open({ id: 't', desk: 'd', title: '[node-3] tools are gone', body: REPORT, severity: 2 });
    errands.attach({ id: 'f', about: 't', file: FILE, otherwise: words('the link') });
    for (const text of COMMENTS) errands.comment({ id: text, about: 't', body: words(text) });
  });
  return errands;
};

/** Whoever notes what is done, and tries the rest again. */
const byTryingAgain: Parameters<typeof play>[3] = ({ desk, store, now }) => {
  store.run('CREATE TABLE IF NOT EXISTS done (n INTEGER PRIMARY KEY, ticket TEXT)');
  const done = (): number => store.all('SELECT n FROM done').length;
  const ticket = () => JSON.parse(String(store.all('SELECT ticket FROM done WHERE n = 0')[0]?.ticket));
  const steps = [
    () =>
      desk.open({
        marker: newMarker(),
        title: '[node-3] tools are gone',
        body: REPORT,
        severity: 2,
        wantedAt: now(),
      }),
    () =>
      desk.abilities.attaches === true
        ? desk.attach(ticket(), { ...FILE, marker: newMarker(), bytes: BYTES })
        : desk.comment(ticket(), { marker: newMarker(), body: words('the link') }),
    ...COMMENTS.map((text) => () => desk.comment(ticket(), { marker: newMarker(), body: words(text) })),
  ];
  return {
    dueAt: () => (done() < steps.length ? now() : null),
    async run() {
      const n = done();
      const result = await steps[n]?.();
      store.run('INSERT INTO done VALUES (?, ?)', n, JSON.stringify(result ?? null));
    },
  };
};

async function many(
  open: (now: () => number) => Promise<Place>,
  crashes: number,
  work: Parameters<typeof play>[3],
): Promise<Omit<Played, 'calls'>> {
  const sum = { crashes: 0, doubles: 0, lost: 0 };
  for (let seed = 1; sum.crashes < crashes; seed += 1) {
    const one = await play(open, seed, CHANCE, work);
    sum.crashes += one.crashes;
    sum.doubles += one.doubles;
    sum.lost += one.lost;
  }
  return sum;
}

/** `crashes` at each desk. */
export async function measureTickets(crashes: number, say: (line: string) => void): Promise<TicketFigures[]> {
  const figures: TicketFigures[] = [];
  for (const [desk, open] of Object.entries(PLACES)) {
    say(`Tickets at ${desk} …`);
    const { calls } = await play(open, 1, 0, byErrands);
    const ours = await many(open, crashes, byErrands);
    const naive = await many(open, crashes, byTryingAgain);
    figures.push({ desk, calls, ...ours, naiveDoubles: naive.doubles });
  }
  return figures;
}

export function ticketRows(figures: readonly TicketFigures[]): [string, string, string][] {
  const sum = (of: (one: TicketFigures) => number): number => figures.reduce((all, one) => all + of(one), 0);
  return [
    [
      'tickets: calls with a bundle and two comments',
      `${Math.min(...figures.map(({ calls }) => calls))} to ${Math.max(...figures.map(({ calls }) => calls))}`,
      figures.map(({ desk, calls }) => `${desk} ${calls}`).join(', '),
    ],
    [
      `tickets: doubles under ${sum(({ crashes }) => crashes)} crashes`,
      `${sum(({ doubles }) => doubles)}, lost ${sum(({ lost }) => lost)}`,
      `trying again: ${figures.map(({ desk, naiveDoubles }) => `${desk} ${naiveDoubles}`).join(', ')}`,
    ],
  ];
}

if (process.argv[1] === import.meta.filename) {
  const figures = await measureTickets(Number(process.argv[2] ?? 1_000), (line) => console.error(line));
  console.table(figures);
  for (const row of ticketRows(figures)) console.log(row.join('  '));
  // Calls of lives that ended hold their clocks for twenty seconds.
  process.exit(0);
}
