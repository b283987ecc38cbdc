/**
 * Every fault on a real gateway, its look-alike, and the healthy host, each looked at by the shipped host program. A
 * fault must be named first; a look-alike and a healthy host must not be accused of anything.
 *
 * `FIELD_FAULT=name,name` runs those alone, `FIELD_PART=1/3` every third one, beginning with the first;
 * `FIELD_REPORT=folder` gets every look as JSON. `FIELD_BESIDE=1` asks OpenClaw's own tools about the faults too.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cannot, type Plant, type Planted, plantHealthy, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import { chosenFaults, type Looked, scoreSheet } from '../gateway/field-report.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { judge } from '../gateway/judge.ts';
import { lookAt } from '../gateway/look.ts';

const { FIELD_FAULT: named, FIELD_PART: part } = process.env;
const chosen = chosenFaults(faults, { named, part });
const say = (line: string) => void process.stderr.write(`${line}\n`);
const sheet = scoreSheet(say, { expected: 2 * chosen.length + (named === undefined ? 1 : 0) });

let openclaw: OpenClaw;
let planted: Planted | undefined;
beforeAll(async () => {
  say(`Field: ${chosen.map(({ name }) => name).join(', ')}`);
  for (const fault of chosen) {
    const skipped = cannot(fault);
    if (skipped === undefined) continue;
    say(`${fault.name} is skipped: ${skipped}`);
    for (const side of ['fault', 'twin'] as const)
      sheet.note({ fault: fault.name, side, accepted: [], findings: [], tookMs: 0, skipped });
  }
  openclaw = await installOpenClaw(say);
}, 300_000);
afterEach(async () => {
  await planted?.dispose();
  planted = undefined;
}, 60_000);
afterAll(() => sheet.end());

type Case = Pick<Looked, 'fault' | 'side' | 'accepted'> & { plant: Plant; complaint?: string | undefined };

/** Plants, triages with `host.mjs triage --json` as an operator on that host would, and judges. */
async function triage({ plant, complaint, ...planned }: Case) {
  planted = await plantOn(openclaw, plant);
  // Look-alikes are not asked about: the healthy variants show how often those tools are red for nothing.
  const beside = Boolean(process.env.FIELD_BESIDE) && planned.side === 'fault';
  const { ran, verdict: _, ...look } = await lookAt(planted, { beside, complaint });
  sheet.note({ ...planned, ...look });
  expect(ran, ran.stderr).toMatchObject({ code: planned.accepted.length > 0 ? 1 : 0 });
  return judge(planned.accepted, look.findings);
}

it.skipIf(named !== undefined)('accuses a healthy gateway of nothing', async () => {
  const seen = await triage({ fault: '-', side: 'healthy', accepted: [], plant: plantHealthy });
  expect(seen).toMatchObject({ passed: true });
});

describe.each(chosen)('$name', ({ name: fault, accepted, complaint, plant, twin, ...needs }) => {
  const skip = cannot(needs) !== undefined;
  it.skipIf(skip)('is named first', async () => {
    expect(await triage({ fault, side: 'fault', accepted, complaint, plant })).toMatchObject({
      passed: true,
    });
  });

  it.skipIf(skip)('is not mistaken for its look-alike', async () => {
    const seen = await triage({ fault, side: 'twin', accepted: [], complaint, plant: twin.plant });
    expect(seen).toMatchObject({ passed: true });
  });
});
