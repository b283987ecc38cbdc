/**
 * A strict Linear on its own published schema (linear.graphql, MIT): every query and variable is validated by graphql's
 * own engine, ids of ours are taken once, and files go to a storage of another address that wants no credential.
 */
import { readFileSync } from 'node:fs';
import { buildSchema, execute, parse, validate } from 'graphql';
import { type Asked, startVendor, type Told, type VendorServer } from './vendor-server.ts';

export type LinearIssue = {
  id: string;
  identifier: string;
  number: number;
  title: string;
  description: string;
  priority: number;
  url: string;
  trashed: boolean;
  comments: { id: string; body: string }[];
  attachments: { id: string; title: string; url: string; metadata: Record<string, unknown> }[];
};

export type LinearPeer = VendorServer & {
  storage: VendorServer;
  list: LinearIssue[];
  /** What lies in the storage, by its address. */
  stored: Map<string, Buffer>;
  expire(): void;
  renew(): void;
  remove(id: string): void;
};

export const KEY = 'lin_api_notARealKey0123456789';
export const TEAM = { id: '3f0c1b6e-6f0a-4c53-9a51-0d6f2f7f1c11', key: 'OPS', name: 'Operations' };

export const LINEAR_SCHEMA = buildSchema(readFileSync(new URL('linear.graphql', import.meta.url), 'utf8'));
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

type Refused = { message: string; code: string; type: string };
class No extends Error {
  readonly extensions: { code: string; type: string; userPresentableMessage: string };
  constructor({ message, code, type }: Refused) {
    super(message);
    this.extensions = { code, type, userPresentableMessage: message };
  }
}
const input = (message: string): No => new No({ message, code: 'INPUT_ERROR', type: 'invalid input' });

const refused = (status: number, message: string, code: string): Told => ({
  status,
  json: {
    errors: [{ message, extensions: { code, type: code.toLowerCase(), userPresentableMessage: message } }],
  },
});

type Page = { first?: number; after?: string | null };
/** A page of a list; the cursor is the place in it. */
function paged<T>(all: readonly T[], { first = 50, after = null }: Page) {
  const from = after === null ? 0 : Number(after) + 1;
  const nodes = all.slice(from, from + first);
  const last = from + nodes.length - 1;
  return {
    nodes,
    pageInfo: {
      hasNextPage: last < all.length - 1,
      hasPreviousPage: from > 0,
      endCursor: nodes.length > 0 ? String(last) : null,
      startCursor: nodes.length > 0 ? String(from) : null,
    },
  };
}

export async function startLinear(elsewhere?: string): Promise<LinearPeer> {
  const list: LinearIssue[] = [];
  const stored = new Map<string, Buffer>();
  const prepared = new Map<string, { type: string; size: number }>();
  let expired = false;
  let uploads = 0;

  const storage = await startVendor({
    limited: () => ({ status: 429, text: 'slow down' }),
    answer({ method, path, query, headers, body }) {
      const wanted = prepared.get(path);
      if (headers.authorization !== undefined) return { status: 400, text: 'credentials do not belong here' };
      if (method !== 'PUT' || wanted === undefined || query.get('X-Goog-Signature') !== 'signed')
        return { status: 403, text: '<Error>SignatureDoesNotMatch</Error>' };
      const right =
        headers['content-type'] === wanted.type &&
        headers['x-goog-content-length-range'] === `${wanted.size},${wanted.size}` &&
        body.length === wanted.size;
      if (!right) return { status: 400, text: '<Error>signed headers differ</Error>' };
      stored.set(`https://uploads.linear.app${path}`, body);
      return { status: 200 };
    },
  });

  const alive = (): LinearIssue[] => list.filter(({ trashed }) => !trashed);
  function issueOf(id: string): LinearIssue {
    const found = alive().find((one) => one.id === id || one.identifier === id);
    if (found === undefined) throw input('Entity not found: Issue');
    return found;
  }
  const shown = (one: LinearIssue) => ({
    ...one,
    team: TEAM,
    comments: (page: Page) => paged(one.comments, page),
    attachments: (page: Page) => paged(one.attachments, page),
  });
  /** Ids of ours: version 4, and taken once. */
  function own(id: string | undefined, taken: readonly { id: string }[]): string {
    if (id === undefined) return crypto.randomUUID();
    if (!UUID_V4.test(id)) throw input('id must be a UUID v4');
    if (taken.some((one) => one.id === id)) throw input('Entity with this id already exists');
    return id;
  }

  type Filter = {
    id?: { eq?: string };
    number?: { eq?: number };
    key?: { eq?: string };
    team?: { key?: { eq?: string } };
  };
  const root = {
    viewer: { id: 'u1', name: 'OpenClaw bot' },
    organization: { id: 'o1', name: 'Acme', urlKey: 'acme' },
    teams: ({ filter }: { filter?: Filter } & Page) =>
      paged(
        [TEAM].filter(({ id, key }) => (filter?.id?.eq ?? id) === id && (filter?.key?.eq ?? key) === key),
        {},
      ),
    issue: ({ id }: { id: string }) => shown(issueOf(id)),
    issues: ({ filter = {}, ...page }: { filter?: Filter } & Page) =>
      paged(
        alive()
          .filter(
            (one) =>
              (filter.id?.eq ?? one.id) === one.id &&
              (filter.number?.eq ?? one.number) === one.number &&
              (filter.team?.key?.eq ?? TEAM.key) === TEAM.key,
          )
          .map(shown),
        page,
      ),
    issueCreate({ input: given }: { input: Record<string, unknown> }) {
      if (given.teamId !== TEAM.id) throw input('Entity not found: Team');
      if (typeof given.title !== 'string' || given.title === '') throw input('title is required');
      const number = list.length + 1;
      const issue: LinearIssue = {
        id: own(given.id as string | undefined, list),
        identifier: `${TEAM.key}-${number}`,
        number,
        title: given.title,
        description: String(given.description ?? ''),
        priority: Number(given.priority ?? 0),
        url: `https://linear.app/acme/issue/${TEAM.key}-${number}/ticket`,
        trashed: false,
        comments: [],
        attachments: [],
      };
      list.push(issue);
      return { success: true, lastSyncId: 1, issue: shown(issue) };
    },
    commentCreate({ input: given }: { input: { id?: string; issueId: string; body: string } }) {
      const issue = issueOf(given.issueId);
      const id = own(
        given.id,
        list.flatMap(({ comments }) => comments),
      );
      const comment = { id, body: given.body };
      issue.comments.push(comment);
      return { success: true, lastSyncId: 1, comment };
    },
    fileUpload({ contentType, filename, size }: { contentType: string; filename: string; size: number }) {
      uploads += 1;
      const path = `/bucket/${uploads}/${filename}`;
      prepared.set(path, { type: contentType, size });
      const headers = [{ key: 'x-goog-content-length-range', value: `${size},${size}` }];
      const assetUrl = `https://uploads.linear.app${path}`;
      const uploadUrl = `${storage.url}${path}?X-Goog-Signature=signed`;
      return {
        success: true,
        lastSyncId: 1,
        uploadFile: { uploadUrl, assetUrl, contentType, filename, size, headers },
      };
    },
    attachmentCreate({ input: given }: { input: Record<string, unknown> }) {
      const issue = issueOf(String(given.issueId));
      const url = String(given.url);
      if (!stored.has(url)) throw input('url leads nowhere');
      const known = issue.attachments.find((one) => one.url === url);
      const metadata = (given.metadata ?? {}) as Record<string, unknown>;
      const fields = { title: String(given.title), url, metadata };
      if (known) Object.assign(known, fields);
      else
        issue.attachments.push({
          id: own(
            given.id as string | undefined,
            list.flatMap(({ attachments }) => attachments),
          ),
          ...fields,
        });
      return { success: true, lastSyncId: 1, attachment: known ?? issue.attachments.at(-1) };
    },
  };

  async function answer({ method, path, headers, json }: Asked): Promise<Told> {
    if (method !== 'POST' || path !== '/graphql') return refused(404, 'Not found', 'NOT_FOUND');
    if (expired || headers.authorization !== KEY)
      return refused(401, 'Authentication required, not authenticated', 'AUTHENTICATION_ERROR');
    const { query, variables } = json as { query: string; variables: Record<string, unknown> };
    const document = parse(query);
    const problems = validate(LINEAR_SCHEMA, document);
    if (problems.length > 0) return refused(400, problems[0]?.message ?? '', 'GRAPHQL_VALIDATION_FAILED');
    const result = await execute({
      schema: LINEAR_SCHEMA,
      document,
      rootValue: root,
      variableValues: variables,
    });
    // A variable of a wrong type has no data at all, and is refused before anything is done.
    if (result.data === undefined)
      return refused(400, result.errors?.[0]?.message ?? '', 'GRAPHQL_VALIDATION_FAILED');
    return { status: 200, json: JSON.parse(JSON.stringify(result)) };
  }

  const server = await startVendor({
    answer,
    limited: () => ({
      ...refused(400, 'Rate limit exceeded', 'RATELIMITED'),
      headers: { 'x-ratelimit-requests-remaining': '0', 'retry-after': '30' },
    }),
    ...(elsewhere !== undefined && { elsewhere }),
  });
  return {
    ...server,
    storage,
    list,
    stored,
    expire() {
      expired = true;
    },
    renew() {
      expired = false;
    },
    remove(id) {
      for (const one of list) if (one.id === id) one.trashed = true;
    },
    async stop() {
      await server.stop();
      await storage.stop();
    },
  };
}
