import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../src/redaction/redact.ts';
import { redactStream } from '../../src/redaction/stream.ts';
import { windows } from '../../src/redaction/windows.ts';
import { drawFrom } from './draw.ts';
import { leaks } from './leaks.ts';

const draw = drawFrom(16_384);
const LINE = '2026-11-02T10:00:00Z [ws] a line like any other\n';
const quiet = { write: () => '‹x›', refuse: (stretch: string) => `‹${stretch.length}›`, clock: () => 0 };

describe.each([40, 400, 3_000, 9_000])(
  'R-03 a secret of %i characters is masked wherever a window ends',
  (length) => {
    it.each([11_800, 12_200, 12_288, 13_000, 15_300, 16_380])('%i', (at) => {
      const secret = draw('alnum', length);
      const before = LINE.repeat(400).slice(0, at);
      const said = createRedactor().text(`${before}\n{"token":"${secret}"}\n${LINE.repeat(300)}`);
      expect(leaks(said, secret)).toBe(false);
      expect(said.endsWith(LINE)).toBe(true);
    });
  },
);

it.each([1, 7, 1_000, 12_288, 100_000])(
  'R-04 a stream in chunks of %i reads like the whole',
  async (size) => {
    const redactor = createRedactor({ key: new Uint8Array(32) });
    const text = Array.from(
      { length: 700 },
      (_, i) => `${LINE}GW_TOKEN=${draw('alnum', 20 + (i % 40))}\n`,
    ).join('');
    const chunks = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
    let said = '';
    for await (const piece of redactStream(redactor, chunks)) said += piece;
    expect(said).toBe(redactor.text(text));
  },
);

it('nothing is lost or doubled where there is nothing to mask', () => {
  const text = LINE.repeat(2_000) + 'x'.repeat(50_000) + LINE;
  expect(createRedactor().text(text)).toBe(text);
});

it('R-16 what a layer fails on does not leave, and the rest does', () => {
  const all = windows({
    ...quiet,
    scan: (window) => {
      if (window.includes('poison')) throw new Error('layer failed');
      return [];
    },
  });
  const said = all.push(`${LINE.repeat(1_000)}poison\n${LINE.repeat(1_000)}`) + all.end();
  expect(said).not.toContain('poison');
  expect(said).toMatch(/‹\d+›/);
  expect(said.startsWith(LINE) && said.endsWith(LINE)).toBe(true);
});

it('R-16 a window that takes the time of its MiB is refused with the rest of it, and the next MiB begins anew', () => {
  let now = 0;
  const slow = windows({
    ...quiet,
    clock: () => now,
    scan: (window) => {
      if (window.includes('slow')) now += 2_500;
      return [];
    },
  });
  const mib = Math.ceil(1_048_576 / LINE.length);
  const said = slow.push(`slow\n${LINE.repeat(mib * 2)}`) + slow.end();
  expect(said).not.toContain('slow');
  expect(said.split(LINE).length).toBeGreaterThan(mib * 0.9);
  expect(said.split(LINE).length).toBeLessThan(mib * 1.1);
});
