/**
 * @module agent/recovery/snapshot
 * The files that a recovery may change, as they were before it: kept on the host alone, 0600, one folder a run. What a
 * run writes is noted here before it is written, so that even after a crash it is known which version is whose.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readUnit } from '../gateways/unit-text.ts';
import { openStateDir, readPrivate, syncDir, writePrivate } from '../private-files.ts';
import { type Held, readOwned, replaceOwned, sha256, shaOf } from './owned-files.ts';
import type { Site } from './site.ts';

const Sha = z.string().regex(/^[0-9a-f]{64}$/);
const Kept = z.strictObject({
  path: z.string(),
  kind: z.enum(['config', 'backup', 'unit', 'environment']),
  /** Null: there was none. */
  sha256: Sha.nullable(),
  /** Name of the copy in the folder. */
  copy: z.string().nullable(),
  mode: z.number().nullable(),
  uid: z.number().nullable(),
  gid: z.number().nullable(),
  /** Device, inode and owner; snapshots of releases before 0.2 have none. */
  id: z.string().nullable().default(null),
});
export type Kept = z.infer<typeof Kept>;

const Manifest = z.strictObject({
  v: z.literal(1),
  run: z.string(),
  gateway: z.string(),
  madeAt: z.number(),
  files: z.array(Kept),
  /** What was to be kept and could not be read. */
  left: z.array(z.strictObject({ path: z.string(), why: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

/** Versions that this run has written or was about to write, by path; null: taken away. */
const Own = z.record(z.string(), z.array(Sha.nullable()));

/** Older ones are nobody's way back any more. */
const MOST_SNAPSHOTS = 20;
const BACKUP = /\.(last-good|bak(?:\.\d)?)$/;

const RUN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const parent = (ownDir: string): string => join(ownDir, 'snapshots');

/** @throws RangeError for a run whose id is no name of a folder. */
export function snapshotDir(ownDir: string, run: string): string {
  if (!RUN.test(run)) throw new RangeError('not the id of a run');
  return join(parent(ownDir), run);
}

async function wanted(site: Site): Promise<{ path: string; kind: Kept['kind'] }[]> {
  const { host, target, configPath } = site;
  const names = await host.list(join(configPath, '..'));
  const beside = (names.ok ? (names.value ?? []) : [])
    .map((name) => join(configPath, '..', name))
    .filter((path) => path.startsWith(`${configPath}.`) && BACKUP.test(path));
  const found: { path: string; kind: Kept['kind'] }[] = [
    { path: configPath, kind: 'config' },
    ...beside.sort().map((path) => ({ path, kind: 'backup' as const })),
    { path: target.root + join(target.stateDir, '.env'), kind: 'environment' },
  ];
  for (const unit of target.units) {
    const dropIns = await host.list(`${unit.path}.d`);
    const parts = (dropIns.ok ? (dropIns.value ?? []) : []).filter((name) => name.endsWith('.conf')).sort();
    const paths = [unit.path, ...parts.map((name) => join(`${unit.path}.d`, name))];
    found.push(...paths.map((path) => ({ path, kind: 'unit' as const })));
    const texts = await Promise.all(paths.map((path) => host.read(path, { maxBytes: 256 * 1024 })));
    const { environmentFiles } = readUnit(
      texts.map((text) => (text.ok ? (text.value ?? '') : '')),
      { home: unit.owner?.home, user: unit.owner?.name },
    );
    found.push(...environmentFiles.map((path) => ({ path, kind: 'environment' as const })));
  }
  return [...new Map(found.map((each) => [each.path, each])).values()];
}

function prune(ownDir: string, keep: string): void {
  const all = readdirSync(parent(ownDir))
    .map((name) => ({ name, at: statSync(join(parent(ownDir), name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of all.slice(MOST_SNAPSHOTS))
    if (name !== keep) rmSync(join(parent(ownDir), name), { recursive: true, force: true });
}

/** Makes the snapshot; one of this run that is there already stays as it is. Gives its digest. */
export async function makeSnapshot(site: Site, run: string): Promise<{ digest: string; files: number }> {
  const before = digestOf(site.ownDir, run);
  if (before) return before;
  openStateDir(site.ownDir);
  const dir = snapshotDir(site.ownDir, run);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const files: Kept[] = [];
  const left: Manifest['left'] = [];
  for (const { path, kind } of await wanted(site)) {
    const held: Held = readOwned(path);
    if (held.is === 'unreadable') left.push({ path, why: held.why });
    else if (held.is === 'missing')
      files.push({ path, kind, sha256: null, copy: null, mode: null, uid: null, gid: null, id: null });
    else {
      const copy = `file-${files.length}`;
      writePrivate(join(dir, copy), held.bytes);
      const { mode, owner, id } = held;
      files.push({ path, kind, sha256: held.sha256, copy, mode, ...owner, id });
    }
  }
  const manifest: Manifest = {
    v: 1,
    run,
    gateway: site.target.name,
    madeAt: site.now(),
    files,
    left,
  };
  // The manifest is last: a folder without one is no snapshot.
  writePrivate(join(dir, 'manifest.json'), JSON.stringify(manifest));
  syncDir(parent(site.ownDir));
  prune(site.ownDir, run);
  return digestOf(site.ownDir, run) ?? { digest: '', files: 0 };
}

/** SHA-256 of the manifest, which names each file by its own; null where there is no snapshot of this run. */
export function digestOf(ownDir: string, run: string): { digest: string; files: number } | null {
  const text = readPrivate(join(snapshotDir(ownDir, run), 'manifest.json'));
  if (text === null) return null;
  return { digest: sha256(text), files: Manifest.parse(JSON.parse(text)).files.length };
}

/** @throws where the manifest is not what it was written as. */
export function manifestOf(ownDir: string, run: string): Manifest | null {
  const text = readPrivate(join(snapshotDir(ownDir, run), 'manifest.json'));
  return text === null ? null : Manifest.parse(JSON.parse(text));
}

/** The kept bytes of a file; null where there are none, or they are not what the manifest says. */
export function keptBytes(ownDir: string, run: string, { copy, sha256: was }: Kept): Buffer | null {
  if (copy === null) return null;
  const path = join(snapshotDir(ownDir, run), copy);
  if (readPrivate(path) === null) return null;
  const held = readOwned(path);
  return held.is === 'file' && held.sha256 === was ? held.bytes : null;
}

const ownPath = (ownDir: string, run: string): string => join(snapshotDir(ownDir, run), 'written.json');

/** Versions that the run itself has written. */
export function writtenBy(ownDir: string, run: string): z.infer<typeof Own> {
  const text = readPrivate(ownPath(ownDir, run));
  return text === null ? {} : Own.parse(JSON.parse(text));
}

/** Noted, and on the disk, before the file is written. */
export function noteWrite(ownDir: string, run: string, path: string, after: string | null): void {
  const noted = writtenBy(ownDir, run);
  writePrivate(
    ownPath(ownDir, run),
    JSON.stringify({ ...noted, [path]: [...new Set([...(noted[path] ?? []), after])] }),
  );
}

export type FileState = 'as-before' | 'ours' | 'changed' | 'unreadable';

/** Whose version each file is that this run may have changed. */
export function statesOf(ownDir: string, run: string): { file: Kept; state: FileState }[] {
  const written = writtenBy(ownDir, run);
  return (manifestOf(ownDir, run)?.files ?? [])
    .filter(({ path }) => Object.hasOwn(written, path))
    .map((file) => {
      const now = shaOf(file.path);
      if (now === undefined) return { file, state: 'unreadable' };
      if (now === file.sha256) return { file, state: 'as-before' };
      return { file, state: (written[file.path] ?? []).includes(now) ? 'ours' : 'changed' };
    });
}

/** Puts one file back byte for byte, if it is still the version that the run wrote. */
export function putBack(ownDir: string, run: string, file: Kept): ReturnType<typeof replaceOwned> {
  const now = shaOf(file.path);
  if (now === undefined) return { ok: false, why: 'failed', code: 'unreadable' };
  const bytes = file.copy === null ? null : keptBytes(ownDir, run, file);
  if (file.copy !== null && bytes === null) return { ok: false, why: 'failed', code: 'snapshot-damaged' };
  if (!(writtenBy(ownDir, run)[file.path] ?? []).includes(now))
    return { ok: false, why: 'changed', code: 'changed' };
  const { mode, gid } = file;
  return replaceOwned(file.path, {
    was: now,
    bytes,
    ...(mode === null ? {} : { mode }),
    ...(gid === null ? {} : { gid }),
  });
}

/** Copies of one file in the snapshots of earlier runs, the newest first. */
export function earlierCopies(ownDir: string, path: string): { path: string; madeAt: number; run: string }[] {
  if (!existsSync(parent(ownDir))) return [];
  return readdirSync(parent(ownDir))
    .filter((run) => RUN.test(run))
    .flatMap((run) => {
      try {
        const manifest = manifestOf(ownDir, run);
        const file = manifest?.files.find((each) => each.path === path);
        return manifest && file?.copy
          ? [{ path: join(snapshotDir(ownDir, run), file.copy), madeAt: manifest.madeAt, run }]
          : [];
      } catch {
        return []; // A damaged one is no way back; the others are.
      }
    })
    .sort((a, b) => b.madeAt - a.madeAt);
}
