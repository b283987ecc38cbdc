/** What follows from what SSM says: every answer of it, and what is done. */
import { describe, expect, it } from 'vitest';
import { afterLook, afterStanding, afterTrouble, retried } from '../../src/dispatch/errand-step.ts';
import type { ErrandRow } from '../../src/dispatch/errand-table.ts';
import { untilNextLook, untilNextTry } from '../../src/dispatch/pace.ts';
import type { Looked, Trouble } from '../../src/dispatch/systems-manager.ts';

const NOW = 1_795_000_000_000;
const row = (more: Partial<ErrandRow> = {}): ErrandRow => ({
  id: 'o.1',
  instance: 'i-0123456789abcdef0',
  body: null,
  expires_at: NOW + 300_000,
  next_at: NOW,
  tries: 0,
  looks: 0,
  jti: 'j-1',
  command: 'c-1',
  sent_at: NOW,
  trouble: null,
  here: 0,
  rest: '',
  ...more,
});
const ended = (more: Partial<Extract<Looked, { state: 'ended' }>> = {}): Looked => ({
  state: 'ended',
  how: 'success',
  code: 0,
  printed: '',
  complained: '',
  document: 'OpenClaw-Order',
  ...more,
});
const look = (looked: Looked, more: Partial<ErrandRow> = {}) =>
  afterLook(row(more), looked, { now: NOW + 1_000, chance: 0.5, document: 'OpenClaw-Order' });

describe('a command that was looked at', () => {
  it.each([
    ['cancelled', ended({ how: 'cancelled' }), 'ssm-cancelled'],
    ['of another document', ended({ document: 'AWS-RunShellScript' }), 'ssm-document'],
    [
      'of a machine with another key',
      ended({ how: 'failed', code: 2, complained: 'OC-NOT-HERE: no' }),
      'ssm-not-here',
    ],
    ['without a host agent', ended({ how: 'failed', code: 127 }), 'ssm-not-installed'],
  ])('%s is over', (_, looked, code) => {
    expect(look(looked)).toMatchObject({ do: 'end', code });
  });

  it('is read when a host agent has printed something, even one that failed', () => {
    const printed = 'OC1 a.b END';
    expect(look(ended({ how: 'failed', code: 1, printed }))).toEqual({ do: 'read', printed });
  });

  it('is looked at again, ever more slowly, while it is under way', () => {
    const next = (looks: number) => look({ state: 'under-way', delivered: true }, { looks });
    expect(next(0)).toMatchObject({ do: 'wait', changes: { next_at: NOW + 2_000, looks: 1 } });
    expect(next(9)).toMatchObject({ changes: { next_at: NOW + 31_000 } });
  });

  it('that AWS does not know yet is waited for, and one that it never knew is sent anew', () => {
    expect(look({ state: 'unknown' })).toMatchObject({ do: 'wait', changes: { looks: 1 } });
    const late = look({ state: 'unknown' }, { sent_at: NOW - 60_000 });
    expect(late).toMatchObject({ do: 'wait', changes: { jti: null, command: null } });
  });

  it('that nobody took asks what became of the machine', () => {
    expect(look(ended({ how: 'not-delivered' }))).toEqual({ do: 'ask-standing' });
    expect(look({ state: 'under-way', delivered: false }, { sent_at: NOW - 90_000 })).toEqual({
      do: 'ask-standing',
    });
  });

  it('that printed nothing is asked for a few times, and then given up', () => {
    expect(look(ended())).toMatchObject({ do: 'wait', changes: { jti: null } });
    expect(look(ended(), { tries: 2 })).toMatchObject({ do: 'end', code: 'ssm-no-answer' });
    expect(retried(row({ tries: 2 }), { now: NOW, chance: 0 }, 'ssm-cut', 'cut')).toMatchObject({
      do: 'end',
      code: 'ssm-cut',
    });
  });
});

describe('trouble', () => {
  const trouble = (name: Trouble['trouble'], sent: Trouble['sent'] = 'no'): Trouble => ({
    trouble: name,
    sent,
    why: 'X',
  });
  const clock = { now: NOW, chance: 0, sending: true };

  it('that only people can mend ends it', () => {
    for (const name of ['credentials', 'denied', 'document', 'parameters'] as const)
      expect(afterTrouble(row(), trouble(name), clock)).toMatchObject({ do: 'end', code: `ssm-${name}` });
  });

  it('that passes is waited out, and only what surely was not sent gets a new delivery', () => {
    const surely = afterTrouble(row(), trouble('throttled'), clock);
    expect(surely).toMatchObject({ do: 'wait', changes: { jti: null, tries: 1, trouble: 'ssm-throttled' } });
    const perhaps = afterTrouble(row(), trouble('unreachable', 'perhaps'), clock);
    expect(perhaps.do === 'wait' && 'jti' in perhaps.changes).toBe(false);
    const looking = afterTrouble(row(), trouble('throttled'), { ...clock, sending: false });
    expect(looking.do === 'wait' && 'jti' in looking.changes).toBe(false);
  });

  it('with the machine is told as what it is', () => {
    const at = (state: 'online' | 'offline' | 'unmanaged') =>
      afterStanding(row(), { state, lastPing: NOW }, clock);
    expect(at('offline')).toMatchObject({ code: 'ssm-offline' });
    expect(at('unmanaged')).toMatchObject({ code: 'ssm-unmanaged' });
    expect(at('online')).toMatchObject({ code: 'ssm-instance' });
  });

  it('with the question how the machine is says nothing about it', () => {
    expect(afterStanding(row(), trouble('throttled'), clock)).toMatchObject({
      do: 'wait',
      changes: { trouble: 'ssm-throttled', tries: 1 },
    });
    expect(afterStanding(row(), trouble('denied'), clock)).toMatchObject({ code: 'ssm-instance' });
  });
});

describe('the pace', () => {
  it('never stands still, and spreads many hosts over half of each pause', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((looks) => untilNextLook(looks, 0.5))).toEqual([
      1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000,
    ]);
    expect([untilNextLook(3, 0), untilNextLook(3, 0.999)]).toEqual([6_000, 9_996]);
    expect([untilNextTry(0, 0), untilNextTry(0, 0.999)]).toEqual([1_000, 1_999]);
    expect([untilNextTry(60, 0), untilNextTry(60, 0.999)]).toEqual([30_000, 59_970]);
  });
});
