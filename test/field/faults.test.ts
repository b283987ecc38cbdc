/**
 * Every fault on a real gateway, its look-alike, and the healthy host, each looked at by the shipped host program. A
 * fault must be named first; a look-alike and a healthy host must not be accused of anything.
 *
 * `FIELD_FAULT=name,name` runs those alone, `FIELD_PART=1/3` every third one, beginning with the first;
 * `FIELD_REPORT=file` gets the score as JSON. `FIELD_BESIDE=1` asks OpenClaw's own tools on the same hosts too.
 */
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cannot, type Plant, type Planted, plantHealthy, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import { type Beside, chosenFaults, fieldReport, fieldTable, type Looked } from '../gateway/field-report.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { type Claim, judge } from '../gateway/judge.ts';
import { runProgram } from '../gateway/programs.ts';

const { FIELD_FAULT: named, FIELD_PART: part, FIELD_REPORT: reportFile } = process.env;
const chosen = chosenFaults(faults, { named, part });
const looks: Looked[] = [];
const say = (line: string) => void process.stderr.write(`${line}\n`);

let openclaw: OpenClaw;
let planted: Planted | undefined;
beforeAll(async () => {
  say(`Field: ${chosen.map(({ name }) => name).join(', ')}`);
  for (const fault of chosen) {
    const skipped = cannot(fault);
    if (skipped === undefined) continue;
    say(`${fault.name} is skipped: ${skipped}`);
    for (const side of ['fault', 'twin'] as const)
      looks.push({ fault: fault.name, side, accepted: [], findings: [], tookMs: 0, skipped });
  }
  openclaw = await installOpenClaw(say);
}, 300_000);
afterEach(async () => {
  await planted?.dispose();
  planted = undefined;
}, 60_000);
afterAll(() => {
  const report = fieldReport(looks);
  say(`\n${fieldTable(report)}`);
  if (reportFile) writeFileSync(reportFile, `${JSON.stringify(report, null, 2)}\n`);
});

type Case = Pick<Looked, 'fault' | 'side' | 'accepted'> & { plant: Plant };

/** What a person would otherwise ask; each loads plugins and takes seconds. */
async function ownTools(lab: Planted['lab']): Promise<Beside> {
  const began = performance.now();
  const status = await lab.cli(['gateway', 'status', '--require-rpc', '--timeout', '10000'], 40_000);
  const doctor = await lab.cli(['doctor', '--lint', '--severity-min', 'error'], 60_000);
  return { status: status.code, doctor: doctor.code, tookMs: Math.round(performance.now() - began) };
}

/** Plants, triages with `host.mjs triage --json` as an operator on that host would, and judges. */
async function triage({ plant, ...planned }: Case) {
  planted = await plantOn(openclaw, plant);
  const { env, lab } = planted;
  const began = performance.now();
  const ran = await runProgram('host', ['triage', '--json'], { env, cwd: lab.dir });
  const tookMs = Math.round(performance.now() - began);
  const { findings } = (ran.stdout === '' ? { findings: [] } : JSON.parse(ran.stdout)) as {
    findings: Claim[];
  };
  const beside = process.env.FIELD_BESIDE ? { beside: await ownTools(lab) } : {};
  looks.push({ ...planned, findings, tookMs, ...beside });
  expect(ran, ran.stderr).toMatchObject({ code: planned.accepted.length > 0 ? 1 : 0 });
  return judge(planned.accepted, findings);
}

it.skipIf(named !== undefined)('accuses a healthy gateway of nothing', async () => {
  const seen = await triage({ fault: '-', side: 'healthy', accepted: [], plant: plantHealthy });
  expect(seen).toMatchObject({ passed: true });
});

describe.each(chosen)('$name', ({ name: fault, accepted, plant, twin, ...needs }) => {
  const skip = cannot(needs) !== undefined;
  it.skipIf(skip)('is named first', async () => {
    expect(await triage({ fault, side: 'fault', accepted, plant })).toMatchObject({ passed: true });
  });

  it.skipIf(skip)('is not mistaken for its look-alike', async () => {
    const seen = await triage({ fault, side: 'twin', accepted: [], plant: twin.plant });
    expect(seen).toMatchObject({ passed: true });
  });
});
