/**
 * @module tickets/kinds/pagerduty-events
 * PagerDuty by Events v2: all it needs is the routing key of an integration, which can raise an alert and read nothing.
 * The least right of all desks, so that it can neither comment nor be asked; one alert for one marker while it is open.
 * Sources: https://developer.pagerduty.com/docs/events-api-v2-overview, https://developer.pagerduty.com/docs/send-alert-event.
 */
import * as z from 'zod';
import { readAs } from '../answer.ts';
import { type Desk, type DeskAbilities, DeskError } from '../desk.ts';
import { deskHttp } from '../http.ts';
import { type DeskTools, deskKind } from '../kind.ts';
import { plain } from '../markup/plain.ts';
import { titleText } from '../markup/untrusted.ts';

const DESK = 'PagerDuty';
const MAX_SUMMARY = 1_024;
/** An event has 512 KiB at most, in bytes; an escaped character takes up to six of them. */
const MAX_TEXT = 60_000;
/** 1 is worst. */
const SEVERITIES = { 1: 'critical', 2: 'error', 3: 'warning', 4: 'info' } as const;
/** By which our own alert intake knows its own alerts. */
const SOURCE = 'openclaw-incident';

const Settings = z.strictObject({
  region: z.enum(['us', 'eu']).default('us'),
  routing_key: z.string().regex(/^[A-Za-z0-9]{8,64}$/, 'must be an integration key: letters and digits'),
  subdomain: z.string().regex(/^[a-z0-9-]+$/, 'must be the word before .pagerduty.com'),
});

const ABILITIES: DeskAbilities = {
  attaches: { because: 'PagerDuty takes no files.' },
  largestFile: null,
  internal: 'no-difference',
  atomic: true,
  lagMs: 0,
};

const Taken = z.object({ status: z.literal('success'), dedup_key: z.string() });

function saysWhy(json: unknown): string | null {
  const { message, errors } = (json ?? {}) as { message?: unknown; errors?: unknown };
  const all = [message, ...(Array.isArray(errors) ? errors : [])].filter((one) => typeof one === 'string');
  return all.length > 0 ? all.join(': ') : null;
}

function makeEvents(settings: z.infer<typeof Settings>, { name, fetch, now }: DeskTools): Desk {
  const { region, routing_key, subdomain } = settings;
  const origin = region === 'us' ? 'https://events.pagerduty.com' : 'https://events.eu.pagerduty.com';
  const http = deskHttp({
    desk: DESK,
    fetch,
    now,
    origins: [origin],
    credential: async () => ({}),
    // The key travels in the body, and a vendor may repeat what it was sent.
    saysWhy: (json) => saysWhy(json)?.replaceAll(routing_key, '‹routing key›') ?? null,
  });
  const silent = (what: string): DeskError =>
    new DeskError('refused', `A routing key of PagerDuty can raise an alert and nothing else: ${what}`);

  return {
    name,
    kind: 'pagerduty-events',
    abilities: ABILITIES,

    async open({ marker, title, body, severity, wantedAt }) {
      const answer = await http({
        method: 'POST',
        url: `${origin}/v2/enqueue`,
        json: {
          routing_key,
          event_action: 'trigger',
          dedup_key: marker,
          payload: {
            summary: titleText(title, MAX_SUMMARY),
            source: SOURCE,
            severity: SEVERITIES[severity],
            timestamp: new Date(wantedAt).toISOString(),
            custom_details: { report: plain(body, { limit: MAX_TEXT, desk: DESK }) },
          },
        },
      });
      readAs(Taken, answer, DESK);
      // A key that only sends is told neither the alert's number nor its address.
      return { key: marker, id: marker, url: `https://${subdomain}.pagerduty.com/alerts` };
    },

    find: async () => [],
    read: async () => null,
    async comment() {
      throw silent('no comment was written.');
    },
    hasComment: async () => false,
    async attach() {
      throw silent('no file was sent.');
    },
    hasFile: async () => false,

    check: async () => [
      {
        what: 'routing key',
        ok: null,
        because: 'It cannot be tried without raising an alert. Send one by hand where the key is shown.',
      },
    ],
  };
}

export const pagerdutyEvents = deskKind({
  kind: 'pagerduty-events',
  title: 'PagerDuty alerts',
  settings: Settings,
  where: {
    region: 'us, or eu when the address of your account ends with eu.pagerduty.com',
    routing_key: 'the service → Integrations → Events API V2: Integration Key',
    subdomain: 'the word before .pagerduty.com in the address of the account',
  },
  abilities: ABILITIES,
  remarks: [
    'Its key can raise an alert and read nothing, so that comments are refused and desk check cannot try it.',
    'One alert for one marker as long as the alert is open.',
  ],
  make: makeEvents,
});
