/**
 * @module tickets/kinds/pagerduty
 * PagerDuty incidents by REST. The incident's key is our marker, so that a second try makes no second page; what comes
 * later is a note. PagerDuty takes no files and shows everything to the whole account.
 * Sources: https://developer.pagerduty.com/api-reference/ (incidents, notes, services; `incident_key`: the same one on the
 * same service is a 400), https://developer.pagerduty.com/docs/rest-api-rate-limits (`ratelimit-reset`),
 * https://developer.pagerduty.com/docs/app-oauth-token (client credentials). That an empty key lists everything:
 * airbnb/streamalert#567.
 */
import * as z from 'zod';
import { readAs } from '../answer.ts';
import { formCall, withClientToken } from '../client-token.ts';
import { type Desk, type DeskAbilities, DeskError, type NewTicket, type Ticket } from '../desk.ts';
import { deskHttp } from '../http.ts';
import { type DeskTools, deskKind } from '../kind.ts';
import { look } from '../look.ts';
import { endsWithMarker } from '../marker.ts';
import { plain } from '../markup/plain.ts';
import { titleText } from '../markup/untrusted.ts';

const DESK = 'PagerDuty';
const MAX_TITLE = 250;
/** PagerDuty does not say how long a text may be; this much is common. */
const MAX_TEXT = 16_000;

const Settings = z
  .strictObject({
    region: z.enum(['us', 'eu']).default('us'),
    service: z.string().regex(/^[A-Z0-9]{5,40}$/, 'must be the id of a service: capital letters and digits'),
    from: z.email('must be the mail address of a user of PagerDuty'),
    token: z.string().min(1).optional(),
    client_id: z.string().min(1).optional(),
    client_secret: z.string().min(1).optional(),
    subdomain: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'must be the word before .pagerduty.com')
      .optional(),
    urgency: z.enum(['by-severity', 'high', 'low']).default('by-severity'),
  })
  .superRefine(({ token, client_id, client_secret, subdomain }, context) => {
    const app = client_id !== undefined && client_secret !== undefined && subdomain !== undefined;
    if (app === (token === undefined)) return;
    context.addIssue({
      code: 'custom',
      path: ['token'],
      message: 'needs to be set, or client_id, client_secret and subdomain instead of it',
    });
  });
type PagerDutySettings = z.infer<typeof Settings>;

const ABILITIES: DeskAbilities = {
  attaches: { because: 'PagerDuty takes no files.' },
  largestFile: null,
  internal: 'no-difference',
  atomic: true,
  lagMs: 0,
};

const Incident = z.object({
  id: z.string().min(1),
  html_url: z.url({ protocol: /^https$/ }),
  incident_key: z.string().nullish(),
  service: z.object({ id: z.string() }).optional(),
});
const One = z.object({ incident: Incident });
const Many = z.object({ incidents: z.array(Incident) });
const Notes = z.object({ notes: z.array(z.object({ content: z.string() })) });
const Note = z.object({ note: z.object({ content: z.string() }) });
const Service = z.object({ service: z.object({ name: z.string(), status: z.string() }) });

/** `{error:{message,code,errors[]}}` */
export function pagerDutySays(json: unknown): string | null {
  const { error } = (json ?? {}) as { error?: { message?: unknown; errors?: unknown } };
  if (typeof error !== 'object' || error === null) return null;
  const all = [error.message, ...(Array.isArray(error.errors) ? error.errors : [])];
  return all.filter((one) => typeof one === 'string').join(' ');
}

const ticket = ({ id, html_url: url }: z.infer<typeof Incident>): Ticket => ({ key: id, id, url });

function makePagerDuty(settings: PagerDutySettings, { name, fetch, now }: DeskTools): Desk {
  const { region, service, token, client_id, client_secret, subdomain } = settings;
  const api = region === 'us' ? 'https://api.pagerduty.com' : 'https://api.eu.pagerduty.com';
  const common = { desk: DESK, fetch, now, origins: [api], saysWhy: pagerDutySays };
  const http =
    client_id === undefined || client_secret === undefined || subdomain === undefined
      ? deskHttp({ ...common, credential: async () => ({ authorization: `Token token=${token}` }) })
      : withClientToken(
          common,
          formCall('https://identity.pagerduty.com/oauth/token', {
            grant_type: 'client_credentials',
            client_id,
            client_secret,
            scope: `as_account-${region}.${subdomain} incidents.read incidents.write services.read`,
          }),
        );
  const headers = { accept: 'application/vnd.pagerduty+json;version=2' };
  const get = (path: string, also: readonly number[] = []) =>
    http({ method: 'GET', url: `${api}${path}`, headers, also });
  const post = (path: string, json: unknown, also: readonly number[] = []) =>
    http({ method: 'POST', url: `${api}${path}`, headers: { ...headers, from: settings.from }, json, also });
  const pathOf = ({ id }: Ticket): string => `/incidents/${encodeURIComponent(id)}`;
  const text = (body: NewTicket['body'], marker: string): string =>
    `${plain(body, { limit: MAX_TEXT, desk: DESK })}\n\n${marker}`;

  async function find(marker: string): Promise<Ticket[]> {
    const query = new URLSearchParams([
      ['incident_key', marker],
      ['date_range', 'all'],
      ['service_ids[]', service],
      ['sort_by', 'created_at:asc'],
    ]);
    const { incidents } = readAs(Many, await get(`/incidents?${query}`), DESK);
    // One that alerts were merged into shows no key, though it is found by it. Where others come along, it was not asked.
    const asked = incidents.every(({ incident_key: key }) => key === marker || key == null);
    return incidents.filter(({ incident_key: key }) => key === marker || (asked && key == null)).map(ticket);
  }

  return {
    name,
    kind: 'pagerduty',
    abilities: ABILITIES,

    async open({ marker, title, body, severity }) {
      const urgency =
        settings.urgency === 'by-severity' ? (severity <= 2 ? 'high' : 'low') : settings.urgency;
      const incident = {
        type: 'incident',
        title: titleText(title, MAX_TITLE),
        service: { id: service, type: 'service_reference' },
        urgency,
        incident_key: marker,
        body: { type: 'incident_body', details: text(body, marker) },
      };
      const answer = await post('/incidents', { incident }, [400]);
      if (answer.status !== 400) return ticket(readAs(One, answer, DESK).incident);
      // A key that is there already is a 400 like any other.
      const [known] = await find(marker);
      if (known !== undefined) return known;
      throw new DeskError(
        'refused',
        `PagerDuty made no incident: ${pagerDutySays(answer.json) ?? 'it does not say why'}`,
      );
    },

    find,

    async read(key) {
      const [, id] =
        /^(?:https:\/\/[a-z0-9.-]+\.pagerduty\.com\/incidents\/)?([A-Z0-9]{5,40})$/.exec(key.trim()) ?? [];
      if (id === undefined) return null;
      const answer = await get(`/incidents/${id}`, [404]);
      if (answer.status === 404) return null;
      const { incident } = readAs(One, answer, DESK);
      return incident.service?.id === service ? ticket(incident) : null;
    },

    async comment(on, { marker, body }) {
      const answer = await post(`${pathOf(on)}/notes`, { note: { content: text(body, marker) } });
      readAs(Note, answer, DESK);
    },

    async hasComment(on, marker) {
      const { notes } = readAs(Notes, await get(`${pathOf(on)}/notes`), DESK);
      return notes.some(({ content }) => endsWithMarker(content, marker));
    },

    async attach() {
      throw new DeskError('refused', 'PagerDuty takes no files; nothing was sent.');
    },
    hasFile: async () => false,

    async check() {
      return [
        await look('service', async () => {
          const answer = await get(`/services/${service}`);
          const { name: called, status } = readAs(Service, answer, DESK).service;
          return status === 'disabled'
            ? { ok: false, because: `The service ${called} is disabled: it takes no incidents.` }
            : { ok: true, because: `The service ${called} takes incidents (${status}).` };
        }),
        await look('incidents', async () => {
          readAs(Many, await get(`/incidents?limit=1&service_ids[]=${service}`), DESK);
          return { ok: true, because: 'Incidents of the service can be read.' };
        }),
        {
          what: 'right to open and to write notes',
          ok: null,
          because: `It cannot be tried without paging somebody; neither can ${settings.from} as the sender.`,
        },
      ];
    },
  };
}

export const pagerduty = deskKind({
  kind: 'pagerduty',
  title: 'PagerDuty incidents',
  settings: Settings,
  where: {
    region: 'us, or eu when the address of your account ends with eu.pagerduty.com',
    service: 'the last part of the address of the service: PABC123',
    from: 'the mail address of a user of the account, in whose name incidents are opened',
    token: 'Integrations → API Access Keys → Create New API Key (not read-only)',
    client_id:
      'Integrations → App Registration → OAuth 2.0, scoped: incidents.read, incidents.write, services.read',
    client_secret: 'shown once where client_id is',
    subdomain: 'the word before .pagerduty.com in the address of the account',
    urgency: 'by-severity (1 and 2 are high), high or low',
  },
  abilities: ABILITIES,
  remarks: [
    'An incident pages whoever is on call for the service.',
    'Two tries with one marker make one incident as long as it is open; what PagerDuty does after it is resolved it does not say.',
  ],
  make: makePagerDuty,
});
