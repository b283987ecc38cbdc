/** Linear, on its own schema: ids of ours, its private storage, and what a key is told. */
import { describe, expect, it } from 'vitest';
import { linear } from '../../../src/tickets/kinds/linear.ts';
import { uuidOf } from '../../../src/tickets/marker.ts';
import { KEY, startLinear, TEAM } from '../../fakes/desks/linear.ts';
import { deskContract } from '../desk-contract.ts';
import { aComment, aFile, aTicket, deskAt, errorOf, untilEnd } from './peer.ts';

const API = 'https://api.linear.app';

async function linearWith(settings: Record<string, unknown> = {}, elsewhere?: string) {
  const peer = untilEnd(await startLinear(elsewhere));
  let now = 1_795_000_000_000;
  const uploads = [new URL(peer.storage.url).host];
  const desk = deskAt(
    linear,
    { team: 'OPS', api_key: KEY, uploads, ...settings },
    { [API]: peer.url, [peer.storage.url]: peer.storage.url },
    () => now,
  );
  return {
    peer,
    desk,
    now: () => now,
    later: (ms: number) => {
      now += ms;
    },
  };
}

deskContract('Linear', async (elsewhere) => {
  const w = await linearWith({}, elsewhere);
  const { peer } = w;
  return {
    desk: w.desk,
    vendor: peer,
    now: w.now,
    later: w.later,
    seen: () =>
      peer.list
        .filter(({ trashed }) => !trashed)
        .map(({ title, description, comments, attachments }) => ({
          title,
          text: description,
          comments: comments.map(({ body }) => body),
          files: attachments.map((one) => one.title),
        })),
    expire: peer.expire,
    renew: peer.renew,
    remove: ({ id }) => peer.remove(id),
    writes: { open: /issueCreate/, comment: /commentCreate/, file: /attachmentCreate/ },
    finds: true,
    secrets: [KEY],
  };
});

describe('Linear', () => {
  it('knows a ticket by the id that its marker is, however often it is made', async () => {
    const { peer, desk } = await linearWith();
    const wanted = aTicket();
    const first = await desk.open(wanted);
    expect(first.id).toBe(uuidOf(wanted.marker));
    expect(await desk.open(wanted)).toEqual(first);
    const comment = aComment('once');
    await desk.comment(first, comment);
    await desk.comment(first, comment);
    const file = aFile();
    await desk.attach(first, file);
    await desk.attach(first, file);
    expect(peer.list).toHaveLength(1);
    expect([peer.list[0]?.comments.length, peer.list[0]?.attachments.length]).toEqual([1, 1]);
  });

  it('brings the bytes of a file to the storage, without the key', async () => {
    const { peer, desk } = await linearWith();
    const file = aFile(5_000);
    await desk.attach(await desk.open(aTicket()), file);
    expect([...peer.stored.values()].map((bytes) => Buffer.compare(bytes, file.bytes))).toEqual([0]);
    expect(peer.storage.asked[0]?.headers.authorization).toBeUndefined();
    expect(peer.list[0]?.attachments[0]?.metadata).toEqual({ sha256: file.sha256 });
  });

  it('sends no file to a storage that it does not know', async () => {
    const { peer, desk } = await linearWith({ uploads: ['storage.googleapis.com'] });
    const ticket = await desk.open(aTicket());
    const error = await errorOf(desk.attach(ticket, aFile()));
    expect(error.how).toBe('refused');
    expect(error.message).not.toContain('Signature');
    expect(peer.storage.asked).toEqual([]);
  });

  it('finds a comment on the third page', async () => {
    const { peer, desk } = await linearWith();
    const ticket = await desk.open(aTicket());
    const issue = peer.list[0];
    for (let n = 0; n < 230; n += 1) issue?.comments.push({ id: crypto.randomUUID(), body: `${n}` });
    const comment = aComment('the last');
    await desk.comment(ticket, comment);
    expect(await desk.hasComment(ticket, comment.marker)).toBe(true);
    expect(await desk.hasComment(ticket, aComment('none').marker)).toBe(false);
  });

  it.each(['OPS-1', 'ops-1', 'https://linear.app/acme/issue/OPS-1/ticket'])('reads %s', async (key) => {
    const { desk } = await linearWith();
    const ticket = await desk.open(aTicket());
    expect(await desk.read(key)).toEqual(ticket);
  });

  it('asks for the team once, and takes its id as well', async () => {
    const { peer, desk } = await linearWith();
    await desk.open(aTicket());
    await desk.open(aTicket());
    expect(peer.asked).toHaveLength(3);
    const byId = await linearWith({ team: TEAM.id });
    await byId.desk.open(aTicket());
    expect(byId.peer.asked).toHaveLength(1);
    expect((await byId.desk.check())[1]).toEqual({ what: 'team', ok: true, because: 'Operations (OPS).' });
  });

  it('is told which team it does not see', async () => {
    const { desk } = await linearWith({ team: 'NONE' });
    expect((await errorOf(desk.open(aTicket()))).how).toBe('denied');
    expect((await desk.check())[1]).toMatchObject({ what: 'team', ok: false });
  });

  it.each<[object, string]>([
    [{ errors: [{ message: 'x', extensions: { code: 'RATELIMITED' } }] }, 'limited'],
    [{ errors: [{ message: 'x', extensions: { type: 'authentication error' } }] }, 'denied'],
    [{ errors: [{ message: 'x', extensions: { type: 'forbidden' } }] }, 'denied'],
    [{ errors: [{ message: 'Entity not found: Issue', extensions: { code: 'INPUT_ERROR' } }] }, 'gone'],
    [{ errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }, 'unsure'],
    [{ errors: [{}] }, 'unsure'],
    [{ data: { commentCreate: { success: false } } }, 'unsure'],
    [{ data: null }, 'unsure'],
    [{}, 'unsure'],
  ])('reads %j with status 200 as %s', async (json, how) => {
    const desk = linear.make(linear.settings.parse({ team: TEAM.id, api_key: KEY }), {
      name: 'linear',
      now: Date.now,
      fetch: async () => Response.json(json),
    });
    const ticket = { key: 'OPS-1', id: 'x', url: 'https://linear.app/x' };
    expect((await errorOf(desk.comment(ticket, aComment('x')))).how).toBe(how);
  });
});
