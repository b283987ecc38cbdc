/** The signed webhook: signatures by the standard, one id over all retries, and nothing to a wrong receiver. */
import { describe, expect, it } from 'vitest';
import { signatures, webhook } from '../../../src/tickets/kinds/webhook.ts';
import { SECRETS, startReceiver } from '../../fakes/desks/receiver.ts';
import { deskContract } from '../desk-contract.ts';
import { aComment, aTicket, deskAt, errorOf, untilEnd } from './peer.ts';

const SITE = 'https://desk.example';

async function webhookWith(options: Parameters<typeof startReceiver>[0] = {}) {
  let now = 1_795_000_000_000;
  const peer = untilEnd(await startReceiver({ now: () => now, ...options }));
  const settings = { url: `${SITE}/hooks/openclaw`, secrets: SECRETS };
  return {
    peer,
    desk: deskAt(webhook, settings, { [SITE]: peer.url }, () => now),
    now: () => now,
    later: (ms: number) => {
      now += ms;
    },
  };
}

deskContract('A signed webhook', async (elsewhere) => {
  const w = await webhookWith({ elsewhere });
  const { peer } = w;
  return {
    desk: w.desk,
    vendor: peer,
    now: w.now,
    later: w.later,
    seen: () =>
      peer.taken
        .filter(({ type }) => type === 'incident.ticket.opened')
        .map(({ id, data }) => ({
          title: String(data.title),
          text: String(data.text),
          comments: peer.taken
            .filter(({ type, data: one }) => type === 'incident.ticket.commented' && one.ticket === id)
            .map(({ data: one }) => String(one.text)),
          files: [],
        })),
    expire: peer.expire,
    renew: peer.renew,
    remove: null,
    writes: { open: /incident\.ticket\.opened/, comment: /incident\.ticket\.commented/, file: null },
    finds: false,
    secrets: [...SECRETS, ...SECRETS.map((one) => one.slice(6))],
  };
});

describe('a signed webhook', () => {
  it('signs as the standard’s own library does', async () => {
    // standardwebhooks 1.1.1: secret, id, time and body as published with it.
    expect(
      await signatures(['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='], {
        id: 'msg_01',
        timestamp: '1795333276',
        body: '{"type":"incident.ticket.opened","data":{"incident":"INC-1"}}',
      }),
    ).toBe('v1,YEGW0sCz2EKgAlR1AMeSPYmm8c3s9q0Sl5lQsp4mqYo=');
  });

  it('signs with both secrets while one is replaced', async () => {
    const { peer, desk } = await webhookWith();
    await desk.open(aTicket());
    expect(String(peer.asked[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  it('sends a ticket that is sent again under the same id, and it is taken once', async () => {
    const { peer, desk, later } = await webhookWith();
    const wanted = aTicket();
    await desk.open(wanted);
    later(3_600_000);
    expect(await desk.open(wanted)).toEqual({
      key: 'HOOK-1',
      id: wanted.marker,
      url: 'https://desk.example/1',
    });
    expect([peer.taken.length, peer.again]).toEqual([1, [wanted.marker]]);
  });

  it('calls a ticket by its marker where the receiver gives it no name', async () => {
    const { desk } = await webhookWith({ names: false });
    const wanted = aTicket();
    expect(await desk.open(wanted)).toEqual({ key: wanted.marker, id: wanted.marker, url: SITE });
    expect(await desk.read(wanted.marker)).toEqual({ key: wanted.marker, id: wanted.marker, url: SITE });
    expect(await desk.read('INC-1')).toBeNull();
  });

  it('tells a public comment apart', async () => {
    const { peer, desk } = await webhookWith();
    const ticket = await desk.open(aTicket());
    await desk.comment(ticket, aComment('inside'));
    await desk.comment(ticket, aComment('for all', { public: true }));
    expect(peer.taken.slice(1).map(({ data }) => data.public)).toEqual([false, true]);
  });

  it.each([404, 410])('a receiver that answers %d waits for a person', async (status) => {
    const desk = webhook.make(webhook.settings.parse({ url: `${SITE}/x`, secrets: SECRETS[0] }), {
      name: 'hook',
      now: Date.now,
      fetch: async () => new Response('gone', { status }),
    });
    expect((await errorOf(desk.open(aTicket()))).how).toBe('denied');
  });

  it.each([
    ['http', { url: 'http://desk.example/x', secrets: SECRETS[0] }],
    ['a secret of another kind', { url: SITE, secrets: 'abc' }],
    ['a short secret', { url: SITE, secrets: 'whsec_YWJj' }],
    ['three secrets', { url: SITE, secrets: [SECRETS[0], SECRETS[0], SECRETS[0]] }],
  ])('%s is refused', (_, settings) => {
    expect(webhook.settings.safeParse(settings).success).toBe(false);
  });
});
