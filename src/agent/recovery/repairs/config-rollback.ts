/**
 * @module agent/recovery/repairs/config-rollback
 * Keys go back to what an earlier configuration of this host had: those that the finding points to, or that OpenClaw
 * itself refuses, and no others. The whole file only where nothing of the present one can be used.
 */
import { needsOf, planEdits, stageEdits } from '../config-change.ts';
import { type Difference, differences, isEmpty, isNote, valueAt, whyDenied } from '../config-value.ts';
import { isOpen, lastInForce, whyDeniedChange } from '../denied-change.ts';
import { type Earlier, sameEarlier } from '../earlier-configs.ts';
import { isBelow, isOfDown, isOfInvalid, keysOf } from '../finding-keys.ts';
import { issueWords, judgeBytes } from '../openclaw-judges.ts';
import { readOwned } from '../owned-files.ts';
import { refusedKeys } from '../refused-keys.ts';
import { doesNotApply, type Looked, type Repair, type Sight } from '../repair.ts';
import { because, keyChange } from '../told-value.ts';

/** More are no repair but another configuration; a person rolls that back. */
const MOST_KEYS = 24;
const MOST_CHOICES = 16;
/** Each one costs a run of OpenClaw. */
const MOST_TRIED = 4;

const told = ({ path, is, at, by }: Earlier): Record<string, string> => ({
  from: path,
  is,
  at: at === null ? 'unknown' : new Date(at).toISOString(),
  by: by ?? 'unknown',
});

/** Half of it gone and more than one section with it: no edit, but another file (OpenClaw's own measure, 2026.9.6). */
function isClobbered(now: Record<string, unknown>, before: Record<string, unknown>): boolean {
  const lost = Object.keys(before).filter((key) => !isNote([key]) && !Object.hasOwn(now, key));
  const noMode = valueAt(now, ['gateway', 'mode']) === undefined;
  return (
    lost.length > 1 &&
    noMode &&
    JSON.stringify(now).length * 2 < JSON.stringify(before).length &&
    !('$include' in now)
  );
}

async function wholeFile(sight: Sight, candidates: readonly Earlier[]): Promise<Looked> {
  const { site, config } = sight;
  let last = doesNotApply('rollback.no-earlier');
  const inForce = lastInForce(sight.earlier);
  for (const earlier of candidates.slice(0, MOST_TRIED)) {
    const open = isOpen(earlier.value) && earlier.is !== 'last-good';
    const denied = whyDeniedChange({ now: config.value, next: earlier.value, inForce }, site);
    if (open || denied !== null) {
      last =
        open || denied === null
          ? doesNotApply('rollback.would-widen', told(earlier))
          : { applies: false, because: denied };
      continue;
    }
    const judged = await judgeBytes(site, earlier.bytes);
    if (!judged.ok) return { applies: false, because: judged.because };
    if (!judged.valid) {
      last = doesNotApply('candidate.invalid', { ...told(earlier), issues: issueWords(judged.issues, site) });
      continue;
    }
    const keys = differences(config.value ?? {}, earlier.value).filter(({ path }) => !isNote(path));
    return {
      applies: true,
      because: because('rollback.whole-file', told(earlier), site),
      changes: keys.slice(0, 60).map(({ path, before, after }) => keyChange(path, before, after, site)),
      args: { was: config.sha256, whole: true, from: earlier.path, fromSha: earlier.sha256 },
      needs: needsOf({ site, config: { ...config, value: earlier.value } }),
      command: ['cp', earlier.path, config.path],
      cautions: [because('rollback.whole-file', told(earlier), site)],
    };
  }
  return last;
}

function keysToTakeBack({ config, finding }: Sight, earlier: Earlier, which: Which): Difference[] {
  const now = config.value ?? {};
  if (typeof which === 'object')
    return which.refused.flatMap((path) =>
      differences(valueAt(now, path), valueAt(earlier.value, path)).map((each) => ({
        ...each,
        path: [...path, ...each.path],
      })),
    );
  const all = differences(now, earlier.value).filter((one) => !isNote(one.path) && !isEmpty(one));
  if (finding === null || which === 'all') return all;
  const keys = keysOf(finding);
  return keys === null ? [] : all.filter(({ path }) => isBelow(path, keys));
}

/** What is taken back: the keys that are refused, those that the finding points to, or all that is otherwise. */
type Which = { refused: string[][] } | 'pointed-to' | 'all';

async function keyByKey(sight: Sight, candidates: readonly Earlier[], which: Which): Promise<Looked> {
  const { site, config } = sight;
  let last = doesNotApply(candidates.length > 0 ? 'rollback.nothing-differs' : 'rollback.no-earlier');
  let tried = 0;
  for (const earlier of candidates) {
    const keys = keysToTakeBack(sight, earlier, which);
    if (keys.length === 0) continue;
    if (keys.length > MOST_KEYS) {
      last = doesNotApply('rollback.too-many-keys', { ...told(earlier), keys: String(keys.length) });
      continue;
    }
    const whole = { before: config.value, after: earlier.value };
    const kept = keys.map((key) => ({ key, deny: whyDenied(key, whole, site.denied) }));
    const denied = kept.find(({ deny }) => deny !== null);
    // Without a finding people see what is left out; with one, half of a way back is none.
    if (denied && sight.finding !== null) {
      last = doesNotApply('rollback.denied', {
        ...told(earlier),
        key: denied.key.path.join('.'),
        pattern: denied.deny ?? '',
      });
      continue;
    }
    const allowed = kept.flatMap(({ key, deny }) => (deny === null ? [key] : []));
    if (allowed.length === 0) continue;
    if (++tried > MOST_TRIED) break;
    const source = { path: earlier.path, sha256: earlier.sha256, value: earlier.value };
    const looked = await planEdits(
      sight,
      allowed.map((each) => ({ ...each, take: true })),
      { because: 'rollback.keys', params: told(earlier), command: null, source },
    );
    if (looked.applies) {
      const left = kept.filter(({ deny }) => deny !== null).map(({ key }) => key.path.join('.'));
      const cautions = left.length > 0 ? [because('rollback.left-out', { keys: left.join(', ') }, site)] : [];
      return { ...looked, cautions: [...cautions, ...looked.cautions] };
    }
    last = looked;
  }
  return last;
}

const isOurs = ({ is }: Earlier): boolean => is !== 'beside';

/** Not running, and seen to be so. */
const isDown = ({ site }: Sight): boolean => {
  const { processes, container, maybeStarting } = site.target;
  return processes.ok && processes.value.length === 0 && container === undefined && maybeStarting === 0;
};

/** It could not be asked, or a denied key is part of the way back: taking more back does not help. */
const LOOKED_AT_ALL = new Set([
  'rollback.denied',
  'candidate.denied',
  'validate.not-asked',
  'validate.no-answer',
]);

/** By what OpenClaw refuses. Where it names no keys, all that is otherwise is taken back by the caller. */
async function ofInvalid(sight: Sight, candidates: readonly Earlier[]): Promise<Looked> {
  const { site, config } = sight;
  const judged = await config.judged();
  if (!judged.ok) return { applies: false, because: judged.because };
  if (judged.valid) return doesNotApply('config.valid');
  const refused = refusedKeys(judged.issues);
  if (refused === null)
    return doesNotApply('config.refused-as-a-whole', { issues: issueWords(judged.issues, site) });
  return keyByKey(sight, candidates, { refused });
}

async function look(sight: Sight): Promise<Looked> {
  const { site, config, choice, finding } = sight;
  if (config.held.is === 'unreadable') return doesNotApply('config.unreadable', { why: config.held.why });
  // Of earlier ones the last that was in force is tried first where the present file is no file at all.
  const ordered = [...sight.earlier].sort(
    (a, b) => Number(b.is === 'last-good') - Number(a.is === 'last-good'),
  );
  const pick = (all: readonly Earlier[]) =>
    choice === undefined ? all.filter(isOurs) : sight.earlier.slice(choice, choice + 1);
  const choices = sight.earlier
    .slice(0, MOST_CHOICES)
    .map((each) => because('choice.earlier-config', { ...told(each), by: each.by ?? '' }, site));
  const offered = (looked: Looked): Looked => ({ ...looked, choices });
  if (config.value === null) return offered(await wholeFile(sight, pick(ordered)));
  const newest = ordered.find(isOurs);
  if (newest && isClobbered(config.value, newest.value))
    return offered(await wholeFile(sight, pick(ordered)));
  const ofDown = finding !== null && isOfDown(finding);
  if (ofDown) {
    const judged = await config.judged();
    // Then something else keeps it from running, and its configuration is not touched for that.
    if (!judged.ok || judged.valid) return offered(doesNotApply('config.valid'));
  }
  const invalid = finding !== null && (ofDown || isOfInvalid(finding));
  const byKeys = invalid ? await ofInvalid(sight, pick(ordered)) : null;
  const looked = byKeys ?? (await keyByKey(sight, pick(sight.earlier), 'pointed-to'));
  // What keeps a gateway from starting need not be what its checks speak of; the last that was in force did not.
  if (looked.applies || finding === null || LOOKED_AT_ALL.has(looked.because.code) || !isDown(sight))
    return offered(looked);
  const back = await keyByKey(sight, pick(ordered), 'all');
  return offered(back.applies || back.because.code === 'rollback.denied' ? back : looked);
}

export const configRollback: Repair = {
  id: 'config-rollback',
  look,
  async stage(site, args) {
    if (args.whole !== true) return stageEdits(site, args);
    const held = readOwned(site.configPath);
    const now = held.is === 'file' ? held.sha256 : null;
    if (held.is === 'unreadable')
      return { ok: false, because: because('config.unreadable', { why: held.why }) };
    if (now !== args.was) return { ok: false, because: because('config.changed-meanwhile') };
    const source = sameEarlier(site, String(args.from), String(args.fromSha));
    if (source === null) return { ok: false, because: because('earlier.changed-meanwhile') };
    return { ok: true, files: [{ path: site.configPath, was: now, bytes: source.bytes, config: true }] };
  },
};
