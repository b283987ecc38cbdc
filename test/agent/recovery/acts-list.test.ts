/** The list of acts and the steps of a run agree: each is here, and what changes something can be looked at. */
import { expect, it } from 'vitest';
import { actsWith } from '../../../src/agent/recovery/acts/index.ts';
import { ACT_IDS, termsOf } from '../../../src/runbooks/steps.ts';

const acts = actsWith({
  stateDir: '/nowhere',
  env: {},
  denied: [],
  ways: [],
  triage: async () => ({ findings: [], gateway: null, verdict: 'unknown', looked: false }),
});

it('this host has every act of a run, and no other', () => {
  expect([...acts.keys()].sort()).toEqual([...ACT_IDS].sort());
});

it('what changes something can be looked at after a crash', () => {
  const blind = [...acts.values()].filter(
    ({ id, seen }) => termsOf(id as never).mutates && seen === undefined,
  );
  expect(blind.map(({ id }) => id)).toEqual([]);
});

it('what a run takes for harmless to repeat, the act takes for it, too', () => {
  // Into our own folder, and made anew before anything is changed.
  const own = ['snapshot.make'];
  const wrong = [...acts.values()].filter(
    ({ id, mutates }) => mutates && !termsOf(id as never).mutates && !own.includes(id),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
