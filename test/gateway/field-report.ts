/**
 * What a run of the field tests came to, one row a fault: was it named first, how sure, how long the look took, and
 * was its look-alike left alone. As a table for people, and as JSON for whoever keeps score.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Claim, type Judgement, judge } from './judge.ts';

/** One look at one planted host. `skipped` says why there was none. */
export interface Looked {
  fault: string;
  side: 'fault' | 'twin' | 'healthy';
  accepted: readonly string[];
  findings: readonly Claim[];
  tookMs: number;
  /** OpenClaw's own tools on the same host, where they were asked too. */
  beside?: Beside;
  skipped?: string;
}

/** Exit codes of OpenClaw's own tools: anything but 0 says that something is wrong. They name no cause. */
export interface Beside {
  /** `openclaw gateway status --require-rpc` */
  status: number;
  /** `openclaw doctor --lint --severity-min error` */
  doctor: number;
  tookMs: number;
}

export interface FieldReport {
  schema: 1;
  faults: { total: number; found: number; skipped: number };
  healthy: { total: number; accused: number; skipped: number };
  /** What OpenClaw's own tools noticed on the same hosts; absent where they were not asked. */
  beside?: { faults: { total: number; noticed: number }; healthy: { total: number; alarmed: number } };
  rows: Array<{
    fault: string;
    side: Looked['side'];
    first: Claim | null;
    passed: boolean | null;
    says: string;
    tookMs: number;
  }>;
}

const firstOf = ({ findings: [first] }: Looked): Claim | null =>
  first === undefined ? null : { id: first.id, confidence: first.confidence };

function judged(looked: Looked): Judgement | null {
  return looked.skipped === undefined ? judge(looked.accepted, looked.findings) : null;
}

/** Counts. A test that was tried again counts with its last try. */
export function fieldReport(all: readonly Looked[]): FieldReport {
  const last = new Map(all.map((looked) => [`${looked.fault} ${looked.side}`, looked]));
  const rows = [...last.values()].map((looked) => {
    const verdict = judged(looked);
    return {
      fault: looked.fault,
      side: looked.side,
      first: firstOf(looked),
      passed: verdict?.passed ?? null,
      says: verdict?.says ?? `Skipped: ${looked.skipped}`,
      tookMs: looked.tookMs,
    };
  });
  const count = (of: readonly (typeof rows)[number][], passed: boolean | null) =>
    of.filter((row) => row.passed === passed).length;
  const asked = [...last.values()].filter((looked) => looked.beside !== undefined);
  const red = ({ beside }: Looked) => beside !== undefined && (beside.status !== 0 || beside.doctor !== 0);
  const [askedFaults, askedSound] = [true, false].map((fault) =>
    asked.filter(({ side }) => (side === 'fault') === fault),
  ) as [Looked[], Looked[]];
  const beside = {
    faults: { total: askedFaults.length, noticed: askedFaults.filter(red).length },
    healthy: { total: askedSound.length, alarmed: askedSound.filter(red).length },
  };
  const planted = rows.filter(({ side }) => side === 'fault');
  const sound = rows.filter(({ side }) => side !== 'fault');
  return {
    schema: 1,
    faults: { total: planted.length, found: count(planted, true), skipped: count(planted, null) },
    healthy: { total: sound.length, accused: count(sound, false), skipped: count(sound, null) },
    ...(asked.length > 0 ? { beside } : {}),
    rows,
  };
}

function line({ fault, side, first, passed, tookMs }: FieldReport['rows'][number]): string {
  const mark = passed === null ? 'skip' : passed ? 'ok' : 'WRONG';
  const shown = first === null ? '-' : `${first.id} ${first.confidence.toFixed(2)}`;
  const took = `${(tookMs / 1000).toFixed(1)} s`;
  return `${mark.padEnd(6)}${fault.padEnd(24)}${side.padEnd(8)}${shown.padEnd(36)}${took}`;
}

/** One line a row, then the sum. */
export function fieldTable({ rows, faults, healthy, beside }: FieldReport): string {
  const found = `${faults.found} of ${faults.total - faults.skipped} faults found`;
  const accused = `${healthy.accused} of ${healthy.total - healthy.skipped} sound hosts accused`;
  const skipped = faults.skipped + healthy.skipped;
  const theirs =
    beside === undefined
      ? []
      : [
          `OpenClaw's own status and doctor: ${beside.faults.noticed} of ${beside.faults.total} faults noticed, ` +
            `${beside.healthy.alarmed} of ${beside.healthy.total} sound hosts accused`,
        ];
  const ours = `${found}, ${accused}${skipped > 0 ? `, ${skipped} not tried` : ''}`;
  return [...rows.map(line), ours, ...theirs].join('\n');
}

/**
 * The faults that one run takes. `named` is a list of names divided by commas; `part` is `2/6`: every sixth, beginning
 * with the second. Throws when a name is none of them.
 */
export function chosenFaults<T extends { name: string }>(
  all: readonly T[],
  { named, part }: { named?: string | undefined; part?: string | undefined },
): readonly T[] {
  const names = (named ?? '').split(',').filter(Boolean);
  const unknown = names.filter((name) => !all.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`There is no fault ${unknown.join(', ')}`);
  if (names.length > 0) return all.filter(({ name }) => names.includes(name));
  const [first = 1, parts = 1] = (part ?? '1/1').split('/').map(Number);
  return all.filter((_, index) => index % parts === first - 1);
}

export interface ScoreSheet {
  note(look: Looked): void;
  /** Says the whole table and the sum. */
  end(): void;
}

/**
 * The looks of one test file, each told as it is taken, since a whole run takes most of an hour. They are also kept in
 * the folder that FIELD_REPORT names, if it does: a file of its own for each sheet, since lanes do not share one, and
 * whole after each look, so that a run which is ended early has not been for nothing.
 */
export function scoreSheet(
  say: (line: string) => void,
  { expected, folder = process.env.FIELD_REPORT }: { expected: number; folder?: string | undefined },
): ScoreSheet {
  const looks: Looked[] = [];
  const file = `${crypto.randomUUID()}.json`;
  return {
    note(look) {
      looks.push(look);
      const { rows } = fieldReport(looks);
      const own = fieldReport([look]).rows.map(line).join('');
      say(`${String(rows.length).padStart(3)}/${expected} ${own}`);
      if (!folder) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, file), JSON.stringify(looks));
    },
    end: () => say(`\n${fieldTable(fieldReport(looks))}`),
  };
}

/** All looks that were kept in a folder. */
export function keptLooks(folder: string): Looked[] {
  return readdirSync(folder).flatMap(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Looked[],
  );
}
