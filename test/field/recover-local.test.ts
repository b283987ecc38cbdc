/**
 * `recover --local` on the real gateway: what was broken works by acceptance and by an independent look, what is well is
 * not touched, and no secret is in what is told.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Policy } from '../../src/agent/channel/policy.ts';
import { collect } from '../../src/agent/collect.ts';
import { actsWith } from '../../src/agent/recovery/acts/index.ts';
import { makePlan } from '../../src/agent/recovery/make-plan.ts';
import { recoverHere } from '../../src/agent/recovery/recover-here.ts';
import { triageBeside } from '../../src/agent/recovery/triage-beside.ts';
import { classify } from '../../src/diagnosis/classify.ts';
import { becauseText } from '../../src/messages/because.ts';
import { faults } from '../gateway/faults/index.ts';
import { installOpenClaw, type OpenClaw } from '../gateway/install.ts';
import { type Lab, openLab } from '../gateway/lab.ts';

let openclaw: OpenClaw;
beforeAll(async () => {
  openclaw = await installOpenClaw((line) => process.stderr.write(`${line}\n`));
}, 600_000);

async function opened(): Promise<Lab> {
  const lab = await openLab(openclaw);
  onTestFinished(() => lab.dispose(), 60_000);
  return lab;
}

function recover(lab: Lab) {
  const given = { stateDir: join(lab.dir, 'host-agent'), env: lab.env(), openclaw: openclaw.command };
  const looking = {
    collect,
    classify: (evidence: Parameters<typeof classify>[0], now: number) => classify(evidence, now),
  };
  const never = new AbortController().signal;
  return recoverHere({
    ...given,
    planOnly: false,
    yes: { because: 'the field' },
    by: 'terminal:field',
    policy: Policy.parse({}),
    makePlan,
    acts: actsWith,
    triage: triageBeside(async () => looking as never, given),
    ask: async () => false,
    progress: () => undefined,
    words: becauseText,
    abort: never,
    stop: never,
  });
}

describe('brings back', () => {
  it.each([
    ['cli-only', 'repair'],
    ['config-invalid', 'rollback'],
    ['frozen', 'restart'],
    ['token-flag', 'align'],
  ])('%s', async (name, path) => {
    const lab = await opened();
    const fault = faults.find((one) => one.name === name);
    if (fault === undefined) throw new Error(name);
    await fault.plant(lab);
    const { code, report } = await recover(lab);
    expect(report).toMatchObject({ outcome: 'recovered', path, acceptance: { read: 'done', write: 'done' } });
    expect(code).toBe(0);
    expect(fault.accepted).toContain(report.finding);
    expect(report.still.filter((id) => fault.accepted.includes(id))).toEqual([]);
    expect(JSON.stringify(report)).not.toContain(lab.token);
  });
});

it('does not touch a gateway that is well', async () => {
  const lab = await opened();
  await lab.start();
  const before = readFileSync(lab.configFile, 'utf8');
  const { code, report } = await recover(lab);
  expect([code, report.outcome, report.steps]).toEqual([2, 'refused', []]);
  expect(readFileSync(lab.configFile, 'utf8')).toBe(before);
});
