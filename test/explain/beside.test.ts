/** What is said or pasted beside a complaint because it is fine must not be taken for the cause. */
import { describe, expect, it } from 'vitest';
import { withDenied, withHealthy } from './beside.ts';
import { answered, casesOf, right } from './unseen.ts';

/** Share that may be lost: two rows of sixty. */
const LOST = 0.035;

describe.each(['complaints', 'symptoms'])('%s', (name) => {
  const rows = casesOf(name);
  const bare = right(rows.map(answered), 1);

  it.each([
    ['one remark that denies something', withDenied('dev', 1)],
    ['three remarks that deny something', withDenied('dev', 3)],
    ['one command that finds nothing wrong', withHealthy('dev', 1)],
    ['three commands that find nothing wrong', withHealthy('dev', 3)],
  ])('keep their cause beside %s', (_, beside) => {
    expect(bare - right(rows.map(beside).map(answered), 1)).toBeLessThanOrEqual(LOST);
  });
});
