/**
 * @module agent/recovery/earlier-configs
 * Configurations that this gateway had before: OpenClaw's own copies, and those of our earlier looks and runs.
 * `last-good` is the last one that was applied and not one that worked (2026.9.6, observed), so that none of them is
 * better by its name. What people have put beside it themselves is theirs to choose, and is never taken without that.
 */
import { lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { actorOf } from '../changes/state-records.ts';
import type { Target } from '../gateways/discover.ts';
import { keptConfigs } from '../kept-configs.ts';
import { ownUid } from '../private-files.ts';
import { configOf } from './config-value.ts';
import { readOwned } from './owned-files.ts';
import type { Site } from './site.ts';
import { earlierCopies } from './snapshot.ts';

export type Earlier = {
  path: string;
  /** `last-good`, `bak`, `bak.1` …, `snapshot`, `seen`: by an earlier look, or `beside`: a person's own copy. */
  is: string;
  sha256: string;
  /** Epoch ms of its last write; null where it is not known. */
  at: number | null;
  /** Who wrote it, by OpenClaw's own record; null where it has none. */
  by: string | null;
  bytes: Buffer;
  value: Record<string, unknown>;
};

const MOST = 32;
const COPY = /\.(last-good|bak(?:\.\d)?)$/;
/** Versions that were refused or thrown away, and files of ours that are on their way. */
const NO_COPY = /\.(?:rejected|clobbered)\b|\.(?:candidate|new)$/;

/** Does its name say that it is a copy of this file, or a configuration of OpenClaw? */
const isBeside = (name: string, own: string): boolean =>
  name !== own &&
  !NO_COPY.test(name) &&
  (name.startsWith(`${own}.`) || name === `${own}~` || /^openclaw.*\.json5?$/.test(name));

const Row = z.object({
  ts: z.string(),
  argv: z.array(z.string()).optional(),
  origin: z.string().optional(),
  nextHash: z.string().nullish(),
  event: z.string(),
});
const AUDIT = `SELECT payload_json FROM diagnostic_events WHERE scope = 'config-audit' ORDER BY event_key DESC LIMIT 400`;

/** Who wrote which version of the file, by its SHA-256 (audit rows of 2026.9.6). */
export async function writers({ host, target }: Site): Promise<Map<string, { at: number; by: string }>> {
  const rows = await host.queries(`${target.root}${join(target.stateDir, 'state', 'openclaw.sqlite')}`, [
    AUDIT,
  ]);
  const found = new Map<string, { at: number; by: string }>();
  for (const { payload_json: payload } of (rows.ok ? rows.value?.[0] : undefined) ?? []) {
    try {
      const row = Row.parse(JSON.parse(String(payload)));
      const sha = /^(?:sha256:)?([0-9a-f]{64})$/.exec(row.nextHash ?? '')?.[1];
      const by =
        row.event === 'config.external' ? 'somebody outside OpenClaw' : actorOf(row.argv, row.origin);
      // The first write of a version is whose it is; rows come newest first.
      if (sha) found.set(sha, { at: Date.parse(row.ts), by });
    } catch {
      // A row of another shape names nobody.
    }
  }
  return found;
}

/** All that parse and differ from each other and from the present file, the newest first; last, whose time is not known. */
export async function earlierConfigs(site: Site, present: string | null): Promise<Earlier[]> {
  const { host, configPath } = site;
  const listed = await host.list(dirname(configPath));
  const names = (listed.ok ? (listed.value ?? []) : [])
    .filter((name) => name.startsWith(`${basename(configPath)}.`) && COPY.test(name))
    .map((name) => ({
      path: join(dirname(configPath), name),
      is: name.slice(basename(configPath).length + 1),
    }));
  const beside = (listed.ok ? (listed.value ?? []) : [])
    .filter((name) => isBeside(name, basename(configPath)) && !COPY.test(name))
    .sort()
    .map((name) => ({ path: join(dirname(configPath), name), is: 'beside' }));
  const own = earlierCopies(site.ownDir, configPath).map(({ path }) => ({ path, is: 'snapshot' }));
  const seen = keptConfigs(site.ownDir, configPath).map(({ path, seenAt }) => ({ path, is: 'seen', seenAt }));
  const known = await writers(site);
  const found = new Map<string, Earlier>();
  const all: { path: string; is: string; seenAt?: number }[] = [
    ...names.sort((a, b) => a.path.localeCompare(b.path)),
    ...seen,
    ...own,
    ...beside,
  ];
  for (const { path, is, seenAt } of all.slice(0, MOST)) {
    const held = readEarlier(path, site.target);
    if (held === null || held.sha256 === present || found.has(held.sha256)) continue;
    const config = configOf(held.bytes);
    if (config === null) continue;
    const stat = await host.stat(path);
    const writer = known.get(held.sha256);
    found.set(held.sha256, {
      path,
      is,
      sha256: held.sha256,
      at: writer?.at ?? seenAt ?? (stat.ok && stat.value ? stat.value.mtimeMs : null),
      by: writer?.by ?? null,
      bytes: held.bytes,
      value: config.value,
    });
  }
  return [...found.values()].sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
}

/**
 * A file that may be an earlier configuration of this gateway: a plain one, of its own user or of ours. A link could lead
 * to somebody else's configuration, which this gateway would then be given.
 */
function readEarlier(path: string, { owner, root }: Pick<Target, 'owner' | 'root'>) {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (entry?.isFile() !== true || owner.why !== undefined) return null;
  if (root === '' && ![owner.uid, ownUid()].includes(entry.uid)) return null;
  const held = readOwned(path);
  return held.is === 'file' && held.owner.uid === entry.uid ? held : null;
}

/** The one that a plan named: the same file with the same bytes. */
export function sameEarlier(
  { target }: Pick<Site, 'target'>,
  path: string,
  sha256: string,
): { bytes: Buffer; value: Record<string, unknown> } | null {
  const held = readEarlier(path, target);
  const config = held?.sha256 === sha256 ? configOf(held.bytes) : null;
  return held && config ? { bytes: held.bytes, value: config.value } : null;
}
