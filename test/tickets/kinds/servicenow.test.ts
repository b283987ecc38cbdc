/** ServiceNow: nothing of a report in a query, in the description or as HTML, and no trust in an answer to a query. */
import { describe, expect, it } from 'vitest';
import { servicenow } from '../../../src/tickets/kinds/servicenow.ts';
import { type ServiceNowOptions, startServiceNow } from '../../fakes/desks/servicenow.ts';
import { deskContract } from '../desk-contract.ts';
import { aComment, aFile, aTicket, deskAt, errorOf, untilEnd } from './peer.ts';

const SITE = 'https://acme.service-now.com';
const SETTINGS = { url: SITE, user: 'bot', password: 'password-of-bot', attach: true };
const APP = { url: SITE, client_id: 'app-1', client_secret: 'secret-of-the-app' };

async function nowWith(options: ServiceNowOptions = {}, settings: Record<string, unknown> = SETTINGS) {
  let time = 1_795_000_000_000;
  const now = () => time;
  const peer = untilEnd(await startServiceNow({ now, ...options }));
  const later = (ms: number): void => {
    time += ms;
  };
  return { peer, desk: deskAt(servicenow, settings, { [SITE]: peer.url }, now), now, later };
}

describe.each<[string, ServiceNowOptions, Record<string, unknown>]>([
  ['ServiceNow', {}, SETTINGS],
  [
    'ServiceNow by a client, reading the journal',
    { seesNotes: false, app: { id: 'app-1', secret: 'secret-of-the-app' } },
    APP,
  ],
])('%s', (what, options, settings) => {
  deskContract(what, async (stranger) => {
    const { peer, desk, now, later } = await nowWith({ ...options, elsewhere: stranger }, settings);
    return {
      desk,
      vendor: peer,
      now,
      later,
      seen: () =>
        peer.incidents.map(({ fields, journal: [first, ...more], files }) => ({
          title: fields.short_description ?? '',
          text: first?.value ?? '',
          comments: more.map(({ value }) => value),
          files: files.map(({ name }) => name),
        })),
      expire: peer.expire,
      renew: peer.renew,
      remove: ({ key }) => peer.remove(key),
      writes: {
        open: /^POST .*\/table\/incident$/,
        comment: /^PATCH /,
        file: /^POST .*\/attachment\/file$/,
      },
      finds: true,
      secrets: [SETTINGS.password, APP.client_secret, 'bearer-of-now'],
    };
  });
});

describe('an incident', () => {
  it('has the report in its work notes and one line in what callers see', async () => {
    const { peer, desk } = await nowWith();
    const ticket = aTicket();
    const made = await desk.open(ticket);
    const [one] = peer.incidents;
    expect(made).toEqual({
      key: 'INC0010000',
      id: one?.sysId,
      url: `${SITE}/nav_to.do?uri=incident.do?sys_id=${one?.sysId}`,
    });
    expect(one?.fields).toEqual({
      short_description: ticket.title,
      description: `The report on this OpenClaw gateway stands in the work notes. ${ticket.marker}`,
      urgency: '2',
      impact: '2',
      correlation_id: ticket.marker,
      correlation_display: 'OpenClaw incident bot',
    });
    expect(one?.journal.map(({ element }) => element)).toEqual(['work_notes']);
    expect(one?.journal[0]?.value).toContain('gateway closed (1008): unauthorized');
    expect(await desk.find(ticket.marker, 0)).toEqual([made]);
    expect(await desk.read('inc0010000')).toEqual(made);
  });

  it('is not another one when the instance cannot read the query and gives all', async () => {
    const { peer, desk } = await nowWith();
    await desk.open(aTicket());
    for (const { fields } of peer.incidents) delete fields.correlation_id;
    expect(await desk.find(aTicket().marker, 0)).toEqual([]);
    expect(await desk.read('INC0099999')).toBeNull();
  });

  it.each(['INC0010000^ORactive=true', 'INC001000^NQsys_idISNOTEMPTY', '1', 'javascript:gs.log(1)', ''])(
    '%s is no key, and is not asked for',
    async (key) => {
      const { peer, desk } = await nowWith();
      await desk.open(aTicket());
      expect(await desk.read(key)).toBeNull();
      expect(peer.count(/^GET/)).toBe(0);
    },
  );

  it('opened twice is found twice, the first one first', async () => {
    const { peer, desk } = await nowWith();
    const ticket = aTicket();
    peer.mishap('cut-after', /^POST/);
    expect((await errorOf(desk.open(ticket))).how).toBe('unsure');
    await desk.open(ticket);
    expect((await desk.find(ticket.marker, 0)).map(({ key }) => key)).toEqual(['INC0010000', 'INC0010001']);
  });

  it('shows no HTML of a log line', async () => {
    const { peer, desk } = await nowWith();
    const text = '[code]<script>alert(1)</script>[/code] [CODE]<img src=x>[/CODE] [c[code]ode]<b>[/code]';
    const ticket = await desk.open(
      aTicket({
        title: text,
        body: [
          { kind: 'evidence', source: text, text },
          { kind: 'paragraph', words: [{ text }] },
        ],
      }),
    );
    await desk.comment(ticket, aComment(text));
    expect(peer.html()).toEqual([]);
    expect(peer.incidents[0]?.journal[0]?.value).toContain('<script>alert(1)</script>');
  });

  it('that was deleted is gone', async () => {
    const { peer, desk } = await nowWith();
    const made = await desk.open(aTicket());
    peer.remove(made.key);
    expect((await errorOf(desk.comment(made, aComment('x')))).how).toBe('gone');
    expect((await errorOf(desk.attach(made, aFile()))).how).toBe('gone');
    expect(await desk.read(made.key)).toBeNull();
  });

  it('of an instance that sleeps may or may not be there', async () => {
    const { peer, desk } = await nowWith();
    peer.mishap('html', /^POST/);
    const error = await errorOf(desk.open(aTicket()));
    expect(error).toMatchObject({ how: 'unsure', message: expect.stringContaining('a web page') });
  });
});

describe('a comment', () => {
  it('is a work note, and what callers see only when that is asked for', async () => {
    const { peer, desk } = await nowWith();
    const ticket = await desk.open(aTicket());
    await desk.comment(ticket, aComment('for us'));
    await desk.comment(ticket, aComment('for all', { public: true }));
    expect(peer.incidents[0]?.journal.slice(1).map(({ element }) => element)).toEqual([
      'work_notes',
      'comments',
    ]);
  });

  it.each<[string, ServiceNowOptions]>([
    ['in the incident as it is shown', { readsJournal: false }],
    ['in the journal’s own table', { seesNotes: false }],
  ])('is found %s', async (_, options) => {
    const { desk } = await nowWith(options);
    const ticket = await desk.open(aTicket());
    const comment = aComment('x');
    expect(await desk.hasComment(ticket, comment.marker)).toBe(false);
    await desk.comment(ticket, comment);
    expect(await desk.hasComment(ticket, comment.marker)).toBe(true);
  });

  it('is not written again by an account that cannot tell whether it is there', async () => {
    const { desk } = await nowWith({ readsJournal: false, seesNotes: false });
    const ticket = await desk.open(aTicket());
    expect((await errorOf(desk.hasComment(ticket, aComment('x').marker))).how).toBe('denied');
  });
});

describe('a file', () => {
  it('goes as it is', async () => {
    const { peer, desk } = await nowWith();
    const ticket = await desk.open(aTicket());
    const file = aFile();
    await desk.attach(ticket, file);
    expect(peer.incidents[0]?.files.map(({ name, type, bytes }) => [name, type, bytes])).toEqual([
      [file.name, 'application/gzip', Buffer.from(file.bytes)],
    ]);
    expect(await desk.hasFile(ticket, file)).toBe(true);
    expect(await desk.hasFile(ticket, aFile(1))).toBe(false);
  });

  it('is not sent where callers may be outsiders', async () => {
    const { peer, desk } = await nowWith({}, { ...SETTINGS, attach: false });
    const ticket = await desk.open(aTicket());
    expect((await errorOf(desk.attach(ticket, aFile()))).how).toBe('refused');
    expect(peer.count(/attachment/)).toBe(0);
  });

  it.each<[string, ServiceNowOptions, string]>([
    ['whose ending is not allowed', { extensions: ['txt'] }, 'glide.attachment.extensions'],
    ['that is too large', { maxFile: 10 }, 'com.glide.attachment.max_size'],
  ])('%s is refused with the instance’s words', async (_, options, words) => {
    const { desk } = await nowWith(options);
    const ticket = await desk.open(aTicket());
    expect(await errorOf(desk.attach(ticket, aFile()))).toMatchObject({
      how: 'refused',
      message: expect.stringContaining(words),
    });
  });

  it('whose name would be read as a query is refused', async () => {
    const { peer, desk } = await nowWith();
    const ticket = await desk.open(aTicket());
    const file = { ...aFile(), name: 'x^table_sys_id=1' };
    expect((await errorOf(desk.attach(ticket, file))).how).toBe('refused');
    expect(peer.count(/attachment/)).toBe(0);
  });
});

describe('who asks', () => {
  it.each<[string, ServiceNowOptions, Record<string, unknown>]>([
    ['a client', { app: { id: 'app-1', secret: 'secret-of-the-app' } }, APP],
    ['a key', { apiKey: 'key-of-now' }, { url: SITE, api_key: 'key-of-now' }],
    ['a user', {}, SETTINGS],
  ])('may be %s', async (_, options, settings) => {
    const { peer, desk } = await nowWith(options, settings);
    await desk.open(aTicket());
    expect(peer.incidents).toHaveLength(1);
    expect((await desk.check()).map(({ ok }) => ok)).toEqual([true, true, null]);
  });

  it('gets a new token when the one that it has is dead', async () => {
    const { peer, desk } = await nowWith({ app: { id: 'app-1', secret: 'secret-of-the-app' } }, APP);
    await desk.open(aTicket());
    peer.revoke();
    await desk.open(aTicket());
    expect([peer.incidents.length, peer.count(/oauth/)]).toEqual([2, 2]);
  });

  it('is told by desk check when nobody knows it, and nothing was written', async () => {
    const { peer, desk } = await nowWith({}, { ...SETTINGS, password: 'another' });
    expect(await desk.check()).toEqual([
      {
        what: 'credentials and incidents',
        ok: false,
        because: 'ServiceNow answered 401: User Not Authenticated: Required to provide Auth information',
      },
    ]);
    expect(peer.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('has one way in', () => {
    expect(servicenow.settings.safeParse({ url: SITE }).success).toBe(false);
    expect(servicenow.settings.safeParse({ ...APP, api_key: 'x' }).success).toBe(false);
  });
});

describe('trouble', () => {
  it('a limit tells when to come back', async () => {
    const { peer, desk } = await nowWith();
    peer.mishap('limited', /^POST/);
    expect(await errorOf(desk.open(aTicket()))).toMatchObject({ how: 'limited', retryAfterMs: 31_000 });
  });
});
