/** The one judge of "recovered": it is said of nothing that is not, and what stays of another cause does not speak against it. */
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  foundFor,
  isUnconfirmed,
  keepUnconfirmed,
  unconfirmedIn,
  whyNotRecovered,
} from '../../src/runbooks/recovered.ts';

const DRIFT = 'token-drift';
type Row = [title: string, asked: Partial<Asked>, after: Partial<Asked['after']>, code: string | null];

const judged = (asked: Partial<Asked>, after: Partial<Asked['after']>): Asked => ({
  finding: DRIFT,
  before: [DRIFT],
  ...asked,
  after: { looked: true, verdict: 'healthy', claimed: [], ...after },
});

it.each([
  ['the finding is gone', {}, {}, null],
  ['it is gone, and the gateway still held still', {}, { verdict: 'waiting' }, null],
  ['it is still there', {}, { claimed: [DRIFT] }, 'still'],
  ['nothing could be seen', {}, { looked: false }, 'could-not-look'],
  ['nobody can tell how the gateway is', {}, { verdict: 'unknown' }, 'could-not-look'],
  ['the gateway is down, whatever is found', {}, { verdict: 'down' }, 'down'],
  ['it is down and the finding is there', {}, { verdict: 'down', claimed: [DRIFT] }, 'down'],
  [
    'another one stays that was there before',
    { before: [DRIFT, 'cron-disabled'] },
    { claimed: ['cron-disabled'] },
    null,
  ],
  ['another one has come', {}, { verdict: 'degraded', claimed: ['model-auth-missing'] }, 'appeared'],
  [
    'one has come and one stays',
    { before: [DRIFT, 'cron-disabled'] },
    { claimed: ['cron-disabled', 'disk-full'] },
    'appeared',
  ],
  ['nobody knows what was there before', { before: null }, { claimed: ['cron-disabled'] }, null],
  // What restarts itself is seen between two runs as the one, and in the next as the other.
  [
    'its other half is there',
    { finding: 'boot-safe-mode', before: ['boot-safe-mode'] },
    { claimed: ['service-crash-loop'] },
    'still',
  ],
  [
    'the one that was met first stays',
    { finding: 'reload-off-stale-config', before: ['wrong-target-url', 'reload-off-stale-config'] },
    { claimed: ['wrong-target-url'] },
    'still',
  ],
  [
    'another one was met first, and is of another cause',
    { before: ['cron-disabled', DRIFT] },
    { claimed: ['cron-disabled'] },
    null,
  ],
  [
    'what somebody complained of stays',
    { before: [DRIFT, 'mention-gating'], complaint: ['mention-gating'] },
    { claimed: ['mention-gating'] },
    'still',
  ],
  ['without a finding: healthy', { finding: null, before: [] }, {}, null],
  [
    'without a finding: still held still',
    { finding: null, before: [] },
    { verdict: 'waiting' },
    'not-healthy',
  ],
  ['without a finding: degraded', { finding: null, before: [] }, { verdict: 'degraded' }, 'not-healthy'],
  ['without a finding: down', { finding: null, before: [] }, { verdict: 'down' }, 'down'],
  [
    'without a finding: something has come',
    { finding: null, before: [] },
    { claimed: ['disk-full'] },
    'appeared-since',
  ],
] as Row[])('%s', (_title, asked, after, code) => {
  expect(whyNotRecovered(judged(asked, after))?.code ?? null).toBe(
    code === null ? null : `look-again.${code}`,
  );
});

it('names both, what is gone and what has come', () => {
  const asked = judged({}, { claimed: ['disk-full', 'model-auth-missing'] });
  expect(whyNotRecovered(asked)?.params).toEqual({
    finding: DRIFT,
    appeared: 'disk-full, model-auth-missing',
  });
});

describe('what was found for a complaint', () => {
  it.each([
    ['is what explains it', ['a', 'b'], ['b'], ['b']],
    ['is all of it where nothing does', ['a', 'b'], [], ['a', 'b']],
    ['is nothing where nothing was found', [], ['b'], []],
  ])('%s', (_title, claimed, explains, found) => {
    expect(foundFor(claimed, explains)).toEqual(found);
  });
});

it('a run keeps what was not confirmed, and nothing else for it', () => {
  const because = { code: 'look-again.appeared', params: { finding: DRIFT, appeared: 'disk-full' } };
  expect(isUnconfirmed(because)).toBe(true);
  expect(unconfirmedIn({ still: ['disk-full'], ...keepUnconfirmed(because) })).toEqual(because);
  expect(unconfirmedIn({ still: [], verdict: 'healthy' })).toBeNull();
  expect(unconfirmedIn(keepUnconfirmed({ code: 'look-again.still', params: {} }))).toBeNull();
});
