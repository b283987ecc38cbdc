/**
 * @module tickets/kinds/servicenow
 * ServiceNow incidents by the Table API. The report goes into the work notes, which people of the desk read and callers do
 * not; the description has one line. An answer is held against what was asked: an instance as shipped leaves out a part of
 * a query that it cannot read, and gives every incident there is.
 * Sources: https://www.servicenow.com/docs/ (Table API; Attachment API; REST API rate limiting; OAuth client credentials;
 * `glide.ui.security.allow_codetag`; `glide.invalid_query.returns_no_rows`).
 */
import * as z from 'zod';
import { secretUrl } from '../../settings.ts';
import { readAs } from '../answer.ts';
import { formCall, withClientToken } from '../client-token.ts';
import {
  type Desk,
  type DeskAbilities,
  type DeskCheck,
  DeskError,
  type NewComment,
  type Ticket,
} from '../desk.ts';
import { type DeskHttp, deskHttp } from '../http.ts';
import { type DeskTools, deskKind } from '../kind.ts';
import { look } from '../look.ts';
import { endsWithMarker, MARKER } from '../marker.ts';
import { ACTS, plain } from '../markup/plain.ts';
import { BETWEEN, titleText } from '../markup/untrusted.ts';

const DESK = 'ServiceNow';
const MAX_TITLE = 160;
/** A journal entry has no documented end; this much is shown without being folded away. */
const MAX_TEXT = 30_000;
const SEEN_BY_CALLERS =
  'Whoever may read an incident of ServiceNow may read its files, its caller too; set attach when no caller is an outsider.';

const sysId = z.string().regex(/^[0-9a-f]{32}$/, 'must be a sys_id: 32 digits and letters');
const Settings = z
  .strictObject({
    url: secretUrl,
    client_id: z.string().min(1).optional(),
    client_secret: z.string().min(1).optional(),
    api_key: z.string().min(1).optional(),
    user: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    attach: z.boolean().default(false),
    assignment_group: sysId.optional(),
    caller_id: sysId.optional(),
    category: z.string().max(40).optional(),
  })
  .superRefine(({ client_id, client_secret, api_key, user, password }, context) => {
    const ways = [
      client_id !== undefined && client_secret !== undefined,
      api_key !== undefined,
      user !== undefined && password !== undefined,
    ];
    if (ways.filter(Boolean).length === 1) return;
    context.addIssue({
      code: 'custom',
      path: ['client_id'],
      message:
        'needs to be set with client_secret, or api_key, or user and password: one of the three ways in',
    });
  });
type ServiceNowSettings = z.infer<typeof Settings>;

const abilities = (attaches: boolean): DeskAbilities => ({
  attaches: attaches ? true : { because: SEEN_BY_CALLERS },
  largestFile: null,
  internal: 'by-choice',
  atomic: false,
  lagMs: 5_000,
});

const Row = z.object({
  sys_id: z.string().regex(/^[0-9a-f]{32}$/),
  number: z.string().min(1),
  correlation_id: z.string().optional(),
});
const One = z.object({ result: Row });
const Many = z.object({ result: z.array(Row) });
const Rows = z.object({ result: z.array(z.unknown()) });
const Journal = z.object({
  result: z.object({ work_notes: z.string().optional(), comments: z.string().optional() }),
});
const Entries = z.object({ result: z.array(z.object({ value: z.string() })) });
const Files = z.object({
  result: z.array(z.object({ file_name: z.string(), table_sys_id: z.string().optional() })),
});
const Attached = z.object({ result: z.object({ size_bytes: z.string(), hash: z.string().optional() }) });

const FIELDS = 'sysparm_fields=sys_id,number,correlation_id&sysparm_exclude_reference_link=true';

/** `{error:{message,detail},status:"failure"}` */
function saysWhy(json: unknown): string | null {
  const { error } = (json ?? {}) as { error?: { message?: unknown; detail?: unknown } };
  if (typeof error !== 'object' || error === null) return null;
  return [error.message, error.detail].filter((one) => typeof one === 'string' && one !== '').join(': ');
}

/** Of a query nothing but our own letters: `^` begins another condition. */
function plainValue(value: string): string {
  if (!/^[\w.-]+$/.test(value))
    throw new DeskError('refused', 'A value that ServiceNow would read as a query was not sent.');
  return value;
}

function httpOf(settings: ServiceNowSettings, site: string, { fetch, now }: DeskTools): DeskHttp {
  const common = { desk: DESK, fetch, now, origins: [site], saysWhy };
  const { client_id, client_secret, api_key, user, password } = settings;
  if (client_id !== undefined && client_secret !== undefined)
    return withClientToken(
      common,
      formCall(`${site}/oauth_token.do`, { grant_type: 'client_credentials', client_id, client_secret }),
    );
  const basic = new TextEncoder().encode(`${user}:${password}`);
  return deskHttp({
    ...common,
    credential: async () =>
      api_key !== undefined
        ? { 'x-sn-apikey': api_key }
        : { authorization: `Basic ${btoa(String.fromCharCode(...basic))}` },
  });
}

function makeServiceNow(settings: ServiceNowSettings, tools: DeskTools): Desk {
  const site = new URL(settings.url).origin;
  const table = `${site}/api/now/table`;
  const incidents = `${table}/incident`;
  const http = httpOf(settings, site, tools);
  const get = (url: string, also: readonly number[] = []) => http({ method: 'GET', url, also });
  const ticket = ({ sys_id: id, number: key }: z.infer<typeof Row>): Ticket => ({
    key,
    id,
    url: `${site}/nav_to.do?uri=incident.do?sys_id=${id}`,
  });
  const text = (body: NewComment['body'], marker: string): string =>
    `${plain(body, { limit: MAX_TEXT, desk: DESK, acts: [ACTS.codeToken] })}\n\n${marker}`;

  async function rows(field: 'correlation_id' | 'number', value: string): Promise<z.infer<typeof Row>[]> {
    const query = `${field}=${plainValue(value)}^ORDERBYsys_created_on`;
    const url = `${incidents}?sysparm_query=${encodeURIComponent(query)}&${FIELDS}&sysparm_limit=10`;
    const { result } = readAs(Many, await get(url), DESK);
    return result.filter((row) => row[field] === value);
  }

  /** What is seen of the journal's own table: all of it needs a right of its own. */
  async function journal(query: string, most: number): Promise<{ value: string }[]> {
    const asked = `sysparm_query=${encodeURIComponent(query)}&sysparm_fields=value&sysparm_limit=${most}`;
    const answer = await get(`${table}/sys_journal_field?${asked}`, [403, 404]);
    return answer.status === 200 ? readAs(Entries, answer, DESK).result : [];
  }

  return {
    name: tools.name,
    kind: 'servicenow',
    abilities: abilities(settings.attach),

    async open({ marker, title, body, severity }) {
      const { assignment_group, caller_id, category } = settings;
      const answer = await http({
        method: 'POST',
        url: `${incidents}?${FIELDS}`,
        json: {
          short_description: titleText(title, MAX_TITLE).replace(ACTS.codeToken, `$&${BETWEEN}`),
          description: `The report on this OpenClaw gateway stands in the work notes. ${marker}`,
          work_notes: text(body, marker),
          urgency: String(Math.min(severity, 3)),
          impact: String(Math.min(severity, 3)),
          correlation_id: marker,
          correlation_display: 'OpenClaw incident bot',
          ...(assignment_group !== undefined && { assignment_group }),
          ...(caller_id !== undefined && { caller_id }),
          ...(category !== undefined && { category }),
        },
      });
      return ticket(readAs(One, answer, DESK).result);
    },

    async find(marker) {
      return MARKER.test(marker) ? (await rows('correlation_id', marker)).map(ticket) : [];
    },

    async read(key) {
      const number = key.trim().toUpperCase();
      if (!/^[A-Z]{2,8}\d{4,15}$/.test(number)) return null;
      const [row] = await rows('number', number);
      return row === undefined ? null : ticket(row);
    },

    async comment(on, { marker, body, public: open = false }) {
      const words = text(body, marker);
      const answer = await http({
        method: 'PATCH',
        url: `${incidents}/${plainValue(on.id)}?${FIELDS}`,
        json: open ? { comments: words } : { work_notes: words },
      });
      readAs(One, answer, DESK);
    },

    async hasComment(on, marker) {
      const id = plainValue(on.id);
      // Journal fields read back empty unless they are asked for as they are shown.
      const shown = `${incidents}/${id}?sysparm_display_value=true&sysparm_fields=work_notes,comments`;
      const { result } = readAs(Journal, await get(shown), DESK);
      const all = [result.work_notes ?? '', result.comments ?? ''].filter((one) => one !== '');
      // All entries in one text; lines of evidence are set in, ours is not.
      if (all.length > 0) return all.some((one) => one.split('\n').some((line) => line.trimEnd() === marker));
      const own = await journal(`element_id=${id}`, 5_000);
      if (own.length > 0) return own.some(({ value }) => endsWithMarker(value, marker));
      // Rows that an account may not see are left out without a word: an empty list of one that sees none says nothing.
      if ((await journal('element=work_notes', 1)).length > 0) return false;
      throw new DeskError(
        'denied',
        'This account of ServiceNow sees no work notes, so that nobody can tell whether one was written. It needs to read them, or sys_journal_field.',
      );
    },

    async attach(to, file) {
      if (!settings.attach) throw new DeskError('refused', `${SEEN_BY_CALLERS} Nothing was sent.`);
      const query = new URLSearchParams({
        table_name: 'incident',
        table_sys_id: to.id,
        file_name: plainValue(file.name),
      });
      const answer = await http({
        method: 'POST',
        url: `${site}/api/now/attachment/file?${query}`,
        headers: { 'content-type': file.contentType },
        bytes: file.bytes,
      });
      const { size_bytes: size, hash } = readAs(Attached, answer, DESK).result;
      if (Number(size) !== file.bytes.length || (hash !== undefined && hash !== '' && hash !== file.sha256))
        throw new DeskError(
          'refused',
          `ServiceNow keeps another file than was sent: ${size} bytes as ${file.name} on ${to.key}.`,
        );
    },

    async hasFile(on, { name }) {
      const query = encodeURIComponent(`table_sys_id=${plainValue(on.id)}^file_name=${plainValue(name)}`);
      const answer = await get(`${site}/api/now/attachment?sysparm_query=${query}&sysparm_limit=10`);
      return readAs(Files, answer, DESK).result.some(
        ({ file_name: file, table_sys_id: id }) => file === name && (id === undefined || id === on.id),
      );
    },

    async check() {
      const reads = await look('credentials and incidents', async () => {
        readAs(Rows, await get(`${incidents}?sysparm_limit=1&sysparm_fields=sys_id`), DESK);
        return { ok: true, because: 'Incidents can be read.' };
      });
      const files: DeskCheck = settings.attach
        ? await look('files', async () => {
            readAs(Rows, await get(`${site}/api/now/attachment?sysparm_limit=1`), DESK);
            return {
              ok: true,
              because: 'Files can be listed. Whether .gz may be sent, glide.attachment.extensions says.',
            };
          })
        : { what: 'files', ok: true, because: `None are sent: ${SEEN_BY_CALLERS}` };
      const writes: DeskCheck = {
        what: 'right to write',
        ok: null,
        because:
          'It cannot be tried without writing. The account needs the role itil, or one that may create incidents and attachments.',
      };
      return reads.ok === false ? [reads] : [reads, files, writes];
    },
  };
}

export const servicenow = deskKind({
  kind: 'servicenow',
  title: 'ServiceNow',
  settings: Settings,
  where: {
    url: 'the address of the instance: https://NAME.service-now.com',
    client_id:
      'System OAuth → Application Registry; client credentials need glide.oauth.inbound.client.credential.grant_type.enabled and an OAuth application user',
    client_secret: 'shown where client_id is',
    api_key: 'System Web Services → API Access Policies → REST API Key',
    user: 'an account with the role itil; a last resort',
    password: 'of that account',
    attach: 'true when no caller is an outsider: files have no internal side',
    assignment_group: 'the sys_id of a group',
    caller_id: 'the sys_id of a user; the account itself when left out',
    category: 'the value of a category of incidents',
  },
  abilities: abilities(false),
  remarks: [
    'Its correlation_id is not unique as shipped: a unique index on it makes two tickets of one marker impossible.',
    'The report stands in the work notes, which callers do not see.',
  ],
  make: makeServiceNow,
});
