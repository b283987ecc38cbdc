/** A template and the values of a stranger become a sentence that reads as one. */
import { expect, it } from 'vitest';
import { fill } from '../../src/diagnosis/wording/describe.ts';

it.each([
  ['{port?port %|its port} is closed.', { port: '18789' }, 'port 18789 is closed.'],
  ['{port?port %|its port} is closed.', {}, 'its port is closed.'],
  ['It is down.{unit? Unit: %.}', {}, 'It is down.'],
  ['It was refused.{words? It said: %.}', { words: 'No token.' }, 'It was refused. It said: No token.'],
  ['It said {words}.', { words: 'No token.' }, 'It said No token.'],
  ['It said {words}.', { words: 'Waiting...' }, 'It said Waiting...'],
  ['It said {words} twice.', { words: 'No token.' }, 'It said No token. twice.'],
  ['It said {words}.', { words: '$& {port}' }, 'It said $& {port}.'],
  ['It said {words}.', { words: 'x'.repeat(300) }, `It said ${'x'.repeat(200)}….`],
] as [string, Record<string, string>, string][])('%s with %j', (template, params, sentence) => {
  expect(fill(template, params)).toBe(sentence);
});
