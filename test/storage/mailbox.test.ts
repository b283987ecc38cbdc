/** Letters to others: in order, at least once, again later, given up after a day, and never lost in between. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMailbox, type Letter, MAILBOX_TABLE } from '../../src/storage/mailbox.ts';
import { openSqlite } from '../../src/storage/node-sqlite.ts';
import { silentLog } from '../contracts/silent-log.ts';

type Options = Partial<Pick<Parameters<typeof createMailbox>[0], 'isStale' | 'longestMs'>>;

function aMailbox(options: Options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
  const file = openSqlite(join(folder, 'one.sqlite'));
  onTestFinished(() => {
    file.close();
    rmSync(folder, { recursive: true });
  });
  file.store.run(MAILBOX_TABLE);
  const world = {
    now: 1_000,
    taken: [] as string[],
    tries: 0,
    away: new Set<string>(),
    store: file.store,
    onTaken: (_letter: Letter, _tickOff: () => void): void => {},
  };
  const open = () =>
    createMailbox({
      store: file.store,
      now: () => world.now,
      random: () => 1,
      log: silentLog,
      async deliver(letter, tickOff) {
        world.tries += 1;
        await Promise.resolve();
        if (world.away.has(letter.receiver)) throw new Error('away');
        world.taken.push(`${letter.receiver} ${JSON.stringify(letter.body)}`);
        world.onTaken(letter, tickOff);
      },
      ...options,
    });
  return { world, mailbox: open(), open };
}

describe('a mailbox', () => {
  it('brings letters in order, and holds those behind one that is not taken', async () => {
    const { world, mailbox } = aMailbox();
    world.away.add('host:a');
    for (const [receiver, body] of [
      ['host:a', 1],
      ['host:b', 2],
      ['host:a', 3],
    ] as const)
      mailbox.post({ receiver, body });
    await mailbox.flush();
    expect(world.taken).toEqual(['host:b 2']);
    expect(mailbox.dueAt()).toBe(2_000);
    world.away.clear();
    await mailbox.flush();
    expect(world.taken).toEqual(['host:b 2']);
    world.now = 2_000;
    await mailbox.flush();
    expect(world.taken).toEqual(['host:b 2', 'host:a 1', 'host:a 3']);
    expect(mailbox.dueAt()).toBeNull();
  });

  it('waits no longer than it ever may, though the clock was put back by hours', async () => {
    const { world, mailbox } = aMailbox({ longestMs: 5_000 });
    world.now = 3 * 3_600_000;
    world.away.add('host:a');
    mailbox.post({ receiver: 'host:a', body: 1 });
    await mailbox.flush();
    world.away.clear();
    world.now = 1_000;
    expect(mailbox.dueAt()).toBeLessThanOrEqual(world.now);
    await mailbox.flush();
    expect(world.taken).toEqual(['host:a 1']);
    expect(mailbox.dueAt()).toBeNull();
  });

  it('waits longer after each failure, up to its limit', async () => {
    const { world, mailbox } = aMailbox({ longestMs: 5_000 });
    world.away.add('host:a');
    mailbox.post({ receiver: 'host:a', body: 1 });
    const pauses: number[] = [];
    for (let n = 0; n < 5; n++) {
      await mailbox.flush();
      const due = mailbox.dueAt() ?? 0;
      pauses.push(due - world.now);
      world.now = due;
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  it('gives a letter up after a day, and brings the next', async () => {
    const { world, mailbox } = aMailbox();
    world.away.add('host:a');
    mailbox.post({ receiver: 'host:a', body: 'old' });
    world.now += 24 * 3_600_000 + 1;
    await mailbox.flush();
    mailbox.post({ receiver: 'host:a', body: 'new' });
    world.away.clear();
    await mailbox.flush();
    expect(world.taken).toEqual(['host:a "new"']);
  });

  it('takes a letter with an id once', async () => {
    const { world, mailbox } = aMailbox();
    mailbox.post({ receiver: 'host:a', body: 1, id: 'x' });
    mailbox.post({ receiver: 'host:a', body: 1, id: 'x' });
    await mailbox.flush();
    expect(world.taken).toEqual(['host:a 1']);
  });

  it('drops what nobody waits for any more without bringing it', async () => {
    const { world, mailbox } = aMailbox({ isStale: ({ body }) => body === 'stale' });
    mailbox.post({ receiver: 'host:a', body: 'stale' });
    mailbox.post({ receiver: 'host:a', body: 'fresh' });
    await mailbox.flush();
    expect(world.taken).toEqual(['host:a "fresh"']);
  });

  it('keeps a letter whose answer could not be stored', async () => {
    const { world, mailbox } = aMailbox();
    let fails = 1;
    world.onTaken = (_letter, tickOff) =>
      world.store.tx(() => {
        tickOff();
        if (fails-- > 0) throw new Error('the answer could not be stored');
      });
    mailbox.post({ receiver: 'host:a', body: 1 });
    await mailbox.flush();
    expect(mailbox.dueAt()).toBe(2_000);
    world.now = 2_000;
    await mailbox.flush();
    expect(mailbox.dueAt()).toBeNull();
    expect(world.tries).toBe(2);
  });

  it('is taken up by another life where this one ended', async () => {
    const { world, mailbox, open } = aMailbox();
    mailbox.post({ receiver: 'host:a', body: 1 });
    await open().flush();
    expect(world.taken).toEqual(['host:a 1']);
  });

  it('brings what is posted while it is at it', async () => {
    const { world, mailbox } = aMailbox();
    world.onTaken = ({ body }) => {
      if (body === 1) mailbox.post({ receiver: 'host:b', body: 2 });
    };
    mailbox.post({ receiver: 'host:a', body: 1 });
    await Promise.all([mailbox.flush(), mailbox.flush()]);
    expect(world.taken).toEqual(['host:a 1', 'host:b 2']);
  });
});
