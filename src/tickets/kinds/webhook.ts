/**
 * @module tickets/kinds/webhook
 * A signed webhook, for desks that have no file here: Standard Webhooks, so that receivers find a library for it. Its id
 * stays the same over retries, and is what the receiver tells a second delivery by.
 */
import * as z from 'zod';
import { secretUrl } from '../../settings.ts';
import { type Desk, DeskError, type Ticket } from '../desk.ts';
import { type Answer, deskHttp } from '../http.ts';
import { type DeskTools, deskKind } from '../kind.ts';
import { MARKER, newMarker } from '../marker.ts';
import { plain } from '../markup/plain.ts';
import { oneLine } from '../markup/untrusted.ts';

const DESK = 'The webhook';
/** standardwebhooks.com: receivers answer within 15 to 30 s; ours is asked to be quicker. */
const TIMEOUT_MS = 10_000;
const MAX_TEXT = 100_000;

const SECRET = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;

const Settings = z.strictObject({
  url: secretUrl,
  secrets: z
    .union([z.string().transform((one) => [one]), z.array(z.string()).min(1).max(2)])
    .refine(
      (all) => all.every((one) => SECRET.test(one)),
      'must be whsec_ and at least 24 bytes in base64, or two of them',
    ),
});
type Settings = z.output<typeof Settings>;

const ABILITIES: Desk['abilities'] = {
  attaches: { because: 'A webhook gets the link, not the file.' },
  largestFile: null,
  internal: 'no-difference',
  atomic: true,
  lagMs: 0,
};

/** A receiver may say what it made of it. */
const Made = z.looseObject({
  key: z.string().min(1).max(100),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
});

/** `v1,` and the signature for each secret, separated by spaces (Standard Webhooks, "Webhook signature"). */
export async function signatures(
  secrets: readonly string[],
  { id, timestamp, body }: { id: string; timestamp: string; body: string },
): Promise<string> {
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const all = secrets.map(async (secret) => {
    const bytes = Uint8Array.from(atob(secret.slice('whsec_'.length)), (letter) => letter.charCodeAt(0));
    const how = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', bytes, how, false, ['sign']);
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, signed));
    return `v1,${btoa(String.fromCharCode(...mac))}`;
  });
  return (await Promise.all(all)).join(' ');
}

function make({ url, secrets }: Settings, { name, fetch, now }: DeskTools): Desk {
  const { origin } = new URL(url);
  const http = deskHttp({
    desk: DESK,
    fetch,
    now,
    origins: [origin],
    credential: async () => ({}),
    saysWhy: (json) => {
      const { message, error } = (json ?? {}) as { message?: unknown; error?: unknown };
      return [message, error].find((one): one is string => typeof one === 'string') ?? null;
    },
    // 410: the receiver wants no more; 404 there is no ticket that is gone but an address that is wrong.
    means: ({ status }) => (status === 404 || status === 410 ? { how: 'denied' } : null),
    timeoutMs: TIMEOUT_MS,
  });

  async function tell(id: string, type: string, data: object): Promise<Answer> {
    const at = now();
    const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
    const timestamp = String(Math.floor(at / 1000));
    return http({
      method: 'POST',
      url,
      bytes: new TextEncoder().encode(body),
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': await signatures(secrets, { id, timestamp, body }),
      },
    });
  }

  const text = (body: Parameters<typeof plain>[0]): string =>
    plain(body, { limit: MAX_TEXT, desk: 'the webhook' });

  return {
    name,
    kind: 'webhook',
    abilities: ABILITIES,

    async open({ marker, title, body, severity, wantedAt }) {
      const data = {
        ticket: marker,
        title: oneLine(title),
        severity,
        wanted_at: new Date(wantedAt).toISOString(),
        report: body,
        text: text(body),
      };
      const answer = await tell(marker, 'incident.ticket.opened', data);
      const made = Made.safeParse(answer.json);
      // It is known there by our marker, whatever its own name for it is.
      return made.success
        ? { key: oneLine(made.data.key), id: marker, url: made.data.url }
        : { key: marker, id: marker, url: origin };
    },

    // Nobody can be asked; the receiver takes the same id once.
    find: async () => [],
    read: async (key): Promise<Ticket | null> => (MARKER.test(key) ? { key, id: key, url: origin } : null),

    async comment(on, { marker, body, public: shown = false }) {
      const data = {
        ticket: on.id,
        key: on.key,
        comment: marker,
        public: shown,
        report: body,
        text: text(body),
      };
      await tell(marker, 'incident.ticket.commented', data);
    },
    hasComment: async () => false,
    async attach() {
      throw new DeskError('refused', 'A webhook gets the link, not the file.');
    },
    hasFile: async () => false,

    async check() {
      // The one thing that is sent: it opens nothing, and only an answer proves address and secret.
      const told = await tell(newMarker(), 'ping', {}).then(
        () => ({ ok: true, because: `${origin} took a signed ping.` }),
        (error: unknown) => {
          if (!(error instanceof DeskError)) throw error;
          return { ok: false, because: error.message };
        },
      );
      const doubt =
        'Whether it checks the signature and takes an id once cannot be seen from here; it must do both.';
      return [
        { what: 'address and secret', ...told },
        { what: 'receiver', ok: null, because: doubt },
      ];
    },
  };
}

export const webhook = deskKind({
  kind: 'webhook',
  title: 'Signed webhook',
  settings: Settings,
  where: {
    url: 'the https:// address of your receiver, without a secret in it',
    secrets:
      'make one up: `echo whsec_$(openssl rand -base64 32)`, and give it to the receiver; two while it is replaced',
  },
  abilities: ABILITIES,
  remarks: [
    'Signed by Standard Webhooks; the receiver must check the signature and take each `webhook-id` once.',
    'A receiver that answers `{"key", "url"}` gives the ticket a name and a link in the thread.',
  ],
  make,
});
