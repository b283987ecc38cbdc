/**
 * The bot's own Worker, with what Cloudflare bills for counted on its way through: every call of an object, every row
 * that SQLite says it read or wrote, every alarm that is set. `GET /counts` tells, and `POST /counts` begins anew.
 */

import type { Message } from '../../../src/storage/objects.ts';
import bot, { FleetObject, FreezeObject, HostObject, IncidentObject } from '../../../src/worker.ts';

type Counted = 'receive' | 'fetch' | 'alarm' | 'webSocketMessage' | 'webSocketClose';

const fresh = () => ({
  /** Requests to the Worker itself. */
  worker: 0,
  /** By kind and event: `HostObject receive`. */
  calls: {} as Record<string, number>,
  /** Milliseconds in which an object was at work, by the clock that it sees; events of one object that overlap count once. */
  activeMs: {} as Record<string, number>,
  alarmsSet: 0,
});
let counts = fresh();
let asked: { statement: string; cursor: SqlStorageCursor<Record<string, SqlStorageValue>> }[] = [];
/** Of statements that were summed up already; `by` says which of them read how many, so that one that scans is seen. */
const noRows = () => ({ read: 0, written: 0, by: {} as Record<string, number> });
let rows = noRows();

/** Once in this isolate: every object's SQLite and alarm go through the same two methods. */
let patched = false;
function count(ctx: DurableObjectState): void {
  if (patched) return;
  patched = true;
  const sql = Object.getPrototypeOf(ctx.storage.sql) as SqlStorage;
  const { exec } = sql;
  sql.exec = function counted(this: SqlStorage, ...args: Parameters<SqlStorage['exec']>) {
    const cursor = exec.apply(this, args);
    asked.push({ statement: args[0], cursor });
    return cursor;
  } as SqlStorage['exec'];
  const storage = Object.getPrototypeOf(ctx.storage) as DurableObjectStorage;
  const { setAlarm } = storage;
  storage.setAlarm = function counted(this: DurableObjectStorage, ...args) {
    counts.alarmsSet += 1;
    return setAlarm.apply(this, args);
  };
}

/** What one object has under way, so that what overlaps is counted once, as it is billed. */
type Work = { busy: number; since: number };

async function timed<T>(kind: string, what: Counted, work: Work, call: () => Promise<T>): Promise<T> {
  const name = `${kind} ${what}`;
  counts.calls[name] = (counts.calls[name] ?? 0) + 1;
  if (work.busy === 0) work.since = Date.now();
  work.busy += 1;
  try {
    return await call();
  } finally {
    work.busy -= 1;
    if (work.busy === 0) counts.activeMs[kind] = (counts.activeMs[kind] ?? 0) + Date.now() - work.since;
  }
}

class CountedHost extends HostObject {
  readonly #work: Work = { busy: 0, since: 0 };
  constructor(ctx: DurableObjectState, env: ConstructorParameters<typeof HostObject>[1]) {
    count(ctx);
    super(ctx, env);
  }
  /** Lets the time of the next sweep be now. */
  async sweepNow(): Promise<void> {
    this.ctx.storage.sql.exec('UPDATE _wake SET at = 1');
    await this.ctx.storage.setAlarm(Date.now());
  }
  override receive(message: Message) {
    return timed('HostObject', 'receive', this.#work, () => super.receive(message));
  }
  override alarm() {
    return timed('HostObject', 'alarm', this.#work, () => super.alarm());
  }
  override fetch(request: Request) {
    return timed('HostObject', 'fetch', this.#work, () => super.fetch(request));
  }
  override webSocketMessage(ws: WebSocket, data: string | ArrayBuffer) {
    return timed('HostObject', 'webSocketMessage', this.#work, () => super.webSocketMessage(ws, data));
  }
  override webSocketClose(ws: WebSocket, code: number, reason: string) {
    return timed('HostObject', 'webSocketClose', this.#work, () => super.webSocketClose(ws, code, reason));
  }
}

/** The three that take no sockets are alike. */
type Quiet = typeof IncidentObject;
const quiet = (kind: string, Base: Quiet) =>
  class extends Base {
    readonly #work: Work = { busy: 0, since: 0 };
    constructor(ctx: DurableObjectState, env: ConstructorParameters<typeof Base>[1]) {
      count(ctx);
      super(ctx, env);
    }
    override receive(message: Message) {
      return timed(kind, 'receive', this.#work, () => super.receive(message));
    }
    override alarm() {
      return timed(kind, 'alarm', this.#work, () => super.alarm());
    }
  };

const CountedIncident = quiet('IncidentObject', IncidentObject);
const CountedFleet = quiet('FleetObject', FleetObject as unknown as Quiet);
const CountedFreeze = quiet('FreezeObject', FreezeObject as unknown as Quiet);

export {
  CountedFleet as FleetObject,
  CountedFreeze as FreezeObject,
  CountedHost as HostObject,
  CountedIncident as IncidentObject,
};

function told() {
  for (const { statement, cursor } of asked) {
    rows.read += cursor.rowsRead;
    rows.written += cursor.rowsWritten;
    if (cursor.rowsRead > 0) rows.by[statement] = (rows.by[statement] ?? 0) + cursor.rowsRead;
  }
  asked = [];
  const most = Object.entries(rows.by).sort(([, a], [, b]) => b - a);
  return { ...counts, rows: { ...rows, by: Object.fromEntries(most.slice(0, 8)) } };
}

type Env = Parameters<NonNullable<typeof bot.fetch>>[1];

export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/counts') {
      const host = searchParams.get('sweep');
      if (host !== null) await (env.HOST.getByName(host) as unknown as CountedHost).sweepNow();
      const now = told();
      if (request.method === 'POST') {
        counts = fresh();
        rows = noRows();
      }
      return Response.json(now);
    }
    counts.worker += 1;
    return bot.fetch(request, env, ctx);
  },
  async scheduled(event, env) {
    counts.worker += 1;
    await bot.scheduled(event, env);
  },
} satisfies ExportedHandler<Env>;
