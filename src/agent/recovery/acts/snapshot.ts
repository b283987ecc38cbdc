/**
 * @module agent/recovery/acts/snapshot
 * Keeps the files before the change, and puts them back after it. Putting back is refused where a person has saved the
 * file since: their words count for more than ours.
 */
import type { ActResult } from '../../../runbooks/act.ts';
import { isKept } from '../change-files.ts';
import { readOwned, sweepBeside } from '../owned-files.ts';
import type { Site } from '../site.ts';
import { makeSnapshot, manifestOf, putBack, statesOf } from '../snapshot.ts';
import { because } from '../told-value.ts';
import { comesBack } from './comes-back.ts';
import { withSite } from './with-site.ts';

const SNAPSHOT_MS = 30_000;

export const snapshotMake = withSite({
  id: 'snapshot.make',
  mutates: false,
  limitMs: SNAPSHOT_MS,
  async do(site, { memory }) {
    let made: Awaited<ReturnType<typeof makeSnapshot>>;
    try {
      sweepBeside(site.configPath, site.now());
      made = await makeSnapshot(site, memory.run);
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
      return { ok: false, because: because('snapshot.not-made', { why }) };
    }
    const there = readOwned(site.configPath).is === 'file';
    // Without a way back to the file nothing is changed.
    if (there && !isKept(site, memory.run, site.configPath))
      return {
        ok: false,
        because: because('snapshot.not-made', { why: 'the configuration could not be kept' }),
      };
    return { ok: true, told: { digest: made.digest, files: made.files } };
  },
});

function putAllBack(site: Site, run: string): ActResult {
  const states = statesOf(site.ownDir, run);
  const foreign = states.find(({ state }) => state === 'changed' || state === 'unreadable');
  if (foreign)
    return {
      ok: false,
      because: because('put-back.changed-meanwhile', { path: foreign.file.path, state: foreign.state }, site),
    };
  const ours = states.filter(({ state }) => state === 'ours');
  for (const [n, { file }] of ours.entries()) {
    const back = putBack(site.ownDir, run, file);
    const params = { path: file.path, why: back.ok ? '' : back.code };
    if (back.ok) continue;
    const code = back.why === 'changed' ? 'put-back.changed-meanwhile' : 'put-back.failed';
    return n === 0
      ? { ok: false, because: because(code, params, site) }
      : { ok: null, because: because(code, params, site) };
  }
  const changed = ours.map(({ file }) => ({
    what: site.redactor.text(file.path).slice(0, 500),
    before: 'as this recovery had written it',
    after: file.sha256 === null ? 'gone again, as before' : `as before, sha256 ${file.sha256.slice(0, 12)}`,
  }));
  return { ok: true, told: { files: ours.map(({ file }) => file.path), at: site.now() }, changed };
}

/** And until the gateway serves again, where the files that are put back make it restart itself. */
const PUT_BACK_MS = 240_000;

export const snapshotPutBack = withSite({
  id: 'snapshot.put-back',
  mutates: true,
  limitMs: PUT_BACK_MS,
  async do(site, { memory, signal }, options) {
    if (manifestOf(site.ownDir, memory.run) === null) return { ok: false, because: because('snapshot.none') };
    const back = putAllBack(site, memory.run);
    if (back.ok && memory.plan.standing.instance !== null)
      await comesBack(options, memory.plan.gateway, signal);
    return back;
  },
  async seen(site, { memory }) {
    const states = statesOf(site.ownDir, memory.run).map(({ state }) => state);
    if (states.some((state) => state === 'changed' || state === 'unreadable')) return 'unknown';
    return states.includes('ours') ? 'not-done' : 'done';
  },
});
