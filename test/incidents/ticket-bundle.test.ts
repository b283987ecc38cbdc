/** A bundle and its ticket: the file is fetched first, given once, and where the desk does not take it, linked. */
import { describe, expect, it } from 'vitest';
import type { JobRequest } from '../../src/hub/messages.ts';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import type { IncidentView } from '../../src/incidents/notifier.ts';
import type { LinkMaker } from '../../src/incidents/ticket-courier.ts';
import type { BundleMade } from '../../src/protocol/bundle.ts';
import { type Slate, slate } from '../fakes/desks/slate.ts';
import { CHANNEL, MIRA } from './given.ts';
import { digestOf, FILE, made, pieces, REFUSED, reported } from './given-bundle.ts';
import { aWorld } from './world.ts';

const host = 'node-3';
const SHA = Buffer.from(digestOf(FILE), 'base64url').toString('hex');
const wished: IncidentEvent = {
  ...{ id: 'wish', type: 'bundle', name: host, targets: [{ host }], person: MIRA, place: CHANNEL },
  text: 'bundle node-3',
};
const ticket: IncidentEvent = { id: 'ticket', type: 'ticket', desk: 'slate', person: MIRA };

function aBundleWorld(
  abilities: Parameters<typeof slate>[1],
  { told = made(), linkFor }: { told?: BundleMade; linkFor?: LinkMaker } = {},
) {
  let desk: Slate | undefined;
  const world = aWorld({
    desk(now) {
      desk = slate(now, abilities);
      return desk;
    },
    ...(linkFor && { linkFor }),
  });
  if (desk === undefined) throw new Error('The world made no desk.');
  let answered = 0;

  async function answer(job: JobRequest): Promise<void> {
    const about = { order: job.id, host };
    const { offset = 0, pieces: most = 16 } = job.args as { offset?: number; pieces?: number };
    const reports =
      job.op === 'bundle'
        ? [reported({ kind: 'bundle', bundle: told })]
        : job.op === 'bundle.part'
          ? pieces(offset, FILE, most).map((piece) => reported({ kind: 'bundle-piece', piece }))
          : [];
    for (const [seq, one] of reports.entries())
      await world.tell({ id: `${job.id}:${seq}`, type: 'evidence', ...about, seq, evidence: [one] });
    await world.tell({ id: `${job.id}:end`, type: 'done', ...about, tookMs: 9 });
  }
  return {
    ...world,
    desk,
    /** The host does all that it was asked, and the clock goes on. */
    async goOn(at: number): Promise<void> {
      for (let round = 0; round < 4; round += 1) {
        for (; answered < world.jobs.length; answered += 1) await answer(world.jobs[answered] as JobRequest);
        await world.pass(at + round * 1_000);
      }
    },
    viewed: async () => ((await world.view()) as unknown as { view: IncidentView }).view,
  };
}

describe('a ticket with a bundle', () => {
  it('waits for it, says what its report says, and has the file once', async () => {
    const world = aBundleWorld({ largestFile: 10_000_000 });
    await world.tell(wished);
    await world.tell(ticket);
    expect(world.desk.calls).toEqual([]);
    await world.goOn(10_000);
    await world.goOn(10 * 60_000);
    const [one] = world.desk.tickets;
    expect(one?.body).toContain('reason=token_mismatch conn=7f');
    expect(one?.body).toContain(SHA);
    expect(one?.files).toEqual([`openclaw-inc-1-${SHA.slice(0, 12)}.tar.gz`]);
    expect(one?.comments.join()).not.toContain('attached:');
    expect((await world.viewed()).tickets).toMatchObject([{ state: 'open', file: { state: 'attached' } }]);
    // The wish alone has brought the file here: nobody had to share it first.
    expect((await world.viewed()).bundles).toMatchObject([{ state: 'kept', shares: [] }]);
  });

  it('says where the file is where its desk does not take it, by a link that the incident knows', async () => {
    const url = 'https://bot.example.org/bundles/token';
    const linkFor: LinkMaker = async () => ({ url, hash: digestOf(FILE), most: 20 });
    const world = aBundleWorld({ attaches: { because: 'Slate takes no files.' } }, { linkFor });
    await world.tell(wished);
    await world.tell(ticket);
    await world.goOn(10_000);
    await world.goOn(10 * 60_000);
    const [one] = world.desk.tickets;
    expect(one?.files).toEqual([]);
    const comment = one?.comments.find((words) => words.includes(url));
    expect(comment).toContain('The bundle is not attached: Slate takes no files.');
    const view = await world.viewed();
    expect(view.bundles?.[0]?.links).toMatchObject([{ whom: 'ticket' }]);
    expect(view.tickets?.[0]?.file).toMatchObject({ state: 'linked', why: 'Slate takes no files.' });
  });

  it('is written without it where the leak gate has refused it', async () => {
    const world = aBundleWorld({ largestFile: 10_000_000 }, { told: REFUSED });
    await world.tell(wished);
    await world.tell(ticket);
    await world.goOn(10_000);
    await world.goOn(10 * 60_000);
    const [one] = world.desk.tickets;
    expect(one?.files).toEqual([]);
    expect(one?.body).not.toContain('reason=token_mismatch');
  });

  it('does not wait for ever for a host that says nothing', async () => {
    const world = aBundleWorld({ largestFile: 10_000_000 });
    await world.tell(wished);
    await world.tell(ticket);
    await world.pass(60 * 60_000);
    expect(world.desk.tickets).toHaveLength(1);
  });

  it('that is open already gets a later one, and says so', async () => {
    const world = aBundleWorld({ largestFile: 10_000_000 });
    await world.tell({ ...wished, id: 'ask', type: 'asked', host } as unknown as IncidentEvent);
    await world.goOn(10_000);
    await world.tell(ticket);
    await world.pass(10 * 60_000);
    await world.tell(wished);
    await world.goOn(11 * 60_000);
    const bundle = (await world.viewed()).bundles?.[0]?.id ?? '';
    await world.tell({ ...ticket, id: 'ticket-2', bundle });
    await world.goOn(12 * 60_000);
    await world.goOn(20 * 60_000);
    expect(world.desk.tickets).toHaveLength(1);
    expect(world.desk.tickets[0]?.files).toHaveLength(1);
    expect(world.desk.tickets[0]?.comments.join()).toContain('a bundle was made');
  });
});
