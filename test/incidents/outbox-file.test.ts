/** What does not fit into one message follows as a file: once, unless far more is missing, and never in the way. */
import { describe, expect, it } from 'vitest';
import type { IncidentEvent } from '../../src/incidents/event.ts';
import type { Notice } from '../../src/incidents/notifier.ts';
import type { PublishResult } from '../../src/outbox/notifier.ts';
import { CHANNEL, MIRA, ORDER } from './given.ts';
import { aWorld, evidence } from './world.ts';

type World = ReturnType<typeof aWorld>;
const about = { host: 'node-3', order: ORDER };
const asked: IncidentEvent = {
  id: 'ask',
  type: 'asked',
  host: 'node-3',
  person: MIRA,
  place: CHANNEL,
  text: 'triage node-3',
};
const seen = (seq: number): IncidentEvent => ({
  id: `evidence-${seq}`,
  type: 'evidence',
  ...about,
  seq,
  evidence: evidence(seq % 2 === 0 ? 'down' : 'unknown'),
});

/** Details leave so much out as told; whatever else `also` says. */
function overflowing(
  world: World,
  missing: () => number,
  also: (notice: Notice) => PublishResult | undefined,
) {
  world.script((notice) => {
    const answer = also(notice);
    if (answer !== undefined) return answer;
    if (notice.what !== 'details' || notice.asFile) return undefined;
    return { ok: true, ref: notice.edit ?? `${world.posted.length + 1}.0`, missing: missing() };
  });
}

async function triage(world: World): Promise<void> {
  await world.tell(asked);
  await world.tell(seen(0));
  await world.tell({ id: 'done', type: 'done', ...about, tookMs: 640 });
  await world.pass(60_000);
}
const FILE = 'details/node-3+file';
const none = () => undefined;

describe('a message that does not fit', () => {
  it('has a file in the same thread', async () => {
    const world = aWorld();
    overflowing(world, () => 900, none);
    await triage(world);
    expect(world.keys()).toEqual(['status', 'details/node-3', FILE]);
    expect(world.posted[2]).toMatchObject({ under: '1.0', notice: { asFile: true, host: 'node-3' } });
  });

  it('has none when everything fits', async () => {
    const world = aWorld();
    await triage(world);
    expect(world.keys()).toEqual(['status', 'details/node-3']);
  });

  it('has no second file after an edit unless far more is missing', async () => {
    const world = aWorld();
    let missing = 900;
    overflowing(world, () => missing, none);
    await triage(world);
    missing = 2_800;
    await world.tell(seen(1));
    await world.pass(120_000);
    expect(world.posted[1]?.edits).toBe(1);
    expect(world.keys()).toEqual(['status', 'details/node-3', FILE]);
    missing = 2_900;
    await world.tell(seen(2));
    await world.pass(180_000);
    expect(world.keys()).toEqual(['status', 'details/node-3', FILE, `${FILE}2`]);
  });

  it('says why there is no file, and that is its last word about it', async () => {
    const world = aWorld();
    let tries = 0;
    overflowing(
      world,
      () => 900,
      (notice) => {
        if (!notice.asFile) return undefined;
        tries += 1;
        return { ok: false, outcome: 'never', why: 'The app lacks files:write.' };
      },
    );
    await triage(world);
    expect(world.posted[1]).toMatchObject({ edits: 1, notice: { noFile: 'The app lacks files:write.' } });
    await world.tell(seen(1));
    await world.pass(120_000);
    expect(world.keys()).toEqual(['status', 'details/node-3']);
    expect(world.posted[1]).toMatchObject({ edits: 2, notice: { noFile: 'The app lacks files:write.' } });
    expect(tries).toBe(1);
  });

  it('looks for the file before it is shown again when nobody knows whether it was', async () => {
    const world = aWorld();
    let lost = true;
    overflowing(
      world,
      () => 900,
      (notice) => {
        if (!notice.asFile || !lost) return undefined;
        lost = false;
        return { ok: false, outcome: 'unknown', why: 'timed out' };
      },
    );
    await triage(world);
    expect(world.keys()).toEqual(['status', 'details/node-3', FILE]);
  });

  it('does not make the other messages wait for its file', async () => {
    const world = aWorld();
    overflowing(
      world,
      () => 900,
      (notice) =>
        notice.asFile
          ? { ok: false, outcome: 'not-said', retryAfterMs: 3_600_000, why: 'ratelimited', limited: true }
          : undefined,
    );
    await triage(world);
    const before = world.posted[0]?.edits ?? 0;
    await world.tell(seen(1));
    await world.pass(120_000);
    expect(world.posted[0]?.edits).toBe(before + 1);
    expect(world.posted[0]?.notice.silence).toBeUndefined();
  });

  it('has one file wherever the bot dies', async () => {
    const calm = aWorld();
    overflowing(calm, () => 900, none);
    await triage(calm);
    for (let dieAt = 1; dieAt <= calm.steps(); dieAt++) {
      const world = aWorld({ dieAt });
      overflowing(world, () => 900, none);
      await triage(world);
      await world.pass(120_000);
      expect([dieAt, world.keys()]).toEqual([dieAt, calm.keys()]);
    }
  });
});

it('gives a status that overflows no file before its looks have ended', async () => {
  const world = aWorld();
  world.script((notice) => {
    if (notice.what !== 'status' || notice.asFile) return undefined;
    return { ok: true, ref: notice.edit ?? `${world.posted.length + 1}.0`, missing: 500 };
  });
  await world.tell(asked);
  await world.pass(5_000);
  expect(world.keys()).toEqual(['status']);
  await triage(world);
  expect(world.keys()).toContain('status+file');
  expect(world.posted.find(({ key }) => key === 'status+file')?.under).toBe('1.0');
});
