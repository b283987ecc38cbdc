/**
 * @module agent/changes/state-records
 * What OpenClaw itself wrote down of changes, in its state database: who wrote the configuration and which keys,
 * how each run began and ended, restarts that were asked for, tokens of devices. Tables of 2026.9.6; an older
 * release lacks some, and then the files speak (files.ts).
 */
import { basename } from 'node:path';
import * as z from 'zod';
import { isTime } from '../given-time.ts';
import type { Rows } from '../host/database-copy.ts';
import type { Change } from './change.ts';

/** In the order of `Records`. Nothing that is secret is selected. */
export const STATE_QUERIES = [
  `SELECT payload_json FROM diagnostic_events WHERE scope = 'config-audit' ORDER BY event_key DESC LIMIT 200`,
  'SELECT pid, started_at_ms, completed_at_ms, outcome, startup_reason, reason FROM gateway_boot_lifecycle ORDER BY started_at_ms DESC LIMIT 60',
  `SELECT kind, status, ts, json_extract(stats_json, '$.reason') AS reason, json_extract(stats_json, '$.before.version') AS before_version, json_extract(stats_json, '$.after.version') AS after_version FROM gateway_restart_sentinel WHERE kind <> '' LIMIT 4`,
  'SELECT created_at AS at, reason, NULL AS expires FROM gateway_restart_intent UNION ALL SELECT created_at, reason, expires_at FROM gateway_restart_handoff',
  `SELECT p.device_id AS device, p.display_name AS name, t.key AS role, json_extract(t.value, '$.rotatedAtMs') AS rotated, json_extract(t.value, '$.revokedAtMs') AS revoked FROM device_pairing_paired p, json_each(p.tokens_json) t LIMIT 200`,
  'SELECT last_observed_suspicious_signature AS sign, updated_at_ms AS at FROM config_health_entries LIMIT 8',
] as const;

/** One run of the gateway, epoch ms; `ended` is null while it runs, and for ever when it said no goodbye. */
export type RunRow = {
  pid: number;
  began: number;
  ended: number | null;
  outcome: string | null;
  reason: string | null;
};

export type Records = {
  changes: Change[];
  /** Newest first; null where this release keeps no such record. */
  runs: RunRow[] | null;
  /** Epoch ms of the newest restart that was planned; null for none. */
  plannedAt: number | null;
  /** Has OpenClaw a record of configuration writes? */
  audited: boolean;
};

const SOURCE = 'state database';
const Text = z.string().max(100_000);
const Words = z.string().transform((text) => text.slice(0, 160));

const Audit = z.object({
  ts: z.string(),
  event: z.string(),
  argv: z.array(Text).optional(),
  origin: Words.optional(),
  changedPaths: z.array(Text).optional(),
  valid: z.boolean().optional(),
  suspicious: z.array(Words).optional(),
  result: z.string().optional(),
  previousBytes: z.number().nullish(),
  nextBytes: z.number().nullish(),
  opaqueChange: z.boolean().optional(),
});
type Audit = z.infer<typeof Audit>;

/** Commands of OpenClaw that change things (2026.9.6): what was typed after them may be anything. */
const COMMANDS = new Set(
  'config configure onboard setup doctor update channels plugins models agents gateway secrets skills cron devices approvals browser nodes mcp hooks security reset uninstall migrate fleet'.split(
    ' ',
  ),
);
const VERBS = new Set(
  'set unset patch apply edit add remove install uninstall enable disable update login logout auth run restart start stop rotate import'.split(
    ' ',
  ),
);

/** `openclaw config set`: the program and OpenClaw's own words, none of what followed. */
export function actorOf(argv: readonly string[] | undefined, origin: string | undefined): string {
  const words = argv ?? [];
  const at = words.findIndex((word) => /^(openclaw|clawdbot|moltbot)(\.m?js)?$/.test(basename(word)));
  const program = basename(words[Math.max(at, 0)] ?? '').replace(/\.m?js$/, '');
  const said = words.slice(Math.max(at, 0) + 1, Math.max(at, 0) + 3);
  const [command = '', verb = ''] = said;
  const kept = COMMANDS.has(command) ? [command, ...(VERBS.has(verb) ? [verb] : [])] : [];
  const actor = [/^[\w.-]{1,40}$/.test(program) ? program : '', ...kept].filter(Boolean).join(' ');
  const known = origin !== undefined && /^[a-z][a-z-]{0,30}$/.test(origin) ? origin : '';
  return actor === ''
    ? known || 'an unknown program'
    : known && !actor.includes(known)
      ? `${actor} (${known})`
      : actor;
}

const SECRET_PATH = /(^|\.)(token|password|secret|apikey|api_key|bottoken|apptoken|signingsecret)$/i;
const isAuth = (path: string): boolean => /^gateway\.(auth|remote)\b/.test(path) && SECRET_PATH.test(path);
const MOST_PATHS = 6;

/** Key names of a configuration, as a person reads them. A list entry's number says nothing. */
function pathWords(paths: readonly string[]): string {
  const named = paths
    .map((path) => path.slice(0, 80))
    .filter((path) => path !== 'meta' && !path.startsWith('meta.'));
  const shown = (named.length > 0 ? named : paths).slice(0, MOST_PATHS);
  const more = paths.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A file that people wrote by hand has no `meta` of OpenClaw's: that doubt is no news. */
function auditChange(row: Audit): Change[] {
  const at = Date.parse(row.ts);
  if (!isTime(at)) return [];
  const paths = row.changedPaths ?? [];
  const validity = row.valid === false ? '; the file is INVALID since then' : '';
  const doubts = (row.suspicious ?? []).filter((word) => !word.startsWith('missing-meta'));
  const odd = doubts.length ? `; OpenClaw finds it suspicious (${doubts.slice(0, 3).join(', ')})` : '';
  const kind = paths.some(isAuth) ? 'credential' : 'config';
  const of =
    paths.length > 0 ? `: ${pathWords(paths)}` : row.opaqueChange ? ' (which keys is not recorded)' : '';
  const source = `${SOURCE}, config-audit`;
  if (row.event === 'config.external')
    return [{ at, kind, what: `configuration edited outside OpenClaw${of}${validity}`, source }];
  if (row.event === 'config.write') {
    const failed = row.result !== undefined && row.result !== 'rename' && row.result !== 'copy-fallback';
    const verb = failed ? 'write of the configuration was refused, asked for by' : 'configuration written by';
    return [{ at, kind, what: `${verb} ${actorOf(row.argv, row.origin)}${of}${validity}${odd}`, source }];
  }
  // An observation without doubt is no change.
  return odd === '' ? [] : [{ at, kind: 'config', what: `configuration looked at${odd}`, source }];
}

function audits(rows: Rows): Change[] {
  return rows.flatMap(({ payload_json: payload }) => {
    if (typeof payload !== 'string' || payload.length > 200_000) return [];
    try {
      const row = Audit.safeParse(JSON.parse(payload)).data;
      return row ? auditChange(row) : [];
    } catch {
      return []; // Cut or damaged: one row less.
    }
  });
}

/** Rows of `logs/config-audit.jsonl`, where releases before the table kept the same record. */
export const auditLines = (text: string): Change[] =>
  audits(
    text
      .split('\n')
      .slice(-400)
      .map((line) => ({ payload_json: line })),
  );

const RunRows = z.array(
  z.object({
    pid: z.number(),
    started_at_ms: z.number(),
    completed_at_ms: z.number().nullable(),
    outcome: Words.nullable(),
    startup_reason: Words.nullish(),
    reason: Words.nullable(),
  }),
);

const ENDS: Readonly<Record<string, string>> = {
  clean_stop: 'stopped on purpose',
  planned_restart: 'planned restart',
  forced_stop: 'stopped by force',
  safe_mode_stable: 'left safe mode',
  startup_failed: 'start failed',
  startup_failure_repaired: 'start failed, since repaired',
};

const clock = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Runs as changes: each start, each end with its reason. `alive` are the pids of the gateway's processes. */
export function runChanges(runs: readonly RunRow[], alive: ReadonlySet<number>): Change[] {
  const source = `${SOURCE}, boot lifecycle`;
  return runs.flatMap((run, n) => {
    const next = runs[n - 1];
    const why = run.reason ? `: ${run.reason}` : '';
    const began: Change = { at: run.began, kind: 'restart', what: `gateway started, pid ${run.pid}`, source };
    if (run.outcome !== null) {
      const word = ENDS[run.outcome] ?? `ended (${run.outcome})`;
      return [began, { at: run.ended ?? run.began, kind: 'restart', what: `${word}${why}`, source }];
    }
    if (n === 0 && alive.has(run.pid)) return [began];
    // Nobody knows when it went; it was gone when the next one began.
    const what = `the run of ${clock(run.began)} ended without a word (crash, kill or power cut)`;
    return next === undefined && alive.size > 0
      ? [began]
      : [began, { at: next?.began ?? run.began, kind: 'restart', what, source }];
  });
}

const Sentinels = z.array(
  z.object({
    kind: Words,
    status: Words,
    ts: z.number(),
    reason: Words.nullish(),
    before_version: Words.nullish(),
    after_version: Words.nullish(),
  }),
);
const Intents = z.array(z.object({ at: z.number(), reason: Words.nullish(), expires: z.number().nullish() }));
const Devices = z.array(
  z.object({
    device: Words,
    name: Words.nullish(),
    role: Words,
    rotated: z.number().nullish(),
    revoked: z.number().nullish(),
  }),
);
const Health = z.array(z.object({ sign: Words.nullable(), at: z.number() }));

function sentinelChanges(rows: Rows | null | undefined): Change[] {
  return (Sentinels.safeParse(rows ?? []).data ?? []).flatMap((row) => {
    if (!isTime(row.ts)) return [];
    const versions =
      row.before_version && row.after_version ? `, ${row.before_version} → ${row.after_version}` : '';
    const kind = row.kind === 'update' ? 'package' : 'restart';
    const what = `${row.kind} ${row.status}${versions}${row.reason ? ` (${row.reason})` : ''}`;
    return [{ at: row.ts, kind, what, source: `${SOURCE}, restart sentinel` }];
  });
}

function deviceChanges(rows: Rows | null | undefined): Change[] {
  return (Devices.safeParse(rows ?? []).data ?? []).flatMap(({ device, name, role, rotated, revoked }) => {
    const who = `${role} token of device ${name || device.slice(0, 8)}`;
    const source = `${SOURCE}, paired devices`;
    return [
      ...(isTime(rotated)
        ? [{ at: rotated, kind: 'credential' as const, what: `${who} was rotated`, source }]
        : []),
      ...(isTime(revoked)
        ? [{ at: revoked, kind: 'credential' as const, what: `${who} was revoked`, source }]
        : []),
    ];
  });
}

/** Reads the answers to STATE_QUERIES. Total: a row of another form is left out. */
export function readRecords(answers: readonly (Rows | null)[], alive: ReadonlySet<number>): Records {
  const [audit, boots, sentinel, intent, devices, health] = answers;
  const runs =
    RunRows.safeParse(boots).data?.map((row) => ({
      pid: row.pid,
      began: row.started_at_ms,
      ended: row.completed_at_ms,
      outcome: row.outcome,
      reason: row.reason ?? row.startup_reason ?? null,
    })) ?? null;
  const intents = (Intents.safeParse(intent ?? []).data ?? []).filter(({ at }) => isTime(at));
  const doubts = (Health.safeParse(health ?? []).data ?? []).flatMap(({ sign, at }): Change[] =>
    sign && isTime(at)
      ? [
          {
            at,
            kind: 'config',
            what: `OpenClaw finds the configuration suspicious (${sign})`,
            source: `${SOURCE}, config health`,
          },
        ]
      : [],
  );
  const planned = [
    ...(runs ?? []).flatMap(({ outcome, ended }) =>
      outcome === 'planned_restart' && isTime(ended) ? [ended] : [],
    ),
    ...intents.map(({ at }) => at),
  ];
  return {
    changes: [
      ...audits(audit ?? []),
      ...runChanges(
        (runs ?? []).filter(({ began }) => isTime(began)),
        alive,
      ),
      ...sentinelChanges(sentinel),
      ...deviceChanges(devices),
      ...doubts,
    ],
    runs,
    plannedAt: planned.length > 0 ? Math.max(...planned) : null,
    audited: (audit ?? []).length > 0,
  };
}
