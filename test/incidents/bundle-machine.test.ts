/** What a bundle becomes in every state when each event comes; that a file is given once, whole, and not for ever. */
import { describe, expect, it } from 'vitest';
import { MOST_BUNDLES } from '../../src/incidents/bundle.ts';
import { advance } from '../../src/incidents/incident.ts';
import type { Incident } from '../../src/incidents/record.ts';
import { wakeTime } from '../../src/incidents/wake-time.ts';
import type { Happening } from '../../src/incidents/work.ts';
import { BUNDLE_PIECE_BYTES } from '../../src/protocol/bundle.ts';
import { CHANNEL, MIRA, names, T0 } from './given.ts';
import {
  aFile,
  BUNDLE,
  FILE,
  FILE_KEY,
  HAPPENS,
  having,
  JON,
  KEPT_UNTIL,
  made,
  partJob,
  piece,
  pieces,
  REFUSED,
  the,
  toFetching,
  toKept,
  toReady,
  toWhole,
} from './given-bundle.ts';

const EVENTS: Record<string, () => Happening> = {
  accepted: () => HAPPENS.accepted(),
  'a bundle': () => HAPPENS.made(),
  'a bundle that the gate refused': () => HAPPENS.made(REFUSED),
  'a bundle for another order': () => HAPPENS.made(made(), 'inc-1.node-3.bundle.9'),
  'the order done': () => HAPPENS.ended(),
  'the order refused': () => HAPPENS.refused('policy'),
  attached: () => HAPPENS.attached(),
  linked: () => HAPPENS.linked(),
  'all pieces': () => HAPPENS.came(pieces()),
  'pieces refused': () => HAPPENS.refused('failed', partJob(1)),
  kept: () => HAPPENS.kept(),
  broken: () => HAPPENS.broken(),
  deleted: () => HAPPENS.deleted(),
};

const STATES: Record<string, Incident> = {
  wanted: having(HAPPENS.wished()),
  collecting: having(HAPPENS.wished(), HAPPENS.accepted()),
  ready: having(...toReady),
  fetching: having(...toFetching),
  whole: having(...toWhole),
  kept: having(...toKept),
  refused: having(HAPPENS.wished(), HAPPENS.made(REFUSED)),
  failed: having(HAPPENS.wished(), HAPPENS.refused('policy')),
  dropped: having(...toKept, HAPPENS.deleted()),
};

const same = (state: string): Record<string, string> =>
  Object.fromEntries(Object.keys(EVENTS).map((name) => [name, state]));

const MAKING = {
  'a bundle': 'ready',
  'a bundle that the gate refused': 'refused',
  'the order done': 'failed',
  'the order refused': 'failed',
};

/** How it stands afterwards; what is not named leaves it as it is. */
const TABLE: Record<string, Record<string, string>> = {
  wanted: { ...same('wanted'), ...MAKING, accepted: 'collecting' },
  collecting: { ...same('collecting'), ...MAKING },
  ready: { ...same('ready'), attached: 'fetching', linked: 'fetching', deleted: 'dropped' },
  fetching: { ...same('fetching'), 'all pieces': 'whole', 'pieces refused': 'ready', deleted: 'dropped' },
  whole: { ...same('whole'), kept: 'kept', broken: 'ready', deleted: 'dropped' },
  kept: { ...same('kept'), deleted: 'dropped' },
  refused: same('refused'),
  failed: same('failed'),
  dropped: same('dropped'),
};

const ops = (...events: Happening[]): string[] => {
  let it_ = having();
  return events.flatMap((one, n) => {
    const step = advance(it_, one, T0 + n * 1_000);
    it_ = step.incident;
    return step.effects.flatMap((effect) => (effect.kind === 'dispatch' ? [effect.job.op] : []));
  });
};

describe('a bundle', () => {
  for (const [state, rows] of Object.entries(TABLE)) {
    it(`that is ${state} answers every event`, () => {
      expect(the(STATES[state] as Incident).state).toBe(state);
      const answers = Object.entries(EVENTS).map(([name, make]) => [
        name,
        the(advance(STATES[state] as Incident, make(), T0 + 20_000).incident).state,
      ]);
      expect(Object.fromEntries(answers)).toEqual(rows);
    });
  }

  it('is ordered of the host, stays there until it is shared, and is then fetched', () => {
    expect(ops(...toReady)).toEqual(['bundle']);
    expect(ops(...toKept)).toEqual(['bundle', 'bundle.part']);
  });

  it('of two people who ask is one while it is made; another gateway, or a later wish, is another', () => {
    const twice = having(HAPPENS.wished(), HAPPENS.wished({ person: JON }));
    expect(twice.bundles).toHaveLength(1);
    expect(twice.jobs).toHaveLength(1);
    const other = HAPPENS.wished({ targets: [{ host: 'node-3', gateway: 'work' }] });
    expect(having(HAPPENS.wished(), other).bundles.map(({ n }) => n)).toEqual([1, 2]);
    expect(having(...toReady, HAPPENS.wished()).bundles.map(({ n }) => n)).toEqual([1, 2]);
  });

  it('that the gate refused names file, line and kind, has no file to give, and no way to get one', () => {
    const one = the(STATES.refused as Incident);
    expect(one.made?.gate).toMatchObject({ passed: false, hits: [{ file: 'logs/gateway.log', line: 12 }] });
    expect(one.end?.because).toEqual({ code: 'bundle.leak', params: {} });
    const asked = advance(STATES.refused as Incident, HAPPENS.attached(), T0 + 9_000);
    expect(names(asked.effects).filter((name) => name.startsWith('dispatch'))).toEqual([]);
  });

  it('keeps of a host’s lists only what a record can hold', () => {
    const many = made(FILE, {
      missing: Array.from({ length: 100 }, (_, n) => ({ what: `thing ${n}`, why: 'x'.repeat(500) })),
      masked: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`kind-${n}`, n])),
    });
    const it_ = having(HAPPENS.wished(), HAPPENS.made(many));
    expect(the(it_).made).toMatchObject({ missingMore: 80 });
    expect(Object.keys(the(it_).made?.masked ?? {})).toHaveLength(20);
    expect(the(it_).made?.masked).toHaveProperty('kind-4999');
  });

  it('opens an incident for its host, keeps it open while it is made, and lets it close', () => {
    expect(having(HAPPENS.wished())).toMatchObject({ state: 'open', requester: MIRA });
    expect(having(...toReady)).toMatchObject({ state: 'closed', closed: { why: 'finished' } });
    expect(having(...toFetching).state).toBe('open');
    expect(having(...toKept).state).toBe('closed');
  });

  it('of sixty more pushes out the oldest that are over, and none that can still be had', () => {
    const wishes = Array.from({ length: MOST_BUNDLES + 5 }, (_, n) => [
      HAPPENS.wished(),
      HAPPENS.refused('policy', `inc-1.node-3.bundle.${n + 2}`),
    ]).flat();
    const it_ = having(...toReady, ...wishes);
    expect(it_.bundles.length).toBeLessThanOrEqual(MOST_BUNDLES + 1);
    expect(the(it_)).toMatchObject({ id: BUNDLE, state: 'ready' });
  });
});

describe('the file on its way', () => {
  const large = aFile(40 * BUNDLE_PIECE_BYTES);
  const toLarge = [HAPPENS.wished(), HAPPENS.made(made(large)), HAPPENS.ended(), HAPPENS.attached()];
  const argsOf = (it_: Incident): unknown[] =>
    it_.jobs.filter(({ op }) => op === 'bundle.part').map(({ args }) => args);

  it('comes in as few orders as their bounds allow, each from the first byte that is missing', () => {
    const first = [...toLarge, HAPPENS.came(pieces(0, large)), HAPPENS.ended(partJob(1))];
    const at = 16 * BUNDLE_PIECE_BYTES;
    const second = [...first, HAPPENS.came(pieces(at, large), partJob(2)), HAPPENS.ended(partJob(2))];
    const last = [...second, HAPPENS.came(pieces(2 * at, large), partJob(3)), HAPPENS.ended(partJob(3))];
    expect(argsOf(having(...last))).toMatchObject([
      { offset: 0, pieces: 16 },
      { offset: at, pieces: 16 },
      { offset: 2 * at, pieces: 8 },
    ]);
    expect(the(having(...last)).state).toBe('whole');
  });

  it.each([
    ['comes twice', [piece(0), piece(0)], BUNDLE_PIECE_BYTES],
    ['comes before its turn', [piece(BUNDLE_PIECE_BYTES)], 0],
    ['is of another file', [piece(0, aFile(FILE.length + 1))], 0],
    ['is empty', [{ ...piece(0), base64: '' }], 0],
    ['says another size', [{ ...piece(0), total: FILE.length + 9 }], 0],
    [
      'goes past the end',
      [{ ...piece(0), base64: Buffer.from(aFile(FILE.length + 1)).toString('base64') }],
      0,
    ],
  ])('takes no piece that %s', (_what, all, have) => {
    expect(the(having(...toFetching, HAPPENS.came(all))).fetch?.have).toBe(have);
  });

  it('takes none for an order that is not its own', () => {
    expect(the(having(...toFetching, HAPPENS.came(pieces(), 'inc-1.node-3.1'))).fetch?.have).toBe(0);
  });

  it('is asked for again from where it stopped when host or connection died, a few times', () => {
    const half = [...toFetching, HAPPENS.came([piece(0)]), HAPPENS.accepted(partJob(1))];
    const it_ = having(...half);
    const late = wakeTime(it_) ?? 0;
    const { incident } = advance(it_, { type: 'tick' }, late);
    expect(argsOf(incident)).toMatchObject([{ offset: 0 }, { offset: BUNDLE_PIECE_BYTES, pieces: 1 }]);
    const nothing = [1, 2, 3, 4].map((n) => HAPPENS.ended(partJob(n)));
    const given = the(having(...toFetching, ...nothing));
    expect(given).toMatchObject({ state: 'ready', trouble: { code: 'bundle.no-pieces' }, fetch: null });
    expect(given.shares).toMatchObject([{ state: 'refused', code: 'not-fetched' }]);
  });

  it('that is not the one that the host has announced is thrown away, and may be asked for again', () => {
    const it_ = having(...toWhole, HAPPENS.broken());
    expect(the(it_)).toMatchObject({ state: 'ready', trouble: { code: 'bundle.altered' } });
    const again = advance(it_, HAPPENS.attached(), T0 + 30_000).incident;
    expect(the(again)).toMatchObject({ state: 'fetching', trouble: null, fetch: { have: 0 } });
    expect(the(again).shares.map(({ state }) => state)).toEqual(['refused', 'waiting']);
  });

  it('never comes after the host has forgotten it', () => {
    const it_ = having(...toReady);
    expect(wakeTime(it_)).toBe(KEPT_UNTIL);
    const { incident } = advance(it_, { type: 'tick' }, KEPT_UNTIL);
    expect(the(incident)).toMatchObject({
      state: 'dropped',
      end: { because: { code: 'bundle.host-forgot' } },
    });
  });
});

describe('a share', () => {
  const files = (...events: Happening[]): string[] =>
    events.reduce<{ it_: Incident; said: string[] }>(
      ({ it_, said }, one, n) => {
        const { incident, effects } = advance(it_, one, T0 + n * 1_000);
        return { it_: incident, said: [...said, ...names(effects).filter((name) => name.includes('-file'))] };
      },
      { it_: having(), said: [] },
    ).said;

  it('waits for the file and is said once, however often people ask', () => {
    expect(files(...toFetching)).toEqual([]);
    const asked = [...toFetching, HAPPENS.attached(), ...toWhole.slice(toFetching.length), HAPPENS.kept()];
    expect(files(...asked, HAPPENS.attached(), HAPPENS.said(FILE_KEY), HAPPENS.attached())).toEqual([
      `say ${FILE_KEY}`,
    ]);
  });

  it('goes where it was asked for: the channel, its thread, or another place of the incident', () => {
    const status: Happening = { id: 's', type: 'said', key: 'status', ref: '7.7' };
    const there = { via: 'slack', team: 'T1', channel: 'C2' };
    const elsewhere = HAPPENS.wished({ place: there });
    const events = [HAPPENS.wished(), status, elsewhere, ...toKept.slice(1)];
    const at = (place: object): unknown =>
      the(having(...events, HAPPENS.attached({ place }))).shares.at(-1)?.key;
    expect(at(CHANNEL)).toBe(FILE_KEY);
    expect(at({ ...CHANNEL, thread: '7.7' })).toBe(FILE_KEY);
    expect(at(there)).toBe(`${FILE_KEY}#2`);
    expect(the(having(...toReady, HAPPENS.attached({ place: there }))).shares).toEqual([]);
  });

  it('that Slack or an audience refuses says why, and may be tried again under another key', () => {
    const refused = having(...toKept, HAPPENS.unsaid(FILE_KEY, 'audience'));
    expect(the(refused).shares).toMatchObject([
      { state: 'refused', why: 'a guest is here', code: 'audience', despite: false },
    ]);
    const again = advance(refused, HAPPENS.attached({ despite: true }), T0 + 60_000);
    expect(names(again.effects)).toContain(`say ${FILE_KEY}/2`);
    expect(the(again.incident).shares.at(-1)).toMatchObject({ despite: true, state: 'going' });
  });

  it('ends with the file: what waits is told, and links give nothing any more', () => {
    const it_ = having(...toFetching, HAPPENS.linked(), HAPPENS.deleted());
    expect(the(it_)).toMatchObject({
      state: 'dropped',
      end: { by: JON },
      shares: [{ state: 'refused', code: 'gone' }],
      links: [{ revoked: true }],
    });
    expect(ops(...toKept, HAPPENS.deleted())).toEqual(['bundle', 'bundle.part', 'bundle.drop']);
  });
});

describe('a link', () => {
  it('is counted, and gives nothing after its last use, its end, or a word', () => {
    const linked = having(...toKept, HAPPENS.linked());
    const uses = (...events: Happening[]): number | undefined =>
      events.reduce((it_, one) => advance(it_, one, T0 + 60_000).incident, linked).bundles[0]?.links[0]?.uses;
    expect(uses(HAPPENS.used())).toBe(1);
    expect(uses(HAPPENS.used(), HAPPENS.used(), HAPPENS.used())).toBe(2);
    expect(uses(HAPPENS.unlinked(), HAPPENS.used())).toBe(0);
    expect(uses(HAPPENS.used('X'.repeat(43)))).toBe(0);
    expect(the(advance(linked, HAPPENS.used(), T0 + 3_600_000).incident).links[0]?.uses).toBe(0);
  });

  it('is made for files only', () => {
    expect(the(advance(STATES.failed as Incident, HAPPENS.linked(), T0).incident).links).toEqual([]);
  });
});

describe('retention', () => {
  it('ends by itself, and what is to be taken away stays known until it is gone', () => {
    const until = T0 + 30 * 86_400_000;
    const kept = having(...toKept);
    expect(wakeTime(kept)).toBe(until);
    const { incident } = advance(kept, { type: 'tick' }, until);
    expect(the(incident)).toMatchObject({ state: 'dropped', end: { because: { code: 'bundle.retention' } } });
    expect(the(incident).keptAt).not.toBeNull();
    expect(the(advance(incident, HAPPENS.gone(), until).incident).keptAt).toBeNull();
  });
});

describe('one file of several hosts', () => {
  const host = 'node-4';
  const several = HAPPENS.wished({ name: 'prod', targets: [{ host: 'node-3' }, { host }] });
  const OTHER = 'inc-1.node-4.bundle.1';
  const joint = (it_: Incident) => it_.bundles.find((one) => one.host === null);

  it('is one order a host and one bundle beside them, ready when the last of them is', () => {
    const begun = having(several);
    expect(begun.bundles.map(({ id }) => id)).toEqual([
      BUNDLE,
      'inc-1.node-4.bundle-1',
      'inc-1.several.bundle-1',
    ]);
    expect(joint(having(several, HAPPENS.made()))?.state).toBe('collecting');
    expect(joint(having(several, HAPPENS.made(), HAPPENS.made(made(), OTHER, host)))?.state).toBe('ready');
  });

  it('is made of those that have one, and is none where nobody has', () => {
    const some = having(several, HAPPENS.made(), HAPPENS.refused('policy', OTHER));
    expect(joint(some)?.state).toBe('ready');
    const none = having(several, HAPPENS.refused('policy'), HAPPENS.refused('policy', OTHER));
    expect(joint(none)).toMatchObject({ state: 'failed', end: { because: { code: 'bundle.no-member' } } });
  });

  it('fetches those of its hosts when it is shared, and is put together when all are kept', () => {
    const ready = [several, HAPPENS.made(), HAPPENS.made(made(), OTHER, host)];
    const shared = having(...ready, HAPPENS.attached({ bundle: 'inc-1.several.bundle-1' }));
    expect(shared.bundles.map(({ state }) => state)).toEqual(['fetching', 'fetching', 'fetching']);
    const kept = ['inc-1.node-3', 'inc-1.node-4'].flatMap((own): Happening[] => [
      { ...HAPPENS.came(pieces(), `${own}.bundle.part.1`), host: own.slice(6) } as Happening,
      { ...HAPPENS.kept(), bundle: `${own}.bundle-1` } as Happening,
    ]);
    const it_ = kept.reduce((so, one) => advance(so, one, T0 + 20_000).incident, shared);
    expect(it_.bundles.map(({ state }) => state)).toEqual(['kept', 'kept', 'whole']);
  });
});
