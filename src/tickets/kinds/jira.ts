/**
 * @module tickets/kinds/jira
 * Jira Cloud, software projects and service desks. A ticket is found by a label; where labels are not on the screen, by
 * its last line. In a service desk a comment is internal only by a property of its own, and files go by the service
 * desk's own road: a role or a group does not hide anything from customers there.
 * Sources: https://developer.atlassian.com/cloud/jira/platform/rest/v3/ (issues, comments, attachments, search, permissions),
 * https://developer.atlassian.com/cloud/jira/service-desk/rest/ (temporary files, requests),
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ (429),
 * https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/ (scoped tokens).
 * That `sd.public.comment` hides and `visibility` does not: atlassian/atlassian-mcp-server#139, sooperset/mcp-atlassian#867.
 */
import * as z from 'zod';
import { secretUrl } from '../../settings.ts';
import { readAs } from '../answer.ts';
import { beforehand } from '../beforehand.ts';
import { type Desk, type DeskAbilities, DeskError, type Ticket } from '../desk.ts';
import { type Answer, deskHttp } from '../http.ts';
import { type DeskTools, deskKind } from '../kind.ts';
import { adf, bearsLine } from '../markup/adf.ts';
import { titleText } from '../markup/untrusted.ts';
import { checkJira } from './jira-check.ts';
import { jiraFiles } from './jira-files.ts';

const DESK = 'Jira';
const MAX_TITLE = 255;
/** Jira counts a text after it was converted; its JSON form is never shorter. */
const MAX_TEXT = 32_767;
/** Comments of one page, and pages that are read: an issue holds 5,000 comments. */
const PAGE = 100;
const PAGES = 50;
const INTERNAL = 'sd.public.comment';

const Settings = z.strictObject({
  url: secretUrl,
  cloud_id: z
    .string()
    .regex(/^[0-9a-f-]{36}$/, 'must be the id of the site: 32 digits and letters with four -')
    .optional(),
  email: z.string().min(3).optional(),
  token: z.string().min(1),
  project: z.string().regex(/^[A-Z][A-Z0-9_]+$/, 'must be the key of a project: capital letters and digits'),
  issue_type: z.string().min(1).default('Task'),
  fields: z.record(z.string(), z.unknown()).default({}),
});
type JiraSettings = z.infer<typeof Settings>;

const ABILITIES: DeskAbilities = {
  attaches: true,
  largestFile: null,
  internal: 'by-choice',
  atomic: false,
  lagMs: 60_000,
};

const Created = z.object({ id: z.string(), key: z.string() });
const Issue = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({ project: z.object({ key: z.string() }) }),
});
const Found = z.object({
  issues: z.array(
    Created.extend({
      fields: z.object({ labels: z.array(z.string()).optional(), description: z.unknown().optional() }),
    }),
  ),
});
const Comment = z.object({
  id: z.string(),
  body: z.unknown(),
  jsdPublic: z.boolean().optional(),
  properties: z.array(z.object({ key: z.string(), value: z.unknown() })).optional(),
});
const Comments = z.object({ total: z.number(), comments: z.array(Comment) });
const Project = z.object({ projectTypeKey: z.string() });

/** Jira's own words: sentences, and one for each field. */
function saysWhy(json: unknown): string | null {
  const { errorMessages, errors, errorMessage } = (json ?? {}) as Record<string, unknown>;
  const fields = Object.entries((errors ?? {}) as object).map(([name, text]) => `${name}: ${String(text)}`);
  const all = [...(Array.isArray(errorMessages) ? errorMessages.map(String) : []), ...fields];
  return typeof errorMessage === 'string' ? errorMessage : all.length > 0 ? all.join('; ') : null;
}

function makeJira(settings: JiraSettings, { name, fetch, now }: DeskTools): Desk {
  const site = new URL(settings.url).origin;
  const api =
    settings.cloud_id === undefined ? site : `https://api.atlassian.com/ex/jira/${settings.cloud_id}`;
  const platform = `${api}/rest/api/3`;
  const { project, issue_type: type } = settings;
  const authorization =
    settings.email === undefined
      ? `Bearer ${settings.token}`
      : `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${settings.email}:${settings.token}`)))}`;
  const http = deskHttp({
    desk: DESK,
    fetch,
    now,
    origins: [new URL(api).origin],
    credential: async () => ({ authorization }),
    saysWhy,
    // A dead token makes a caller nobody, to whom every issue is unknown.
    means: ({ status, headers }) =>
      status >= 400 && headers.get('x-seraph-loginreason')?.includes('AUTHENTICATED_FAILED') === true
        ? { how: 'denied' }
        : null,
  });

  const ticket = ({ id, key }: { id: string; key: string }): Ticket => ({
    id,
    key,
    url: `${site}/browse/${key}`,
  });
  const issueUrl = ({ id }: Pick<Ticket, 'id'>, rest = ''): string =>
    `${platform}/issue/${encodeURIComponent(id)}${rest}`;

  /** By project key; a project does not change its type while a bot runs. */
  const types = new Map<string, string>();

  async function issueOf(idOrKey: string): Promise<z.infer<typeof Issue> | null> {
    const answer = await http({
      method: 'GET',
      url: issueUrl({ id: idOrKey }, '?fields=project'),
      also: [404],
    });
    return answer.status === 404 ? null : readAs(Issue, answer, DESK);
  }

  /** Whether customers may stand behind it: asked for each ticket, since one can be moved to another project. */
  async function isServiceDesk(on: Ticket): Promise<{ desk: boolean; project: string }> {
    const issue = await issueOf(on.id);
    if (issue === null) throw new DeskError('gone', `${on.key} is not in Jira any more, or may not be seen.`);
    const { key } = issue.fields.project;
    const known = types.get(key);
    if (known !== undefined) return { desk: known === 'service_desk', project: key };
    const { projectTypeKey } = await beforehand(async () =>
      readAs(
        Project,
        await http({ method: 'GET', url: `${platform}/project/${encodeURIComponent(key)}` }),
        DESK,
      ),
    );
    types.set(key, projectTypeKey);
    return { desk: projectTypeKey === 'service_desk', project: key };
  }

  /** Projects that made an internal comment public: none is written there again by this process. */
  const leaky = new Set<string>();

  /** A comment that customers see against our word is taken back. @throws DeskError always. */
  async function takeBack(on: Ticket, id: string, at: string): Promise<never> {
    leaky.add(at);
    const taken = await http({
      method: 'DELETE',
      url: issueUrl(on, `/comment/${encodeURIComponent(id)}`),
      also: [404],
    })
      .then(() => true)
      .catch(() => false);
    throw new DeskError(
      'refused',
      `Jira made a comment on ${on.key} public that was sent as internal. ${
        taken
          ? 'It was deleted again; customers may have had a mail.'
          : 'It could not be deleted: delete it by hand now.'
      } Look for a rule or an app of this project that makes comments public.`,
    );
  }

  const files = jiraFiles({ api, http, issueUrl, isServiceDesk });

  return {
    name,
    kind: 'jira',
    abilities: ABILITIES,

    async open({ marker, title, body }) {
      const create = (labels: boolean): Promise<Answer> =>
        http({
          method: 'POST',
          url: `${platform}/issue`,
          json: {
            fields: {
              ...settings.fields,
              project: { key: project },
              issuetype: /^\d+$/.test(type) ? { id: type } : { name: type },
              summary: titleText(title, MAX_TITLE),
              description: adf(body, { limit: MAX_TEXT, desk: DESK, last: marker }),
              ...(labels && { labels: [marker] }),
            },
          },
          also: [400],
        });
      let answer = await create(true);
      const { errors } = (answer.json ?? {}) as { errors?: Record<string, string> };
      // Labels are not on the screen for new issues: the marker is the description's last line anyway.
      if (answer.status === 400 && errors?.labels !== undefined) answer = await create(false);
      if (answer.status === 400)
        throw new DeskError(
          'refused',
          `Jira made no issue: ${saysWhy(answer.json) ?? 'it does not say why'}. A field that ${project} demands can be given a value in fields of this desk.`,
        );
      return ticket(readAs(Created, answer, DESK));
    },

    async find(marker) {
      const answer = await http({
        method: 'POST',
        url: `${platform}/search/jql`,
        json: {
          jql: `project = "${project}" AND (labels = "${marker}" OR text ~ "\\"${marker}\\"") ORDER BY created ASC`,
          fields: ['labels', 'description'],
          maxResults: 10,
        },
      });
      // Words of a comment are searched too: only a label or the description makes it this ticket.
      return readAs(Found, answer, DESK)
        .issues.filter(
          ({ fields }) => fields.labels?.includes(marker) === true || bearsLine(fields.description, marker),
        )
        .map(ticket);
    },

    async read(key) {
      const typed = key.trim().toUpperCase();
      if (!new RegExp(`^${project}-[1-9]\\d{0,9}$`).test(typed)) return null;
      const issue = await issueOf(typed);
      return issue === null || issue.fields.project.key !== project ? null : ticket(issue);
    },

    async comment(on, { marker, body, public: open = false }) {
      const { desk, project: at } = await isServiceDesk(on);
      if (!open && leaky.has(at))
        throw new DeskError(
          'refused',
          `Jira made an internal comment in ${at} public before; nothing was written. Look for a rule or an app that does it.`,
        );
      const answer = await http({
        method: 'POST',
        url: issueUrl(on, '/comment'),
        json: {
          body: adf(body, { limit: MAX_TEXT, desk: DESK, last: marker }),
          ...(desk && { properties: [{ key: INTERNAL, value: { internal: !open } }] }),
        },
      });
      const { id, jsdPublic } = readAs(Comment, answer, DESK);
      if (desk && !open && jsdPublic !== false) await takeBack(on, id, at);
    },

    async hasComment(on, marker) {
      for (let page = 0; page < PAGES; page += 1) {
        const query = `?orderBy=-created&expand=properties&maxResults=${PAGE}&startAt=${page * PAGE}`;
        const answer = await http({ method: 'GET', url: issueUrl(on, `/comment${query}`) });
        const { total, comments } = readAs(Comments, answer, DESK);
        const own = comments.find(({ body }) => bearsLine(body, marker));
        if (own !== undefined) {
          const said = own.properties?.find(({ key }) => key === INTERNAL)?.value as
            | { internal?: unknown }
            | undefined;
          // Its answer was lost, so that nobody has looked yet whether Jira kept the word.
          if (said?.internal === true && own.jsdPublic === true)
            await takeBack(on, own.id, (await isServiceDesk(on)).project);
          return true;
        }
        if (comments.length === 0 || (page + 1) * PAGE >= total) return false;
      }
      return false;
    },

    attach: files.attach,
    hasFile: files.hasFile,
    check: () => checkJira({ http, api, platform, settings }),
  };
}

export const jira = deskKind({
  kind: 'jira',
  title: 'Jira Cloud',
  settings: Settings,
  where: {
    url: 'the address of the site: https://SITE.atlassian.net',
    cloud_id:
      'for a token with scopes or of a service account: open https://SITE.atlassian.net/_edge/tenant_info and take cloudId',
    email: 'the account that the token belongs to; leave it out for a Bearer token',
    token:
      'https://id.atlassian.com/manage-profile/security/api-tokens; scopes read:jira-work, write:jira-work and read:jira-user',
    project: 'the letters before the number of an issue: OPS of OPS-12',
    issue_type: 'Project settings → Work types: a name or its id',
    fields: 'values for fields that the project demands; desk check names them',
  },
  abilities: ABILITIES,
  remarks: [
    'The search shows a new issue after up to a minute, so that a lost answer is looked up for that long.',
    'In a service desk the description can be seen by whoever the request is shared with; comments and files are internal.',
  ],
  make: makeJira,
});
