/**
 * @module conversation/actions/bundle-diff
 * What differs between the two latest bundles of a host, said to everybody in the thread: before and after a recovery.
 * Both files are needed for it, so they are fetched first.
 */
import { differenceOf } from '../../bundles/difference.ts';
import { differenceReport } from '../../bundles/difference-report.ts';
import { readBundle } from '../../bundles/read.ts';
import { bundleKey } from '../../bundles/store.ts';
import { UnreadableBundle } from '../../bundles/unpack.ts';
import { isThere } from '../../incidents/bundle.ts';
import type { BundleView, IncidentView } from '../../incidents/notifier.ts';
import { documentParts } from '../../messages/document-parts.ts';
import { say } from '../../messages/message.ts';
import { spans, text } from '../../messages/sentence.ts';
import { usageError } from '../../messages/usage-error.ts';
import type { BundleAction } from '../bundle-action.ts';
import { tellIncident } from '../bundle-press.ts';
import type { Answer } from '../conversation.ts';
import type { ConversationDeps } from '../verb.ts';

/** Both are read in memory. */
const TO_READ = { packed: 8 * 1024 * 1024, unpacked: 48 * 1024 * 1024, files: 400 };

export const diffBundles: BundleAction = {
  action: 'bundle_diff',
  label: 'button.diff',
  word: 'diff',
  under: [],
  // The files leave the host for it, and everybody in the thread reads what differs.
  right: 'act',
  fits: ({ host }, { bundles = [] }) => latestTwo(host, bundles) !== null,
  async run({ id, person }, { bundle, view }, deps) {
    const two = latestTwo(bundle.host, view.bundles ?? []);
    if (two === null) throw new Error('There were two bundles a moment ago.');
    const missing = two.filter(({ state }) => state !== 'kept');
    for (const one of missing)
      await tellIncident(
        view.incident,
        `diff:${one.id}:${id}`,
        { type: 'bundle-wanted', bundle: one.id, person },
        deps,
      );
    return missing.length > 0 ? onTheirWay(bundle, deps) : difference(two, view, deps);
  },
};

/** Older first; null where the host has no two that can be had. */
function latestTwo(host: string | null, bundles: readonly BundleView[]): [BundleView, BundleView] | null {
  const [after, before] = bundles
    .filter((one) => one.host === host && host !== null && isThere(one))
    .reverse();
  return before === undefined || after === undefined ? null : [before, after];
}

async function difference(
  two: [BundleView, BundleView],
  { incident }: IncidentView,
  { files, command }: ConversationDeps,
): Promise<Answer> {
  const name = two[1].name;
  const no = (why: string): Answer =>
    usageError({
      problem: 'not-compared',
      headline: text('bundle.not-compared', { name }),
      lines: [[say(why)]],
      examples: [`${command} bundle ${name}`],
    });
  try {
    const packed = await Promise.all(
      two.map(({ made }) => (made === null ? null : files?.get(bundleKey(incident, made.digest)))),
    );
    const [before, after] = await Promise.all(
      packed.map((bytes) => (bytes == null ? null : readBundle(bytes, TO_READ))),
    );
    if (before == null || after == null) return no(text('slack.bundle-gone'));
    const parts = documentParts(differenceReport(differenceOf(before, after)));
    return {
      message: { headline: text('bundle.difference', { name }), emoji: '⚖️', parts, context: [incident] },
      for: 'all',
      incident,
      data: { incident, before: two[0].id, after: two[1].id },
    };
  } catch (cause) {
    if (cause instanceof UnreadableBundle) return no(cause.message);
    throw cause;
  }
}

const onTheirWay = ({ name }: BundleView, { command }: ConversationDeps): Answer =>
  usageError({
    problem: 'fetching',
    headline: text('bundle.diff-fetching', { name }),
    lines: [spans('bundle.diff-fetching-why')],
    examples: [`${command} bundle ${name} diff`],
  });
