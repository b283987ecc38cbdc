/** A plan becomes acts in one order, and a plan that nobody could take back or that does nothing becomes none. */
import { describe, expect, it } from 'vitest';
import { ACT_IDS, actsOf, isFatal, SKIPPING, termsOf, undoActs } from '../../src/runbooks/steps.ts';
import { planOf, WHOLE } from './plan.ts';

describe('the acts of a plan', () => {
  it('come in the one order, whatever order the plan names them in', () => {
    expect(actsOf(WHOLE)).toEqual([
      'standing',
      'blast-radius',
      'lease.take',
      'snapshot.make',
      'validate.config',
      'validate.workspace',
      'validate.route',
      'doctor.lint',
      'repair.apply',
      'lease.give-back',
      'restart',
      'restart.proof',
      'applied',
      'acceptance',
      'look-again',
    ]);
    expect(actsOf({ ...WHOLE, steps: WHOLE.steps.toReversed() })).toEqual(actsOf(WHOLE));
  });

  it.each([
    [
      'a snapshot and the word that it is applied come with every repair of a file',
      ['config.set-workspace'],
      ['standing', 'snapshot.make', 'repair.apply', 'applied', 'acceptance', 'look-again'],
    ],
    [
      'a restart is proved',
      ['restart.systemd-user'],
      ['standing', 'restart', 'restart.proof', 'acceptance', 'look-again'],
    ],
    [
      'a frozen process is only continued',
      ['resume-frozen'],
      ['standing', 'resume-frozen', 'acceptance', 'look-again'],
    ],
    [
      'a rival is stopped before the gateway is started',
      ['start.process', 'stop-duplicate'],
      ['standing', 'stop-duplicate', 'start', 'restart.proof', 'acceptance', 'look-again'],
    ],
  ])('%s', (_name, operations, acts) => {
    expect(actsOf(planOf(operations))).toEqual(acts);
  });

  it.each([
    ['with an operation that nobody knows', planOf(['shell.run', 'restart.process'])],
    ['that changes nothing', planOf(['snapshot.make', 'validate'])],
    ['that starts and restarts', planOf(['start.process', 'restart.process'])],
    ['that escalates', planOf(['restart.process'], { path: 'escalate' })],
  ])('are none for a plan %s', (_name, plan) => {
    expect(actsOf(plan)).toBeNull();
  });

  it('end with a look also where it started from no finding', () => {
    expect(actsOf(planOf(['restart.process'], { finding: null }))?.at(-1)).toBe('look-again');
  });
});

describe('an invalid configuration', () => {
  it('ends a restart that would be into it', () => {
    expect(isFatal('validate.config', ['validate.config', 'restart'])).toBe(true);
  });
  it('does not end its own repair', () => {
    expect(isFatal('validate.config', ['validate.config', 'repair.apply', 'restart'])).toBe(false);
  });
});

it('what changes something belongs to a step that cannot be skipped', () => {
  const changing = ACT_IDS.filter((act) => termsOf(act).mutates);
  expect(changing.filter((act) => SKIPPING[termsOf(act).step] !== 'never')).toEqual([]);
});

it('files are put back before anything is restarted, and checked by OpenClaw in between', () => {
  expect(undoActs(true)).toEqual([
    'lease.give-back',
    'snapshot.put-back',
    'validate.config',
    'restart',
    'restart.proof',
  ]);
  expect(undoActs(false)).toEqual(['lease.give-back', 'snapshot.put-back']);
});
