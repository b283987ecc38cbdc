/**
 * A strict PagerDuty: REST incidents with their keys, notes, a service, tokens of both kinds, and Events v2. Written from
 * PagerDuty's reference (developer.pagerduty.com); its own schemas name no licence, so the shapes here are ours.
 */
import { shape } from './shapes.ts';
import {
  type Asked,
  credentialOf,
  noSuchAddress,
  startVendor,
  type Told,
  type VendorServer,
} from './vendor-server.ts';

export type PagerDutyIncident = {
  id: string;
  number: number;
  service: string;
  title: string;
  urgency: string;
  details: string;
  /** Null as soon as alerts are merged into it. */
  key: string | null;
  resolved: boolean;
  at: number;
  notes: { id: string; content: string }[];
};

export type PagerDutyAlert = {
  key: string;
  summary: string;
  severity: string;
  events: unknown[];
  open: boolean;
};

export type PagerDutyOptions = {
  now?: () => number;
  token?: string;
  app?: { id: string; secret: string; scopes?: string[] };
  routingKey?: string;
  services?: { id: string; status?: 'active' | 'disabled' | 'maintenance' }[];
  users?: string[];
  /** Whether the key of a resolved incident still stands in the way. PagerDuty does not say. */
  resolvedKeysCount?: boolean;
  readOnly?: boolean;
  elsewhere?: string;
};

export type FakePagerDuty = VendorServer & {
  incidents: PagerDutyIncident[];
  alerts: PagerDutyAlert[];
  /** Every token that was handed out is dead; new ones are handed out. */
  revoke(): void;
  /** Nothing works any more, neither the token nor the app. */
  expire(): void;
  renew(): void;
  resolve(id: string): void;
  /** An alert is merged into it: its key can no longer be read, though it is still found by it. */
  merge(id: string): void;
  remove(id: string): void;
};

const reference = (type: string) => ({
  type: 'object',
  required: ['id', 'type'],
  properties: { id: { type: 'string', minLength: 1 }, type: { const: type } },
  additionalProperties: false,
});

const INCIDENT = shape({
  type: 'object',
  required: ['incident'],
  additionalProperties: false,
  properties: {
    incident: {
      type: 'object',
      required: ['type', 'title', 'service'],
      additionalProperties: false,
      properties: {
        type: { const: 'incident' },
        title: { type: 'string', minLength: 1, maxLength: 1024 },
        service: reference('service_reference'),
        urgency: { enum: ['high', 'low'] },
        incident_key: { type: 'string', minLength: 1, maxLength: 255 },
        body: {
          type: 'object',
          required: ['type'],
          additionalProperties: false,
          properties: { type: { const: 'incident_body' }, details: { type: 'string' } },
        },
      },
    },
  },
});

const NOTE = shape({
  type: 'object',
  required: ['note'],
  additionalProperties: false,
  properties: {
    note: {
      type: 'object',
      required: ['content'],
      additionalProperties: false,
      properties: { content: { type: 'string', minLength: 1 } },
    },
  },
});

const EVENT = shape({
  type: 'object',
  required: ['routing_key', 'event_action'],
  additionalProperties: false,
  properties: {
    routing_key: { type: 'string' },
    event_action: { enum: ['trigger', 'acknowledge', 'resolve'] },
    dedup_key: { type: 'string', maxLength: 255 },
    client: { type: 'string' },
    client_url: { type: 'string', format: 'uri' },
    links: {
      type: 'array',
      items: {
        type: 'object',
        required: ['href'],
        additionalProperties: false,
        properties: { href: { type: 'string', format: 'uri' }, text: { type: 'string' } },
      },
    },
    payload: {
      type: 'object',
      required: ['summary', 'source', 'severity'],
      additionalProperties: false,
      properties: {
        summary: { type: 'string', minLength: 1, maxLength: 1024 },
        source: { type: 'string', minLength: 1 },
        severity: { enum: ['critical', 'error', 'warning', 'info'] },
        timestamp: { type: 'string', format: 'date-time' },
        component: { type: 'string' },
        group: { type: 'string' },
        class: { type: 'string' },
        custom_details: { type: 'object' },
      },
    },
  },
});

const MAX_EVENT = 512 * 1024;
const MAX_NOTES = 2_000;

const no = (status: number, code: number, message: string, errors: string[] = []): Told => ({
  status,
  json: { error: { message, code, ...(errors.length > 0 && { errors }) } },
});

export async function startPagerDuty(options: PagerDutyOptions = {}): Promise<FakePagerDuty> {
  const now = options.now ?? Date.now;
  const { token = 'token-of-pagerduty', users = ['bot@example.org'], routingKey = 'R0UT1NGK3Y' } = options;
  const services = options.services ?? [{ id: 'PSERV1' }];
  const incidents: PagerDutyIncident[] = [];
  const alerts: PagerDutyAlert[] = [];
  const issued = new Set<string>();
  let expired = false;
  let handedOut = 0;

  function entered(asked: Asked): Told | null {
    const { scheme, value } = credentialOf(asked);
    const known =
      (scheme === 'Token' && value === `token=${token}` && options.app === undefined) ||
      (scheme === 'Bearer' && issued.has(value));
    if (!known || expired) return no(401, 2006, 'Authentication failed');
    const accept = asked.headers.accept ?? '';
    if (!/^application\/(json|vnd\.pagerduty\+json;version=2)$/.test(accept))
      return no(400, 2001, 'Invalid Input Provided', [`Accept ${accept} is no version of the API.`]);
    if (asked.method === 'GET') return null;
    if (asked.json === undefined) return no(400, 2001, 'Invalid Input Provided', ['The body is no JSON.']);
    if (!users.includes(String(asked.headers.from ?? '')))
      return no(400, 1008, 'Requester User Not Found', ['The From header must be the mail of a user.']);
    return options.readOnly === true ? no(403, 2010, 'Access Denied') : null;
  }

  const bean = (one: PagerDutyIncident) => ({
    id: one.id,
    type: 'incident',
    summary: `[#${one.number}] ${one.title}`,
    incident_number: one.number,
    title: one.title,
    status: one.resolved ? 'resolved' : 'triggered',
    incident_key: one.key,
    urgency: one.urgency,
    service: { id: one.service, type: 'service_reference' },
    created_at: new Date(one.at).toISOString(),
    html_url: `https://acme.pagerduty.com/incidents/${one.id}`,
  });
  /** By what each is found, which a merged one no longer shows. */
  const keys = new Map<string, string>();

  function create(asked: Asked): Told {
    const why = INCIDENT(asked.json);
    if (why !== null) return no(400, 2001, 'Invalid Input Provided', [why]);
    const { incident } = asked.json as {
      incident: {
        title: string;
        service: { id: string };
        urgency?: string;
        incident_key?: string;
        body?: { details?: string };
      };
    };
    const service = services.find(({ id }) => id === incident.service.id);
    if (service === undefined) return no(400, 2001, 'Invalid Input Provided', ['Service not found.']);
    if (service.status === 'disabled') return no(400, 5002, 'Service is disabled');
    const same = incidents.some(
      (one) =>
        incident.incident_key !== undefined &&
        one.service === service.id &&
        keys.get(one.id) === incident.incident_key &&
        (!one.resolved || options.resolvedKeysCount === true),
    );
    if (same)
      return no(400, 2002, 'Arguments Caused Error', [
        'Open incident with matching dedup key already exists on this service',
      ]);
    const one: PagerDutyIncident = {
      id: `Q${(1_000_000 + incidents.length).toString(36).toUpperCase()}`,
      number: incidents.length + 1,
      service: service.id,
      title: incident.title,
      urgency: incident.urgency ?? 'high',
      details: incident.body?.details ?? '',
      key: incident.incident_key ?? `made-${incidents.length}`,
      resolved: false,
      at: now(),
      notes: [],
    };
    keys.set(one.id, one.key as string);
    incidents.push(one);
    return { status: 201, json: { incident: bean(one) } };
  }

  function list({ query }: Asked): Told {
    const known = [
      'incident_key',
      'date_range',
      'service_ids[]',
      'limit',
      'offset',
      'sort_by',
      'statuses[]',
      'since',
      'until',
    ];
    const strange = [...query.keys()].find((name) => !known.includes(name));
    if (strange !== undefined) return no(400, 2001, 'Invalid Input Provided', [`${strange} is unknown.`]);
    // An empty key is none: everything comes back.
    const key = query.get('incident_key') ?? '';
    const of = query.getAll('service_ids[]');
    const month = 30 * 86_400_000;
    const found = incidents
      .filter((one) => key === '' || keys.get(one.id) === key)
      .filter((one) => of.length === 0 || of.includes(one.service))
      .filter((one) => query.get('date_range') === 'all' || now() - one.at < month);
    const limit = Math.min(Number(query.get('limit') ?? 25), 100);
    return {
      status: 200,
      json: {
        incidents: found.slice(0, limit).map(bean),
        limit,
        offset: 0,
        more: found.length > limit,
        total: null,
      },
    };
  }

  function enqueue(asked: Asked): Told {
    if (asked.body.length > MAX_EVENT) return { status: 413, text: 'Request Entity Too Large' };
    const why = EVENT(asked.json);
    const event = asked.json as {
      routing_key: string;
      event_action: string;
      dedup_key?: string;
      payload?: { summary: string; severity: string };
    };
    const wrong = [
      ...(why === null ? [] : [why]),
      ...(why === null && event.event_action === 'trigger' && event.payload === undefined
        ? ['payload is missing']
        : []),
      ...(why === null && event.event_action !== 'trigger' && !event.dedup_key
        ? ['dedup_key is missing']
        : []),
      ...(why === null && event.routing_key !== routingKey ? ['Invalid routing key'] : []),
    ];
    if (wrong.length > 0)
      return {
        status: 400,
        json: { status: 'invalid event', message: 'Event object is invalid', errors: wrong },
      };
    const key = event.dedup_key ?? `made-${alerts.length}`;
    const open = alerts.find((one) => one.key === key && one.open);
    if (event.event_action === 'trigger') {
      if (open !== undefined) open.events.push(event);
      else
        alerts.push({
          key,
          summary: event.payload?.summary ?? '',
          severity: event.payload?.severity ?? '',
          events: [event],
          open: true,
        });
    } else if (open !== undefined) {
      open.events.push(event);
      if (event.event_action === 'resolve') open.open = false;
    }
    return { status: 202, json: { status: 'success', message: 'Event processed', dedup_key: key } };
  }

  function oauth(asked: Asked): Told {
    const form = new URLSearchParams(asked.body.toString('utf8'));
    const { app } = options;
    const fits =
      asked.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true &&
      form.get('grant_type') === 'client_credentials' &&
      app !== undefined &&
      !expired &&
      form.get('client_id') === app.id &&
      form.get('client_secret') === app.secret;
    if (!fits)
      return {
        status: 400,
        json: { error: 'invalid_client', error_description: 'Client authentication failed' },
      };
    const asks = (form.get('scope') ?? '').split(' ');
    if (!/^as_account-(us|eu)\.[a-z0-9-]+$/.test(asks[0] ?? ''))
      return { status: 400, json: { error: 'invalid_scope' } };
    handedOut += 1;
    const given = `pdus+${handedOut}-${'a'.repeat(20)}`;
    issued.add(given);
    return {
      status: 200,
      json: { access_token: given, token_type: 'bearer', expires_in: 86_400, scope: asks.join(' ') },
    };
  }

  function answer(asked: Asked): Told {
    const call = `${asked.method} ${asked.path}`;
    if (call === 'POST /v2/enqueue') return enqueue(asked);
    if (call === 'POST /oauth/token') return oauth(asked);
    const shut = entered(asked);
    if (shut !== null) return shut;
    if (call === 'POST /incidents') return create(asked);
    if (call === 'GET /incidents') return list(asked);
    const service = /^GET \/services\/(\w+)$/.exec(call)?.[1];
    if (service !== undefined) {
      const one = services.find(({ id }) => id === service);
      return one === undefined
        ? no(404, 2100, 'Not Found')
        : {
            status: 200,
            json: {
              service: {
                id: one.id,
                type: 'service',
                name: 'Gateways',
                status: one.status ?? 'active',
                escalation_policy: { id: 'PESC1', type: 'escalation_policy_reference' },
              },
            },
          };
    }
    const [, method, id, notes] = /^(GET|POST) \/incidents\/(\w+)(\/notes)?$/.exec(call) ?? [];
    const incident = incidents.find((one) => one.id === id);
    if (id === undefined || (method === 'POST' && notes === undefined))
      return noSuchAddress({ error: { code: 2100 } });
    if (incident === undefined) return no(404, 2100, 'Not Found');
    if (notes === undefined) return { status: 200, json: { incident: bean(incident) } };
    if (method === 'GET') return { status: 200, json: { notes: [...incident.notes].reverse() } };
    const why = NOTE(asked.json);
    if (why !== null) return no(400, 2001, 'Invalid Input Provided', [why]);
    if (incident.notes.length >= MAX_NOTES)
      return no(400, 2001, 'Invalid Input Provided', ['Too many notes.']);
    const { note } = asked.json as { note: { content: string } };
    incident.notes.push({ id: `N${incident.notes.length}`, content: note.content });
    return { status: 200, json: { note: incident.notes.at(-1) } };
  }

  const server = await startVendor({
    answer,
    ...(options.elsewhere !== undefined && { elsewhere: options.elsewhere }),
    limited: () => ({
      ...no(429, 2020, 'Rate Limit Exceeded'),
      headers: { 'ratelimit-limit': '960', 'ratelimit-remaining': '0', 'ratelimit-reset': '13' },
    }),
  });
  const change = (id: string, how: (one: PagerDutyIncident) => void): void => {
    const one = incidents.find((incident) => incident.id === id);
    if (one !== undefined) how(one);
  };
  return {
    ...server,
    incidents,
    alerts,
    revoke: () => issued.clear(),
    expire: () => {
      expired = true;
      issued.clear();
    },
    renew: () => {
      expired = false;
    },
    resolve: (id) =>
      change(id, (one) => {
        one.resolved = true;
      }),
    merge: (id) =>
      change(id, (one) => {
        one.key = null;
      }),
    remove: (id) =>
      incidents.splice(
        incidents.findIndex((one) => one.id === id),
        1,
      ),
  };
}
