/** Nobody can be spoken to for a whole recovery: it goes on as approved, and everything is told afterwards, once. */
import { expect, it } from 'vitest';
import type { RecoveryView } from '../../src/incidents/notifier.ts';
import { digestOf } from '../../src/protocol/canonical.ts';
import type { Report } from '../../src/protocol/report.ts';
import { reported } from '../fakes/recovering-host.ts';
import { CHANNEL, MIRA } from './given.ts';
import {
  JON,
  LOOK,
  LOOK_AFTER,
  PLAN_JOB,
  plan,
  progress,
  RECOVERY,
  RUN_JOB,
  WORKED,
} from './given-recovery.ts';
import { aWorld, evidence } from './world.ts';

const host = 'node-3';

it('a recovery with Slack away goes on as approved, and tells all afterwards once', async () => {
  const world = aWorld();
  let n = 0;
  const tell = (event: object) => world.tell({ id: `e-${++n}`, host, ...event } as never);
  const says = (order: string, report: Report, seq = 0) =>
    tell({ type: 'evidence', order, seq, evidence: [reported(report)] });
  const looks = async (order: string, verdict: string) => {
    await tell({ type: 'evidence', order, seq: 0, evidence: evidence(verdict) });
    await tell({ type: 'done', order, tookMs: 5 });
  };
  const what = plan({ finding: 'config-invalid' });
  const digest = await digestOf(what);

  await tell({ type: 'recover', person: MIRA, place: CHANNEL, text: 'recover node-3' });
  await looks(LOOK, 'down');
  await says(PLAN_JOB, { kind: 'plan', digest, plan: what });
  await tell({ type: 'done', order: PLAN_JOB, tookMs: 5 });
  await tell({ type: 'start', recovery: RECOVERY, digest, person: MIRA });
  await world.pass(5_000);
  const before = world.keys();
  expect(before).toContain('plan/node-3/1');
  expect(before).not.toContain('recovery/node-3/1');

  world.script(() => ({ ok: false, outcome: 'not-said', retryAfterMs: 0, why: 'unreachable' }));
  await tell({ type: 'approved', job: RUN_JOB, person: JON });
  await world.pass(10_000);
  expect(world.jobs.map(({ op }) => op)).toContain('recovery.run');
  await tell({ type: 'accepted', order: RUN_JOB });
  for (const revision of [1, 2, 3])
    await says(RUN_JOB, { kind: 'progress', progress: progress({ plan: digest, revision }) }, revision);
  const end = { plan: digest, revision: 4, outcome: 'recovered', acceptance: WORKED } as const;
  await says(RUN_JOB, { kind: 'progress', progress: progress(end) }, 4);
  await tell({ type: 'done', order: RUN_JOB, tookMs: 60_000 });
  await looks(LOOK_AFTER, 'healthy');
  await world.pass(15 * 60_000);
  const { view } = (await world.view()) as never as { view: { recoveries: RecoveryView[]; state: string } };
  expect(view).toMatchObject({ state: 'closed', recoveries: [{ end: { as: 'recovered' } }] });
  expect(world.keys()).toEqual(before);

  world.script(() => undefined);
  await world.pass(30 * 60_000);
  const told = world.posted.filter(({ key }) => key === 'recovery/node-3/1');
  expect(told).toHaveLength(1);
  expect(told[0]?.notice.view.recoveries?.[0]?.end?.as).toBe('recovered');
  const plans = world.posted.filter(({ key }) => key === 'plan/node-3/1');
  expect(plans).toHaveLength(1);
  expect(plans[0]?.notice.view.recoveries?.[0]?.run?.state).toBe('done');
  expect(world.jobs.filter(({ op }) => op === 'recovery.run')).toHaveLength(1);
});

it('a bot that dies at any step of it orders the run once, and tells of it once', async () => {
  const what = plan({ finding: 'config-invalid' });
  const digest = await digestOf(what);
  const story = async (dieAt: number) => {
    const world = aWorld({ dieAt });
    let n = 0;
    const tell = (event: object) => world.tell({ id: `e-${++n}`, host, ...event } as never);
    await tell({ type: 'recover', finding: 'config-invalid', person: MIRA, place: CHANNEL, text: 'recover' });
    await tell({
      type: 'evidence',
      order: PLAN_JOB,
      seq: 0,
      evidence: [reported({ kind: 'plan', digest, plan: what })],
    });
    await tell({ type: 'done', order: PLAN_JOB, tookMs: 5 });
    await tell({ type: 'start', recovery: RECOVERY, digest, person: MIRA });
    await tell({ type: 'approved', job: RUN_JOB, person: JON });
    await world.pass(20_000);
    return world;
  };
  const steps = (await story(Number.POSITIVE_INFINITY)).steps();
  expect(steps).toBeGreaterThan(30);
  for (let at = 1; at <= steps; at++) {
    const world = await story(at);
    expect(
      world.jobs.filter(({ op }) => op === 'recovery.run'),
      `died before step ${at}`,
    ).toHaveLength(1);
    expect(world.keys().filter((key) => key === 'recovery/node-3/1')).toHaveLength(1);
  }
}, 60_000);
