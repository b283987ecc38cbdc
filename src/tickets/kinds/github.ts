/**
 * @module tickets/kinds/github
 * GitHub Issues. A ticket carries its marker in a comment at the very beginning, where no line of evidence can stand;
 * nothing is written into a repository that everybody can read, unless the operator names it for that.
 */
import * as z from 'zod';
import { secretUrl } from '../../settings.ts';
import { readAs } from '../answer.ts';
import { beforehand } from '../beforehand.ts';
import { type Desk, DeskError, type Ticket } from '../desk.ts';
import { type Answer, type DeskHttp, deskHttp, type HttpSettings, type Refusal } from '../http.ts';
import { type DeskTools, deskKind } from '../kind.ts';
import { look as lookAt } from '../look.ts';
import { markdown } from '../markup/markdown.ts';
import { titleText } from '../markup/untrusted.ts';
import { retryAfterMs } from '../retry-after.ts';
import { appAccess, appToken, type GithubAccess, keyProblem, tokenAccess } from './github-access.ts';

const DESK = 'GitHub';
const MAX_BODY = 65_536;
const MAX_TITLE = 256;
/** GitHub's clock beside ours, when asked for what is new, in milliseconds. */
const CLOCKS_APART_MS = 300_000;
/** Whether a repository is public is asked for anew after this long, in milliseconds. */
const SEEN_FOR_MS = 60_000;
/** A secondary limit without a time: a minute at least (docs.github.com, rate limits for the REST API). */
const SECONDARY_MS = 60_000;
const PAGE = 100;
const MAX_PAGES = 20;

const Settings = z
  .strictObject({
    repository: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, 'must be OWNER/NAME')
      .refine((text) => !/\/\.{1,2}$/.test(text), 'must be OWNER/NAME'),
    url: secretUrl.transform((text) => text.replace(/\/+$/, '')).default('https://api.github.com'),
    token: z.string().min(1).optional(),
    app_id: z
      .union([z.string().min(1), z.number().int()])
      .transform(String)
      .optional(),
    private_key: z.string().min(1).optional(),
    allow_public: z.string().optional(),
    labels: z.array(z.string().max(50)).max(20).default([]),
  })
  .refine(({ token, app_id }) => (token === undefined) !== (app_id === undefined), {
    path: ['app_id'],
    message: 'must be set, or else token (one of the two)',
  })
  .refine(({ app_id, private_key }) => (app_id === undefined) === (private_key === undefined), {
    path: ['private_key'],
    message: 'must be set together with app_id',
  });
type Settings = z.output<typeof Settings>;

const Issue = z.looseObject({
  number: z.number(),
  html_url: z.url({ protocol: /^https?$/ }),
  body: z.string().nullish(),
  created_at: z.string().optional(),
  pull_request: z.unknown().optional(),
});
const Repository = z.looseObject({
  full_name: z.string(),
  private: z.boolean(),
  visibility: z.string().optional(),
  has_issues: z.boolean().optional(),
  archived: z.boolean().optional(),
});
const Made = z.looseObject({ id: z.number() });
const Comments = z.array(z.looseObject({ body: z.string().nullish() }));

const ABILITIES: Desk['abilities'] = {
  attaches: { because: 'GitHub takes no archive by its API.' },
  largestFile: null,
  internal: 'no-difference',
  atomic: false,
  lagMs: 10_000,
};

/** Both limits answer 403 or 429; the second one may not say for how long. */
function limits({ status, headers, json }: Answer, now: number): Refusal | null {
  if (status === 301) return { how: 'gone' };
  if (status !== 403 && status !== 429) return null;
  const message = String((json as { message?: unknown } | null)?.message ?? '');
  const secondary = headers.has('retry-after') || /rate limit|abuse/i.test(message);
  const empty = headers.get('x-ratelimit-remaining') === '0';
  if (status === 403 && !secondary && !empty) return null;
  return { how: 'limited', retryAfterMs: retryAfterMs(headers, now) ?? SECONDARY_MS };
}

function saysWhy(json: unknown): string | null {
  const { message, errors } = (json ?? {}) as { message?: unknown; errors?: unknown };
  const fields = Array.isArray(errors)
    ? errors.map((one: { field?: unknown; code?: unknown; message?: unknown } | null) =>
        [one?.field, one?.message ?? one?.code].filter((word) => typeof word === 'string').join(' '),
      )
    : [];
  return typeof message === 'string' ? [message, ...fields].join('; ') : null;
}

function make(settings: Settings, { name, fetch, now }: DeskTools): Desk {
  const { repository, url: base } = settings;
  const shared: Omit<HttpSettings, 'credential'> = {
    desk: DESK,
    fetch,
    now,
    origins: [new URL(base).origin],
    saysWhy,
    means: (answer) => limits(answer, now()),
  };
  const version = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
  const access = accessOf();
  const plain = deskHttp({
    ...shared,
    credential: async () => ({ ...version, ...(await access.headers()) }),
  });
  /** A token that dies before its time is replaced once: what was refused for it was not done. */
  const http: DeskHttp = async (call) => {
    try {
      return await plain(call);
    } catch (error) {
      if (error instanceof DeskError && error.how === 'denied' && access.forget()) return plain(call);
      throw error;
    }
  };
  const at = (path = ''): string => `${base}/repos/${repository}${path}`;
  let seen: { repository: z.infer<typeof Repository>; at: number } | null = null;

  function accessOf(): GithubAccess {
    const { token, app_id: appId, private_key: privateKey } = settings;
    if (appId === undefined || privateKey === undefined) return tokenAccess(token ?? '', base, () => http);
    const credential = async () => ({
      ...version,
      authorization: `Bearer ${await appToken({ appId, privateKey }, now())}`,
    });
    return appAccess({ asApp: deskHttp({ ...shared, credential }), base, repository, now });
  }

  async function look(): Promise<z.infer<typeof Repository>> {
    const answer = await http({ method: 'GET', url: at(), also: [404] });
    if (answer.status === 404)
      throw new DeskError('denied', `GitHub does not show ${repository} to these credentials.`);
    const read = readAs(Repository, answer, DESK);
    seen = { repository: read, at: now() };
    return read;
  }

  const isPublic = (one: z.infer<typeof Repository>): boolean =>
    one.visibility === undefined ? !one.private : one.visibility === 'public';
  const allowed = settings.allow_public?.toLowerCase() === repository.toLowerCase();
  const publicly = `Everybody can read ${repository}; evidence is not written there. Name a private repository, or set allow_public = "${repository}".`;

  /** Evidence goes nowhere that everybody can read. */
  async function refusePublic(): Promise<void> {
    if (allowed) return;
    const known = seen !== null && now() - seen.at < SEEN_FOR_MS ? seen.repository : await beforehand(look);
    if (isPublic(known)) throw new DeskError('refused', publicly);
  }

  const ticketOf = ({ number, html_url }: z.infer<typeof Issue>): Ticket => ({
    key: `${repository}#${number}`,
    id: String(number),
    url: html_url,
  });
  const marked = (marker: string): string => `<!-- ${marker} -->\n`;
  const bodyOf = (marker: string, body: Parameters<typeof markdown>[0]): string =>
    marked(marker) + markdown(body, { limit: MAX_BODY - marked(marker).length, desk: DESK });
  const comments = ({ id }: Ticket): string => at(`/issues/${id}/comments`);

  return {
    name,
    kind: 'github',
    abilities: ABILITIES,

    async open({ marker, title, body }) {
      await refusePublic();
      const json = {
        title: titleText(title, MAX_TITLE),
        body: bodyOf(marker, body),
        ...(settings.labels.length > 0 && { labels: settings.labels }),
      };
      const answer = await http({ method: 'POST', url: at('/issues'), json, also: [404, 410] });
      if (answer.status === 404)
        throw new DeskError('denied', `GitHub does not let these credentials write issues in ${repository}.`);
      if (answer.status === 410)
        throw new DeskError('refused', `Issues are switched off in ${repository} (Settings → Features).`);
      return ticketOf(readAs(Issue, answer, DESK));
    },

    async find(marker, wantedAt) {
      const earliest = wantedAt - CLOCKS_APART_MS;
      const query = new URLSearchParams({
        state: 'all',
        creator: await access.author(),
        since: new Date(earliest).toISOString(),
        sort: 'created',
        direction: 'desc',
        per_page: String(PAGE),
      });
      const found: z.infer<typeof Issue>[] = [];
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const answer = await http({ method: 'GET', url: at(`/issues?${query}&page=${page}`) });
        const issues = readAs(z.array(Issue), answer, DESK);
        found.push(
          ...issues.filter((one) => !one.pull_request && one.body?.startsWith(marked(marker).trim())),
        );
        const oldest = Date.parse(issues.at(-1)?.created_at ?? '');
        if (issues.length < PAGE || oldest < earliest) break;
      }
      return found.sort((a, b) => a.number - b.number).map(ticketOf);
    },

    async read(key) {
      const [, where = repository, number] =
        /^(?:(?:https:\/\/[^/]+\/)?([\w-]+\/[\w.-]+)(?:\/issues\/|#)|#?)(\d{1,10})$/.exec(key.trim()) ?? [];
      if (number === undefined || where.toLowerCase() !== repository.toLowerCase()) return null;
      // 301: it was moved to another repository, for which the credentials are not.
      const answer = await http({ method: 'GET', url: at(`/issues/${number}`), also: [404, 410] }).catch(
        (error: unknown) => {
          if (error instanceof DeskError && error.how === 'gone') return null;
          throw error;
        },
      );
      if (answer === null || answer.status !== 200) return null;
      const issue = readAs(Issue, answer, DESK);
      return issue.pull_request ? null : ticketOf(issue);
    },

    async comment(on, { marker, body }) {
      await refusePublic();
      const json = { body: bodyOf(marker, body) };
      readAs(Made, await http({ method: 'POST', url: comments(on), json }), DESK);
    },

    async hasComment(on, marker) {
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const answer = await http({ method: 'GET', url: `${comments(on)}?per_page=${PAGE}&page=${page}` });
        const some = readAs(Comments, answer, DESK);
        if (some.some(({ body }) => body?.startsWith(marked(marker).trim()))) return true;
        if (some.length < PAGE) break;
      }
      return false;
    },

    async attach() {
      throw new DeskError('refused', 'GitHub takes no archive by its API.');
    },
    hasFile: async () => false,

    async check() {
      const app = settings.private_key;
      const mine = await lookAt('credentials', async () => {
        const problem = app === undefined ? null : await keyProblem(app);
        if (problem !== null) return { ok: false, because: problem };
        // A token proves the key; the installation alone need not.
        await access.headers();
        const installation = await access.installation();
        return installation === null
          ? { ok: true, because: `A token of ${await access.author()}.` }
          : { ok: true, because: `The App ${installation.slug} is installed on ${repository}.` };
      });
      // The rest would only repeat that nobody is let in.
      if (mine.ok !== true) return [mine];
      return [
        mine,
        await lookAt('may write issues', async () => {
          const installation = await access.installation();
          if (installation === null)
            return {
              ok: null,
              because:
                'A token does not tell without writing; give it Issues: Read and write, this repository only.',
            };
          return installation.permissions.issues === 'write'
            ? { ok: true, because: 'The App has Issues: Read and write.' }
            : {
                ok: false,
                because:
                  'The App lacks it: its settings → Permissions → Repository → Issues: Read and write; then accept that where it is installed.',
              };
        }),
        await lookAt('repository', async () => {
          const found = await look();
          return found.has_issues === false || found.archived === true
            ? { ok: false, because: `${found.full_name} is archived, or its issues are off.` }
            : { ok: true, because: `${found.full_name} takes issues.` };
        }),
        await lookAt('not public', async () => {
          if (!isPublic(await look())) return { ok: true, because: 'Only its members can read it.' };
          return allowed
            ? { ok: true, because: 'Everybody can read it, and it is allowed by name.' }
            : { ok: false, because: publicly };
        }),
      ];
    },
  };
}

export const github = deskKind({
  kind: 'github',
  title: 'GitHub Issues',
  settings: Settings,
  where: {
    repository: 'the OWNER/NAME of a private repository for incidents',
    url: 'leave it out for github.com; https://HOST/api/v3 for an Enterprise Server',
    token:
      'GitHub → Settings → Developer settings → Fine-grained tokens: that repository only, Issues: Read and write',
    app_id: 'GitHub → Settings → Developer settings → GitHub Apps → the App → Client ID',
    private_key: 'the same page → Private keys → Generate; the text of the .pem',
    allow_public: 'leave it out; the same OWNER/NAME again, if everybody may read the evidence',
    labels: 'names of labels, if you want any; GitHub drops them silently without push rights',
  },
  abilities: ABILITIES,
  remarks: [
    'A ticket holds the report, and a link to the bundle.',
    'Nothing is written into a public repository unless it is allowed by name.',
  ],
  make,
});
