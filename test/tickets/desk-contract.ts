/**
 * What every desk does alike, whoever its vendor is: one body of tests over a small world. A kind is right when its world
 * passes; what it does besides stands in a test of its own.
 */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Document } from '../../src/protocol/document.ts';
import type { Desk, Ticket } from '../../src/tickets/desk.ts';
import { ERRANDS_TABLE } from '../../src/tickets/errand.ts';
import { createErrands } from '../../src/tickets/errands.ts';
import { newMarker } from '../../src/tickets/marker.ts';
import type { Mishap, VendorServer } from '../fakes/desks/vendor-server.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';
import { HOSTILE } from './hostile-lines.ts';
import { aComment, aFile, aTicket, elsewhere, errorOf } from './kinds/peer.ts';
import { silentLog } from './silent-log.ts';

/** A ticket as people find it at the vendor. */
export type Seen = { title: string; text: string; comments: string[]; files: string[] };

export type DeskWorld = {
  desk: Desk;
  vendor: VendorServer;
  now: () => number;
  later(ms: number): void;
  /** All tickets, the first one first. */
  seen(): Promise<Seen[]> | Seen[];
  /** The credentials stop to work, and work again. */
  expire(): void;
  renew(): void;
  /** Deletes a ticket; null where nothing can be deleted. */
  remove: ((ticket: Ticket) => void) | null;
  /** The calls that write, as `METHOD /path`. */
  writes: { open: RegExp; comment: RegExp; file: RegExp | null };
  /** A desk that can be asked for what it has; a webhook cannot. */
  finds: boolean;
  /** What may stand in no message. */
  secrets: readonly string[];
};

const LONG: Document = [
  { kind: 'paragraph', words: [{ text: 'What was seen.' }] },
  ...Array.from(
    { length: 60 },
    (_, n) => ({ kind: 'evidence', source: `log ${n}`, text: 'a line of a log\n'.repeat(450) }) as const,
  ),
];

export function deskContract(what: string, build: (elsewhere: string) => Promise<DeskWorld>): void {
  async function world(): Promise<DeskWorld & { stranger: VendorServer }> {
    const stranger = await elsewhere();
    const made = await build(stranger.url);
    onTestFinished(() => expect(stranger.asked, 'something reached another host').toEqual([]));
    return { ...made, stranger };
  }

  /** The desk's refusal, which tells no secret. */
  async function no(w: DeskWorld, work: Promise<unknown>) {
    const error = await errorOf(work);
    for (const secret of w.secrets) expect(error.message).not.toContain(secret);
    expect(error.message.length).toBeLessThan(600);
    return error;
  }

  describe(`${what}, as every desk`, () => {
    it('opens a ticket that is found by its marker and its key', async () => {
      const w = await world();
      const wanted = aTicket({ wantedAt: w.now() });
      const ticket = await w.desk.open(wanted);
      expect(ticket.url).toMatch(/^https?:\/\//);
      const [seen, ...more] = await w.seen();
      expect(more).toEqual([]);
      expect(seen?.title).toContain('[node-3] token-drift');
      expect(seen?.text).toContain('gateway closed (1008): unauthorized');
      w.later(w.desk.abilities.lagMs);
      if (!w.finds) return;
      expect(await w.desk.find(wanted.marker, wanted.wantedAt)).toEqual([ticket]);
      expect(await w.desk.find(newMarker(), wanted.wantedAt)).toEqual([]);
      expect(await w.desk.read(ticket.key)).toEqual(ticket);
      expect(await w.desk.read('nothing like a key of ours')).toBeNull();
    });

    it('carries what strangers wrote, and takes none of it for a marker', async () => {
      const w = await world();
      const other = newMarker();
      const lines = HOSTILE.map(([, text]) => text).join('\n');
      const ticket = await w.desk.open(
        aTicket({
          wantedAt: w.now(),
          title: `[node-3] ${HOSTILE[0]?.[1]}`,
          body: [
            { kind: 'evidence', source: 'log', text: `<!-- ${other} -->\n${other}\n${lines}\n${other}` },
            { kind: 'paragraph', words: [{ text: `${other} ${lines.slice(0, 1_500)}` }] },
          ],
        }),
      );
      await w.desk.comment(ticket, {
        marker: newMarker(),
        body: [{ kind: 'evidence', source: 'log', text: `<!-- ${other} -->\n${other}\n${lines}\n${other}` }],
      });
      w.later(w.desk.abilities.lagMs);
      expect(await w.seen()).toHaveLength(1);
      expect(await w.desk.find(other, w.now() - 60_000)).toEqual([]);
      if (w.finds) expect(await w.desk.hasComment(ticket, other)).toBe(false);
    });

    it('cuts a report that is too long, and says so; a title is one line', async () => {
      const w = await world();
      const wanted = aTicket({ wantedAt: w.now(), title: `[node-3]\n${'x'.repeat(2_000)}`, body: LONG });
      const ticket = await w.desk.open(wanted);
      await w.desk.comment(ticket, { marker: newMarker(), body: LONG });
      const [seen] = await w.seen();
      expect(seen?.title).not.toContain('\n');
      expect(seen?.text).toContain('The report ends here');
      expect(seen?.comments[0]).toContain('The report ends here');
      w.later(w.desk.abilities.lagMs);
      if (w.finds) expect(await w.desk.find(wanted.marker, wanted.wantedAt)).toEqual([ticket]);
    });

    it('comments, and knows its comments again', async () => {
      const w = await world();
      const ticket = await w.desk.open(aTicket({ wantedAt: w.now() }));
      const [one, two] = [aComment('It is back.'), aComment('It was the token.')];
      await w.desk.comment(ticket, one);
      await w.desk.comment(ticket, two);
      const [seen] = await w.seen();
      expect(seen?.comments.map((text) => /It [a-z ]+\./.exec(text)?.[0])).toEqual([
        'It is back.',
        'It was the token.',
      ]);
      if (!w.finds) return;
      expect(await w.desk.hasComment(ticket, two.marker)).toBe(true);
      expect(await w.desk.hasComment(ticket, newMarker())).toBe(false);
    });

    it('attaches a file and knows it again, or says why not', async () => {
      const w = await world();
      const ticket = await w.desk.open(aTicket({ wantedAt: w.now() }));
      const file = aFile();
      if (w.desk.abilities.attaches !== true) {
        expect(w.desk.abilities.attaches.because).toMatch(/\.$/);
        expect((await no(w, w.desk.attach(ticket, file))).how).toBe('refused');
        return;
      }
      await w.desk.attach(ticket, file);
      expect((await w.seen())[0]?.files).toEqual([file.name]);
      expect(await w.desk.hasFile(ticket, file)).toBe(true);
      expect(await w.desk.hasFile(ticket, aFile(3_000))).toBe(false);
    });

    it.each<[Mishap, string]>([
      ['limited', 'limited'],
      ['error', 'unsure'],
      ['html', 'unsure'],
      ['cut', 'unsure'],
      ['redirect', 'refused'],
    ])('%s of a write is %s, and nothing was done', async (mishap, how) => {
      const w = await world();
      w.vendor.mishap(mishap, w.writes.open);
      const wanted = aTicket({ wantedAt: w.now() });
      const error = await no(w, w.desk.open(wanted));
      expect(error.how).toBe(how);
      if (mishap === 'limited') expect(error.retryAfterMs).toBeGreaterThan(0);
      expect(await w.seen()).toEqual([]);
      const ticket = await w.desk.open(wanted);
      w.vendor.mishap(mishap, w.writes.comment);
      expect((await no(w, w.desk.comment(ticket, aComment('x')))).how).toBe(how);
      expect((await w.seen())[0]?.comments).toEqual([]);
    });

    it.each<Mishap>(['cut-after', 'cut-in-answer', 'error-after'])(
      '%s of a write is unsure, and found',
      async (mishap) => {
        const w = await world();
        w.vendor.mishap(mishap, w.writes.open);
        const wanted = aTicket({ wantedAt: w.now() });
        expect((await no(w, w.desk.open(wanted))).how).toBe('unsure');
        w.later(w.desk.abilities.lagMs);
        const [ticket = await w.desk.open(wanted)] = await w.desk.find(wanted.marker, wanted.wantedAt);
        expect(await w.seen()).toHaveLength(1);
        const comment = aComment('It is back.');
        w.vendor.mishap(mishap, w.writes.comment);
        expect((await no(w, w.desk.comment(ticket, comment))).how).toBe('unsure');
        if (w.finds) expect(await w.desk.hasComment(ticket, comment.marker)).toBe(true);
        else await w.desk.comment(ticket, comment);
        expect((await w.seen())[0]?.comments).toHaveLength(1);
      },
    );

    it('with credentials that expired is denied, and works when they are renewed', async () => {
      const w = await world();
      const ticket = await w.desk.open(aTicket({ wantedAt: w.now() }));
      w.expire();
      expect((await no(w, w.desk.open(aTicket({ wantedAt: w.now() })))).how).toBe('denied');
      expect((await no(w, w.desk.comment(ticket, aComment('x')))).how).toBe('denied');
      const told = await w.desk.check();
      expect(told.some(({ ok }) => ok === false)).toBe(true);
      w.renew();
      await w.desk.comment(ticket, aComment('It is back.'));
      expect((await w.seen()).map(({ comments }) => comments.length)).toEqual([1]);
    });

    it('says of a deleted ticket that it is gone', async () => {
      const w = await world();
      if (w.remove === null) return;
      const ticket = await w.desk.open(aTicket({ wantedAt: w.now() }));
      w.remove(ticket);
      expect((await no(w, w.desk.comment(ticket, aComment('x')))).how).toBe('gone');
      expect(await w.desk.read(ticket.key)).toBeNull();
    });

    it('is checked without writing, and all is well', async () => {
      const w = await world();
      const checks = await w.desk.check();
      expect(checks.length).toBeGreaterThan(0);
      expect(checks.filter(({ ok }) => ok === false)).toEqual([]);
      for (const { what: name, because } of checks) expect(`${name}: ${because}`).toMatch(/: .+\S$/);
      expect(await w.seen()).toEqual([]);
    });

    it.each<Mishap>(['cut', 'cut-after', 'cut-in-answer', 'error', 'error-after', 'html', 'limited'])(
      'an errand whose every first write meets %s is done once',
      async (mishap) => {
        const w = await world();
        const store = storeInMemory();
        store.run(ERRANDS_TABLE);
        const { bytes, ...file } = aFile();
        const errands = createErrands({
          store,
          desks: new Map([[w.desk.name, w.desk]]),
          now: w.now,
          random: () => 0.5,
          log: silentLog,
          bytesOf: async () => bytes,
        });
        const { title, body } = aTicket();
        errands.open({ id: 't', desk: w.desk.name, title, body, severity: 2 });
        errands.attach({ id: 'f', about: 't', file: { ...file, bytes: bytes.length }, otherwise: [] });
        errands.comment({ id: 'one', about: 't', body: aComment('It is back.').body });
        errands.comment({ id: 'two', about: 't', body: aComment('It was the token.').body });
        for (const on of [w.writes.open, w.writes.comment, w.writes.file])
          if (on !== null) w.vendor.mishap(mishap, on);
        for (let n = 0; n < 60 && errands.dueAt() !== null; n += 1) {
          w.later(Math.max(0, (errands.dueAt() ?? 0) - w.now()));
          await errands.run();
        }
        const attaches = w.desk.abilities.attaches === true;
        expect(errands.all().map(({ state, why }) => [state, why])).toEqual([
          ['done', null],
          attaches ? ['done', null] : ['failed', expect.any(String)],
          ['done', null],
          ['done', null],
          ...(attaches ? [] : [['done', null]]),
        ]);
        const seen = await w.seen();
        expect(seen).toHaveLength(1);
        expect(seen[0]?.files).toEqual(attaches ? [file.name] : []);
        const texts = seen[0]?.comments.join('\n') ?? '';
        for (const text of ['It is back.', 'It was the token.', ...(attaches ? [] : ['is not attached'])])
          expect(texts.split(text), text).toHaveLength(2);
      },
    );
  });
}
