/** What is wanted of a desk is done once in effect, whatever is lost on the way, and whoever waits is told why. */
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/protocol/document.ts';
import { DeskError } from '../../src/tickets/desk.ts';
import { ERRANDS_TABLE, type Errand } from '../../src/tickets/errand.ts';
import { createErrands } from '../../src/tickets/errands.ts';
import { type Fault, type Slate, slate } from '../fakes/desks/slate.ts';
import { storeInMemory } from '../fakes/store-in-memory.ts';
import { silentLog } from './silent-log.ts';

const text = (words: string): Document => [{ kind: 'paragraph', words: [{ text: words }] }];
const FILE = {
  name: 'openclaw-inc-1-0123456789ab.tar.gz',
  sha256: 'a'.repeat(64),
  bytes: 900,
  contentType: 'application/gzip',
};
const lost = new DeskError('unsure', 'Slate did not answer within 20 s.');

/** An incident's errands over one store, with a clock that jumps to whatever is due next. */
function world(abilities: Parameters<typeof slate>[1] = {}) {
  let at = 1_000_000;
  const now = (): number => at;
  const desk = slate(now, abilities);
  const store = storeInMemory();
  store.run(ERRANDS_TABLE);
  const desks = new Map<string, Slate>([['slate', desk]]);
  const bytes: { kept: Uint8Array | null } = { kept: new Uint8Array(900) };
  const begin = () =>
    createErrands({ store, desks, now, random: () => 0.5, log: silentLog, bytesOf: async () => bytes.kept });
  const errands = begin();
  return {
    desk,
    desks,
    errands,
    bytes,
    now,
    /** The same store in another life of the process. */
    begin,
    wait: (ms: number) => {
      at += ms;
    },
    open: () =>
      errands.open({
        id: 't',
        desk: 'slate',
        title: '[node-3] tools are gone',
        body: text('seen'),
        severity: 2,
      }),
    comment: (id: string) => errands.comment({ id, about: 't', body: text(id) }),
    attach: () => errands.attach({ id: 'f', about: 't', file: FILE, otherwise: text('the link') }),
    /** Runs until nothing is due any more, or as long as asked. */
    async settle(engine = errands, longestMs = 90_000_000): Promise<void> {
      const end = at + longestMs;
      for (let next = engine.dueAt(); next !== null && next <= end; next = engine.dueAt()) {
        at = Math.max(at, next);
        await engine.run();
      }
    },
    one: (id: string): Errand => {
      const found = errands.all().find((errand) => errand.id === id);
      if (found === undefined) throw new Error(`no errand ${id}`);
      return found;
    },
  };
}

/** Goes wrong at the n-th call of this name, once. */
const at = (call: string, n: number, fault: Fault) => {
  let seen = 0;
  return (name: string): Fault | null => {
    if (name !== call) return null;
    seen += 1;
    return seen === n ? fault : null;
  };
};

describe('a ticket with a file and two comments', () => {
  it('is made in order, each once', async () => {
    const w = world();
    w.open();
    w.attach();
    w.comment('one');
    w.comment('two');
    await w.settle();
    expect(w.desk.calls).toEqual(['open', 'attach', 'comment', 'comment']);
    expect(w.desk.tickets[0]?.files).toEqual([FILE.name]);
    expect(w.errands.all().map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    expect(w.one('t').ticket).toEqual({ key: 'S-1', id: '1', url: 'https://slate.example/1' });
  });

  it('is wanted once, however often it is asked for', async () => {
    const w = world();
    for (let n = 0; n < 3; n += 1) {
      w.open();
      w.comment('one');
      await w.settle();
    }
    expect(w.desk.calls).toEqual(['open', 'comment']);
  });

  it('a comment on a ticket that nobody wanted is a mistake of ours', () => {
    const w = world();
    expect(() => w.comment('one')).toThrow('no errand t');
  });
});

describe('a lost answer', () => {
  it('is looked up when the search can show it, and adopted', async () => {
    const w = world();
    w.desk.fault = at('open', 1, { after: lost });
    w.open();
    w.comment('one');
    const began = w.now();
    await w.errands.run();
    expect(w.one('t')).toMatchObject({ state: 'unsure', why: lost.message, nextAt: began + 30_000 });
    await w.settle();
    expect(w.desk.calls).toEqual(['open', 'find', 'comment']);
    expect(w.one('t')).toMatchObject({ state: 'done', ticket: { key: 'S-1' }, doubles: [] });
  });

  it('is sent again when nothing is there, with the same bytes, and looked at once more', async () => {
    const w = world();
    w.desk.fault = at('open', 1, { before: lost });
    w.open();
    w.comment('one');
    await w.settle();
    expect(w.desk.calls).toEqual(['open', 'find', 'open', 'find', 'comment']);
    expect(w.desk.tickets).toHaveLength(1);
  });

  it('that turns up after the second try leaves two: the later is told, and led to the first', async () => {
    const w = world();
    w.desk.fault = at('open', 1, { late: 32_000 });
    w.open();
    w.comment('one');
    await w.errands.run();
    w.wait(30_000);
    await w.errands.run();
    w.wait(3_000);
    await w.settle();
    expect(w.desk.tickets.map(({ key }) => key)).toEqual(['S-1', 'S-2']);
    expect(w.one('t')).toMatchObject({ state: 'done', ticket: { key: 'S-1' }, doubles: [{ key: 'S-2' }] });
    const [first, second] = w.desk.tickets;
    expect(first?.comments.map((comment) => comment.includes('"one"'))).toEqual([true]);
    expect(second?.comments).toHaveLength(1);
    expect(second?.comments[0]).toContain('It goes on in ');
    expect(second?.comments[0]).toContain('https://slate.example/1');
  });

  it('of a comment or a file is looked up, too', async () => {
    const w = world();
    w.open();
    w.attach();
    w.comment('one');
    w.desk.fault = (call) => (/^(?:attach|comment)$/.test(call) ? { after: lost } : null);
    await w.settle();
    expect(w.desk.calls).toEqual(['open', 'attach', 'hasFile', 'comment', 'hasComment']);
    expect(w.errands.all().every(({ state }) => state === 'done')).toBe(true);
  });

  it('of a look-up changes nothing: it is looked up again', async () => {
    const w = world();
    let opened = 0;
    w.desk.fault = (call) => {
      if (call === 'open') opened += 1;
      if (call === 'open' && opened === 1) return { after: lost };
      return call === 'find' && w.desk.calls.length < 4 ? { before: lost } : null;
    };
    w.open();
    await w.settle();
    expect(w.desk.calls).toEqual(['open', 'find', 'find', 'find']);
    expect(w.desk.tickets).toHaveLength(1);
  });

  it('at a desk that knows our id is tried again at once', async () => {
    const w = world({ atomic: true, lagMs: 0 });
    w.desk.fault = at('open', 1, { late: 60_000 });
    w.open();
    const began = w.now();
    await w.settle();
    expect(w.now() - began).toBeLessThan(5_000);
    w.wait(60_000);
    await w.desk.find('any', 0);
    expect(w.desk.tickets).toHaveLength(1);
  });

  it('that stays lost for a day is given up, and says what to search for', async () => {
    const w = world();
    w.open();
    w.desk.fault = () => ({ before: lost });
    await w.settle();
    expect(w.one('t')).toMatchObject({ state: 'failed', nextAt: null });
    expect(w.one('t').why).toMatch(/given up.*search for oc-[a-z2-7]{26} there/);
  });
});

describe('a desk that says no', () => {
  it('for good: it failed, what hangs on it fails too, and nothing is tried again', async () => {
    const w = world();
    w.desk.fault = () => ({ before: new DeskError('refused', 'Slate answered 422: title is missing') });
    w.open();
    w.comment('one');
    await w.settle();
    expect(w.desk.calls).toEqual(['open']);
    expect(w.errands.all().map(({ state, why }) => [state, why])).toEqual([
      ['failed', 'Slate answered 422: title is missing'],
      ['failed', 'There is no ticket. Slate answered 422: title is missing'],
    ]);
  });

  it('for now: Retry-After is obeyed with jitter, nothing is looked up, and it is the first try all the same', async () => {
    const w = world();
    w.desk.fault = at('open', 1, { before: new DeskError('limited', 'Slate answered 429.', 60_000) });
    w.open();
    w.errands.open({ id: 'u', desk: 'slate', title: 'another', body: [], severity: 4 });
    w.desk.fault = at('open', 1, { before: new DeskError('limited', 'Slate answered 429.', 60_000) });
    const began = w.now();
    await w.errands.run();
    expect(w.one('t').nextAt).toBe(began + 63_000);
    await w.settle();
    expect(w.desk.calls).toEqual(['open', 'open', 'open']);
    expect(w.now() - began).toBe(63_000);
  });

  it('for want of valid credentials: it waits, says what to do, and goes on when they are mended', async () => {
    const w = world();
    let mended = false;
    w.desk.fault = () => (mended ? null : { before: new DeskError('denied', 'Slate answered 401: expired') });
    w.open();
    w.comment('one');
    await w.settle(w.errands, 3_600_000);
    expect(w.one('t')).toMatchObject({ state: 'wanted', how: 'denied' });
    expect(w.one('t').why).toContain('Slate answered 401: expired');
    expect(w.one('t').why).toContain('bot.mjs desk check slate');
    expect(w.desk.calls.length).toBeLessThan(10);
    mended = true;
    w.errands.hopeAgain();
    expect(w.errands.dueAt()).toBe(w.now());
    await w.errands.run();
    expect(w.errands.all().map(({ state, why }) => [state, why])).toEqual([
      ['done', null],
      ['done', null],
    ]);
    expect(w.desk.tickets).toHaveLength(1);
  });

  it('credentials that expire while an answer is lost: looked up once they are mended', async () => {
    const w = world();
    let mended = false;
    w.desk.fault = (call) => {
      if (call === 'open') return { after: lost };
      return mended ? null : { before: new DeskError('denied', 'Slate answered 401.') };
    };
    w.open();
    await w.settle(w.errands, 3_600_000);
    expect(w.one('t').state).toBe('unsure');
    mended = true;
    await w.settle();
    expect(w.one('t').state).toBe('done');
    expect(w.desk.calls.filter((call) => call === 'open')).toEqual(['open']);
  });

  it('a desk that was taken out of the settings waits for a person as well', async () => {
    const w = world();
    w.open();
    const [desk] = [...w.desks.values()];
    w.desks.clear();
    await w.settle(w.errands, 1_000);
    expect(w.one('t')).toMatchObject({ state: 'wanted', how: 'denied' });
    expect(w.one('t').why).toContain('There is no desk slate in DESKS any more');
    if (desk) w.desks.set('slate', desk);
    await w.settle();
    expect(w.one('t').state).toBe('done');
  });
});

describe('a clock that is put back', () => {
  const HOURS = 3_600_000;

  it('while a desk is away: what waits goes on at once, and once', async () => {
    const w = world();
    w.desk.fault = (call) => (call === 'open' ? { after: lost } : null);
    w.wait(5 * HOURS);
    w.open();
    await w.errands.run();
    expect(w.one('t')).toMatchObject({ state: 'unsure', ticket: null });
    // The desk's own clock was right all the time.
    for (const ticket of w.desk.tickets) ticket.at -= 5 * HOURS;
    w.wait(-5 * HOURS);
    w.desk.fault = () => null;
    const engine = w.begin();
    expect(engine.dueAt()).toBe(w.now());
    await w.settle(engine, 120_000);
    expect(w.one('t')).toMatchObject({ state: 'done', doubles: [] });
    expect(w.desk.calls.filter((call) => call === 'open')).toHaveLength(1);
  });

  it('and a desk that says no meanwhile is not asked without a pause', async () => {
    const w = world();
    w.desk.fault = () => ({ before: lost });
    w.wait(5 * HOURS);
    w.open();
    await w.errands.run();
    w.wait(-5 * HOURS);
    const tried = w.desk.calls.length;
    await w.errands.run();
    const next = Number(w.errands.dueAt());
    expect(next).toBeGreaterThan(w.now());
    w.wait(next - w.now());
    await w.errands.run();
    expect(w.desk.calls.length).toBe(tried + 1);
    expect(w.errands.dueAt()).toBeGreaterThan(w.now());
  });
});

describe('a ticket that people touch', () => {
  it('deleted: what comes later fails with that reason, and no ticket is made anew', async () => {
    const w = world();
    w.open();
    await w.settle();
    w.desk.tickets.splice(0);
    w.comment('one');
    w.comment('two');
    await w.settle();
    expect(w.desk.calls).toEqual(['open', 'comment', 'read']);
    expect(w.one('t').state).toBe('gone');
    expect(w.one('one').why).toContain('S-1 is gone: it was deleted, or moved where the bot may not look.');
    expect(w.one('two').why).toBe(w.one('one').why);
  });

  it('moved: its comments move along', async () => {
    const w = world();
    w.open();
    await w.settle();
    const [ticket] = w.desk.tickets;
    if (ticket) ticket.id = '77';
    w.comment('one');
    await w.settle();
    expect(w.desk.calls).toEqual(['open', 'comment', 'read', 'comment']);
    expect(w.one('t').ticket).toMatchObject({ key: 'S-1', id: '77' });
    expect(ticket?.comments).toHaveLength(1);
  });

  it('there, but closed to comments: that one failed, the ticket did not', async () => {
    const w = world();
    w.open();
    await w.settle();
    w.desk.fault = at('comment', 1, { before: new DeskError('gone', 'Slate answered 404: locked') });
    w.comment('one');
    w.comment('two');
    await w.settle();
    expect([w.one('t').state, w.one('one').state, w.one('two').state]).toEqual(['done', 'failed', 'done']);
  });

  it('named by its key: comments go there; a key that is none is refused', async () => {
    const w = world();
    w.open();
    await w.settle();
    w.errands.adopt({ id: 'a', desk: 'slate', key: 'S-1' });
    w.errands.adopt({ id: 'b', desk: 'slate', key: 'S-9' });
    w.errands.comment({ id: 'c', about: 'a', body: text('c') });
    await w.settle();
    expect(w.one('a')).toMatchObject({ state: 'done', ticket: { key: 'S-1' } });
    expect(w.one('b').why).toBe('There is no ticket S-9 that slate shows to the bot.');
    expect(w.desk.tickets[0]?.comments).toHaveLength(1);
  });
});

describe('a file that cannot be attached', () => {
  it.each<[string, Parameters<typeof slate>[1], string]>([
    [
      'at a desk that takes none',
      { attaches: { because: 'GitHub takes no files by API.' } },
      'takes no files',
    ],
    ['because it is too large', { largestFile: 100 }, 'It has 0.0 MB, and slate takes 0.0 MB.'],
  ])('%s: the reason and the link stand in a comment', async (_, abilities, why) => {
    const w = world(abilities);
    w.open();
    w.attach();
    await w.settle();
    expect(w.one('f').state).toBe('failed');
    expect(w.desk.calls).toEqual(['open', 'comment']);
    expect(w.desk.tickets[0]?.comments[0]).toContain(why);
    expect(w.desk.tickets[0]?.comments[0]).toContain('the link');
  });

  it('because it is not kept any more, or the desk refuses it', async () => {
    for (const refuse of [false, true]) {
      const w = world();
      if (refuse) w.desk.fault = at('attach', 1, { before: new DeskError('refused', 'Slate answered 413.') });
      else w.bytes.kept = null;
      w.open();
      w.attach();
      await w.settle();
      expect(w.desk.tickets[0]?.comments[0]).toContain(refuse ? 'Slate answered 413.' : 'not kept any more');
    }
  });
});

describe('a bot that dies', () => {
  it('over a send: the next life looks it up before it sends', async () => {
    const w = world();
    w.open();
    const forever = new Promise<never>(() => undefined);
    const { open } = w.desk;
    w.desk.open = async (ticket) => {
      await open(ticket);
      return forever;
    };
    void w.errands.run();
    await new Promise((resolve) => setTimeout(resolve, 5));
    w.desk.open = open;
    const next = w.begin();
    expect(next.dueAt()).toBe(w.now() + 30_000);
    await w.settle(next);
    expect(w.desk.calls).toEqual(['open', 'find']);
    expect(next.all()[0]).toMatchObject({ state: 'done', ticket: { key: 'S-1' } });
  });
});
