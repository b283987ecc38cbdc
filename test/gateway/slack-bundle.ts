/**
 * A bundle as people have it in Slack: mira looks, asks for it, reads what is in it by herself, attaches it for everybody,
 * and puts it on a ticket. What arrives is opened here, and read as somebody at the vendor's would.
 */
import { createHash } from 'node:crypto';
import { type ReadBundle, readBundle } from '../../src/bundles/read.ts';
import { whyNoBrowser } from '../fakes/browser.ts';
import { type Followed, followLink } from '../fakes/follow-link.ts';
import { MIRA, type ShownMessage } from '../fakes/local-slack.ts';
import type { Planted } from './fault.ts';
import { keepText, readerOf } from './slack-recovery.ts';
import { type Joined, joinHost, type Road, wordsOf } from './slack-roads.ts';

/** A bundle takes as long as OpenClaw's own commands on a busy machine. */
const BUNDLE_LIMIT_MS = 300_000;
const SHARE_LIMIT_MS = 90_000;

export type BundleStory = {
  joined: Joined;
  /** Milliseconds from the command to the message that says it is ready. */
  tookMs: number;
  /** The bundle's message as it reads at the end. */
  bundle: ShownMessage;
  /** What mira alone was shown. */
  preview: ShownMessage;
  /** What was attached in the thread. */
  file: Uint8Array;
  read: ReadBundle;
  /** What mira found behind her link, in a real browser; null where there is none. */
  link: Followed | null;
  /** What the ticket's own message says. */
  ticket: ShownMessage;
};

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The whole story, to the ticket at `desk`. */
export async function bundleInSlack(
  host: string,
  road: Road,
  planted: Planted,
  desk: string,
): Promise<BundleStory> {
  const { slack } = road;
  const reader = readerOf(road, host);
  const joined = await joinHost(host, road, planted);
  const before = new Set(slack.files().map(digestOf));
  const types = (line: string): Promise<void> => slack.types(MIRA, `/openclaw ${line}`);
  async function throughLink(): Promise<Followed> {
    await types(`bundle ${host} link`);
    const address = (one: ShownMessage): string | undefined =>
      one.ephemeral_to === MIRA
        ? /https?:\/\/[^\s"|>\\]+\/bundles\/[\w.-]+/.exec(JSON.stringify(one))?.[0]
        : undefined;
    const shown = await slack.shows((all) => all.some((one) => address(one) !== undefined));
    return followLink(shown.map(address).findLast((one) => one !== undefined) ?? '');
  }

  try {
    await types(`triage ${host}`);
    await reader.shown(({ text }) => / is /.test(text) && !/running|contacting/.test(text), 120_000);
    const begun = performance.now();
    await types(`bundle ${host} since 2h`);
    const ready = await reader.shown(
      ({ text }) => /: (?:bundle ready|no bundle|bundle withheld)/.test(text),
      BUNDLE_LIMIT_MS,
    );
    const tookMs = Math.round(performance.now() - begun);
    if (!ready.text.endsWith('bundle ready')) throw new Error(wordsOf(ready));

    await slack.clicks(MIRA, ready.ts, 'bundle_preview');
    const isPreview = (one: ShownMessage): boolean =>
      one.ephemeral_to === MIRA && one.text === `${host}: what is in the bundle`;
    const preview = (await slack.shows((all) => all.some(isPreview))).find(isPreview) as ShownMessage;

    const withWords = (words: RegExp): Promise<ShownMessage> =>
      reader.shown((one) => one.ts === ready.ts && words.test(wordsOf(one)), SHARE_LIMIT_MS);
    // Guests read this channel: it is not attached there, until an admin says so.
    await slack.clicks(MIRA, ready.ts, 'bundle_attach');
    await withWords(/Not attached for mira: .* not full members/);
    if (slack.files().some((bytes) => isGzip(bytes) && !before.has(digestOf(bytes))))
      throw new Error('Guests were shown the file');
    await slack.clicks(MIRA, ready.ts, 'bundle_attach_anyway');
    const attached = await withWords(/Attached by/);
    const file = slack.files().find((bytes) => isGzip(bytes) && !before.has(digestOf(bytes)));
    if (file === undefined) throw new Error(`No archive was brought to Slack:\n${wordsOf(attached)}`);

    const link = whyNoBrowser() === null ? await throughLink() : null;
    await types(`ticket ${host} ${desk}`);
    const isTicket = (one: ShownMessage): boolean =>
      one.ephemeral_to === undefined && one.ts > ready.ts && /^(?:Ticket \S+ at|No ticket at)/.test(one.text);
    const ticket = (await slack.shows((all) => all.some(isTicket), SHARE_LIMIT_MS)).findLast(
      isTicket,
    ) as ShownMessage;
    const bundle = await reader.shown((one) => one.ts === ready.ts);
    return { joined, tookMs, bundle, preview, file, read: await readBundle(file), link, ticket };
  } finally {
    keepText(`bundle-${host}`, await slack.messages());
    await joined.agent.stop();
  }
}
