/**
 * Every fault on a real gateway, its look-alike, and the healthy host, each looked at by the shipped host program. A
 * fault must be named first; a look-alike and a healthy host must not be accused of anything.
 */
import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Plant, type Planted, plantHealthy, plantOn } from '../gateway/fault.ts';
import { faults } from '../gateway/faults/index.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { type Claim, judge } from '../gateway/judge.ts';
import { runProgram } from '../gateway/programs.ts';

/** `FIELD_PART=1/3` takes every third fault, beginning with the first. */
const [part = 1, parts = 1] = (process.env.FIELD_PART ?? '1/1').split('/').map(Number);
const chosen = faults.filter((_, index) => index % parts === part - 1);
const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;

let openclaw: OpenClaw;
let planted: Planted | undefined;
beforeAll(async () => {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  say(`Field part ${part} of ${parts}: ${chosen.map(({ name }) => name).join(', ')}`);
  if (!mayMount) say('disk-full is skipped: this user may not mount a small disk (run as root)');
  openclaw = await installOpenClaw(say);
}, 300_000);
afterEach(async () => {
  await planted?.dispose();
  planted = undefined;
}, 60_000);

/** Plants, triages with `host.mjs triage --json` as an operator on that host would, and judges. */
async function triage(plant: Plant, accepted: readonly string[]) {
  planted = await plantOn(openclaw, plant);
  const { env, lab } = planted;
  const ran = await runProgram('host', ['triage', '--json'], { env, cwd: lab.dir });
  expect(ran, ran.stderr).toMatchObject({ code: accepted.length > 0 ? 1 : 0 });
  return judge(accepted, (JSON.parse(ran.stdout) as { findings: Claim[] }).findings);
}

it('accuses a healthy gateway of nothing', async () => {
  expect(await triage(plantHealthy, [])).toMatchObject({ passed: true });
});

describe.each(chosen)('$name', ({ accepted, plant, twin, mounts }) => {
  it.skipIf(mounts && !mayMount)('is named first', async () => {
    expect(await triage(plant, accepted)).toMatchObject({ passed: true });
  });

  it.skipIf(mounts && !mayMount)('is not mistaken for its look-alike', async () => {
    expect(await triage(twin.plant, [])).toMatchObject({ passed: true });
  });
});
