/**
 * A bundle from the order to the file in a thread, over a real store: what is evidence and what is not, what a crash at
 * every single step leaves, and what happens to a file that is not what it should be.
 */
import { describe, expect, it } from 'vitest';
import { bundleKey } from '../../src/bundles/store.ts';
import type { JobRequest } from '../../src/hub/messages.ts';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import type { MadeReply } from '../../src/incidents/messages.ts';
import type { BundleView, Notice } from '../../src/incidents/notifier.ts';
import type { PublishResult } from '../../src/outbox/notifier.ts';
import { BUNDLE_PIECE_BYTES, type BundleMade } from '../../src/protocol/bundle.ts';
import { CHANNEL, MIRA } from './given.ts';
import { aFile, BUNDLE, digestOf, FILE, FILE_KEY, made, piece, pieces, reported } from './given-bundle.ts';
import { aWorld } from './world.ts';

type World = ReturnType<typeof aWorld>;
const host = 'node-3';
const wished: IncidentEvent = {
  ...{ id: 'wish', type: 'bundle', name: host, targets: [{ host }], person: MIRA, place: CHANNEL },
  text: 'bundle node-3',
};
const attached: IncidentEvent = {
  id: 'press',
  type: 'attached',
  bundle: BUNDLE,
  person: MIRA,
  place: CHANNEL,
};
const KEY = bundleKey('inc-1', digestOf(FILE));

/** Answers every order that the world's host was given since the last time, as a host agent would. */
function aHost(
  world: World,
  bytes = FILE,
  { file = bytes, told = made(bytes), size = BUNDLE_PIECE_BYTES } = {},
) {
  let answered = 0;
  const answer = async (job: JobRequest): Promise<void> => {
    const about = { order: job.id, host };
    await world.tell({ id: `${job.id}:accepted`, type: 'accepted', ...about });
    const { offset = 0, pieces: most = 16 } = job.args as { offset?: number; pieces?: number };
    const reports =
      job.op === 'bundle'
        ? [[reported({ kind: 'bundle', bundle: told })]]
        : job.op === 'bundle.part'
          ? pieces(offset, file, most, size).map((one) => [
              reported({ kind: 'bundle-piece', piece: { ...one, digest: told.digest } }),
            ])
          : [];
    for (const [seq, evidence] of reports.entries())
      await world.tell({ id: `${job.id}:evidence:${seq}`, type: 'evidence', ...about, seq, evidence });
    await world.tell({ id: `${job.id}:end`, type: 'done', ...about, tookMs: 9 });
  };
  return {
    async answers(): Promise<void> {
      for (; answered < world.jobs.length; answered += 1) await answer(world.jobs[answered] as JobRequest);
    },
  };
}

/** From the wish to the file in the thread. */
async function whole(world: World, told?: Parameters<typeof aHost>[2], bytes = FILE): Promise<void> {
  const agent = aHost(world, bytes, told);
  let at = 0;
  const goOn = async (): Promise<void> => {
    for (let round = 0; round < 4; round += 1) {
      await agent.answers();
      at += 30_000;
      await world.pass(at);
    }
  };
  await world.tell(wished);
  await goOn();
  pressedAt = world.steps();
  await world.tell(attached);
  await goOn();
}
/** The step at which the latest world was asked to attach. */
let pressedAt = 0;

const bundleOf = async (world: World): Promise<BundleView> => {
  const { view } = (await world.view()) as unknown as { view: { bundles: BundleView[] } };
  return view.bundles[0] as BundleView;
};
const shownFiles = (world: World): string[] => world.keys().filter((key) => key.startsWith('bundle-file'));

describe('a bundle', () => {
  it('goes from the order to a file in the thread, which holds every byte', async () => {
    const world = aWorld();
    await whole(world);
    expect(world.jobs.map(({ op }) => op)).toEqual(['bundle', 'bundle.part']);
    expect(await bundleOf(world)).toMatchObject({ state: 'kept', shares: [{ state: 'shown' }] });
    expect(world.files.bytes(KEY)).toEqual(FILE);
    expect(world.keys()).toEqual(['status', 'bundle/node-3.1', FILE_KEY]);
    expect(world.posted.at(-1)).toMatchObject({ under: '1.0', edits: 0, notice: { about: BUNDLE } });
  });

  it('is no evidence: nothing of it is judged, nor kept as if it were', async () => {
    const world = aWorld();
    await whole(world);
    expect(world.evidenceOf()).toEqual([]);
    expect(world.judgements()).toBe(0);
    expect(world.rows('bundle_pieces')).toEqual([]);
    const { made: told } = (await world.ask({ type: 'bundle', bundle: BUNDLE } as never)) as MadeReply;
    expect(told).toEqual(made());
  });

  it('is part of the record of what happened: who asked, what was made, who was given it', async () => {
    const world = aWorld();
    await whole(world);
    const rows = (await world.history()).map(({ type, body }) => [type, body.digest ?? body.key ?? null]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['bundle', null],
        ['bundle-made', digestOf(FILE)],
        ['attached', null],
        ['bundle-kept', null],
        ['said', FILE_KEY],
      ]),
    );
    expect(JSON.stringify(await world.history())).not.toContain(piece(0).base64.slice(0, 200));
  });

  it('is shown once though the bot dies on the way, at every second step from the press on', async () => {
    const small = aFile(2_000);
    const inTwo = { size: 1_500 };
    const healthy = aWorld();
    await whole(healthy, inTwo, small);
    const [from, steps] = [pressedAt, healthy.steps()];
    expect(steps - from).toBeGreaterThan(60);
    for (let dieAt = from; dieAt <= steps; dieAt += 2) {
      const world = aWorld({ dieAt });
      await whole(world, inTwo, small);
      await world.pass(3_600_000);
      expect(shownFiles(world), `died at ${dieAt} of ${steps}`).toEqual([FILE_KEY]);
      expect(await bundleOf(world), `died at ${dieAt}`).toMatchObject({
        state: 'kept',
        shares: [{ state: 'shown' }],
      });
      expect(world.files.bytes(bundleKey('inc-1', digestOf(small)))).toEqual(small);
    }
  }, 120_000);
});

describe('a file that does not come as it should', () => {
  const altered = Uint8Array.from(FILE, (byte, at) => (at === 77 ? byte ^ 1 : byte));

  it('is thrown away where one bit differs, with the reason, and nothing is shown', async () => {
    const world = aWorld();
    await whole(world, { file: altered });
    expect(await bundleOf(world)).toMatchObject({
      state: 'ready',
      trouble: { code: 'bundle.altered' },
      shares: [{ state: 'refused', code: 'not-fetched' }],
    });
    expect(world.files.keys()).toEqual([]);
    expect(world.rows('bundle_pieces')).toEqual([]);
    expect(shownFiles(world)).toEqual([]);
  });

  it('is thrown away where the host announced another digest', async () => {
    const world = aWorld();
    const told: BundleMade = made(FILE, { digest: digestOf(aFile(9)) });
    await whole(world, { told });
    expect(await bundleOf(world)).toMatchObject({ state: 'ready', trouble: { code: 'bundle.altered' } });
    expect(world.files.keys()).toEqual([]);
  });

  it('goes on from the next piece when the host died between two', async () => {
    const world = aWorld();
    const agent = aHost(world);
    await world.tell(wished);
    await agent.answers();
    await world.tell(attached);
    const [, part] = world.jobs;
    const about = { order: part?.id ?? '', host };
    await world.tell({ id: 'a', type: 'accepted', ...about });
    const evidence = [reported({ kind: 'bundle-piece', piece: piece(0) })];
    await world.tell({ id: 'e', type: 'evidence', ...about, seq: 0, evidence });
    await world.tell({ id: 'x', type: 'refused', ...about, code: 'stopped', why: 'the agent ended' });
    expect(world.jobs.at(-1)?.args).toMatchObject({ offset: pieces()[1]?.offset, pieces: 1 });
    const late = world.jobs.at(-1) as JobRequest;
    const rest = [reported({ kind: 'bundle-piece', piece: pieces()[1] as never })];
    const order = { order: late.id, host };
    await world.tell({ id: 'e2', type: 'evidence', ...order, seq: 0, evidence: rest });
    await world.tell({ id: 'd2', type: 'done', ...order, tookMs: 3 });
    await world.pass(60_000);
    expect(world.files.bytes(KEY)).toEqual(FILE);
  });

  it('is tried again where the disk was full for a moment, and said where it stays full', async () => {
    const world = aWorld();
    world.files.fail(2);
    await whole(world);
    expect(await bundleOf(world)).toMatchObject({ state: 'kept' });
    const full = aWorld();
    full.files.fail(1_000);
    await whole(full);
    await full.pass(3_600_000);
    expect(await bundleOf(full)).toMatchObject({ state: 'ready', trouble: { code: 'bundle.not-stored' } });
  });

  it('is not fetched to nowhere: a bot without a place for files says so', async () => {
    const world = aWorld({ bundles: false });
    await whole(world);
    expect(await bundleOf(world)).toMatchObject({ state: 'ready', trouble: { code: 'bundle.no-store' } });
  });
});

describe('Slack and a file', () => {
  const says = (answer: (notice: Notice) => PublishResult | undefined) => (notice: Notice) =>
    notice.what === 'bundle-file' ? answer(notice) : undefined;

  it('that it refuses is said with the reason, and never tried again by itself', async () => {
    const world = aWorld();
    let asked = 0;
    world.script(
      says(() => {
        asked += 1;
        return { ok: false, outcome: 'never', why: 'A guest is here.', code: 'audience' };
      }),
    );
    await whole(world);
    await world.tell({ ...wished, id: 'again', type: 'asked', host } as never);
    await world.pass(3_600_000);
    expect(asked).toBe(1);
    expect(await bundleOf(world)).toMatchObject({ shares: [{ why: 'A guest is here.', code: 'audience' }] });
  });

  it('that it takes too slowly waits, and keeps nothing else waiting', async () => {
    const world = aWorld();
    let refusals = 2;
    world.script(
      says(() => {
        if (refusals === 0) return undefined;
        refusals -= 1;
        return { ok: false, outcome: 'not-said', retryAfterMs: 30_000, why: 'ratelimited', limited: true };
      }),
    );
    await whole(world);
    await world.pass(600_000);
    expect(shownFiles(world)).toEqual([FILE_KEY]);
    expect(world.rows('silences')).toEqual([]);
  });

  it('of which nobody knows whether it was shown is looked up before it is shown again', async () => {
    const world = aWorld();
    let lost = 1;
    world.script(
      says(() => {
        if (lost === 0) return undefined;
        lost -= 1;
        return { ok: false, outcome: 'unknown', why: 'the answer was lost' };
      }),
    );
    await whole(world);
    await world.pass(600_000);
    expect(shownFiles(world)).toEqual([FILE_KEY]);
    expect(await bundleOf(world)).toMatchObject({ shares: [{ state: 'shown' }] });
  });

  it('is given up after an hour, not after a day', async () => {
    const world = aWorld();
    world.script(says(() => ({ ok: false, outcome: 'not-said', retryAfterMs: 0, why: 'no network' })));
    await whole(world);
    await world.pass(2 * 3_600_000);
    expect(await bundleOf(world)).toMatchObject({ shares: [{ state: 'refused', why: 'no network' }] });
  });
});

describe('in the end', () => {
  it('a deleted bundle goes from the store, and the host is told to drop its copy', async () => {
    const world = aWorld();
    await whole(world);
    await world.tell({ id: 'del', type: 'bundle-deleted', bundle: BUNDLE, person: MIRA });
    await world.pass(900_000);
    expect(world.files.keys()).toEqual([]);
    expect(world.jobs.at(-1)).toMatchObject({ op: 'bundle.drop', args: { digest: digestOf(FILE) } });
    expect(await bundleOf(world)).toMatchObject({ state: 'dropped', keptAt: null });
  });

  it('a file that is two bundles stays until the last of them goes', async () => {
    const world = aWorld();
    await whole(world);
    await world.tell({ ...wished, id: 'wish-2' });
    const agent = aHost(world);
    await agent.answers();
    await world.tell({ ...attached, id: 'press-2', bundle: 'inc-1.node-3.bundle-2' });
    for (let round = 0; round < 3; round += 1) {
      await agent.answers();
      await world.pass(400_000 + round * 30_000);
    }
    const gone = (n: number): IncidentEvent => ({
      ...{ id: `del-${n}`, type: 'bundle-deleted', bundle: `inc-1.node-3.bundle-${n}`, person: MIRA },
    });
    await world.tell(gone(2));
    await world.pass(600_000);
    expect(world.files.keys()).toEqual([KEY]);
    await world.tell(gone(1));
    await world.pass(700_000);
    expect(world.files.keys()).toEqual([]);
  });

  it('a bundle goes when it was kept for long enough, though its incident is closed and nobody asks', async () => {
    const world = aWorld();
    await whole(world);
    expect(world.files.keys()).toEqual([KEY]);
    await world.pass(31 * 86_400_000);
    expect(world.files.keys()).toEqual([]);
    expect(await bundleOf(world)).toMatchObject({ end: { because: { code: 'bundle.retention' } } });
  });
});

describe('a note', () => {
  it('goes along with the next order, with what happened, and stays within what an order can carry', async () => {
    const world = aWorld();
    await world.tell(wished);
    for (let n = 0; n < 40; n += 1)
      await world.tell({ id: `note-${n}`, type: 'note', person: MIRA, text: `${n} ${'ä'.repeat(900)}` });
    await aHost(world).answers();
    await world.tell({ ...wished, id: 'wish-2' });
    const story = world.jobs.at(-1)?.args.story as { notes: { text: string }[]; incident: string };
    expect(story.incident).toBe('inc-1');
    expect(story.notes.at(-1)?.text.startsWith('39 ')).toBe(true);
    expect(story.notes.length).toBeGreaterThan(5);
    expect(new TextEncoder().encode(JSON.stringify(story)).length).toBeLessThan(24_500);
  });
});
