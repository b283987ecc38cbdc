/** Lines on the socket: whole however they are cut, and bounded. */
import { describe, expect, it } from 'vitest';
import { FromBot, FromClient, LONGEST_LINE, lineReader } from '../../src/terminal/wire.ts';

describe('a stream of lines', () => {
  it('is read whole however it is cut', () => {
    const text = '{"a":1}\n\n{"b":"ü"}\n{"c":3}\n';
    for (let size = 1; size <= text.length; size++) {
      const lines: string[] = [];
      const read = lineReader(
        (line) => lines.push(line),
        () => lines.push('overflow'),
      );
      for (let at = 0; at < text.length; at += size) read(text.slice(at, at + size));
      expect(lines).toEqual(['{"a":1}', '{"b":"ü"}', '{"c":3}']);
    }
  });

  it('without an end is given up once, and nothing after it is read', () => {
    const heard: string[] = [];
    const read = lineReader(
      (line) => heard.push(line),
      () => heard.push('overflow'),
    );
    read('x'.repeat(LONGEST_LINE + 1));
    read('\n{"a":1}\n');
    expect(heard).toEqual(['overflow']);
  });
});

describe('a frame', () => {
  it.each([
    [{ type: 'ask', id: '1', line: 'hosts' }, true],
    [{ type: 'ask', id: '1', line: 'hosts', admin: true }, false],
    [{ type: 'ask', id: '', line: 'hosts' }, false],
    [{ type: 'approve', id: '1' }, false],
    [null, false],
  ])('%j from a client: %s', (frame, good) => {
    expect(FromClient.safeParse(frame).success).toBe(good);
  });

  it('from the bot with a part that nobody knows is refused', () => {
    const message = { headline: 'h', emoji: '', parts: [{ kind: 'script', text: 'x' }], context: [] };
    expect(FromBot.safeParse({ type: 'answer', id: '1', message, waits: false }).success).toBe(false);
  });
});
