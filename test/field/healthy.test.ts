/**
 * Gateways that are well, or merely unusual, each looked at by the shipped host program: nothing may be claimed, and the
 * verdict must be that it works (or that it only takes time).
 *
 * `HEALTHY=name,name` runs those alone, `FIELD_PART=1/3` every third one, beginning with the first;
 * `FIELD_REPORT=folder` gets every look as JSON. `FIELD_BESIDE=1` asks OpenClaw's own tools on the same hosts too.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cannot, type Planted, plantOn } from '../gateway/fault.ts';
import { scoreSheet } from '../gateway/field-report.ts';
import { healthyVariants } from '../gateway/healthy/index.ts';
import { accusations } from '../gateway/healthy.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { lookAt } from '../gateway/look.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const named = process.env.HEALTHY?.split(',');
const [part = 1, parts = 1] = (process.env.FIELD_PART ?? '1/1').split('/').map(Number);
const chosen = healthyVariants.filter(
  ({ name }, index) => named?.includes(name) ?? index % parts === part - 1,
);

const sheet = scoreSheet(say, { expected: chosen.length });

let openclaw: OpenClaw;
let planted: Planted | undefined;
beforeAll(async () => {
  for (const variant of chosen) {
    const why = cannot(variant);
    if (why === undefined) continue;
    say(`${variant.name} is skipped: ${why}`);
    sheet.note({ fault: variant.name, side: 'healthy', accepted: [], findings: [], tookMs: 0, skipped: why });
  }
  openclaw = await installOpenClaw(say);
}, 300_000);
afterEach(async () => {
  await planted?.dispose();
  planted = undefined;
}, 60_000);

afterAll(() => sheet.end());

describe.each(chosen)('$name', (variant) => {
  const { plant, complaint, verdicts = ['healthy'] } = variant;
  it.skipIf(cannot(variant) !== undefined)(`is not accused: ${variant.title}`, async () => {
    planted = await plantOn(openclaw, plant);
    const { ran, verdict, ...look } = await lookAt(planted, {
      beside: Boolean(process.env.FIELD_BESIDE),
      complaint,
    });
    const accused = accusations(variant, look.findings);
    sheet.note({ fault: variant.name, side: 'healthy', accepted: [], ...look, findings: accused });
    expect(accused, ran.stderr).toEqual([]);
    expect(verdicts).toContain(verdict);
  });
});
