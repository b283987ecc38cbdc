/**
 * @module tickets/kinds/zendesk
 * Zendesk tickets. The marker is the idempotency key and the ticket's external id. Everything is an internal note, said
 * anew each time, since Zendesk goes on as the comment before; nobody is asked for and nobody gets a copy, so that no mail
 * goes out. Files only when the operator says that attachments are private: a bare link opens them otherwise.
 * Sources: https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ (external_id, idempotency),
 * …/ticket_comments/ (public), …/ticket-attachments/ (uploads, malware_scan_result),
 * https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/ (client_credentials),
 * https://developer.zendesk.com/api-reference/introduction/rate-limits/ (429).
 */
import * as z from 'zod';
import { secretUrl } from '../../settings.ts';
import { afterwards } from '../afterwards.ts';
import { readAs } from '../answer.ts';
import { withClientToken } from '../client-token.ts';
import {
  type Desk,
  type DeskAbilities,
  type DeskCheck,
  DeskError,
  type NewComment,
  type Ticket,
} from '../desk.ts';
import { type Answer, deskHttp, type Refusal } from '../http.ts';
import { type DeskTools, deskKind } from '../kind.ts';
import { look } from '../look.ts';
import { endsWithMarker, newMarker } from '../marker.ts';
import { markdown } from '../markup/markdown.ts';
import { ACTS } from '../markup/plain.ts';
import { titleText } from '../markup/untrusted.ts';

const DESK = 'Zendesk';
const MAX_TITLE = 150;
/** Zendesk does not say how long a comment may be; 65,535 bytes is what others found, and a sign has up to three. */
const MAX_TEXT = 20_000;
const MAX_FILE = 50_000_000;
/** Comments of one page, and pages that are read: a ticket holds 5,000 comments. */
const PAGE = 100;
const PAGES = 51;
/** When a scan is looked at again, in milliseconds. */
const SCAN_AGAIN_MS = 15_000;
const PRIORITIES = { 1: 'urgent', 2: 'high', 3: 'normal', 4: 'low' } as const;
const PUBLIC_FILES =
  'Zendesk opens files of agents to whoever has the link, unless secure downloads are on; set private_attachments when they are.';

const Settings = z
  .strictObject({
    url: secretUrl,
    client_id: z.string().min(1).optional(),
    client_secret: z.string().min(1).optional(),
    email: z.string().min(3).optional(),
    token: z.string().min(1).optional(),
    private_attachments: z.boolean().default(false),
    group_id: z.number().int().positive().optional(),
    tags: z.array(z.string().regex(/^\S+$/, 'must be words without spaces')).max(20).default(['openclaw']),
  })
  .superRefine(({ client_id, client_secret, email, token }, context) => {
    const app = client_id !== undefined && client_secret !== undefined;
    const legacy = email !== undefined && token !== undefined;
    if (app !== legacy) return;
    context.addIssue({
      code: 'custom',
      path: ['client_id'],
      message:
        'needs to be set with client_secret (or, until tokens end on 2027-04-30, email and token; not both)',
    });
  });
type ZendeskSettings = z.infer<typeof Settings>;

const abilities = (privateFiles: boolean): DeskAbilities => ({
  attaches: privateFiles ? true : { because: PUBLIC_FILES },
  largestFile: MAX_FILE,
  internal: 'always',
  atomic: true,
  lagMs: 0,
});

const TicketBean = z.object({ id: z.number().int(), external_id: z.string().nullish() });
const One = z.object({ ticket: TicketBean });
const Many = z.object({ tickets: z.array(TicketBean) });
const File = z.object({ id: z.number(), file_name: z.string(), malware_scan_result: z.string().optional() });
const Uploaded = z.object({ upload: z.object({ token: z.string().min(1), attachment: File }) });
const Comments = z.object({
  comments: z.array(z.object({ body: z.string(), attachments: z.array(File).optional() })),
});
const Attachment = z.object({ attachment: File });
const Me = z.object({ user: z.object({ id: z.number().nullable(), name: z.string(), role: z.string() }) });

/** `{error, description, details:{field:[{description}]}}`; an error may be an object of its own. */
function saysWhy(json: unknown): string | null {
  const { error, description, details } = (json ?? {}) as Record<string, unknown>;
  const told = typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : error;
  const fields = Object.values((details ?? {}) as Record<string, { description?: unknown }[]>).flat();
  const all = [told, description, ...fields.map((one) => one?.description)];
  const words = all.filter((one) => typeof one === 'string');
  return words.length > 0 ? words.join(': ') : null;
}

/** Two changes of one ticket met: neither of them was ours. */
const means = ({ status }: Answer): Refusal | null =>
  status === 409 ? { how: 'limited', retryAfterMs: SCAN_AGAIN_MS } : null;

function makeZendesk(settings: ZendeskSettings, { name, fetch, now }: DeskTools): Desk {
  const { client_id, client_secret, email, token, private_attachments: privateFiles } = settings;
  const site = new URL(settings.url).origin;
  const api = `${site}/api/v2`;
  const common = { desk: DESK, fetch, now, origins: [site], saysWhy, means };
  const http =
    client_id === undefined || client_secret === undefined
      ? deskHttp({
          ...common,
          credential: async () => ({ authorization: `Basic ${btoa(`${email}/token:${token}`)}` }),
        })
      : withClientToken(common, {
          method: 'POST',
          url: `${site}/oauth/tokens`,
          json: {
            grant_type: 'client_credentials',
            client_id,
            client_secret,
            // Uploads have no scope of their own; `write` is what they ask for.
            scope: privateFiles
              ? 'tickets:read tickets:write users:read write'
              : 'tickets:read tickets:write users:read',
            expires_in: 3_600,
          },
        });
  const get = (path: string, also: readonly number[] = []) =>
    http({ method: 'GET', url: `${api}${path}`, also });
  const ticket = ({ id }: z.infer<typeof TicketBean>): Ticket => ({
    key: `#${id}`,
    id: String(id),
    url: `${site}/agent/tickets/${id}`,
  });
  const pathOf = ({ id }: Ticket): string => `/tickets/${encodeURIComponent(id)}`;
  const text = (body: NewComment['body'], marker: string): string =>
    `${markdown(body, { limit: MAX_TEXT, desk: DESK, acts: [ACTS.placeholder] })}\n\n${marker}`;

  async function find(marker: string): Promise<Ticket[]> {
    const { tickets } = readAs(Many, await get(`/tickets?external_id=${encodeURIComponent(marker)}`), DESK);
    return tickets
      .filter(({ external_id: id }) => id === marker)
      .sort((a, b) => a.id - b.id)
      .map(ticket);
  }

  /** Every comment until `holds` is true of one; null when there is none. */
  async function commentWith(
    on: Ticket,
    holds: (comment: z.infer<typeof Comments>['comments'][number]) => boolean,
  ) {
    for (let page = 1; page <= PAGES; page += 1) {
      const answer = await get(`${pathOf(on)}/comments?per_page=${PAGE}&page=${page}`);
      const { comments } = readAs(Comments, answer, DESK);
      const found = comments.find(holds);
      if (found !== undefined) return found;
      if (comments.length < PAGE) return null;
    }
    return null;
  }

  const note = (on: Ticket, comment: { body: string; uploads?: string[] }): Promise<Answer> =>
    http({
      method: 'PUT',
      url: `${api}${pathOf(on)}`,
      json: { ticket: { comment: { ...comment, public: false } } },
    });

  /** @throws DeskError while it is not known, and when the file is shut. */
  function scanned(
    { file_name: file, malware_scan_result: result }: z.infer<typeof File>,
    how: 'unsure' | 'limited',
  ) {
    if (result === 'malware_found')
      throw new DeskError('refused', `Zendesk's scan takes ${file} for malware and keeps it shut.`);
    if (result === 'not_scanned')
      throw new DeskError(how, `Zendesk has ${file} and has not scanned it yet.`, SCAN_AGAIN_MS);
  }

  return {
    name,
    kind: 'zendesk',
    abilities: abilities(privateFiles),

    async open({ marker, title, body, severity }) {
      const answer = await http({
        method: 'POST',
        url: `${api}/tickets`,
        headers: { 'idempotency-key': marker },
        // The same bytes at every try: another body with the same key is refused.
        json: {
          ticket: {
            subject: titleText(title, MAX_TITLE),
            comment: { body: text(body, marker), public: false },
            external_id: marker,
            priority: PRIORITIES[severity],
            type: 'incident',
            tags: settings.tags,
            ...(settings.group_id !== undefined && { group_id: settings.group_id }),
          },
        },
        also: [400],
      });
      if (answer.status !== 400) return ticket(readAs(One, answer, DESK).ticket);
      // Another version of this bot may have written the first try otherwise.
      const [known] = await find(marker);
      if (known !== undefined) return known;
      throw new DeskError(
        'refused',
        `Zendesk made no ticket: ${saysWhy(answer.json) ?? 'it does not say why'}`,
      );
    },

    find,

    async read(key) {
      const [, id] = /^#?([1-9]\d{0,15})$/.exec(key.trim()) ?? [];
      if (id === undefined) return null;
      const answer = await get(`/tickets/${id}`, [404]);
      return answer.status === 404 ? null : ticket(readAs(One, answer, DESK).ticket);
    },

    async comment(on, { marker, body, public: open }) {
      if (open === true)
        throw new DeskError('refused', 'This desk writes internal notes only; nothing was written.');
      readAs(One, await note(on, { body: text(body, marker) }), DESK);
    },

    async hasComment(on, marker) {
      return (await commentWith(on, ({ body }) => endsWithMarker(body, marker))) !== null;
    },

    async attach(to, file) {
      if (!privateFiles) throw new DeskError('refused', `${PUBLIC_FILES} Nothing was sent.`);
      if (file.bytes.length > MAX_FILE)
        throw new DeskError('refused', `Zendesk takes files of ${MAX_FILE} bytes at most; nothing was sent.`);
      const answer = await http({
        method: 'POST',
        url: `${api}/uploads?filename=${encodeURIComponent(file.name)}`,
        headers: { 'content-type': file.contentType },
        bytes: file.bytes,
      });
      const { upload } = readAs(Uploaded, answer, DESK);
      const words = `${file.name}: ${file.bytes.length} bytes, sha256 ${file.sha256}.\n\n${file.marker}`;
      readAs(One, await note(to, { body: words, uploads: [upload.token] }), DESK);
      const { attachment } = await afterwards(async () =>
        readAs(Attachment, await get(`/attachments/${upload.attachment.id}`), DESK),
      );
      scanned(attachment, 'unsure');
    },

    async hasFile(on, { name: file }) {
      const found = await commentWith(on, ({ attachments = [] }) =>
        attachments.some(({ file_name: one }) => one === file),
      );
      const attachment = found?.attachments?.find(({ file_name: one }) => one === file);
      if (attachment === undefined) return false;
      scanned(attachment, 'limited');
      return true;
    },

    async check() {
      const who = await look('credentials', async () => {
        const { user } = readAs(Me, await get('/users/me'), DESK);
        if (user.id === null)
          return { ok: false, because: 'Zendesk takes the bot for an anonymous visitor.' };
        return user.role === 'agent' || user.role === 'admin'
          ? { ok: true, because: `Zendesk knows the account as ${user.name}, ${user.role}.` }
          : { ok: false, because: `${user.name} is ${user.role}; only an agent can write internal notes.` };
      });
      if (who.ok === false) return [who];
      const reads = await look('right to read tickets', async () => {
        await find(newMarker());
        return { ok: true, because: 'Tickets can be looked up.' };
      });
      const writes: DeskCheck = {
        what: 'right to write',
        ok: null,
        because: 'It cannot be tried without writing: a token with a wrong scope is handed out all the same.',
      };
      const files: DeskCheck = privateFiles
        ? {
            what: 'files',
            ok: null,
            because:
              'private_attachments says that secure downloads are on; Zendesk does not tell (Admin Center → Account → Security → More settings).',
          }
        : { what: 'files', ok: true, because: `None are sent: ${PUBLIC_FILES}` };
      const ending: DeskCheck[] =
        client_id === undefined
          ? [
              {
                what: 'kind of credentials',
                ok: false,
                because: 'API tokens of Zendesk end on 2027-04-30; set client_id and client_secret instead.',
              },
            ]
          : [];
      return [who, ...ending, reads, writes, files];
    },
  };
}

export const zendesk = deskKind({
  kind: 'zendesk',
  title: 'Zendesk',
  settings: Settings,
  where: {
    url: 'the address of the account: https://NAME.zendesk.com',
    client_id: 'Admin Center → Apps and integrations → OAuth clients: a confidential client, its identifier',
    client_secret: 'shown once where client_id is',
    email: 'of the agent whose API token it is (tokens end on 2027-04-30)',
    token: 'an API token that the account still has; Zendesk makes no new ones',
    private_attachments:
      'true when Admin Center → Account → Security → More settings has secure downloads switched on',
    group_id: 'the number at the end of the address of a group in the Admin Center',
    tags: 'words for every ticket',
  },
  abilities: abilities(false),
  remarks: [
    'Two tries within two hours make one ticket by an idempotency key; after that the external id is looked up.',
    'Everything is an internal note. Files only with private_attachments, and only what the scan lets through counts.',
  ],
  make: makeZendesk,
});
