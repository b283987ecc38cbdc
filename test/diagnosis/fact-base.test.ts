/** What counts: the live host before its log, the newest look, and nothing that has healed. */
import { describe, expect, it } from 'vitest';
import { openFactBase } from '../../src/diagnosis/fact-base.ts';
import type { Evidence, FactValue, How } from '../../src/protocol/evidence.ts';
import { GATEWAY, NOW } from './cases/case.ts';

const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();

function seen(
  how: How,
  fact: string,
  value: FactValue,
  secondsAgo = 0,
  more: Partial<Evidence> & { child?: string; of?: number } = {},
): Evidence {
  const { child, of, ...rest } = more;
  const subject = child ? `${GATEWAY}/${child}` : GATEWAY;
  return {
    probe: how,
    subject: GATEWAY,
    source: how,
    at: ago(of ?? secondsAgo),
    how,
    look: 'seen',
    facts: [{ fact, subject, value, ...(how === 'log' ? { at: ago(secondsAgo) } : {}) }],
    ...rest,
  };
}
const counting = (evidence: Evidence[], fact: string, child?: string) =>
  openFactBase(evidence, NOW)
    .look(child ? `${GATEWAY}/${child}` : GATEWAY, fact)
    .counting.map((o) => o.value);

describe('of several citations of one fact', () => {
  it('the live host outranks log, pasted text and hearsay, however old it is', () => {
    const all = [
      seen('told', 'config.mode', 'a'),
      seen('pasted', 'config.mode', 'b'),
      seen('log', 'config.mode', 'c'),
      seen('live', 'config.mode', 'd', 60),
    ];
    expect(counting(all, 'config.mode')).toEqual(['d']);
    const { outranked } = openFactBase(all, NOW).look(GATEWAY, 'config.mode');
    expect(outranked.map((o) => o.value)).toEqual(['c', 'b', 'a']);
  });

  it('the newest of one rank counts', () => {
    const both = [seen('log', 'config.mode', 'old', 50), seen('log', 'config.mode', 'new', 5)];
    expect(counting(both, 'config.mode')).toEqual(['new']);
  });

  it('signs stand side by side', () => {
    const both = [seen('pasted', 'channel.sign', 'relink'), seen('pasted', 'channel.sign', 'permission')];
    expect(counting(both, 'channel.sign').sort()).toEqual(['permission', 'relink']);
  });

  it('the order of arrival read-only', () => {
    const all = [
      seen('log', 'config.mode', 'x', 5),
      seen('log', 'config.mode', 'y', 5),
      seen('pasted', 'config.mode', 'z'),
    ];
    expect(counting(all, 'config.mode')).toEqual(counting([...all].reverse(), 'config.mode'));
  });
});

it('a second look of the same probe replaces the first one whole', () => {
  const first = seen('live', 'connect.refusal.code', 'AUTH_TOKEN_MISMATCH', 60, { child: 'client:probe' });
  const second = seen('live', 'connect.hello', true, 0, { child: 'client:probe' });
  expect(counting([first, second], 'connect.refusal.code', 'client:probe')).toEqual([]);
  expect(counting([first], 'connect.refusal.code', 'client:probe')).toEqual(['AUTH_TOKEN_MISMATCH']);
});

describe('what has healed no longer counts', () => {
  const running = seen('live', 'gateway.process.uptime-s', 300, 0, { probe: 'processes' });
  const greeted = seen('live', 'connect.hello', true, 0, { probe: 'talk', child: 'client:probe' });
  const refusal = (secondsAgo: number, client = 'client:x') =>
    seen('log', 'connect.refusal.code', 'AUTH_TOKEN_MISMATCH', secondsAgo, { child: client, of: 0 });

  it('a log line older than the present process', () => {
    expect(
      counting([running, seen('log', 'resource.sign', 'disk-full', 400, { of: 0 })], 'resource.sign'),
    ).toEqual([]);
    expect(
      counting([running, seen('log', 'resource.sign', 'disk-full', 200, { of: 0 })], 'resource.sign'),
    ).toEqual(['disk-full']);
  });

  it('but not what the start of this process said before it served', () => {
    const said = (secondsAgo: number) => seen('log', 'auth.sign', 'runtime-token', secondsAgo, { of: 0 });
    const servedFor = (s: number) => seen('live', 'gateway.uptime-s', s, 0, { probe: 'http-health' });
    expect(counting([running, servedFor(265), said(290)], 'auth.sign')).toEqual(['runtime-token']);
    // It began anew inside a process that lives on: what was before is over.
    const old = seen('live', 'gateway.process.uptime-s', 3_000, 0, { probe: 'processes' });
    expect(counting([old, servedFor(265), said(900)], 'auth.sign')).toEqual([]);
  });

  it('a refused start older than the present process', () => {
    const refused = seen('log', 'gateway.start.refusal', 'config-invalid', 900, { of: 0 });
    expect(counting([running, refused], 'gateway.start.refusal')).toEqual([]);
    expect(counting([refused], 'gateway.start.refusal')).toEqual(['config-invalid']);
  });

  describe('a start refused for another gateway', () => {
    const alone = [
      seen('live', 'gateway.rivals.same-port', 0, 0, { probe: 'processes', source: 'a' }),
      seen('live', 'gateway.rivals.same-state', 0, 0, { probe: 'processes', source: 'b' }),
    ];
    const refused = (word: string, times: number, secondsAgo = 180) => [
      seen('log', 'gateway.start.refusal', word, secondsAgo, { of: 0 }),
      seen('log', 'gateway.start.turned-away-lately', times, secondsAgo, { of: 0 }),
    ];
    it.each<[string, Evidence[], boolean]>([
      [
        'is over when no rival is alive and the gateway greets',
        [...alone, greeted, ...refused('port-taken', 2)],
        false,
      ],
      ['so is one for its lock', [...alone, greeted, ...refused('lifecycle-lock', 1)], false],
      [
        'is not over when it comes again and again',
        [...alone, greeted, ...refused('already-running', 3)],
        true,
      ],
      [
        'so is one of this minute that was tried once',
        [...alone, greeted, ...refused('port-taken', 1, 5)],
        false,
      ],
      [
        'and one of a gateway that is ready and does not greet whoever looks',
        [...alone, seen('live', 'gateway.http.ready', true), ...refused('already-running', 1, 5)],
        false,
      ],
      [
        'is not over when it was the service that was turned away',
        [
          ...alone,
          greeted,
          seen('live', 'gateway.service.active', 'failed'),
          ...refused('already-running', 1),
        ],
        true,
      ],
      ['is not over when the gateway does not greet', [...alone, ...refused('port-taken', 1)], true],
      ['is not over when nobody could look for rivals', [greeted, ...refused('port-taken', 1)], true],
      [
        'is not over when something may be starting',
        [
          ...alone,
          seen('live', 'gateway.process.maybe-starting', true),
          greeted,
          ...refused('port-taken', 1),
        ],
        true,
      ],
      [
        'and another refusal has nothing to do with rivals',
        [...alone, greeted, ...refused('config-invalid', 0)],
        true,
      ],
    ])('%s', (_, evidence, counts) => {
      expect(counting(evidence, 'gateway.start.refusal').length > 0).toBe(counts);
    });
  });

  it('a refused client before the gateway greeted us', () => {
    expect(counting([greeted, refusal(120)], 'connect.refusal.code', 'client:x')).toEqual([]);
    expect(counting([refusal(120)], 'connect.refusal.code', 'client:x')).toEqual(['AUTH_TOKEN_MISMATCH']);
  });

  it('but clients that go on being refused still count', () => {
    const again = [refusal(300, 'client:a'), refusal(200, 'client:b'), refusal(60, 'client:c')];
    expect(counting([greeted, ...again], 'connect.refusal.code', 'client:c')).toEqual([
      'AUTH_TOKEN_MISMATCH',
    ]);
  });

  it('a red probe in the log, unless it was in the same minute', () => {
    const red = (secondsAgo: number) => seen('log', 'protocol.sign', 'probe-failed', secondsAgo, { of: 0 });
    expect(counting([greeted, red(200)], 'protocol.sign')).toEqual([]);
    expect(counting([greeted, red(20)], 'protocol.sign')).toEqual(['probe-failed']);
  });
});
