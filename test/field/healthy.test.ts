/**
 * Gateways that are well, or merely unusual, each looked at by the shipped host program: nothing may be claimed, and the
 * verdict must be that it works (or that it only takes time).
 *
 * `HEALTHY=name,name` runs those alone, `FIELD_PART=1/3` every third one, beginning with the first.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cannot, type Planted, plantOn } from '../gateway/fault.ts';
import { healthyVariants } from '../gateway/healthy/index.ts';
import { accusations } from '../gateway/healthy.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import type { Claim } from '../gateway/judge.ts';
import { runProgram } from '../gateway/programs.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const named = process.env.HEALTHY?.split(',');
const [part = 1, parts = 1] = (process.env.FIELD_PART ?? '1/1').split('/').map(Number);
const chosen = healthyVariants.filter(
  ({ name }, index) => named?.includes(name) ?? index % parts === part - 1,
);

let openclaw: OpenClaw;
let planted: Planted | undefined;
beforeAll(async () => {
  for (const variant of chosen) {
    const why = cannot(variant);
    if (why !== undefined) say(`${variant.name} is skipped: ${why}`);
  }
  openclaw = await installOpenClaw(say);
}, 300_000);
afterEach(async () => {
  await planted?.dispose();
  planted = undefined;
}, 60_000);

describe.each(chosen)('$name', (variant) => {
  const { plant, verdicts = ['healthy'] } = variant;
  it.skipIf(cannot(variant) !== undefined)(`is not accused: ${variant.title}`, async () => {
    planted = await plantOn(openclaw, plant);
    const { env, lab } = planted;
    const ran = await runProgram('host', ['triage', '--json'], { env, cwd: lab.dir });
    const report = JSON.parse(ran.stdout) as { verdict: string; findings: Claim[] };
    expect(accusations(variant, report.findings)).toEqual([]);
    expect(verdicts).toContain(report.verdict);
  });
});
