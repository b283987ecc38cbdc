/** Words that people exchange are heard as one another, and two groups together as what neither says alone. */
import { expect, it } from 'vitest';
import { featuresOf } from '../../src/explain/resemble/features.ts';
import { groupsIn } from '../../src/explain/resemble/groups.ts';

/** How alike two complaints are, 0..1. */
function likeness(one: string, other: string): number {
  const heard = featuresOf(other);
  return [...featuresOf(one)].reduce((sum, [at, loud]) => sum + loud * (heard.get(at) ?? 0), 0);
}

it.each([
  ['lets me in now and then', 'ab und zu werde ich hereingelassen', ['admitted', 'sometimes']],
  ['most were bounced', '大多数被拒绝', ['mostly', 'no']],
  ['swapped the passphrase', '换了密码', ['key', 'replaced']],
])('%s, said in another language', (one, other, names) => {
  expect(groupsIn(one)).toEqual(expect.arrayContaining(names));
  expect(groupsIn(other)).toEqual(expect.arrayContaining(names));
});

it('hears a pair of groups across the clauses of one complaint', () => {
  const said = 'swapped it. terminal bounced';
  const both = likeness(said, 'renewed, laptop declined');
  expect(both).toBeGreaterThan(likeness(said, 'renewed') + likeness(said, 'laptop declined'));
});
