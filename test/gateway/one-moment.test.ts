/** A real gateway whose event loop is held for some seconds: whatever a look has seen of it, it is not restarted. */
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { makePlan } from '../../src/agent/recovery/make-plan.ts';
import { openSite, type SiteOptions } from '../../src/agent/recovery/site.ts';
import { instanceNow } from '../../src/agent/recovery/standing.ts';
import { triageBeside } from '../../src/agent/recovery/triage-beside.ts';
import { collect } from '../../src/host-collect.ts';
import { classify, complaintEvidence } from '../../src/host-diagnosis.ts';
import { ownFolder } from '../agent/recovery/place.ts';
import { plantOn } from './fault.ts';
import loopBlocked from './faults/loop-blocked.ts';
import { installOpenClaw, type OpenClaw } from './install.ts';

let openclaw: OpenClaw;
beforeAll(async () => {
  openclaw = await installOpenClaw((line) => process.stderr.write(`${line}\n`));
}, 600_000);

it('is left alone while it serves, and once it was seen to have passed', { timeout: 300_000 }, async () => {
  // It is held for seconds from now on, once.
  const { lab, env, command, dispose } = await plantOn(openclaw, loopBlocked.twin.plant);
  onTestFinished(dispose, 60_000);
  const options: SiteOptions = { stateDir: ownFolder(lab), env, openclaw: command };
  const signal = AbortSignal.timeout(200_000);
  const site = await openSite(undefined, options, signal);
  if (!site.ok) throw new Error(site.because.code);
  const before = await instanceNow(site.site);
  const looking = async () => ({
    collect,
    classify: (evidence: Parameters<typeof classify>[0], now: number) => classify([...evidence], now),
    complaintEvidence,
  });
  const triage = triageBeside(looking as never, options as never);
  const told: string[] = [];
  for (const finding of ['gateway-unreachable', 'handshake-timeout', 'event-loop-saturated']) {
    const made = await makePlan({ finding }, { ...options, signal, say: () => {}, triage });
    told.push(made.ok ? made.plan.path : made.because.code);
  }
  expect(told).toEqual(['gateway.serves', 'gateway.works-for-others', 'restart.passing']);
  expect(await instanceNow(site.site)).toBe(before);
});
