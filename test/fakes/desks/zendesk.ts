/**
 * A strict Zendesk: tickets with idempotency keys, internal and public comments, uploads that are scanned late, and
 * tokens. Written from Zendesk's reference (developer.zendesk.com/api-reference); the shapes here are ours.
 */
import { createHash } from 'node:crypto';
import { shape } from './shapes.ts';
import {
  type Asked,
  basicOf,
  credentialOf,
  noSuchAddress,
  startVendor,
  type Told,
  type VendorServer,
} from './vendor-server.ts';

export type ZendeskUpload = {
  token: string;
  id: number;
  name: string;
  type: string;
  bytes: Buffer;
  at: number;
};
export type ZendeskComment = { id: number; body: string; public: boolean; files: ZendeskUpload[] };
export type ZendeskTicket = {
  id: number;
  subject: string;
  externalId: string | null;
  priority: string | null;
  comments: ZendeskComment[];
};

export type ZendeskOptions = {
  now?: () => number;
  app?: { id: string; secret: string };
  /** `mail/token:TOKEN`, the legacy. */
  legacy?: string;
  role?: 'agent' | 'admin' | 'end-user';
  /** What the token may do; a wrong scope still gives a token. */
  scopes?: string[];
  /** A scan takes this long, and ends so. */
  scanMs?: number;
  scanEnds?: 'malware_not_found' | 'malware_found' | 'failed_to_scan';
  uploadLimit?: number;
  elsewhere?: string;
};

export type FakeZendesk = VendorServer & {
  tickets: ZendeskTicket[];
  /** Every token that was handed out is dead; new ones are handed out. */
  revoke(): void;
  /** Nothing works any more, neither the token nor the client. */
  expire(): void;
  renew(): void;
  remove(id: number): void;
  /** How many tokens were handed out. */
  issued(): number;
};

const comment = {
  type: 'object',
  required: ['body', 'public'],
  additionalProperties: false,
  properties: {
    body: { type: 'string', minLength: 1 },
    public: { type: 'boolean' },
    uploads: { type: 'array', items: { type: 'string' } },
  },
};
const TICKET = shape({
  type: 'object',
  required: ['ticket'],
  additionalProperties: false,
  properties: {
    ticket: {
      type: 'object',
      required: ['comment'],
      additionalProperties: false,
      properties: {
        subject: { type: 'string', minLength: 1, maxLength: 255 },
        comment,
        external_id: { type: 'string', maxLength: 255 },
        priority: { enum: ['urgent', 'high', 'normal', 'low'] },
        type: { enum: ['problem', 'incident', 'question', 'task'] },
        tags: { type: 'array', items: { type: 'string', pattern: '^\\S+$' } },
        group_id: { type: 'integer' },
      },
    },
  },
});
const UPDATE = shape({
  type: 'object',
  required: ['ticket'],
  additionalProperties: false,
  properties: {
    ticket: { type: 'object', required: ['comment'], additionalProperties: false, properties: { comment } },
  },
});
const TOKEN = shape({
  type: 'object',
  required: ['grant_type', 'client_id', 'client_secret', 'scope'],
  additionalProperties: false,
  properties: {
    grant_type: { const: 'client_credentials' },
    client_id: { type: 'string' },
    client_secret: { type: 'string' },
    scope: { type: 'string' },
    expires_in: { type: 'integer', minimum: 300, maximum: 172_800 },
  },
});

const MAX_COMMENTS = 5_000;
const UPLOAD_LIVES_MS = 60 * 60_000;
const KEY_LIVES_MS = 2 * 60 * 60_000;

const invalid = (field: string, description: string): Told => ({
  status: 422,
  json: {
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details: { [field]: [{ description, error: 'InvalidValue' }] },
  },
});

export async function startZendesk(options: ZendeskOptions = {}): Promise<FakeZendesk> {
  const now = options.now ?? Date.now;
  const { scanMs = 0, scanEnds = 'malware_not_found', uploadLimit = 50_000_000, role = 'agent' } = options;
  const scopes = options.scopes ?? ['tickets:read', 'tickets:write', 'users:read', 'write'];
  const tickets: ZendeskTicket[] = [];
  const uploads = new Map<string, ZendeskUpload>();
  const replays = new Map<string, { sha: string; told: Told; at: number }>();
  const live = new Set<string>();
  let handedOut = 0;
  let expired = false;
  let last = 100;
  const nextId = (): number => {
    last += 1;
    return last;
  };

  const scan = (one: ZendeskUpload): string => (now() - one.at < scanMs ? 'not_scanned' : scanEnds);
  const fileBean = (one: ZendeskUpload) => ({
    id: one.id,
    file_name: one.name,
    content_type: one.type,
    content_url: `https://files.example.net/token/${one.token}/?name=${one.name}`,
    size: one.bytes.length,
    malware_scan_result: scan(one),
    inline: false,
    deleted: false,
  });
  const bean = (one: ZendeskTicket) => ({
    id: one.id,
    url: `${server.url}/api/v2/tickets/${one.id}.json`,
    subject: one.subject,
    raw_subject: one.subject,
    external_id: one.externalId,
    requester_id: 7,
    priority: one.priority,
    status: 'new',
  });

  /** The comment of a call, its uploads taken; or why not. */
  function commentOf(one: { body: string; public: boolean; uploads?: string[] }): ZendeskComment | Told {
    const files: ZendeskUpload[] = [];
    for (const token of one.uploads ?? []) {
      const upload = uploads.get(token);
      if (upload === undefined || now() - upload.at > UPLOAD_LIVES_MS)
        return invalid('base', 'Attachment token is not valid or has expired.');
      files.push(upload);
    }
    for (const { token } of files) uploads.delete(token);
    return { id: nextId(), body: one.body, public: one.public, files };
  }

  function create(asked: Asked): Told {
    const key = asked.headers['idempotency-key'];
    const sha = createHash('sha256').update(asked.body).digest('hex');
    if (typeof key === 'string') {
      if (key.length > 255)
        return {
          status: 400,
          json: { error: 'IdempotentRequestError', description: 'The key is too long.' },
        };
      const before = replays.get(key);
      if (before !== undefined && now() - before.at < KEY_LIVES_MS) {
        if (before.sha !== sha)
          return {
            status: 400,
            json: {
              error: 'IdempotentRequestError',
              description: `Request parameters do not match the original request with key ${key}`,
            },
          };
        return { ...before.told, headers: { 'x-idempotency-lookup': 'hit' } };
      }
    }
    const why = TICKET(asked.json);
    if (why !== null) return invalid('base', why);
    const { ticket } = asked.json as {
      ticket: {
        subject?: string;
        comment: { body: string; public: boolean; uploads?: string[] };
        external_id?: string;
        priority?: string;
      };
    };
    const first = commentOf(ticket.comment);
    if ('status' in first) return first;
    const one: ZendeskTicket = {
      id: nextId(),
      subject: ticket.subject ?? '',
      externalId: ticket.external_id ?? null,
      priority: ticket.priority ?? null,
      comments: [first],
    };
    tickets.push(one);
    const told: Told = { status: 201, json: { ticket: bean(one), audit: { id: nextId() } } };
    if (typeof key === 'string') replays.set(key, { sha, told, at: now() });
    return { ...told, headers: { 'x-idempotency-lookup': 'miss' } };
  }

  function upload(asked: Asked): Told {
    const name = asked.query.get('filename') ?? '';
    const type = asked.headers['content-type'] ?? '';
    if (name === '') return { status: 400, json: { error: 'MissingParameter', description: 'filename' } };
    if (/json|multipart|urlencoded/.test(type)) return { status: 400, json: { error: 'InvalidContentType' } };
    if (asked.body.length > uploadLimit)
      return { status: 413, json: { error: 'AttachmentTooLarge', description: 'The file is too large.' } };
    const one: ZendeskUpload = {
      token: `up${nextId()}`,
      id: nextId(),
      name,
      type,
      bytes: asked.body,
      at: now(),
    };
    uploads.set(one.token, one);
    return {
      status: 201,
      json: { upload: { token: one.token, attachment: fileBean(one), attachments: [fileBean(one)] } },
    };
  }

  function oauth(asked: Asked): Told {
    const why = TOKEN(asked.json);
    const { client_id, client_secret } = (asked.json ?? {}) as Record<string, string>;
    if (
      why !== null ||
      expired ||
      options.app === undefined ||
      client_id !== options.app.id ||
      client_secret !== options.app.secret
    )
      return {
        status: 401,
        json: {
          error: 'invalid_client',
          error_description: 'Client authentication failed due to unknown client',
        },
      };
    handedOut += 1;
    const token = `bearer-of-zendesk-${handedOut}`;
    live.add(token);
    return {
      status: 200,
      json: { access_token: token, token_type: 'bearer', scope: 'as asked', expires_in: 3_600 },
    };
  }

  function whoAsks(asked: Asked): 'nobody' | 'known' {
    const { scheme, value } = credentialOf(asked);
    if (expired) return 'nobody';
    if (scheme === 'Bearer' && live.has(value)) return 'known';
    return options.legacy !== undefined && basicOf(asked) === options.legacy ? 'known' : 'nobody';
  }

  const may = (scope: string): Told | null =>
    scopes.includes(scope) || scopes.includes(scope.replace(/^\w+:/, ''))
      ? null
      : {
          status: 403,
          json: { error: 'Forbidden', description: 'You are missing the following required scopes: write' },
        };

  function ticketCall(asked: Asked): Told | null {
    const [, text = '', part] = /^\/api\/v2\/tickets\/(\d+)(\/comments)?$/.exec(asked.path) ?? [];
    if (text === '') return null;
    const write = asked.method !== 'GET';
    const shut = may(write ? 'tickets:write' : 'tickets:read');
    if (shut !== null) return shut;
    const ticket = tickets.find(({ id }) => id === Number(text));
    if (ticket === undefined)
      return { status: 404, json: { error: 'RecordNotFound', description: 'Not found' } };
    if (asked.method === 'GET' && part === undefined) return { status: 200, json: { ticket: bean(ticket) } };
    if (asked.method === 'GET') {
      const page = Number(asked.query.get('page') ?? 1);
      const sorted =
        asked.query.get('sort_order') === 'desc' ? [...ticket.comments].reverse() : ticket.comments;
      const shown = sorted.slice((page - 1) * 100, page * 100);
      return {
        status: 200,
        json: {
          comments: shown.map((one) => ({
            id: one.id,
            type: 'Comment',
            body: one.body,
            public: one.public,
            attachments: one.files.map(fileBean),
          })),
          next_page: sorted.length > page * 100 ? `${server.url}${asked.path}?page=${page + 1}` : null,
          count: sorted.length,
        },
      };
    }
    if (asked.method !== 'PUT' || part !== undefined) return null;
    const why = UPDATE(asked.json);
    if (why !== null) return invalid('base', why);
    if (ticket.comments.length >= MAX_COMMENTS) return invalid('base', 'The ticket has too many comments.');
    const one = commentOf((asked.json as { ticket: { comment: ZendeskComment } }).ticket.comment);
    if ('status' in one) return one;
    ticket.comments.push(one);
    return { status: 200, json: { ticket: bean(ticket), audit: { id: nextId() } } };
  }

  function answer(asked: Asked): Told {
    const call = `${asked.method} ${asked.path}`;
    if (call === 'POST /oauth/tokens') return oauth(asked);
    // Who is nobody is told so in a user without an id, not by a refusal.
    if (call === 'GET /api/v2/users/me' && asked.headers.authorization === undefined)
      return { status: 200, json: { user: { id: null, name: 'Anonymous user', role: 'end-user' } } };
    if (whoAsks(asked) === 'nobody') return { status: 401, json: { error: "Couldn't authenticate you" } };
    if (call === 'GET /api/v2/users/me')
      return may('users:read') ?? { status: 200, json: { user: { id: 7, name: 'Incident bot', role } } };
    if (call === 'POST /api/v2/tickets') return may('tickets:write') ?? create(asked);
    if (call === 'GET /api/v2/tickets') {
      const wanted = asked.query.get('external_id');
      const found = tickets.filter((one) => wanted === null || one.externalId === wanted);
      return (
        may('tickets:read') ?? {
          status: 200,
          json: { tickets: found.map(bean), count: found.length, next_page: null },
        }
      );
    }
    if (call === 'POST /api/v2/uploads') return may('write') ?? upload(asked);
    const file = /^GET \/api\/v2\/attachments\/(\d+)$/.exec(call)?.[1];
    if (file !== undefined) {
      const all = [
        ...uploads.values(),
        ...tickets.flatMap((one) => one.comments.flatMap(({ files }) => files)),
      ];
      const one = all.find(({ id }) => id === Number(file));
      return one === undefined
        ? { status: 404, json: { error: 'RecordNotFound', description: 'Not found' } }
        : { status: 200, json: { attachment: fileBean(one) } };
    }
    return ticketCall(asked) ?? noSuchAddress({ error: 'InvalidEndpoint', description: 'Not found' });
  }

  const server = await startVendor({
    answer,
    ...(options.elsewhere !== undefined && { elsewhere: options.elsewhere }),
    limited: () => ({
      status: 429,
      text: 'Number of allowed API requests per minute exceeded',
      headers: { 'retry-after': '93', 'x-rate-limit': '200', 'x-rate-limit-remaining': '0' },
    }),
  });
  return {
    ...server,
    tickets,
    issued: () => handedOut,
    revoke: () => live.clear(),
    expire: () => {
      live.clear();
      expired = true;
    },
    renew: () => {
      expired = false;
    },
    remove: (id) => {
      tickets.splice(
        tickets.findIndex((one) => one.id === id),
        1,
      );
    },
  };
}
