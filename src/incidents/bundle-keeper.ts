/**
 * @module incidents/bundle-keeper
 * What takes time about bundles: putting the pieces together, proving that the file is the one that the host has made,
 * keeping it, taking it away. What is to be done is read from the record, so a crash in the middle does it again.
 */
import { type BundleStore, bundleKey } from '../bundles/store.ts';
import type { Log } from '../log.ts';
import { toBase64url } from '../protocol/base64url.ts';
import type { Because } from '../protocol/recovery.ts';
import { backoffMs } from '../storage/backoff.ts';
import type { Store } from '../storage/objects.ts';
import type { Bundle, BundleFacts } from './bundle.ts';
import { joinBundles } from './bundle-joint.ts';
import { assemble } from './bundle-rows.ts';
import { bundleSaid } from './bundle-step.ts';
import type { Conductor } from './conductor.ts';

/** A file that cannot be kept, or taken away, is tried so often before people are told. */
const MOST_TRIES = 4;

export type BundleKeeper = {
  /** Does all that is due; never throws for a store that fails. */
  flush(): Promise<void>;
  /** When there is something to do (epoch ms, may be past); null when there is nothing. */
  dueAt(): number | null;
  /** Takes all files of this incident away, before it is forgotten itself. */
  dropAll(): Promise<void>;
};

export function createBundleKeeper(deps: {
  store: Store;
  /** Null where no files can be kept. */
  files: BundleStore | null;
  conductor: Conductor;
  incident: string;
  keepMs: number;
  /** Why a host has none, in words. */
  because: (reason: Because) => string;
  now: () => number;
  random: () => number;
  log: Log;
}): BundleKeeper {
  const { store, files, conductor, incident, keepMs, because, now, random, log } = deps;
  /** Work that failed in this life: how often, and when it is tried again. */
  const failed = new Map<string, { tries: number; notBefore: number }>();

  const toDo = (): Bundle[] => conductor.load().bundles.filter((one) => isToKeep(one) || isToDrop(one));
  const dueOf = (one: Bundle): number => failed.get(one.id)?.notBefore ?? now();

  async function keep(one: Bundle): Promise<void> {
    if (files === null) return broken(one, bundleSaid('no-store'));
    if (one.host === null) return join(one, files);
    const file = await wholeOf(one);
    if (file === null) return broken(one, bundleSaid('altered'));
    await files.put(bundleKey(incident, file.digest), file.bytes);
    happen(one, 'kept', { type: 'bundle-kept', bundle: one.id, until: now() + keepMs });
    const { bytes } = file;
    log.info({ bundle: one.id, bytes: bytes.length }, 'A bundle is kept');
  }

  /** One file of several hosts: each of theirs is here, or will never be. */
  async function join(one: Bundle, from: BundleStore): Promise<void> {
    const { bundles } = conductor.load();
    const joint = await joinBundles(one, bundles, { from, incident, now: now(), because });
    if (joint === null) return broken(one, bundleSaid('joint-too-large'));
    await from.put(bundleKey(incident, joint.made.digest), joint.bytes);
    const kept = { type: 'bundle-kept', bundle: one.id, until: now() + keepMs, made: joint.made } as const;
    happen(one, 'kept', kept);
    log.info({ bundle: one.id, bytes: joint.bytes.length }, 'A bundle of several hosts is kept');
  }

  /** Its bytes and their digest; null where it is not the file that the host has made. */
  async function wholeOf({ id, made }: Bundle): Promise<{ bytes: Uint8Array; digest: string } | null> {
    const bytes = made === null ? null : assemble(store, id, made.bytes);
    if (made === null || bytes === null) return null;
    const digest = toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    return digest === made.digest ? { bytes, digest } : null;
  }

  async function drop(one: Bundle): Promise<void> {
    if (files !== null && one.made !== null && !isOthers(one))
      await files.drop(bundleKey(incident, one.made.digest));
    happen(one, 'gone', { type: 'bundle-gone', bundle: one.id });
  }

  /** The same evidence gives the same bytes: another bundle may be the same file. */
  const isOthers = ({ id, made }: Bundle): boolean =>
    conductor
      .load()
      .bundles.some((one) => one.id !== id && one.state === 'kept' && one.made?.digest === made?.digest);

  type Told =
    | { type: 'bundle-kept'; bundle: string; until: number; made?: BundleFacts }
    | { type: 'bundle-broken'; bundle: string; because: Because }
    | { type: 'bundle-gone'; bundle: string };

  function happen(one: Bundle, word: string, told: Told): void {
    failed.delete(one.id);
    conductor.happen({ id: `${one.id}:${word}:${now()}`, at: now(), ...told });
  }

  function broken(one: Bundle, why: Because): void {
    log.warn({ bundle: one.id, code: why.code }, 'A bundle could not be kept');
    happen(one, 'broken', { type: 'bundle-broken', bundle: one.id, because: why });
  }

  async function attempt(one: Bundle): Promise<void> {
    try {
      await (isToKeep(one) ? keep(one) : drop(one));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      const tries = (failed.get(one.id)?.tries ?? 0) + 1;
      log.warn({ bundle: one.id, tries, why }, 'A store for bundles failed');
      if (isToKeep(one) && tries >= MOST_TRIES) return broken(one, bundleSaid('not-stored'));
      failed.set(one.id, { tries, notBefore: now() + backoffMs(tries, random()) });
    }
  }

  return {
    async flush() {
      for (const one of toDo()) if (dueOf(one) <= now()) await attempt(one);
    },
    dueAt() {
      const times = toDo().map(dueOf);
      return times.length === 0 ? null : Math.min(...times);
    },
    async dropAll() {
      if (files === null) return;
      for (const { made, keptAt } of conductor.load().bundles)
        if (made !== null && keptAt !== null) await files.drop(bundleKey(incident, made.digest));
    },
  };
}

const isToKeep = ({ state }: Bundle): boolean => state === 'whole';
const isToDrop = ({ state, keptAt }: Bundle): boolean => state === 'dropped' && keptAt !== null;
