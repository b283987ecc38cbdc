/**
 * @module conversation/bundle-routes
 * `GET /bundles/TOKEN`: a page; its buttons fetch the file or its report. Whoever comes is known by the token alone, so
 * whether the person whom it was made for may still have the file is asked at that moment. Every way in which a link does
 * not work looks the same, and the token stands in no log.
 */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type BundleStore, bundleKey } from '../bundles/store.ts';
import { unpack } from '../bundles/unpack.ts';
import type { IncidentMessage, LinkReply } from '../incidents/messages.ts';
import type { BundleView } from '../incidents/notifier.ts';
import type { Log } from '../log.ts';
import type { Objects } from '../storage/objects.ts';
import type { BundleLinks } from './bundle-links.ts';
import { gonePage, linkPage } from './bundle-page.ts';
import type { ConversationDeps } from './verb.ts';

const MOST_FORM = 1_024;
/** A bundle is made of far less; what unpacks to more shows no report, and can still be downloaded. */
const TO_READ = { packed: 32 * 1024 * 1024, unpacked: 64 * 1024 * 1024, files: 6_000 };

/** The page itself: no script, nothing from elsewhere, its form only to where it came from. */
const OWN_PAGE =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** What a host wrote: besides, it may do nothing at all, and is of no origin. */
const FOREIGN_PAGE =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

const SAFE: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

export function bundleRoutes(parts: {
  objects: Objects;
  links: BundleLinks;
  /** Null where no files are kept: then no link leads anywhere. */
  files: BundleStore | null;
  may: ConversationDeps['may'];
  now: () => number;
  log: Log;
}): Hono {
  const { objects, links, files, may, now, log } = parts;
  const app = new Hono();
  const html = (c: Context, body: string, status: 200 | 404, policy = OWN_PAGE): Response =>
    c.html(body, status, { ...SAFE, 'content-security-policy': policy });
  const gone = (c: Context): Response => html(c, gonePage(), 404);

  /** Where the token leads at this moment, for a person who may still go there; `use` counts it. */
  async function follow(token: string, use: boolean) {
    const read = files === null ? null : await links.read(token);
    if (read === null) return null;
    const { incident, hash } = read;
    const to = { kind: 'incident', name: incident } as const;
    const ask = async (count: boolean): Promise<LinkReply['link']> => {
      const message: IncidentMessage = { type: 'link', hash, at: now(), ...(count ? { use: true } : {}) };
      return ((await objects.send(to, message)) as LinkReply).link;
    };
    const found = await ask(false);
    // Asked again now: the link was made up to an hour ago.
    if (found === null || !(await may(found.by, 'act')).ok) return null;
    const counted = use ? await ask(true) : found;
    return counted === null ? null : { incident, hash, link: counted };
  }

  /** Nothing of what went wrong is told, and the address, which is the secret, is not logged. */
  async function quietly(c: Context, work: () => Promise<Response>): Promise<Response> {
    try {
      return await work();
    } catch (cause) {
      log.error({ why: cause instanceof Error ? cause.message : String(cause) }, 'A link failed');
      return gone(c);
    }
  }

  app.get('/bundles/:token', (c) =>
    quietly(c, async () => {
      const found = await follow(c.req.param('token'), false);
      const link = found?.link.bundle.links.find(({ hash }) => hash === found.hash);
      if (found === null || link === undefined) return gone(c);
      const { bundle } = found.link;
      const { until, most, uses } = link;
      return html(c, linkPage({ bundle, until, left: most - uses, now: now() }), 200);
    }),
  );

  app.post('/bundles/:token', bodyLimit({ maxSize: MOST_FORM }), (c) =>
    quietly(c, async () => {
      const { what } = await c.req.parseBody().catch((): Record<string, unknown> => ({}));
      if (what !== 'file' && what !== 'report') return gone(c);
      const found = await follow(c.req.param('token'), true);
      if (found === null || files === null) return gone(c);
      const { incident, link } = found;
      const { bundle } = link;
      const bytes = bundle.made === null ? null : await files.get(bundleKey(incident, bundle.made.digest));
      if (bytes === null) return gone(c);
      log.info({ incident, bundle: bundle.id, what, by: link.by.id, whom: link.whom }, 'A link was followed');
      if (what === 'file') return sent(bytes, bundle);
      // One file of several hosts begins with a page of all of them.
      const page = bundle.host === null ? 'side-by-side.html' : 'report.html';
      const report = (await unpack(bytes, TO_READ)).get(page);
      if (report === undefined) return gone(c);
      return html(c, new TextDecoder().decode(report), 200, FOREIGN_PAGE);
    }),
  );
  return app;
}

/** The file, to be saved under a name of the bot's own. */
function sent(bytes: Uint8Array<ArrayBuffer>, { name, made }: BundleView): Response {
  const host = name
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, 60);
  const locked = (made?.recipients.length ?? 0) > 0;
  return new Response(bytes, {
    headers: {
      ...SAFE,
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="bundle-${host}.tar.gz${locked ? '.age' : ''}"`,
      'content-security-policy': "default-src 'none'; sandbox",
    },
  });
}
