/** How the field tests choose what to run, and how they keep score. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chosenFaults, fieldReport, fieldTable, keptLooks, type Looked, scoreSheet } from './field-report.ts';

const looked = (fault: string, side: Looked['side'], id?: string, more: Partial<Looked> = {}): Looked => ({
  fault,
  side,
  accepted: side === 'fault' ? ['right'] : [],
  findings: id === undefined ? [] : [{ id, confidence: 0.96 }],
  tookMs: 1500,
  ...more,
});

describe('the score', () => {
  it('counts faults found and sound hosts accused', () => {
    const report = fieldReport([
      looked('a', 'fault', 'right'),
      looked('a', 'twin'),
      looked('b', 'fault', 'wrong'),
      looked('b', 'twin', 'wrong'),
      looked('-', 'healthy'),
    ]);
    expect(report.faults).toEqual({ total: 2, found: 1, skipped: 0 });
    expect(report.healthy).toEqual({ total: 3, accused: 1, skipped: 0 });
    expect(fieldTable(report)).toContain('1 of 2 faults found, 1 of 3 sound hosts accused');
  });

  it("counts what OpenClaw's own tools noticed, where they were asked", () => {
    const beside = (status: number, doctor: number) => ({ beside: { status, doctor, tookMs: 9_000 } });
    const report = fieldReport([
      looked('a', 'fault', 'right', beside(0, 0)),
      looked('b', 'fault', 'right', beside(1, 0)),
      looked('a', 'twin', undefined, beside(0, 1)),
      looked('b', 'twin'),
    ]);
    expect(report.beside).toEqual({
      faults: { total: 2, noticed: 1 },
      healthy: { total: 1, alarmed: 1 },
    });
    expect(fieldTable(report)).toContain('1 of 2 faults noticed, 1 of 1 sound hosts accused');
  });

  it('is of all test files that ran, each with a file of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'looks-'));
    try {
      const kept = join(folder, 'kept');
      const said: string[] = [];
      const one = scoreSheet((line) => said.push(line), { expected: 2, folder: kept });
      one.note(looked('a', 'fault', 'right'));
      one.note(looked('a', 'twin'));
      scoreSheet(() => {}, { expected: 1, folder: kept }).note(looked('b', 'fault', 'wrong'));
      expect(said).toEqual([
        expect.stringMatching(/1\/2 ok .*right 0.96/),
        expect.stringMatching(/2\/2 ok .*twin/),
      ]);
      expect(fieldReport(keptLooks(kept)).faults).toEqual({ total: 2, found: 1, skipped: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('counts a second try instead of the first', () => {
    const report = fieldReport([looked('a', 'fault', 'wrong'), looked('a', 'fault', 'right')]);
    expect(report.faults).toEqual({ total: 1, found: 1, skipped: 0 });
  });

  it('does not count as found what was not tried', () => {
    const report = fieldReport([looked('a', 'fault', undefined, { skipped: 'may not mount' })]);
    expect(report.faults).toEqual({ total: 1, found: 0, skipped: 1 });
    expect(fieldTable(report)).toContain('0 of 0 faults found, 0 of 0 sound hosts accused, 1 not tried');
  });
});

describe('the choice', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name }));
  const names = (choice: Parameters<typeof chosenFaults>[1]) =>
    chosenFaults(all, choice).map(({ name }) => name);

  it('is all of them when nothing is said', () => expect(names({})).toHaveLength(5));
  it('is those that are named', () => expect(names({ named: 'd,b' })).toEqual(['b', 'd']));
  it('is every second one, in two parts that are all together', () => {
    expect([names({ part: '1/2' }), names({ part: '2/2' })]).toEqual([
      ['a', 'c', 'e'],
      ['b', 'd'],
    ]);
  });
  it('is an error when a name is misspelt', () => {
    expect(() => names({ named: 'a,x' })).toThrow('There is no fault x');
  });
});
