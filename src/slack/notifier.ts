/**
 * @module slack/notifier
 * How an incident speaks in Slack. Slack has no idempotency key, and a timeout does not say whether the
 * message was posted; so every message carries its key as metadata, by which it is found again.
 */
import type { webApi } from '@slack/bolt';
import { type AnyNotice, isOfFreeze, speakerIn } from '../conversation/compose.ts';
import type { Place } from '../incidents/event.ts';
import { text } from '../messages/sentence.ts';
import { cannotSpeak } from '../messages/slack-problems.ts';
import type { Notifier, PublishResult } from '../outbox/notifier.ts';
import { attachBundle, type BundleFiles, isBundleFile } from './bundle-file.ts';
import { type SlackAccess, slackClient } from './client.ts';
import { bringFile, shareFile } from './file-upload.ts';
import { messageOf } from './message-of.ts';
import { metadataOf, payloadIn } from './metadata.ts';
import { limited, outcomeOf, unseen, unsuitedForm } from './outcome.ts';
import { fileOf, isTitleOf, shortForm, whereTheRestIs } from './overflow.ts';
import { createPace, type Pace } from './pace.ts';
import { render, renderCounted, type SlackContent } from './render.ts';
import { webFetch } from './web-fetch.ts';

/**
 * Messages looked through for one of ours: 1,000. In a channel as busy as that, a message shown twice is
 * better than one that is never shown.
 */
const PAGE = 200;
const MOST_PAGES = 5;
/** Clocks differ, so the search begins a little before the incident, in seconds. */
const BEFORE_S = 60;

type SlackPlace = Extract<Place, { via: 'slack' }>;

export type SlackNotifier = SlackAccess & {
  /** The slash command, which messages name where they say what to type next. */
  command: string;
  /** Ids of users and groups that may agree to changes, as messages name them. */
  approvers?: readonly string[];
  /** Where files of bundles are, and who is who; without it no bundle is attached. */
  bundles?: BundleFiles;
  /** Shared by all who speak in the same workspace; one of its own when absent. */
  pace?: Pace;
};

/**
 * `say` never throws: what Slack does with a message is a value. `find` throws when it could not look, which
 * is not the same as having found nothing.
 */
export function slackNotifier(deps: SlackNotifier): Notifier<AnyNotice> {
  const pace = deps.pace ?? createPace(() => Date.now());
  const byWeb = webFetch(deps.fetch);

  const client = (): webApi.WebClient => slackClient(deps);

  /** Shows the message, in a plainer form if Slack does not take this one. */
  async function show(notice: AnyNotice, place: SlackPlace): Promise<PublishResult> {
    const message = messageOf(notice, deps.command, deps.approvers);
    const whole = renderCounted(message);
    const explained = { ...message, context: [...whereTheRestIs(notice), ...message.context] };
    const { content, missing } = whole.missing === 0 ? whole : renderCounted(explained);
    try {
      return said(await send(content, notice, place), missing);
    } catch (cause) {
      const form = unsuitedForm(cause);
      if (form === null) throw cause;
      deps.log.error({ speaker: speakerIn(notice).id, key: notice.key, form }, 'Slack refused the blocks');
      const short = shortForm(message);
      return said(await send(short.content, notice, place), short.missing);
    }
  }

  /** Gives the message's own time stamp, by which Slack knows it. */
  async function send(content: SlackContent, notice: AnyNotice, place: SlackPlace): Promise<string> {
    // Nothing in a message may become a link, a preview or a ping.
    const fixed = { channel: place.channel, parse: 'none', link_names: false } as const;
    if (notice.edit !== undefined) {
      // Without metadata the message keeps the metadata it was posted with.
      await client().chat.update({ ...fixed, ...content, ts: notice.edit });
      return notice.edit;
    }
    const thread = place.thread ?? notice.under;
    const { text, blocks } = content;
    const posted = await client().chat.postMessage({
      ...fixed,
      text,
      ...(blocks.length === 0 ? {} : { blocks }),
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
      metadata: metadataOf(notice.key, speakerIn(notice).id),
      ...(thread === undefined ? {} : { thread_ts: thread }),
    });
    if (posted.ts === undefined) throw new Error('Slack posted a message and did not say which');
    return posted.ts;
  }

  /** Puts the whole message as a file into its thread. */
  async function attach(notice: AnyNotice, place: SlackPlace): Promise<PublishResult> {
    const thread = place.thread ?? notice.under;
    if (thread === undefined) return { ok: false, outcome: 'never', why: text('slack-error.no-thread') };
    const slack = client();
    const file = fileOf(notice, messageOf(notice, deps.command, deps.approvers));
    let id: string;
    try {
      id = await bringFile(slack, file, { fetch: byWeb, apiUrl: deps.apiUrl });
    } catch (cause) {
      return unseen(outcomeOf(cause));
    }
    await shareFile(slack, id, { channel: place.channel, thread, title: file.title });
    return { ok: true, ref: id };
  }

  /** Slack's own messages, newest first in a channel, oldest first in a thread. */
  async function* messages(notice: AnyNotice, place: SlackPlace) {
    const slack = client();
    const thread = place.thread ?? notice.under;
    const oldest = String(Math.floor(speakerIn(notice).since / 1000) - BEFORE_S);
    const look = { channel: place.channel, oldest, include_all_metadata: true, limit: PAGE };
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const at = cursor === undefined ? look : { ...look, cursor };
      const found =
        thread === undefined
          ? await slack.conversations.history(at)
          : await slack.conversations.replies({ ...at, ts: thread });
      yield* found.messages ?? [];
      cursor = found.response_metadata?.next_cursor;
      if (cursor === undefined || cursor === '') return;
    }
  }

  /**
   * Most bots were never invited to the channel where they are first asked; whoever asked must hear of it.
   * Best effort: a private word that fails is only logged.
   */
  async function tellInPrivate(notice: AnyNotice, why: string): Promise<void> {
    const { id, requester } = speakerIn(notice);
    const isFirstWord =
      (notice.what === 'status' || notice.what === 'freeze') && notice.edit === undefined && !notice.asFile;
    if (!isFirstWord || requester.via !== 'slack') return;
    try {
      const content = render(cannotSpeak(id, hostsOf(notice), why));
      await client().chat.postMessage({
        channel: requester.id,
        parse: 'none',
        link_names: false,
        ...content,
      });
    } catch (cause) {
      deps.log.warn({ speaker: id, why: outcomeOf(cause).why }, 'Nobody could be told');
    }
  }

  return {
    pace: { postMs: 1_000, editMs: 1_500, firstEditMs: 250 },
    async publish(notice) {
      const { place } = notice;
      if (place.via !== 'slack') return { ok: false, outcome: 'never', why: text('slack-error.other-place') };
      const kind = notice.edit === undefined ? 'post' : 'edit';
      const where = kind === 'post' ? `${place.team} ${place.channel}` : place.team;
      const turn = pace.turn(kind, where, `${speakerIn(notice).id} ${notice.key}`);
      if (!turn.now) {
        return turn.hushed
          ? limited(turn.waitMs, text('slack-error.limited'))
          : { ok: false, outcome: 'later', afterMs: turn.waitMs };
      }
      try {
        if (isBundleFile(notice)) return await attachBundle(notice, place, deps, deps.bundles);
        return notice.asFile ? await attach(notice, place) : await show(notice, place);
      } catch (cause) {
        const outcome = outcomeOf(cause);
        // Not only this message must wait, but everything that would go the same way.
        const isFile = notice.asFile || isBundleFile(notice);
        if (outcome.outcome === 'not-said' && outcome.limited && !isFile)
          pace.hush(kind, where, outcome.retryAfterMs);
        if (outcome.outcome === 'never') await tellInPrivate(notice, outcome.why);
        return outcome;
      }
    },
    async find(notice) {
      if (notice.place.via !== 'slack') return null;
      for await (const message of messages(notice, notice.place)) {
        if (notice.asFile || isBundleFile(notice)) {
          if (message.files?.some((file) => isTitleOf(file.title, notice))) return message.ts ?? null;
          continue;
        }
        const ours = message.bot_id === undefined ? null : payloadIn(message.metadata);
        if (ours?.key === notice.key && ours.incident === speakerIn(notice).id) return message.ts ?? null;
      }
      return null;
    },
  };
}

const hostsOf = (notice: AnyNotice): string[] =>
  (isOfFreeze(notice) ? notice.view.targets : notice.view.hosts).map(({ host }) => host);

const said = (ref: string, missing: number): PublishResult => ({
  ok: true,
  ref,
  ...(missing === 0 ? {} : { missing }),
});
