/** A log of any length in bounded memory: the same facts as from a short text, whatever the bytes. */
import { describe, expect, it } from 'vitest';
import { openLogStream } from '../../src/evidence/log-stream.ts';
import { LINE_READERS } from '../../src/evidence/readers/index.ts';
import { wordFinder } from '../../src/evidence/word-finder.ts';
import { explain } from '../../src/explain/explain.ts';
import { openPasted } from '../../src/explain/pasted-stream.ts';
import type { Fact } from '../../src/protocol/evidence.ts';

const context = { gateway: 'gateway:default', kind: 'log' };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const line = (message: string, n = 0, subsystem = 'gateway') => {
  const time = new Date(Date.parse('2026-11-21T03:00:00Z') + n * 1_000).toISOString();
  const words = { 0: JSON.stringify({ subsystem }), 1: message };
  return JSON.stringify({ ...words, _meta: { logLevelName: 'WARN', runtimeVersion: '24' }, time, message });
};
function stream(bytes: Uint8Array, size = bytes.length): { facts: Fact[]; lines: number; cut: number } {
  const reading = openLogStream(context);
  for (let at = 0; at < bytes.length; at += size) reading.push(bytes.subarray(at, at + size));
  return reading.end();
}
const DECISIVE = 'Refusing to bind gateway to lan without auth.';
const refusal = (facts: readonly Fact[]) => facts.find((f) => f.fact === 'gateway.start.refusal')?.value;

describe('a stream', () => {
  const text = [
    line('gateway ready'),
    line(
      'unauthorized conn=0a1b2c3d-0000-4000-8000-000000000001 client=desk cli v1 ua=n/a reason=token_mismatch',
      1,
      'gateway/ws',
    ),
    line('write failed: ENOSPC: no space left on device', 2),
    '2026-11-21T03:00:04Z [cron] cron: timer tick failed',
    line(DECISIVE, 5),
  ].join('\n');

  it.each([1, 2, 7, 64, 1_000, 100_000])(
    'in pieces of %d bytes gives the facts of the whole text',
    (size) => {
      const whole = LINE_READERS.flatMap((reader) => reader.read(text, context));
      const keys = (facts: readonly Fact[]) =>
        facts.map((f) => `${f.fact} ${f.subject} ${String(f.value)} ${f.at}`).sort();
      expect(keys(stream(bytesOf(text), size).facts)).toEqual(keys(whole));
    },
  );

  it.each([
    ['lines of megabytes', bytesOf(`${'x'.repeat(3_000_000)}\n${line(DECISIVE)}\n${'y'.repeat(200_000)}`), 2],
    ['a record of megabytes', bytesOf(`${line('z'.repeat(3_000_000))}\n${line(DECISIVE)}`), 1],
    [
      'bytes that are no text',
      Uint8Array.from([255, 254, 0, 10, ...bytesOf(line(DECISIVE)), 10, 192, 128]),
      0,
    ],
    [
      'a line cut in the middle',
      bytesOf(`${line('gateway ready').slice(40)}\n${line(DECISIVE)}\n${line('gateway ready').slice(0, 50)}`),
      0,
    ],
    [
      'a line that a killed process broke off',
      bytesOf(`${line('gateway ready').slice(0, 50)}2026-11-21T03:00:00Z [gateway] ${DECISIVE}`),
      0,
    ],
    ['Windows line ends', bytesOf(`${line('gateway ready')}\r\n${line(DECISIVE)}\r\n`), 0],
  ])('gets through %s', (_, bytes, cut) => {
    for (const size of [bytes.length, 65_536, 999]) {
      const { facts, cut: seen } = stream(bytes, size);
      expect(refusal(facts)).toBe('bind-no-auth');
      expect(seen).toBe(cut);
    }
  });

  it('keeps nothing of the memory that it is handed', () => {
    const reading = openLogStream(context);
    const memory = Buffer.alloc(100);
    const bytes = bytesOf(`${line(DECISIVE)}\n`);
    for (let at = 0; at < bytes.length; at += memory.length) {
      const piece = bytes.subarray(at, at + memory.length);
      memory.fill(0);
      memory.set(piece);
      reading.push(memory.subarray(0, piece.length));
    }
    memory.fill(0);
    expect(refusal(reading.end().facts)).toBe('bind-no-auth');
  });

  it('reads no sign out of the bookkeeping of a record', () => {
    const record = JSON.stringify({
      0: '{"subsystem":"x"}',
      1: 'hello',
      _meta: { path: 'ENOSPC no space left on device' },
      message: 'hello',
    });
    expect(stream(bytesOf(record)).facts).toEqual([]);
  });

  it('of a million lines keeps clients, not lines', () => {
    const reading = openLogStream(context);
    for (let n = 0; n < 20; n++) {
      const lines = Array.from({ length: 1_000 }, (_, i) =>
        line(
          `unauthorized conn=${(0x10000000 + n * 1_000 + i).toString(16)} remote=10.0.0.9 client=desk cli v1 ua=n/a reason=token_mismatch`,
          n * 1_000 + i,
          'gateway/ws',
        ),
      );
      reading.push(bytesOf(`${lines.join('\n')}\n`));
    }
    const { facts } = reading.end();
    expect(facts.find((f) => f.fact === 'connect.attempts')?.value).toBe(20_000);
    expect(new Set(facts.map((f) => f.subject)).size).toBe(2);
  });
});

describe('a paste of many megabytes', () => {
  const now = Date.parse('2026-11-21T03:00:00Z');
  const noise = bytesOf(
    `${Array.from({ length: 4_000 }, (_, n) => line(`⇄ res ✓ sessions.list ${n}ms conn=abcd id=r${n}`, n)).join('\n')}\n`,
  );

  it('is read to its end, wherever the decisive line stands, and says what was not looked for', () => {
    const pasted = openPasted();
    for (let n = 0; n < 6; n++) {
      pasted.push(noise);
      if (n === 2) pasted.push(bytesOf(`${line(DECISIVE)}\n`));
    }
    const { findings, unknowns } = explain(pasted.end(now), now);
    expect(findings[0]?.id).toBe('bind-refused-no-auth');
    expect(unknowns[0]?.why).toMatch(/every line was read/);
  });

  it('a short one, and a report in JSON, is read as one', () => {
    const short = openPasted();
    short.push(bytesOf('{"symptom":"x","evidence":[{"kind":"log",'));
    short.push(bytesOf(`"text":"${DECISIVE}"}]}`));
    expect(explain(short.end(now), now).findings[0]?.id).toBe('bind-refused-no-auth');
    const report = openPasted();
    const filling = 'all is well\\n'.repeat(250_000);
    report.push(bytesOf(`{"evidence":[{"kind":"log","text":"${filling}${DECISIVE}\\n"}]}`));
    expect(explain(report.end(now), now).findings[0]?.id).toBe('bind-refused-no-auth');
  });

  it('of nothing is empty', () => {
    const pasted = openPasted();
    pasted.push(bytesOf(' \n'));
    expect(pasted.empty()).toBe(true);
  });
});

describe('words in bytes', () => {
  const find = (words: string[], text: string, alone: number[] = []) => {
    const finder = wordFinder(words, new Set(alone));
    const bytes = bytesOf(text);
    return [...finder.find(bytes, 0, bytes.length)].map((n) => words[n]).sort();
  };

  it.each([
    [['he', 'she', 'hers'], 'USHERS', ['he', 'hers', 'she']],
    [['abc', 'bc', 'c'], 'xabcx', ['abc', 'bc', 'c']],
    [['res ✓'], 'a RES ✓ b', ['res ✓']],
    [['aab'], 'aaab', ['aab']],
    [['none'], 'nothing', []],
  ])('%j in %s', (words, text, found) => {
    expect(find(words, text)).toEqual(found);
  });

  it('that must stand alone do not count inside others; the letter of an escape is no other', () => {
    expect(find(['plugin'], '[plugins] x', [0])).toEqual([]);
    expect(find(['eproto'], 'minimumProbeEprotocol', [0])).toEqual([]);
    expect(find(['plugin'], 'a\\nplugin b', [0])).toEqual(['plugin']);
  });
});
