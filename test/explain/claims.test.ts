/** A claim from text: a rule decided, and the complaint does not clearly speak of something else. */
import { expect, it } from 'vitest';
import { CLAIM } from '../../src/diagnosis/finding.ts';
import { answered } from './unseen.ts';

const REFUSED = '[plugins] matrix failed to load: plugin load failed';

const first = (said: string) =>
  answered({ said, want: [], pasted: [{ kind: 'log', text: REFUSED }] }).findings[0];

it('is made of what a program says', () => {
  expect(first('something is wrong, see below')?.id).toBe('plugin-load-failed');
  expect(first('something is wrong, see below')?.confidence).toBeGreaterThanOrEqual(CLAIM);
});

it.each([
  'our nightly job does not deliver its report',
  'page opened over plain http is refused by the dashboard',
])('becomes a guess where the complaint sounds like another family: %s', (said) => {
  expect(first(said)?.id).toBe('plugin-load-failed');
  expect(first(said)?.confidence).toBeLessThan(CLAIM);
});
