/** What README says of the findings is what the rules say. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readmeWithTable } from '../../infra/findings.ts';

it('README has the table of findings of today (npm run findings)', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toBe(readmeWithTable(readme));
});
