/** Zendesk: internal notes always, one ticket for one key, files only where they stay private and are scanned. */
import { describe, expect, it } from 'vitest';
import { zendesk } from '../../../src/tickets/kinds/zendesk.ts';
import type { Mishap } from '../../fakes/desks/vendor-server.ts';
import { startZendesk, type ZendeskOptions } from '../../fakes/desks/zendesk.ts';
import { deskContract } from '../desk-contract.ts';
import { aComment, aFile, aTicket, deskAt, errorOf, REPORT, untilEnd } from './peer.ts';

const SITE = 'https://acme.zendesk.com';
const APP = { url: SITE, client_id: 'openclaw', client_secret: 'secret-of-the-client' };
const PRIVATE = { ...APP, private_attachments: true };
const LEGACY = { url: SITE, email: 'bot@example.org', token: 'legacy-token' };

async function zendeskWith(options: ZendeskOptions = {}, settings: Record<string, unknown> = PRIVATE) {
  let time = 1_795_000_000_000;
  const now = () => time;
  const app = { id: APP.client_id, secret: APP.client_secret };
  const peer = untilEnd(await startZendesk({ now, app, ...options }));
  const later = (ms: number): void => {
    time += ms;
  };
  return { peer, desk: deskAt(zendesk, settings, { [SITE]: peer.url }, now), now, later };
}

describe.each<[string, ZendeskOptions, Record<string, unknown>]>([
  ['Zendesk', {}, PRIVATE],
  ['Zendesk without files', {}, APP],
])('%s', (what, options, settings) => {
  deskContract(what, async (stranger) => {
    const { peer, desk, now, later } = await zendeskWith({ ...options, elsewhere: stranger }, settings);
    return {
      desk,
      vendor: peer,
      now,
      later,
      seen: () =>
        peer.tickets.map(({ subject, comments: [first, ...more] }) => ({
          title: subject,
          text: first?.body ?? '',
          comments: more.filter(({ files }) => files.length === 0).map(({ body }) => body),
          files: more.flatMap(({ files }) => files.map(({ name }) => name)),
        })),
      expire: peer.expire,
      renew: peer.renew,
      remove: ({ id }) => peer.remove(Number(id)),
      writes: { open: /^POST .*\/tickets$/, comment: /^PUT .*\/tickets\/\d+$/, file: /^POST .*\/uploads$/ },
      finds: true,
      secrets: [APP.client_secret, 'bearer-of-zendesk'],
    };
  });
});

describe('a ticket', () => {
  it('is an internal note in fences, with the marker as external id', async () => {
    const { peer, desk } = await zendeskWith();
    const ticket = aTicket();
    const made = await desk.open(ticket);
    const [one] = peer.tickets;
    expect(made).toEqual({
      key: `#${one?.id}`,
      id: String(one?.id),
      url: `${SITE}/agent/tickets/${one?.id}`,
    });
    expect(one).toMatchObject({ externalId: ticket.marker, subject: ticket.title, priority: 'high' });
    expect(one?.comments.map(({ public: open }) => open)).toEqual([false]);
    expect(one?.comments[0]?.body).toContain('```text\ngateway closed (1008): unauthorized\n```');
    expect(await desk.read(made.key)).toEqual(made);
    expect(await desk.find(ticket.marker, 0)).toEqual([made]);
  });

  it('asks for nobody and copies nobody, so that no mail goes out', async () => {
    const { peer, desk } = await zendeskWith();
    await desk.open(aTicket());
    const body = peer.asked.find(({ path }) => path === '/api/v2/tickets')?.json as { ticket: object };
    expect(Object.keys(body.ticket).sort()).toEqual(
      ['comment', 'external_id', 'priority', 'subject', 'tags', 'type'].sort(),
    );
  });

  it('is one when the answer of the first try is lost, by the key', async () => {
    const { peer, desk } = await zendeskWith();
    const ticket = aTicket();
    peer.mishap('cut-after', /^POST .*tickets$/);
    expect((await errorOf(desk.open(ticket))).how).toBe('unsure');
    await desk.open(ticket);
    expect(peer.tickets).toHaveLength(1);
  });

  it('that a first try wrote otherwise is looked up', async () => {
    const { peer, desk } = await zendeskWith();
    const ticket = aTicket();
    const made = await desk.open(ticket);
    expect(await desk.open({ ...ticket, title: 'another title' })).toEqual(made);
    expect(peer.tickets).toHaveLength(1);
  });

  it('expands no placeholder of a log line', async () => {
    const { peer, desk } = await zendeskWith();
    const text = 'x {{ticket.requester.email}} {{{dc.secret}}} y';
    await desk.open(
      aTicket({
        body: [
          { kind: 'evidence', source: text, text },
          { kind: 'paragraph', words: [{ text }, { text, style: 'code' }] },
        ],
      }),
    );
    expect(peer.tickets[0]?.comments[0]?.body).not.toContain('{{');
  });

  it('that is too long is cut, says so, and keeps its marker', async () => {
    const { peer, desk } = await zendeskWith();
    const ticket = aTicket({
      body: [
        ...REPORT,
        ...Array.from(
          { length: 20 },
          () => ({ kind: 'evidence', source: 'log', text: '漢'.repeat(8_000) }) as const,
        ),
      ],
    });
    await desk.open(ticket);
    const body = peer.tickets[0]?.comments[0]?.body ?? '';
    expect(body).toContain('The report ends here');
    expect(body.endsWith(ticket.marker)).toBe(true);
    expect(Buffer.byteLength(body)).toBeLessThan(65_535);
  });

  it('that was deleted is gone', async () => {
    const { peer, desk } = await zendeskWith();
    const made = await desk.open(aTicket());
    peer.remove(Number(made.id));
    expect((await errorOf(desk.comment(made, aComment('x')))).how).toBe('gone');
    expect(await desk.read(made.key)).toBeNull();
  });

  it.each(['#0', 'x', '1; DROP', '../users/me', '-1'])('%s is not asked for', async (key) => {
    const { peer, desk } = await zendeskWith();
    expect(await desk.read(key)).toBeNull();
    expect(peer.asked).toEqual([]);
  });
});

describe('a comment', () => {
  it('is internal each time, and public is refused', async () => {
    const { peer, desk } = await zendeskWith();
    const ticket = await desk.open(aTicket());
    const comment = aComment('later');
    await desk.comment(ticket, comment);
    expect((await errorOf(desk.comment(ticket, aComment('x', { public: true })))).how).toBe('refused');
    expect(peer.tickets[0]?.comments.map(({ public: open }) => open)).toEqual([false, false]);
    expect(await desk.hasComment(ticket, comment.marker)).toBe(true);
    expect(await desk.hasComment(ticket, aComment('x').marker)).toBe(false);
  });

  it('is found on a later page', async () => {
    const { desk } = await zendeskWith();
    const ticket = await desk.open(aTicket());
    for (let n = 0; n < 120; n += 1) await desk.comment(ticket, aComment(`${n}`));
    const last = aComment('the last');
    await desk.comment(ticket, last);
    expect(await desk.hasComment(ticket, last.marker)).toBe(true);
  });
});

describe('a file', () => {
  it('is not sent as long as nobody says that attachments are private', async () => {
    const { peer, desk } = await zendeskWith({}, APP);
    const ticket = await desk.open(aTicket());
    expect(desk.abilities.attaches).toMatchObject({
      because: expect.stringContaining('whoever has the link'),
    });
    expect((await errorOf(desk.attach(ticket, aFile()))).how).toBe('refused');
    expect(peer.count(/uploads/)).toBe(0);
  });

  it('goes with an internal note, as it is', async () => {
    const { peer, desk } = await zendeskWith();
    const ticket = await desk.open(aTicket());
    const file = aFile();
    await desk.attach(ticket, file);
    const note = peer.tickets[0]?.comments[1];
    expect(note?.public).toBe(false);
    expect(note?.files.map(({ name, type, bytes }) => [name, type, bytes])).toEqual([
      [file.name, 'application/gzip', Buffer.from(file.bytes)],
    ]);
    expect(await desk.hasFile(ticket, file)).toBe(true);
    expect(await desk.hasFile(ticket, aFile(1))).toBe(false);
  });

  it('counts as attached only when the scan is over', async () => {
    const { peer, desk, later } = await zendeskWith({ scanMs: 60_000 });
    const ticket = await desk.open(aTicket());
    const file = aFile();
    expect(await errorOf(desk.attach(ticket, file))).toMatchObject({ how: 'unsure', retryAfterMs: 15_000 });
    expect((await errorOf(desk.hasFile(ticket, file))).how).toBe('limited');
    later(60_000);
    expect(await desk.hasFile(ticket, file)).toBe(true);
    expect(peer.count(/uploads/)).toBe(1);
  });

  it.each<Mishap>(['limited', 'cut', 'error', 'html', 'redirect'])(
    'of whose scan nothing is heard (%s) may be there, and is',
    async (mishap) => {
      const { peer, desk } = await zendeskWith({ elsewhere: 'http://127.0.0.1:9' });
      const ticket = await desk.open(aTicket());
      const file = aFile();
      peer.mishap(mishap, /^GET .*attachments/);
      expect((await errorOf(desk.attach(ticket, file))).how).toBe('unsure');
      expect(await desk.hasFile(ticket, file)).toBe(true);
    },
  );

  it('that the scan takes for malware is not said to be attached', async () => {
    const { desk } = await zendeskWith({ scanEnds: 'malware_found' });
    const ticket = await desk.open(aTicket());
    expect((await errorOf(desk.attach(ticket, aFile()))).message).toContain('for malware');
    expect((await errorOf(desk.hasFile(ticket, aFile()))).message).toContain('for malware');
  });

  it('is attached once when the answer is lost between upload and note', async () => {
    const { peer, desk } = await zendeskWith();
    const ticket = await desk.open(aTicket());
    const file = aFile();
    peer.mishap('cut-after', /^POST .*uploads$/);
    expect((await errorOf(desk.attach(ticket, file))).how).toBe('unsure');
    expect(await desk.hasFile(ticket, file)).toBe(false);
    await desk.attach(ticket, file);
    expect(peer.tickets[0]?.comments.flatMap(({ files }) => files)).toHaveLength(1);
  });
});

describe('who asks', () => {
  it('gets a token once, and a new one when it is dead', async () => {
    const { peer, desk, later } = await zendeskWith();
    await desk.open(aTicket());
    await desk.open(aTicket());
    expect(peer.issued()).toBe(1);
    peer.revoke();
    await desk.open(aTicket());
    expect(peer.issued()).toBe(2);
    later(3_600_000);
    await desk.open(aTicket());
    expect(peer.issued()).toBe(3);
    expect(peer.tickets).toHaveLength(4);
  });

  it('may still have a token of the old kind, and is told that it ends', async () => {
    const { desk } = await zendeskWith({ legacy: `${LEGACY.email}/token:${LEGACY.token}` }, LEGACY);
    await desk.open(aTicket());
    expect((await desk.check()).find(({ ok }) => ok === false)?.because).toContain('2027-04-30');
  });

  it.each<[string, ZendeskOptions, string]>([
    ['a wrong secret', { app: { id: 'openclaw', secret: 'another' } }, 'No token for client_id'],
    ['no agent', { role: 'end-user' }, 'only an agent can write internal notes'],
    ['a scope that cannot read', { scopes: ['users:read'] }, 'missing the following required scopes'],
  ])('with %s is told so by desk check', async (_, options, words) => {
    const { peer, desk } = await zendeskWith(options);
    const rows = await desk.check();
    expect(
      rows
        .filter(({ ok }) => ok === false)
        .map(({ because }) => because)
        .join(),
    ).toContain(words);
    expect(rows.map(({ because }) => because).join()).not.toContain(APP.client_secret);
    expect(peer.asked.filter(({ method, path }) => method !== 'GET' && path !== '/oauth/tokens')).toEqual([]);
  });

  it('has a way in of one kind', () => {
    expect(zendesk.settings.safeParse({ url: SITE }).success).toBe(false);
    expect(zendesk.settings.safeParse({ ...APP, ...LEGACY }).success).toBe(false);
    expect(zendesk.settings.safeParse({ ...APP, url: 'http://acme.zendesk.com' }).success).toBe(false);
  });
});

describe('trouble', () => {
  it('a limit tells when to come back', async () => {
    const { peer, desk } = await zendeskWith();
    peer.mishap('limited', /tickets$/);
    expect(await errorOf(desk.open(aTicket()))).toMatchObject({ how: 'limited', retryAfterMs: 93_000 });
  });
});
