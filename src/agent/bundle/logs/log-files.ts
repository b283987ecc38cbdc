/**
 * @module agent/bundle/logs/log-files
 * Which files hold a gateway's log of the last hours: the present one, those that OpenClaw rolled away (a file a day,
 * `.1.log` to `.5.log`), and what logrotate made of them (`.1`, `-DATE`, `.gz`).
 */
import { basename, dirname, extname, join } from 'node:path';
import type { HostPort, Outcome } from '../../host/host-port.ts';
import { ownUid } from '../../private-files.ts';

export type LogFile = { path: string; size: number; zipped: boolean; mtimeMs: number; id: string };

/** A folder with more files than this of one log is somebody's archive: the newest count. */
const MOST_FILES = 40;
/** A file is rotated after its last line was written, and clocks of log and disk differ a little. Milliseconds. */
const LATER_MS = 60_000;
const DAY = /-\d{4}-\d\d-\d\d$/;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Does this name belong to the log of that name? */
export function belongsTo(log: string): (name: string) => boolean {
  const end = extname(log);
  const stem = log.slice(0, log.length - end.length);
  const family = stem.replace(DAY, '');
  const rolled = `(?:-\\d{4}-?\\d\\d-?\\d\\d)?(?:\\.\\d{1,2})?`;
  const shape = new RegExp(
    `^${escaped(family)}${rolled}${escaped(end)}(?:[.-]\\d{1,8}(?:-\\d{1,6})?)?(?:\\.gz)?$`,
  );
  return (name) => shape.test(name);
}

/** Newest first; the present one is among them. Those that ended before `since` (epoch ms) are left out. */
export async function logFiles(host: HostPort, path: string, since: number): Promise<Outcome<LogFile[]>> {
  const folder = dirname(path);
  const listed = await host.list(folder);
  if (!listed.ok) return listed;
  const of = await host.stat(folder);
  const whose = of.ok ? of.value?.uid : undefined;
  const names = (listed.value ?? []).filter(belongsTo(basename(path)));
  const found: LogFile[] = [];
  for (const name of names.slice(0, 4 * MOST_FILES)) {
    const stat = await host.stat(join(folder, name));
    if (!stat.ok || stat.value?.kind !== 'file') continue;
    const { size, mtimeMs, id, uid, names: links = 1 } = stat.value;
    // Root may read everything, so a second name that a user gave to somebody else's file would lead it there.
    if (ownUid() === 0 && links > 1 && uid !== whose) continue;
    if (mtimeMs < since - LATER_MS && join(folder, name) !== path) continue;
    // A second name of the same file is no second file.
    if (found.some((one) => one.id === id)) continue;
    found.push({ path: join(folder, name), size, zipped: name.endsWith('.gz'), mtimeMs, id });
  }
  const newest = found.sort((a, b) => b.mtimeMs - a.mtimeMs || (a.path < b.path ? 1 : -1));
  return { ok: true, value: newest.slice(0, MOST_FILES) };
}
