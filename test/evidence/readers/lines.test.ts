/** Text becomes lines with time and subsystem; what people said inside a line is cut off. */
import { describe, expect, it } from 'vitest';
import { at, jsonIn, linesOf, withoutSpeech } from '../../../src/evidence/readers/lines.ts';

describe('a line', () => {
  it('of the JSON log has words, time, subsystem and structured part', () => {
    const raw = JSON.stringify({
      0: '{"subsystem":"gateway/ws"}',
      1: { cause: 'handshake-timeout' },
      _meta: { logLevelName: 'WARN' },
      time: '2026-11-21T04:00:00.500+01:00',
      message: 'closed before connect',
    });
    expect(linesOf(raw)).toEqual([
      {
        text: 'closed before connect',
        at: '2026-11-21T03:00:00.500Z',
        level: 'WARN',
        record: true,
        subsystem: 'gateway/ws',
        meta: { cause: 'handshake-timeout' },
      },
    ]);
  });

  it.each([
    ['[tools] exec failed: exec denied: allowlist miss', 'tools'],
    ['[tools] browser failed: executablePath not found', 'tools'],
    // What a command printed before it failed is not the gateway's word.
    ['[tools] exec failed: npm error: approval required', undefined],
    ['[tools] read failed: ENOENT: no such file, workspace/notes.md', undefined],
  ])('of a tool that failed, %s', (message, subsystem) => {
    const raw = JSON.stringify({ 0: message, message, time: '2026-11-21T03:00:00.000Z' });
    expect(linesOf(raw)[0]?.subsystem).toBe(subsystem);
  });

  it.each([
    [
      '2026-11-21T03:00:00.000+00:00 [reload] config reload disabled',
      '[reload] config reload disabled',
      '2026-11-21T03:00:00.000Z',
    ],
    ['Nov 21 03:00:00 box openclaw[41]: Missing config. Run', 'Missing config. Run', undefined],
    ['gateway-1  | starting...', 'starting...', undefined],
    ['\u001b[31mred words\u001b[0m', 'red words', undefined],
  ])('%j is read without its prefix', (raw, text, time) => {
    expect(linesOf(raw)[0]?.text).toBe(text);
    expect(linesOf(raw)[0]?.at).toBe(time);
  });

  it('of the JSON log without words says nothing', () => {
    expect(linesOf('{"0":"","_meta":{"name":"openclaw","rateLimit":429}}').map((l) => l.text)).toEqual(['']);
  });
});

it.each([
  'received message from 7: "gateway token mismatch"',
  'dispatch body="disk full, no space left on device"',
  'user: my gateway says unauthorized',
  '{"role": "user", "text": "ENOSPC"}',
])('what somebody said in %j does not count', (raw) => {
  expect(withoutSpeech(raw)).not.toMatch(/mismatch|disk full|unauthorized|ENOSPC/);
});

it('the words of the program before it stay', () => {
  expect(withoutSpeech('disk full; dispatch body="hello"')).toBe('disk full; dispatch ');
});

it('JSON is found behind a warning, and a broken one is no JSON', () => {
  expect(jsonIn('warning: slow\n{"a":{"b":1}}')).toEqual({ a: { b: 1 } });
  expect(jsonIn('{"a":')).toBe(null);
  expect(at({ a: { b: 1 } }, 'a', 'b')).toBe(1);
  expect(at({ a: 1 }, 'a', 'constructor')).toBe(undefined);
});

it('a text of any size gives a bounded number of bounded lines', () => {
  const lines = linesOf(`${'x'.repeat(50_000)}\n`.repeat(30));
  expect(Math.max(...lines.map((l) => l.text.length))).toBeLessThanOrEqual(2_000);
  expect(linesOf('y\n'.repeat(100_000)).length).toBeLessThanOrEqual(20_000);
});
