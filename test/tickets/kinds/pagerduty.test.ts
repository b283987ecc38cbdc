/** PagerDuty: one incident for one key, no page for a second try, and a routing key that can do little. */
import { describe, expect, it } from 'vitest';
import { pagerduty } from '../../../src/tickets/kinds/pagerduty.ts';
import { pagerdutyEvents } from '../../../src/tickets/kinds/pagerduty-events.ts';
import { type PagerDutyOptions, startPagerDuty } from '../../fakes/desks/pagerduty.ts';
import { deskContract } from '../desk-contract.ts';
import { aComment, aFile, aTicket, deskAt, errorOf, REPORT, untilEnd } from './peer.ts';

const SETTINGS = { service: 'PSERV1', from: 'bot@example.org', token: 'token-of-pagerduty' };
const APP = {
  service: 'PSERV1',
  from: 'bot@example.org',
  client_id: 'app-1',
  client_secret: 'secret-of-the-app',
  subdomain: 'acme',
};
const ORIGINS = [
  'https://api.pagerduty.com',
  'https://identity.pagerduty.com',
  'https://events.pagerduty.com',
];

async function pagerdutyWith(options: PagerDutyOptions = {}, settings: Record<string, unknown> = SETTINGS) {
  let time = 1_795_000_000_000;
  const now = () => time;
  const peer = untilEnd(await startPagerDuty({ now, ...options }));
  const to = Object.fromEntries(ORIGINS.map((origin) => [origin, peer.url]));
  const kind = settings.routing_key === undefined ? pagerduty : pagerdutyEvents;
  const later = (ms: number): void => {
    time += ms;
  };
  return { peer, desk: deskAt(kind, settings, to, now), now, later };
}

describe.each<[string, PagerDutyOptions, Record<string, unknown>]>([
  ['PagerDuty', {}, SETTINGS],
  ['PagerDuty by an app', { app: { id: APP.client_id, secret: APP.client_secret } }, APP],
])('%s', (what, options, settings) => {
  deskContract(what, async (stranger) => {
    const { peer, desk, now, later } = await pagerdutyWith({ ...options, elsewhere: stranger }, settings);
    return {
      desk,
      vendor: peer,
      now,
      later,
      seen: () =>
        peer.incidents.map(({ title, details, notes }) => ({
          title,
          text: details,
          comments: notes.map(({ content }) => content),
          files: [],
        })),
      expire: peer.expire,
      renew: peer.renew,
      remove: ({ id }) => peer.remove(id),
      writes: { open: /^POST \/incidents$/, comment: /^POST .*\/notes$/, file: null },
      finds: true,
      secrets: [SETTINGS.token, APP.client_secret],
    };
  });
});

describe('an incident', () => {
  it('has the report as text, and the marker as its key', async () => {
    const { peer, desk } = await pagerdutyWith();
    const ticket = aTicket();
    const made = await desk.open(ticket);
    const [incident] = peer.incidents;
    expect(incident).toMatchObject({
      key: ticket.marker,
      title: ticket.title,
      urgency: 'high',
      service: 'PSERV1',
    });
    expect(incident?.details).toContain('gateway closed (1008): unauthorized');
    expect(made).toEqual({
      key: incident?.id,
      id: incident?.id,
      url: `https://acme.pagerduty.com/incidents/${incident?.id}`,
    });
    expect(await desk.read(made.key)).toEqual(made);
    expect(await desk.read(made.url)).toEqual(made);
  });

  it.each([
    [1, 'by-severity', 'high'],
    [3, 'by-severity', 'low'],
    [4, 'high', 'high'],
    [1, 'low', 'low'],
  ] as const)('of severity %d with urgency %s is %s', async (severity, urgency, is) => {
    const { peer, desk } = await pagerdutyWith({}, { ...SETTINGS, urgency });
    await desk.open(aTicket({ severity }));
    expect(peer.incidents[0]?.urgency).toBe(is);
  });

  it('that is there already is taken up by its key, also when it is resolved', async () => {
    const { peer, desk } = await pagerdutyWith({ resolvedKeysCount: true });
    const ticket = aTicket();
    peer.mishap('cut-after', /^POST/);
    expect((await errorOf(desk.open(ticket))).how).toBe('unsure');
    peer.resolve(peer.incidents[0]?.id ?? '');
    expect(await desk.open(ticket)).toMatchObject({ id: peer.incidents[0]?.id });
    expect(peer.incidents).toHaveLength(1);
  });

  it('is found when it is old, and when alerts were merged into it', async () => {
    const { peer, desk, later } = await pagerdutyWith();
    const [one, other] = [aTicket(), aTicket()];
    const made = await desk.open(one);
    await desk.open(other);
    later(400 * 86_400_000);
    expect(await desk.find(one.marker, 0)).toEqual([made]);
    peer.merge(made.id);
    expect(await desk.find(one.marker, 0)).toEqual([made]);
    expect(await desk.find(aTicket().marker, 0)).toEqual([]);
  });

  it('without a key is not taken up when others come along: then the key was not asked for', async () => {
    const bean = { html_url: 'https://acme.pagerduty.com/incidents/Q1', service: { id: 'PSERV1' } };
    const desk = pagerduty.make(pagerduty.settings.parse(SETTINGS), {
      name: 'pagerduty',
      now: Date.now,
      fetch: async () =>
        Response.json({
          incidents: [
            { ...bean, id: 'Q1', incident_key: null },
            { ...bean, id: 'Q2', incident_key: 'another' },
          ],
        }),
    });
    expect(await desk.find(aTicket().marker, 0)).toEqual([]);
  });

  it('of another service is not taken up', async () => {
    const { peer, desk } = await pagerdutyWith({ services: [{ id: 'PSERV1' }, { id: 'PSERV2' }] });
    const made = await desk.open(aTicket());
    const [incident] = peer.incidents;
    if (incident !== undefined) incident.service = 'PSERV2';
    expect(await desk.read(made.key)).toBeNull();
    expect(await desk.read('../services/PSERV1')).toBeNull();
  });

  it('is refused with PagerDuty’s words', async () => {
    const { desk } = await pagerdutyWith({ services: [{ id: 'POTHER' }] });
    const error = await errorOf(desk.open(aTicket()));
    expect(error).toMatchObject({ how: 'refused', message: expect.stringContaining('Service not found.') });
  });

  it('takes notes, and no files', async () => {
    const { peer, desk } = await pagerdutyWith();
    const ticket = await desk.open(aTicket());
    const comment = aComment('recovered');
    await desk.comment(ticket, comment);
    expect(peer.incidents[0]?.notes.map(({ content }) => content)).toEqual([
      `recovered\n\n${comment.marker}`,
    ]);
    expect(await desk.hasComment(ticket, comment.marker)).toBe(true);
    expect(await desk.hasComment(ticket, aComment('x').marker)).toBe(false);
    expect((await errorOf(desk.attach(ticket, aFile()))).how).toBe('refused');
    expect(desk.abilities.attaches).toEqual({ because: 'PagerDuty takes no files.' });
    peer.remove(ticket.id);
    expect((await errorOf(desk.comment(ticket, comment))).how).toBe('gone');
  });
});

describe('an app of PagerDuty', () => {
  it('asks for a token once, and again when the one that it has is dead', async () => {
    const { peer, desk } = await pagerdutyWith(
      { app: { id: APP.client_id, secret: APP.client_secret } },
      APP,
    );
    await desk.open(aTicket());
    await desk.open(aTicket());
    expect(peer.count(/oauth/)).toBe(1);
    const scope = new URLSearchParams(peer.asked[0]?.body.toString()).get('scope');
    expect(scope).toBe('as_account-us.acme incidents.read incidents.write services.read');
    // The next call is refused once, and goes through with a new token.
    peer.revoke();
    await desk.open(aTicket());
    expect([peer.incidents.length, peer.count(/oauth/)]).toEqual([3, 2]);
  });

  it('whose secret is wrong is told so, without it', async () => {
    const { desk } = await pagerdutyWith({ app: { id: APP.client_id, secret: 'another' } }, APP);
    const error = await errorOf(desk.open(aTicket()));
    expect(error.how).toBe('denied');
    expect(error.message).not.toContain(APP.client_secret);
  });

  it('that gets no answer for its token has surely sent nothing', async () => {
    const { peer, desk } = await pagerdutyWith(
      { app: { id: APP.client_id, secret: APP.client_secret } },
      APP,
    );
    peer.mishap('cut-after', /oauth/);
    expect((await errorOf(desk.open(aTicket()))).how).toBe('limited');
    expect(peer.incidents).toEqual([]);
  });
});

describe('desk check', () => {
  it('writes nothing and is content', async () => {
    const { peer, desk } = await pagerdutyWith();
    expect((await desk.check()).map(({ what, ok }) => [what, ok])).toEqual([
      ['service', true],
      ['incidents', true],
      ['right to open and to write notes', null],
    ]);
    expect(peer.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each<[string, PagerDutyOptions, string]>([
    ['the service', { services: [] }, 'PagerDuty answered 404: Not Found'],
    ['a service that is on', { services: [{ id: 'PSERV1', status: 'disabled' }] }, 'is disabled'],
    ['the token', { token: 'another' }, 'PagerDuty answered 401: Authentication failed'],
  ])('names %s that is missing', async (_, options, words) => {
    const { desk } = await pagerdutyWith(options);
    expect((await desk.check())[0]).toMatchObject({ ok: false, because: expect.stringContaining(words) });
  });
});

describe('an alert by Events v2', () => {
  const EVENTS = { routing_key: 'R0UT1NGK3Y', subdomain: 'acme' };

  it('is one for one marker while it is open', async () => {
    const { peer, desk } = await pagerdutyWith({}, EVENTS);
    const ticket = aTicket({ title: 'x'.repeat(2_000), severity: 1 });
    peer.mishap('cut-after', /enqueue/);
    expect((await errorOf(desk.open(ticket))).how).toBe('unsure');
    expect(await desk.open(ticket)).toEqual({
      key: ticket.marker,
      id: ticket.marker,
      url: 'https://acme.pagerduty.com/alerts',
    });
    expect(peer.alerts.map(({ key, severity, summary }) => [key, severity, summary.length])).toEqual([
      [ticket.marker, 'critical', 1_024],
    ]);
  });

  it('is not larger than PagerDuty takes', async () => {
    const { peer, desk } = await pagerdutyWith({}, EVENTS);
    const body = Array.from(
      { length: 100 },
      () => ({ kind: 'evidence', source: 'log', text: '\u{1f99e}"'.repeat(2_000) }) as const,
    );
    await desk.open(aTicket({ body: [...REPORT, ...body] }));
    expect(peer.alerts).toHaveLength(1);
  });

  it('takes neither comment nor file, and says so', async () => {
    const { peer, desk } = await pagerdutyWith({}, EVENTS);
    const ticket = await desk.open(aTicket());
    expect((await errorOf(desk.comment(ticket, aComment('x')))).message).toContain('no comment was written');
    expect((await errorOf(desk.attach(ticket, aFile()))).how).toBe('refused');
    expect(await desk.read(ticket.key)).toBeNull();
    expect(peer.asked).toHaveLength(1);
  });

  it('with a wrong key is refused without the key', async () => {
    const { desk } = await pagerdutyWith({ routingKey: 'ANOTHERKEY' }, EVENTS);
    const error = await errorOf(desk.open(aTicket()));
    expect(error).toMatchObject({ how: 'refused', message: expect.stringContaining('Invalid routing key') });
    expect(error.message).not.toContain(EVENTS.routing_key);
  });
});

describe('trouble', () => {
  it('a limit tells when to come back', async () => {
    const { peer, desk } = await pagerdutyWith();
    peer.mishap('limited', /^POST/);
    expect(await errorOf(desk.open(aTicket()))).toMatchObject({ how: 'limited', retryAfterMs: 13_000 });
  });

  it('the settings need one way in', () => {
    const one = pagerduty.settings.safeParse({ service: 'PSERV1', from: 'bot@example.org' });
    const both = pagerduty.settings.safeParse({ ...APP, token: 'x' });
    expect([one.success, both.success]).toEqual([false, false]);
  });
});
