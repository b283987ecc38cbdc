/**
 * @module agent/recovery/change-files
 * Puts the files of a repair in place, the one way for all of them: kept in the snapshot, judged by OpenClaw, looked at
 * once more for what would open the gateway, noted, and then renamed over the one that was looked at.
 */
import type { Because } from '../../protocol/recovery.ts';
import { configOf, valueAt } from './config-value.ts';
import { issueWords, judgeBytes } from './openclaw-judges.ts';
import { readOwned, replaceOwned, sha256 } from './owned-files.ts';
import type { Staged } from './repair.ts';
import type { Site } from './site.ts';
import { keptBytes, manifestOf, noteWrite, putBack } from './snapshot.ts';
import { because } from './told-value.ts';

export type Changed =
  | { ok: true; files: string[] }
  | { ok: false; because: Because }
  | { ok: null; because: Because };

const bindOf = (config: unknown): unknown => valueAt(config, ['gateway', 'bind']);
const modeOf = (config: unknown): unknown => valueAt(config, ['gateway', 'auth', 'mode']);

/**
 * The last guard, whatever a repair has planned: a file that can be read is not replaced by one that listens further or
 * asks nobody who they are. Null where it may be put in place.
 */
export function whyWider(before: Uint8Array | null, after: Uint8Array, whole: boolean): string | null {
  const [now, then] = [before && configOf(before)?.value, configOf(after)?.value];
  if (then === undefined) return 'candidate.unreadable';
  if (modeOf(then) === 'none' && modeOf(now) !== 'none') return 'candidate.opens-auth';
  const bind = bindOf(then);
  const narrow = bind === undefined || bind === 'loopback' || bind === bindOf(now);
  // The file that was in force comes back as it was, where nothing says anything else.
  const restored = whole && bindOf(now) === undefined;
  return narrow || restored ? null : 'candidate.widens-bind';
}

async function whyNot(site: Site, run: string, file: Staged, whole: boolean): Promise<Because | null> {
  const kept = manifestOf(site.ownDir, run)?.files.find(({ path }) => path === file.path);
  if (kept === undefined) return because('snapshot.lacks-file', { path: file.path }, site);
  if (kept.sha256 !== file.was) return because('config.changed-meanwhile', { path: file.path }, site);
  if (!file.config || file.bytes === null) return null;
  const held = readOwned(file.path);
  const wider = whyWider(held.is === 'file' ? held.bytes : null, file.bytes, whole);
  if (wider !== null) return because(wider);
  const judged = await judgeBytes(site, file.bytes);
  if (!judged.ok) return judged.because;
  return judged.valid ? null : because('candidate.invalid', { issues: issueWords(judged.issues, site) });
}

/** Takes back what this call has already put in place; null where that has worked. */
function undo(site: Site, run: string, done: readonly Staged[]): Because | null {
  for (const { path } of [...done].reverse()) {
    const kept = manifestOf(site.ownDir, run)?.files.find((each) => each.path === path);
    const back = kept && putBack(site.ownDir, run, kept);
    if (!back?.ok) return because('put-back.failed', { path, why: back?.code ?? 'not kept' }, site);
  }
  return null;
}

/** Either all of them are in place afterwards or none is; `null` where nobody can tell. */
export async function changeFiles(
  site: Site,
  run: string,
  files: readonly Staged[],
  { whole = false, signal }: { whole?: boolean; signal: AbortSignal },
): Promise<Changed> {
  for (const file of files) {
    const why = await whyNot(site, run, file, whole);
    if (why !== null) return { ok: false, because: why };
  }
  if (signal.aborted) return { ok: false, because: because('act.stopped') };
  const done: Staged[] = [];
  for (const file of files) {
    noteWrite(site.ownDir, run, file.path, file.bytes === null ? null : sha256(file.bytes));
    const replaced = replaceOwned(file.path, { was: file.was, bytes: file.bytes });
    if (replaced.ok) {
      done.push(file);
      continue;
    }
    const left = undo(site, run, done);
    if (left !== null) return { ok: null, because: left };
    const params = { path: file.path, why: replaced.code };
    const code = replaced.why === 'changed' ? 'config.changed-meanwhile' : 'file.not-written';
    return { ok: false, because: because(code, params, site) };
  }
  return { ok: true, files: done.map(({ path }) => path) };
}

/** Whether the kept copy of a file can still be put back; asked before anything is changed. */
export function isKept(site: Site, run: string, path: string): boolean {
  const kept = manifestOf(site.ownDir, run)?.files.find((each) => each.path === path);
  return kept !== undefined && (kept.copy === null || keptBytes(site.ownDir, run, kept) !== null);
}
