/**
 * A strict ServiceNow: incidents by the Table API, the journal, files, three ways in. It does what an instance as shipped
 * does: a part of a query that it cannot read is left out without a word, journal fields read back empty, and `[code]`
 * becomes HTML. Written from ServiceNow's reference (docs.servicenow.com, Table API and Attachment API).
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

export type SnowIncident = {
  sysId: string;
  number: string;
  fields: Record<string, string>;
  journal: { element: 'work_notes' | 'comments'; value: string }[];
  files: { sysId: string; name: string; type: string; bytes: Buffer }[];
};

export type ServiceNowOptions = {
  now?: () => number;
  basic?: string;
  apiKey?: string;
  app?: { id: string; secret: string };
  /** The account may read the journal's own table. */
  readsJournal?: boolean;
  /** The account sees work notes in the incident itself. */
  seesNotes?: boolean;
  mayWrite?: boolean;
  /** File endings that the instance takes; all when empty. */
  extensions?: string[];
  maxFile?: number;
  elsewhere?: string;
};

export type FakeServiceNow = VendorServer & {
  incidents: SnowIncident[];
  /** Every token that was handed out is dead; new ones are handed out. */
  revoke(): void;
  /** Nothing works any more, neither the token nor the client. */
  expire(): void;
  renew(): void;
  remove(number: string): void;
  /** HTML that a reader's browser would get from the journal, which must stay empty. */
  html(): string[];
};

const CREATE = shape({
  type: 'object',
  required: ['short_description', 'correlation_id'],
  properties: {
    short_description: { type: 'string', minLength: 1, maxLength: 160 },
    description: { type: 'string', maxLength: 4_000 },
    work_notes: { type: 'string' },
    urgency: { enum: ['1', '2', '3'] },
    impact: { enum: ['1', '2', '3'] },
    correlation_id: { type: 'string', maxLength: 100 },
    correlation_display: { type: 'string', maxLength: 100 },
    assignment_group: { type: 'string' },
    caller_id: { type: 'string' },
    category: { type: 'string' },
  },
  additionalProperties: false,
});
const NOTE = shape({
  type: 'object',
  properties: { work_notes: { type: 'string', minLength: 1 }, comments: { type: 'string', minLength: 1 } },
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
});

const no = (status: number, message: string, detail: string | null = null): Told => ({
  status,
  json: { error: { message, detail }, status: 'failure' },
});
const gone = (): Told =>
  no(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval");

const idOf = (text: string): string => createHash('md5').update(text).digest('hex');

export async function startServiceNow(options: ServiceNowOptions = {}): Promise<FakeServiceNow> {
  const { basic = 'bot:password-of-bot', maxFile = 1_073_741_824, extensions = [] } = options;
  const incidents: SnowIncident[] = [];
  const live = new Set<string>();
  let expired = false;
  let tokens = 0;

  function entered(asked: Asked): boolean {
    if (expired) return false;
    if (options.apiKey !== undefined) return asked.headers['x-sn-apikey'] === options.apiKey;
    const { scheme, value } = credentialOf(asked);
    if (options.app !== undefined) return scheme === 'Bearer' && live.has(value);
    return basicOf(asked) === basic;
  }

  /** Rows that an encoded query leaves; a condition that cannot be read is dropped, as shipped. */
  function queried<T>(rows: T[], query: string, read: (row: T, field: string) => string | undefined): T[] {
    return query
      .split('^')
      .filter((part) => part !== '' && !part.startsWith('ORDERBY'))
      .reduce((left, part) => {
        const [, field = '', value = ''] = /^([a-z_]+)=(.*)$/s.exec(part) ?? [];
        if (field === '' || (rows[0] !== undefined && read(rows[0], field) === undefined)) return left;
        return left.filter((row) => read(row, field) === value);
      }, rows);
  }

  const row = (one: SnowIncident, asked: Asked): Record<string, string> => {
    const shown = asked.query.get('sysparm_display_value') === 'true' && options.seesNotes !== false;
    const journal = (element: string): string =>
      shown
        ? one.journal
            .filter((entry) => entry.element === element)
            .map(({ value }) => `2026-11-23 10:00:00 - Incident bot (Work notes)\n${value}\n\n`)
            .join('')
        : '';
    const all: Record<string, string> = {
      ...one.fields,
      sys_id: one.sysId,
      number: one.number,
      work_notes: journal('work_notes'),
      comments: journal('comments'),
    };
    const names = asked.query.get('sysparm_fields')?.split(',') ?? Object.keys(all);
    return Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name] ?? '']));
  };

  function table(asked: Asked, sysId: string | undefined): Told {
    const write = asked.method !== 'GET';
    if (write && asked.json === undefined)
      return no(400, 'Exception while reading request', 'The payload is not valid JSON.');
    if (write && options.mayWrite === false) return no(403, 'Insufficient rights to create or update', 'ACL');
    if (asked.method === 'POST' && sysId === undefined) {
      const why = CREATE(asked.json);
      if (why !== null) return no(400, 'Invalid request', why);
      const { work_notes: notes, ...fields } = asked.json as Record<string, string>;
      const number = `INC${String(10_000 + incidents.length).padStart(7, '0')}`;
      const one: SnowIncident = {
        sysId: idOf(number),
        number,
        fields,
        journal: notes === undefined ? [] : [{ element: 'work_notes', value: notes }],
        files: [],
      };
      incidents.push(one);
      return {
        status: 201,
        json: { result: row(one, asked) },
        headers: { location: `${server.url}${asked.path}/${one.sysId}` },
      };
    }
    if (asked.method === 'GET' && sysId === undefined) {
      const found = queried(incidents, asked.query.get('sysparm_query') ?? '', (one, field) =>
        field === 'number' ? one.number : field === 'sys_id' ? one.sysId : one.fields[field],
      );
      const limit = Number(asked.query.get('sysparm_limit') ?? 10_000);
      return { status: 200, json: { result: found.slice(0, limit).map((one) => row(one, asked)) } };
    }
    const one = incidents.find((incident) => incident.sysId === sysId);
    if (one === undefined) return gone();
    if (asked.method === 'GET') return { status: 200, json: { result: row(one, asked) } };
    const why = NOTE(asked.json);
    if (asked.method !== 'PATCH' || why !== null) return no(400, 'Invalid request', why);
    const [[element, value]] = Object.entries(asked.json as Record<'work_notes' | 'comments', string>) as [
      ['work_notes' | 'comments', string],
    ];
    one.journal.push({ element, value });
    return { status: 200, json: { result: row(one, asked) } };
  }

  /** Rows that the account may not see are left out without a word. */
  function journal(asked: Asked): Told {
    const rows = incidents.flatMap((one) =>
      one.journal.map(({ element, value }) => ({ element_id: one.sysId, element, value })),
    );
    const found = queried(
      rows,
      asked.query.get('sysparm_query') ?? '',
      (one, field) => (one as Record<string, string>)[field],
    );
    return { status: 200, json: { result: options.readsJournal === false ? [] : found } };
  }

  function attach(asked: Asked): Told {
    const name = asked.query.get('file_name') ?? '';
    const to = incidents.find(({ sysId }) => sysId === asked.query.get('table_sys_id'));
    const type = asked.headers['content-type'];
    if (options.mayWrite === false)
      return no(403, 'Insufficient rights', 'You do not have permission to attach.');
    if (type === undefined || name === '' || asked.query.get('table_name') !== 'incident')
      return no(400, 'Invalid request', 'table_name, table_sys_id, file_name and Content-Type are mandatory');
    if (to === undefined) return gone();
    const ending = name.split('.').at(-1) ?? '';
    if (extensions.length > 0 && !extensions.includes(ending))
      return no(
        400,
        'Invalid file type',
        `The file type ${ending} is not allowed by glide.attachment.extensions`,
      );
    if (asked.body.length > maxFile)
      return no(413, 'Maximum file size exceeded', 'com.glide.attachment.max_size');
    const file = { sysId: idOf(`${to.number}/${name}/${to.files.length}`), name, type, bytes: asked.body };
    to.files.push(file);
    return {
      status: 201,
      headers: { location: `${server.url}/api/now/attachment/${file.sysId}` },
      json: {
        result: {
          sys_id: file.sysId,
          file_name: name,
          size_bytes: String(asked.body.length),
          table_sys_id: to.sysId,
          content_type: type,
          hash: createHash('sha256').update(asked.body).digest('hex'),
        },
      },
    };
  }

  function files(asked: Asked): Told {
    const rows = incidents.flatMap((one) =>
      one.files.map((file) => ({
        table_sys_id: one.sysId,
        file_name: file.name,
        sys_id: file.sysId,
        size_bytes: String(file.bytes.length),
      })),
    );
    const found = queried(
      rows,
      asked.query.get('sysparm_query') ?? '',
      (one, field) => (one as Record<string, string>)[field],
    );
    const limit = Number(asked.query.get('sysparm_limit') ?? 1_000);
    return { status: 200, json: { result: found.slice(0, limit) } };
  }

  function oauth(asked: Asked): Told {
    const form = new URLSearchParams(asked.body.toString('utf8'));
    const fits =
      options.app !== undefined &&
      !expired &&
      form.get('grant_type') === 'client_credentials' &&
      form.get('client_id') === options.app.id &&
      form.get('client_secret') === options.app.secret;
    if (!fits) return { status: 401, json: { error: 'server_error', error_description: 'access_denied' } };
    tokens += 1;
    live.add(`bearer-of-now-${tokens}`);
    return {
      status: 200,
      json: {
        access_token: `bearer-of-now-${tokens}`,
        token_type: 'Bearer',
        expires_in: 1_799,
        scope: 'useraccount',
      },
    };
  }

  function answer(asked: Asked): Told {
    const call = `${asked.method} ${asked.path}`;
    if (call === 'POST /oauth_token.do') return oauth(asked);
    if (!entered(asked)) return no(401, 'User Not Authenticated', 'Required to provide Auth information');
    if (asked.headers.accept !== 'application/json') return no(406, 'Not acceptable', 'Accept');
    const rest = /^\/api\/now\/table\/incident\/([0-9a-f]{32})$/.exec(asked.path)?.[1];
    if (/^\/api\/now\/table\/incident(\/|$)/.test(asked.path)) return table(asked, rest);
    if (call === 'GET /api/now/table/sys_journal_field') return journal(asked);
    if (call === 'POST /api/now/attachment/file') return attach(asked);
    if (call === 'GET /api/now/attachment') return files(asked);
    return noSuchAddress({
      error: { message: 'Requested URI does not represent any resource', detail: asked.path },
    });
  }

  const server = await startVendor({
    answer,
    ...(options.elsewhere !== undefined && { elsewhere: options.elsewhere }),
    limited: () => ({
      ...no(429, 'Rate limit exceeded', 'Rule: bots'),
      headers: { 'retry-after': '31', 'x-ratelimit-rule': 'bots' },
    }),
  });
  return {
    ...server,
    incidents,
    html: () =>
      incidents.flatMap(({ journal: all }) =>
        all.flatMap(({ value }) =>
          [...value.matchAll(/\[code\]([\s\S]*?)\[\/code\]/gi)].map((hit) => hit[1] ?? ''),
        ),
      ),
    revoke: () => live.clear(),
    expire: () => {
      expired = true;
      live.clear();
    },
    renew: () => {
      expired = false;
    },
    remove: (number) => {
      incidents.splice(
        incidents.findIndex((one) => one.number === number),
        1,
      );
    },
  };
}
