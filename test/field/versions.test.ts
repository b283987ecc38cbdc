/**
 * Older releases of OpenClaw, each really started: a healthy one is accused of nothing, and faults that every release can
 * have are named. By default the oldest and one of the middle, so that a run stays short; `VERSIONS=all` takes all of
 * them, `VERSIONS=2026.4.14,…` those, and `VERSIONS_PART=1/3` every third of what was chosen.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Planted, plantOn } from '../gateway/fault.ts';
import type { OpenClaw } from '../gateway/install.ts';
import { type Claim, judge } from '../gateway/judge.ts';
import { oldByFormerNames, oldFaults, oldHealthy } from '../gateway/old-faults.ts';
import { runProgram } from '../gateway/programs.ts';
import { installOld, oldVersions, runsHere } from '../gateway/versions.ts';

const SHORT = ['2026.2.26', '2026.6.10'];
const say = (line: string) => void process.stderr.write(`${line}\n`);
const { VERSIONS: asked, VERSIONS_PART } = process.env;
const named = asked === undefined ? SHORT : asked === 'all' ? undefined : asked.split(',');
const [part = 1, parts = 1] = (VERSIONS_PART ?? '1/1').split('/').map(Number);
const chosen = oldVersions
  .filter(({ version }) => named === undefined || named.includes(version))
  .filter((_, index) => index % parts === part - 1);

let planted: Planted | undefined;
afterEach(async () => {
  await planted?.dispose();
  planted = undefined;
}, 60_000);

describe.each(chosen)('OpenClaw $version', (version) => {
  const skip = !runsHere(version);
  if (skip) say(`OpenClaw ${version.version} is skipped: its Node ${version.node} is for Linux on x64 only`);
  let openclaw: OpenClaw;
  beforeAll(async () => {
    if (!skip) openclaw = await installOld(version, say);
  }, 600_000);

  const rows = [oldHealthy, oldByFormerNames, ...oldFaults].filter(({ of }) => of?.(version.version) ?? true);
  it.skipIf(skip).each(rows)('$name', async ({ accepted, plant }) => {
    planted = await plantOn(openclaw, plant);
    const { env, lab } = planted;
    const ran = await runProgram('host', ['triage', '--json'], { env, cwd: lab.dir });
    const { verdict, findings } = JSON.parse(ran.stdout) as { verdict: string; findings: Claim[] };
    expect(judge(accepted, findings)).toMatchObject({ passed: true });
    if (accepted.length === 0) expect(verdict).toBe('healthy');
  });
});
