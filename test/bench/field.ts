/**
 * `npm run bench -- --field`: every planted fault, look-alike and healthy variant of the field tests, and about the
 * same faults and variants what OpenClaw's own `gateway status --require-rpc` and `doctor --lint` say. The tests are run as they are, in
 * two lanes, so that the figure is of what the tests hold; it takes most of an hour.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FieldReport, fieldReport, keptLooks } from '../gateway/field-report.ts';
import { inWords, median } from './measure.ts';

const LANES = 2;

export interface FieldFigures extends FieldReport {
  /** Median wall time of one look on a planted host, in milliseconds: ours, and OpenClaw's two commands. */
  lookMs: number;
  besideMs: number;
}

/** Runs one lane to its end. A test that fails is counted in the score, so it is no error here. */
function lane(number: number, folder: string): Promise<void> {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'];
  const which = ['--project', 'field', 'test/field/faults.test.ts', 'test/field/healthy.test.ts'];
  const env = { ...process.env, FIELD_PART: `${number}/${LANES}`, FIELD_REPORT: folder, FIELD_BESIDE: '1' };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...vitest, ...which], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}

/** Throws when no look was kept: then no test ran at all, and what vitest printed says why. */
export async function measureField(): Promise<FieldFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'field-'));
  try {
    await Promise.all(Array.from({ length: LANES }, (_, index) => lane(index + 1, folder)));
    const looks = keptLooks(folder);
    if (looks.length === 0) throw new Error('no field test ran');
    const tried = looks.filter(({ skipped }) => skipped === undefined);
    return {
      ...fieldReport(looks),
      lookMs: median(tried.map(({ tookMs }) => tookMs)),
      besideMs: median(tried.flatMap(({ beside }) => (beside ? [beside.tookMs] : []))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function fieldRows(f: FieldFigures): [string, string, string][] {
  const { faults, healthy, beside } = f;
  const tried = ({ total, skipped }: { total: number; skipped: number }): number => total - skipped;
  const theirs = beside ?? { faults: { total: 0, noticed: 0 }, healthy: { total: 0, alarmed: 0 } };
  return [
    [
      'planted faults named first',
      `${faults.found} of ${tried(faults)}`,
      `OpenClaw's status and doctor red: ${theirs.faults.noticed} of ${theirs.faults.total}`,
    ],
    [
      'look-alikes and healthy variants accused',
      `${healthy.accused} of ${tried(healthy)}`,
      `OpenClaw's status and doctor red: ${theirs.healthy.alarmed} of ${theirs.healthy.total}`,
    ],
    ['one look at such a host', inWords(f.lookMs), `the two commands ${inWords(f.besideMs)}; medians`],
  ];
}
