/**
 * @module slack/bundle-file
 * The file of a bundle, brought into a thread: looked for who reads there, then in Slack's three steps. Its title carries
 * the key of its message, by which it is found when nobody knows whether it was shown.
 */
import { type BundleStore, bundleKey } from '../bundles/store.ts';
import type { AnyNotice } from '../conversation/compose.ts';
import type { Place } from '../incidents/event.ts';
import type { BundleView, Notice } from '../incidents/notifier.ts';
import { text } from '../messages/sentence.ts';
import type { PublishResult } from '../outbox/notifier.ts';
import { audienceOf } from './audience.ts';
import { type SlackAccess, slackClient } from './client.ts';
import type { Directory } from './directory.ts';
import { bringFile, shareFile } from './file-upload.ts';
import { outcomeOf, unseen } from './outcome.ts';
import { tagOf } from './overflow.ts';
import { webFetch } from './web-fetch.ts';

/** A file may be 8 MiB, and a line slow. */
const UPLOAD_LIMIT_MS = 60_000;

/** What is needed to bring bundles into threads. */
export type BundleFiles = { store: BundleStore; directory: Pick<Directory, 'standing'> };

export const isBundleFile = (notice: AnyNotice): notice is Notice & { what: 'bundle-file' } =>
  notice.what === 'bundle-file';

/** Throws what the Web API throws in the last step alone: before it, nobody could see anything. */
export async function attachBundle(
  notice: Notice,
  place: Extract<Place, { via: 'slack' }>,
  access: SlackAccess,
  files: BundleFiles | undefined,
): Promise<PublishResult> {
  const never = (why: string, code?: string): PublishResult => ({
    ok: false,
    outcome: 'never',
    why,
    ...(code === undefined ? {} : { code }),
  });
  const thread = place.thread ?? notice.under;
  if (thread === undefined) return never(text('slack-error.no-thread'));
  const one = notice.view.bundles?.find(({ id }) => id === notice.about);
  const share = one?.shares.find(({ key }) => key === notice.key);
  if (files === undefined || one?.made == null || share === undefined)
    return never(text('slack.bundle-gone'));
  if (!share.despite) {
    const { channel, team } = place;
    const readers = await audienceOf({ channel, team }, { ...access, directory: files.directory });
    if (readers.fine === false) return never(readers.why, 'audience');
    if (readers.fine === 'unknown')
      return { ok: false, outcome: 'not-said', retryAfterMs: 0, why: readers.why };
  }
  const slack = slackClient(access);
  let id: string;
  try {
    const bytes = await files.store.get(bundleKey(notice.view.incident, one.made.digest));
    if (bytes === null) return never(text('slack.bundle-gone'));
    const fetch = webFetch(access.fetch, UPLOAD_LIMIT_MS);
    id = await bringFile(slack, { name: fileName(one), bytes }, { fetch, apiUrl: access.apiUrl });
  } catch (cause) {
    return unseen(outcomeOf(cause));
  }
  const title = text('slack.file-of-bundle-file', { name: one.name, key: tagOf(notice) });
  await shareFile(slack, id, { channel: place.channel, thread, title });
  return { ok: true, ref: id };
}

/** Its name is the bot's own: what the host called it is not looked at. */
function fileName({ name, made }: BundleView): string {
  const host = name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 60);
  const at = new Date(made?.madeAt ?? 0).toISOString().slice(0, 16).replace(/[-:]/g, '');
  return `bundle-${host}-${at}Z.tar.gz${(made?.recipients.length ?? 0) > 0 ? '.age' : ''}`;
}
