/**
 * @module agent/recovery/change-files
 * Puts the files of a repair in place, the one way for all of them: kept in the snapshot, judged by OpenClaw, looked at
 * once more for what would open the gateway, noted, and then renamed over the one that was looked at.
 */
import type { Because } from '../../protocol/recovery.ts';
import { namedBy } from '../../runbooks/denied.ts';
import { configOf, type MayTouch } from './config-value.ts';
import { lastInForce, whyDeniedChange } from './denied-change.ts';
import { earlierConfigs } from './earlier-configs.ts';
import { issueWords, judgeBytes } from './openclaw-judges.ts';
import { type Held, readOwned, replaceOwned, sha256 } from './owned-files.ts';
import type { Staged } from './repair.ts';
import type { Site } from './site.ts';
import { keptBytes, manifestOf, noteWrite, putBack } from './snapshot.ts';
import { because } from './told-value.ts';

export type Changed =
  | { ok: true; files: string[] }
  | { ok: false; because: Because }
  | { ok: null; because: Because };

/** What a repair may do beyond what is denied to all, and whether it brings a whole earlier file back. */
export type Terms = { mayTouch?: MayTouch | undefined; whole?: boolean };

/** The last guard, whatever a repair has planned. Null where the bytes may be put in place. */
export async function whyWider(
  site: Site,
  held: Held,
  after: Uint8Array,
  { mayTouch, whole = false }: Terms,
): Promise<Because | null> {
  const now = held.is === 'file' ? (configOf(held.bytes)?.value ?? null) : null;
  const next = configOf(after)?.value;
  if (next === undefined) return because('candidate.unreadable');
  if (!whole)
    return now === null ? because('config.unreadable') : whyDeniedChange({ now, next, mayTouch }, site);
  const inForce = lastInForce(await earlierConfigs(site, held.is === 'file' ? held.sha256 : null));
  return whyDeniedChange({ now, next, mayTouch, inForce }, site);
}

async function whyNot(site: Site, run: string, file: Staged, terms: Terms): Promise<Because | null> {
  const kept = manifestOf(site.ownDir, run)?.files.find(({ path }) => path === file.path);
  if (kept === undefined) return because('snapshot.lacks-file', { path: file.path }, site);
  if (kept.sha256 !== file.was) return because('config.changed-meanwhile', { path: file.path }, site);
  const own = file.decides === undefined ? null : namedBy(site.denied, file.decides.split('.'));
  if (own !== null) return because('candidate.denied', { key: file.decides ?? '', pattern: own }, site);
  if (!file.config || file.bytes === null) return null;
  const wider = await whyWider(site, readOwned(file.path), file.bytes, terms);
  if (wider !== null) return wider;
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
  { signal, ...terms }: Terms & { signal: AbortSignal },
): Promise<Changed> {
  for (const file of files) {
    const why = await whyNot(site, run, file, terms);
    if (why !== null) return { ok: false, because: why };
  }
  if (signal.aborted) return { ok: false, because: because('act.stopped') };
  const done: Staged[] = [];
  for (const file of files) {
    noteWrite(site.ownDir, run, file.path, file.bytes === null ? null : sha256(file.bytes));
    const id = manifestOf(site.ownDir, run)?.files.find(({ path }) => path === file.path)?.id ?? null;
    const replaced = replaceOwned(file.path, { was: file.was, id, bytes: file.bytes });
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
