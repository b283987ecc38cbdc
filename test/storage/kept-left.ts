/**
 * What people have left in a kept store, read off its rows without any code of the bot, to be held against what the bot of
 * today shows of it: whose key a host has and who holds it, how an incident stands, and who froze what until when.
 */
import type { Address } from '../../src/storage/objects.ts';

type Rows = (sql: string) => Record<string, unknown>[];
type Json = Record<string, unknown>;

const has = (rows: Rows, table: string): boolean =>
  rows(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name = '${table}'`).length === 1;
const all = (rows: Rows, table: string, sql: string): Record<string, unknown>[] =>
  has(rows, table) ? rows(sql) : [];
const record = (rows: Rows, table: string): Json =>
  JSON.parse(String(rows(`SELECT record FROM ${table}`)[0]?.record)) as Json;
const only = (of: Json, ...keys: string[]): Json =>
  Object.fromEntries(keys.flatMap((key) => (of[key] === undefined ? [] : [[key, of[key]]])));

/** As `shown` of the object's own answer must be. */
export function left({ kind }: Address, rows: Rows): Json {
  switch (kind) {
    case 'host': {
      const [host = {}] = rows('SELECT * FROM host');
      return {
        keyFingerprint: host.kid,
        confirmed: host.confirmed === 1,
        lastSeen: host.last_seen,
        quarantined: host.quarantined,
        verdict: host.verdict,
        openIncident: host.open_incident,
        held: all(rows, 'holds', 'SELECT freeze, by, because, until FROM holds').map((one) => ({ ...one })),
        ssm: host.ssm_instance ?? null,
        maintenance: all(rows, 'maintenance', 'SELECT because, until FROM maintenance').map((one) => ({
          ...one,
        })),
      };
    }
    case 'fleet':
      return {
        names: rows('SELECT name FROM names ORDER BY name').map(({ name }) => name),
        labels: all(rows, 'labels', 'SELECT * FROM labels').map((one) => Object.values(one).join(' ')),
      };
    case 'incident': {
      const it = record(rows, 'incident');
      const list = (key: string): Json[] => (it[key] as Json[] | undefined) ?? [];
      return {
        ...only(it, 'state', 'requester', 'startedAt'),
        closed: it.closed === null ? null : only(it.closed as Json, 'at', 'why'),
        hosts: list('runs').map((run) => ({
          ...only(run, 'host', 'state', 'order', 'lastSeen'),
          why: run.why,
          verdict: (run.reading as Json | null)?.verdict ?? null,
        })),
        jobs: list('jobs').map((job) => only(job, 'id', 'host', 'op', 'state', 'why')),
        recoveries: list('recoveries'),
        bundles: list('bundles'),
        tickets: list('tickets'),
      };
    }
    case 'freeze': {
      const it = record(rows, 'freeze');
      return {
        ...only(it, 'state', 'requester', 'because', 'from', 'until', 'acknowledged', 'extended', 'ended'),
        targets: (it.targets as Json[]).map((one) => only(one, 'host', 'gateway', 'state', 'words')),
      };
    }
  }
}

/** The same of what an object answers: a host's card, a list, a view. */
export function shown({ kind }: Address, reply: unknown): Json {
  const it = reply as Json;
  switch (kind) {
    case 'host': {
      const held = (it.held as Json[] | undefined) ?? [];
      const lasting = it.maintenance as Json | null | undefined;
      return {
        ...only(it, 'keyFingerprint', 'confirmed', 'lastSeen', 'quarantined', 'verdict', 'openIncident'),
        held: held.map((one) => only(one, 'freeze', 'by', 'because', 'until')),
        ssm: (it.ssm as Json | undefined)?.instance ?? null,
        maintenance: lasting ? [only(lasting, 'because', 'until')] : [],
      };
    }
    case 'fleet':
      return {
        names: it.names,
        labels: Object.entries(it.labels as Record<string, string[]>).map(([name, of]) => `${name} ${of}`),
      };
    case 'incident': {
      const view = it.view as Json & { hosts: Json[]; closed?: Json };
      const list = (key: string): Json[] => (view[key] as Json[] | undefined) ?? [];
      return {
        ...only(view, 'state', 'requester', 'startedAt'),
        closed: view.closed ? only(view.closed, 'at', 'why') : null,
        hosts: view.hosts.map((one) => ({
          ...only(one, 'host', 'state', 'order', 'lastSeen'),
          why: one.why ?? null,
          verdict: (one.diagnosis as Json | null)?.verdict ?? null,
        })),
        jobs: list('jobs').map((job) => only(job, 'id', 'host', 'op', 'state', 'why')),
        recoveries: list('recoveries').map(({ run: _, ...recovery }) => recovery),
        bundles: list('bundles'),
        tickets: list('tickets'),
      };
    }
    case 'freeze': {
      const view = it.view as Json & { targets: Json[]; ended: Json | null };
      return {
        ...only(view, 'state', 'requester', 'because', 'from', 'until', 'acknowledged', 'extended', 'ended'),
        targets: view.targets.map((one) => only(one, 'host', 'gateway', 'state', 'words')),
      };
    }
  }
}
