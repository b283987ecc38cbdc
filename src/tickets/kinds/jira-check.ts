/**
 * @module tickets/kinds/jira-check
 * What `desk check` asks a Jira, without writing: who we are, what that account may do in the project, which fields a new
 * issue demands, how large a file may be, and whether an internal comment can be kept internal.
 * Sources: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/ (mypermissions),
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/ (createmeta).
 */
import * as z from 'zod';
import { readAs } from '../answer.ts';
import type { DeskCheck } from '../desk.ts';
import type { DeskHttp } from '../http.ts';
import { look } from '../look.ts';

const DESK = 'Jira';
const WANTED = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'ADD_COMMENTS', 'CREATE_ATTACHMENTS'];
/** Fields that every issue of ours brings along. */
const BROUGHT = ['project', 'issuetype', 'summary', 'description', 'labels'];

const Me = z.object({ displayName: z.string() });
const Permissions = z.object({
  permissions: z.record(z.string(), z.object({ havePermission: z.boolean().optional() })),
});
const Types = z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
const Fields = z.object({
  total: z.number(),
  fields: z.array(
    z.object({
      fieldId: z.string(),
      name: z.string(),
      required: z.boolean(),
      hasDefaultValue: z.boolean().optional(),
    }),
  ),
});
const Limits = z.object({ enabled: z.boolean(), uploadLimit: z.number().optional() });
const ServiceDesk = z.object({ id: z.string() });
const Project = z.object({ projectTypeKey: z.string() });

type Parts = {
  http: DeskHttp;
  api: string;
  platform: string;
  settings: { project: string; issue_type: string; fields: Record<string, unknown> };
};

export async function checkJira({ http, api, platform, settings }: Parts): Promise<DeskCheck[]> {
  const { project, issue_type: type } = settings;
  const get = (path: string) => http({ method: 'GET', url: `${platform}${path}` });

  const who = await look('credentials', async () => {
    const { displayName } = readAs(Me, await get('/myself'), DESK);
    return { ok: true, because: `Jira knows the account as ${displayName}.` };
  });
  // Everything else would fail for the same reason, and say it less well.
  if (who.ok === false) return [who];

  const rights = await look(`rights in ${project}`, async () => {
    const answer = await get(`/mypermissions?projectKey=${project}&permissions=${WANTED.join()}`);
    const { permissions } = readAs(Permissions, answer, DESK);
    const missing = WANTED.filter((name) => permissions[name]?.havePermission !== true);
    return missing.length === 0
      ? { ok: true, because: 'The account may see, create, comment and attach.' }
      : { ok: false, because: `The account lacks ${missing.join(', ')} in ${project}.` };
  });

  const fields = await look(`a new ${type}`, async () => {
    const { issueTypes } = readAs(Types, await get(`/issue/createmeta/${project}/issuetypes`), DESK);
    const found = issueTypes.find(({ id, name }) => id === type || name === type);
    if (found === undefined)
      return {
        ok: false,
        because: `${project} has no ${type}; it has ${issueTypes.map(({ name }) => name).join(', ')}.`,
      };
    const all: z.infer<typeof Fields>['fields'] = [];
    for (let total = 1; all.length < total; ) {
      const path = `/issue/createmeta/${project}/issuetypes/${found.id}?maxResults=100&startAt=${all.length}`;
      const page = readAs(Fields, await get(path), DESK);
      total = page.fields.length === 0 ? 0 : page.total;
      all.push(...page.fields);
    }
    const missing = all.filter(
      ({ fieldId, required, hasDefaultValue }) =>
        required && hasDefaultValue !== true && !BROUGHT.includes(fieldId) && !(fieldId in settings.fields),
    );
    if (missing.length > 0)
      return {
        ok: false,
        because: `${project} demands ${missing.map(({ name, fieldId }) => `${name} (${fieldId})`).join(', ')}; give each a value in fields of this desk.`,
      };
    const strange = Object.keys(settings.fields).filter(
      (name) => !all.some(({ fieldId }) => fieldId === name),
    );
    if (strange.length > 0)
      return {
        ok: false,
        because: `fields has ${strange.join(', ')}, which a new ${found.name} does not have.`,
      };
    const labels = all.some(({ fieldId }) => fieldId === 'labels');
    return {
      ok: true,
      because: labels
        ? 'Every field that it demands is there.'
        : 'Every field that it demands is there. Labels are not on its screen: a ticket is found by the last line of its description.',
    };
  });

  const files = await look('files', async () => {
    const { enabled, uploadLimit } = readAs(Limits, await get('/attachment/meta'), DESK);
    return enabled
      ? { ok: true, because: `A file may have ${uploadLimit ?? 'any number of'} bytes.` }
      : { ok: false, because: 'Attachments are switched off in this Jira.' };
  });

  const inside = await look('internal comments', async () => {
    const { projectTypeKey } = readAs(Project, await get(`/project/${project}`), DESK);
    if (projectTypeKey !== 'service_desk') return { ok: true, because: `${project} has no customers.` };
    const desk = await http({ method: 'GET', url: `${api}/rest/servicedeskapi/servicedesk/${project}` });
    readAs(ServiceDesk, desk, DESK);
    return { ok: true, because: `${project} is a service desk and the account is an agent of it.` };
  });
  return [who, rights, fields, files, inside];
}
