/**
 * Every desk with its peer, for the figures: how a desk of the kind is set, where its vendor's addresses lead, and what
 * people find there afterwards.
 */
import type { DeskKind } from '../../src/tickets/kind.ts';
import { github } from '../../src/tickets/kinds/github.ts';
import { jira } from '../../src/tickets/kinds/jira.ts';
import { linear } from '../../src/tickets/kinds/linear.ts';
import { pagerduty } from '../../src/tickets/kinds/pagerduty.ts';
import { servicenow } from '../../src/tickets/kinds/servicenow.ts';
import { webhook } from '../../src/tickets/kinds/webhook.ts';
import { zendesk } from '../../src/tickets/kinds/zendesk.ts';
import { APP_ID, REPOSITORY, startGithub } from '../fakes/desks/github.ts';
import { startJira } from '../fakes/desks/jira.ts';
import { KEY, startLinear } from '../fakes/desks/linear.ts';
import { startPagerDuty } from '../fakes/desks/pagerduty.ts';
import { SECRETS, startReceiver } from '../fakes/desks/receiver.ts';
import { startServiceNow } from '../fakes/desks/servicenow.ts';
import { startZendesk } from '../fakes/desks/zendesk.ts';

/** What people find: how many tickets, the comments and the names of files of all of them. */
export type Found = { tickets: number; comments: string[]; files: string[] };

export type Place = {
  kind: DeskKind;
  settings: Record<string, unknown>;
  /** The vendor's origins, and where they lead. */
  to: Record<string, string>;
  found(): Promise<Found> | Found;
  stop(): Promise<void>;
};

const all = <T>(
  tickets: readonly T[],
  comments: (one: T) => string[],
  files: (one: T) => string[],
): Found => ({
  tickets: tickets.length,
  comments: tickets.flatMap(comments),
  files: tickets.flatMap(files),
});

export const PLACES: Readonly<Record<string, (now: () => number) => Promise<Place>>> = {
  async GitHub() {
    const peer = await startGithub();
    return {
      kind: github,
      settings: { repository: REPOSITORY, app_id: APP_ID, private_key: peer.privateKey },
      to: { 'https://api.github.com': peer.url },
      found: async () =>
        all(
          await peer.issues(),
          ({ comments }) => comments,
          () => [],
        ),
      stop: peer.stop,
    };
  },
  async Jira(now) {
    const url = 'https://acme.atlassian.net';
    const peer = await startJira({ now, indexLagMs: 55_000, projects: [{ type: 'service_desk' }] });
    return {
      kind: jira,
      settings: {
        url,
        email: 'bot@example.org',
        token: 'token-of-jira',
        project: 'OPS',
        issue_type: 'Incident',
      },
      to: { [url]: peer.url },
      found: () =>
        all(
          peer.issues,
          // A file of a service desk comes with a comment of its own.
          ({ comments }) =>
            comments.map(({ text }) => text).filter((text) => !text.startsWith('openclaw-inc')),
          ({ files }) => files.map(({ filename }) => filename),
        ),
      stop: peer.stop,
    };
  },
  async Linear() {
    const peer = await startLinear();
    return {
      kind: linear,
      settings: { team: 'OPS', api_key: KEY, uploads: [new URL(peer.storage.url).host] },
      to: { 'https://api.linear.app': peer.url, [peer.storage.url]: peer.storage.url },
      found: () =>
        all(
          peer.list,
          ({ comments }) => comments.map(({ body }) => body),
          ({ attachments }) => attachments.map(({ title }) => title),
        ),
      stop: peer.stop,
    };
  },
  async PagerDuty(now) {
    const peer = await startPagerDuty({ now, app: { id: 'a', secret: 's' } });
    const app = { client_id: 'a', client_secret: 's', subdomain: 'acme' };
    return {
      kind: pagerduty,
      settings: { service: 'PSERV1', from: 'bot@example.org', ...app },
      to: { 'https://api.pagerduty.com': peer.url, 'https://identity.pagerduty.com': peer.url },
      found: () =>
        all(
          peer.incidents,
          ({ notes }) => notes.map(({ content }) => content),
          () => [],
        ),
      stop: peer.stop,
    };
  },
  async Zendesk(now) {
    const url = 'https://acme.zendesk.com';
    const peer = await startZendesk({ now, scanMs: 0, app: { id: 'a', secret: 's' } });
    return {
      kind: zendesk,
      settings: { url, client_id: 'a', client_secret: 's', private_attachments: true },
      to: { [url]: peer.url },
      found: () =>
        all(
          peer.tickets,
          ({ comments }) =>
            comments.slice(1).flatMap(({ files, body }) => (files.length === 0 ? [body] : [])),
          ({ comments }) => comments.flatMap(({ files }) => files.map(({ name }) => name)),
        ),
      stop: peer.stop,
    };
  },
  async ServiceNow(now) {
    const url = 'https://acme.service-now.com';
    const peer = await startServiceNow({ now, app: { id: 'a', secret: 's' } });
    return {
      kind: servicenow,
      settings: { url, client_id: 'a', client_secret: 's', attach: true },
      to: { [url]: peer.url },
      found: () =>
        all(
          peer.incidents,
          ({ journal }) => journal.slice(1).map(({ value }) => value),
          ({ files }) => files.map(({ name }) => name),
        ),
      stop: peer.stop,
    };
  },
  async Webhook(now) {
    const url = 'https://desk.example';
    const peer = await startReceiver({ now });
    const of = (type: string) => peer.taken.filter((one) => one.type === `incident.ticket.${type}`);
    return {
      kind: webhook,
      settings: { url: `${url}/hooks/openclaw`, secrets: SECRETS },
      to: { [url]: peer.url },
      found: () => ({
        tickets: of('opened').length,
        comments: of('commented').map(({ data }) => String(data.text)),
        files: [],
      }),
      stop: peer.stop,
    };
  },
};
