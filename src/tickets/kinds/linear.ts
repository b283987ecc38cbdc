/**
 * @module tickets/kinds/linear
 * Linear. Tickets, comments and files get an id of ours, so that making one twice is making it once. Files go to
 * Linear's private storage, to an address of another host that gets no credential.
 */
import * as z from 'zod';
import { secretUrl } from '../../settings.ts';
import { readAs } from '../answer.ts';
import { beforehand } from '../beforehand.ts';
import { type Desk, DeskError, type Ticket } from '../desk.ts';
import { type Answer, deskHttp, type Refusal } from '../http.ts';
import { type DeskTools, deskKind } from '../kind.ts';
import { look } from '../look.ts';
import { uuidOf } from '../marker.ts';
import { markdown } from '../markup/markdown.ts';
import { titleText } from '../markup/untrusted.ts';
import * as ask from './linear-queries.ts';

const DESK = 'Linear';
/** Linear names no limit; a report that is longer than this nobody reads in a ticket. */
const MAX_BODY = 60_000;
const MAX_TITLE = 255;
/** Where Linear's signed addresses for uploads lead (linear.app/developers/how-to-upload-a-file-to-linear). */
const UPLOADS = ['storage.googleapis.com', '*.linear.app'];
const MAX_PAGES = 20;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const Settings = z.strictObject({
  team: z
    .string()
    .refine((text) => UUID.test(text) || /^[A-Z0-9]{1,10}$/.test(text), 'must be a team’s key, e.g. OPS'),
  api_key: z.string().min(1),
  url: secretUrl.default('https://api.linear.app/graphql'),
  uploads: z.array(z.string().regex(/^(?:\*\.)?[A-Za-z0-9.:-]+$/, 'must be a host')).default(UPLOADS),
  labels: z.array(z.string().regex(UUID, 'must be ids of labels')).max(20).default([]),
});
type Settings = z.output<typeof Settings>;

const ABILITIES: Desk['abilities'] = {
  attaches: true,
  largestFile: null,
  internal: 'no-difference',
  atomic: true,
  lagMs: 0,
};

const Errors = z.array(
  z.looseObject({
    message: z.string().optional(),
    extensions: z
      .looseObject({
        code: z.string().optional(),
        type: z.string().optional(),
        userPresentableMessage: z.string().nullish(),
      })
      .optional(),
  }),
);

const errorsOf = (json: unknown): z.infer<typeof Errors> => {
  const read = Errors.safeParse((json as { errors?: unknown } | null)?.errors);
  return read.success ? read.data : [];
};

function saysWhy(json: unknown): string | null {
  const [error] = errorsOf(json);
  return error?.extensions?.userPresentableMessage ?? error?.message ?? null;
}

/** GraphQL says no with any status, 200 among them: the body decides. */
function means(answer: Answer): Refusal | null {
  const [error] = errorsOf(answer.json);
  if (error === undefined) return null;
  const { code = '', type = '' } = error.extensions ?? {};
  const said = `${code} ${type}`;
  if (/RATELIMITED|ratelimited/i.test(said)) return { how: 'limited' };
  if (/AUTHENTICATION|FORBIDDEN|forbidden|authentication|not accessible/i.test(said))
    return { how: 'denied' };
  if (/not found/i.test(error.message ?? '')) return { how: 'gone' };
  if (/VALIDATION|INPUT|PARSE|invalid|user error|graphql error/i.test(said)) return { how: 'refused' };
  if (answer.status === 400) return { how: 'refused' };
  return { how: 'unsure' };
}

function make(settings: Settings, { name, fetch, now }: DeskTools): Desk {
  const { url } = settings;
  const http = deskHttp({
    desk: DESK,
    fetch,
    now,
    origins: [new URL(url).origin],
    elsewhere: settings.uploads,
    credential: async () => ({ authorization: settings.api_key }),
    saysWhy,
    means,
  });
  const noTeam = `Linear does not show a team ${settings.team} to this key.`;
  let teamId = UUID.test(settings.team) ? settings.team : null;

  async function query<T>(schema: z.ZodType<T>, text: string, variables: object): Promise<T> {
    const answer = await http({ method: 'POST', url, json: { query: text, variables } });
    return readAs(z.looseObject({ data: schema }), answer, DESK).data;
  }

  async function team(): Promise<string> {
    if (teamId !== null) return teamId;
    const { teams } = await query(ask.Teams, ask.TEAM, { key: settings.team });
    const [found] = teams.nodes;
    if (found === undefined) throw new DeskError('denied', noTeam);
    teamId = found.id;
    return found.id;
  }

  const ticketOf = ({ id, identifier, url: page }: z.infer<typeof ask.Issue>): Ticket => ({
    key: identifier,
    id,
    url: page,
  });

  async function byId(id: string): Promise<Ticket[]> {
    const { issues } = await query(ask.Issues, ask.ISSUE_BY_ID, { id });
    return issues.nodes.map(ticketOf);
  }

  /**
   * What has our id already was made by an earlier try. How Linear says so is not told anywhere: whatever it refuses is
   * looked for.
   */
  async function orThere<T>(made: Promise<T>, there: () => Promise<T | null>): Promise<T> {
    try {
      return await made;
    } catch (error) {
      if (!(error instanceof DeskError) || error.how !== 'refused') throw error;
      const found = await there();
      if (found !== null) return found;
      throw error;
    }
  }

  const unmade = (what: string): DeskError =>
    new DeskError('unsure', `Linear answered without success and without a reason; ${what} may be there.`);

  /** Whether `isIt` holds for anything that hangs on a ticket, page by page. */
  async function some<Data, T>(
    schema: z.ZodType<Data>,
    text: string,
    on: Ticket,
    pick: (data: Data) => ask.Many<T>,
    isIt: (one: T) => boolean,
  ): Promise<boolean> {
    let after: string | null = null;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { nodes, pageInfo } = pick(await query(schema, text, { id: on.id, after }));
      if (nodes.some(isIt)) return true;
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? null;
    }
    return false;
  }

  const hasComment = (on: Ticket, marker: string): Promise<boolean> =>
    some(
      ask.Comments,
      ask.COMMENTS,
      on,
      ({ issue }) => issue.comments,
      ({ id }) => id === uuidOf(marker),
    );
  const hasFile = (on: Ticket, marker: string, sha256: string): Promise<boolean> =>
    some(
      ask.Attachments,
      ask.ATTACHMENTS,
      on,
      ({ issue }) => issue.attachments,
      ({ id, metadata }) => id === uuidOf(marker) || metadata.sha256 === sha256,
    );

  return {
    name,
    kind: 'linear',
    abilities: ABILITIES,

    async open({ marker, title, body, severity }) {
      const id = uuidOf(marker);
      const input = {
        id,
        teamId: await beforehand(team),
        title: titleText(title, MAX_TITLE),
        description: markdown(body, { limit: MAX_BODY, desk: DESK }),
        priority: severity,
        ...(settings.labels.length > 0 && { labelIds: settings.labels }),
      };
      const make = async (): Promise<Ticket> => {
        const { issueCreate } = await query(ask.IssueCreated, ask.CREATE, { input });
        if (!issueCreate.success || !issueCreate.issue) throw unmade('the ticket');
        return ticketOf(issueCreate.issue);
      };
      return orThere(make(), async () => (await byId(id))[0] ?? null);
    },

    find: (marker) => byId(uuidOf(marker)),

    async read(key) {
      const [, teamKey, number] =
        /(?:^|\/issue\/)([A-Za-z0-9]{1,10})-(\d{1,9})(?:\/|$)/.exec(key.trim()) ?? [];
      if (teamKey === undefined || number === undefined) return null;
      const variables = { key: teamKey.toUpperCase(), number: Number(number) };
      const { issues } = await query(ask.Issues, ask.ISSUE_BY_KEY, variables);
      return issues.nodes.map(ticketOf)[0] ?? null;
    },

    async comment(on, { marker, body }) {
      const input = {
        id: uuidOf(marker),
        issueId: on.id,
        body: markdown(body, { limit: MAX_BODY, desk: DESK }),
      };
      const make = async (): Promise<true> => {
        const { commentCreate } = await query(ask.CommentCreated, ask.COMMENT, { input });
        if (!commentCreate.success) throw unmade('the comment');
        return true;
      };
      await orThere(make(), async () => (await hasComment(on, marker)) || null);
    },

    hasComment,

    async attach(to, { marker, name: filename, bytes, sha256, contentType }) {
      const { fileUpload } = await query(ask.UploadPrepared, ask.UPLOAD, {
        contentType,
        filename,
        size: bytes.length,
      });
      const place = fileUpload.uploadFile;
      if (!place)
        throw new DeskError('refused', `Linear prepared no place for a file of ${bytes.length} bytes.`);
      const given = place.headers.filter(({ key }) => !/^(?:authorization|cookie|host)$/i.test(key));
      await http({
        method: 'PUT',
        url: place.uploadUrl,
        bytes,
        headers: {
          'content-type': contentType,
          'cache-control': 'public, max-age=31536000',
          ...Object.fromEntries(given.map(({ key, value }) => [key.toLowerCase(), value])),
        },
      });
      const input = {
        id: uuidOf(marker),
        issueId: to.id,
        title: filename,
        subtitle: `SHA-256 ${sha256}`,
        url: place.assetUrl,
        metadata: { sha256 },
      };
      const make = async (): Promise<true> => {
        const { attachmentCreate } = await query(ask.AttachmentCreated, ask.ATTACH, { input });
        if (!attachmentCreate.success) throw unmade('the file');
        return true;
      };
      await orThere(make(), async () => (await hasFile(to, marker, sha256)) || null);
    },

    hasFile: (on, { marker, sha256 }) => hasFile(on, marker, sha256),

    async check() {
      const mine = await look('credentials', async () => {
        const { viewer, organization } = await query(ask.Viewer, ask.WHO, {});
        return { ok: true, because: `A key of ${viewer.name} in ${organization.urlKey}.` };
      });
      if (mine.ok !== true) return [mine];
      return [
        mine,
        await look('team', async () => {
          const byId = UUID.test(settings.team);
          const { teams } = await query(ask.Teams, byId ? ask.TEAM_BY_ID : ask.TEAM, {
            ...(byId ? { id: settings.team } : { key: settings.team }),
          });
          const [found] = teams.nodes;
          return found === undefined
            ? { ok: false, because: `${noTeam} Look under Linear → Settings → Teams.` }
            : { ok: true, because: `${found.name} (${found.key}).` };
        }),
        {
          what: 'may write issues',
          ok: null,
          because: 'A key does not tell without writing; one with Read and Write can.',
        },
      ];
    },
  };
}

export const linear = deskKind({
  kind: 'linear',
  title: 'Linear',
  settings: Settings,
  where: {
    team: 'the letters before the number of the team’s issues: OPS of OPS-12',
    api_key:
      'Linear → Settings → Security & access → Personal API keys, with Read and Write, best of a user for bots',
    url: 'leave it out; it is for tests against a stand-in of Linear',
    uploads: 'leave it out; hosts that Linear’s signed upload addresses lead to',
    labels: 'ids of labels, if you want any',
  },
  abilities: ABILITIES,
  remarks: [
    'Tickets, comments and files have ids of ours, so that none can be made twice.',
    'Whoever is in the workspace, or in the team where it is private, can read them.',
  ],
  make,
});
