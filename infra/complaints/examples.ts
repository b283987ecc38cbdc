/**
 * @module infra/complaints/examples
 * The example complaints that the model learns from: one file a finding, one complaint a line, and `none.txt` for what
 * is about no gateway. What a finding is called and says in the answer is an example of it, too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EN } from '../../src/diagnosis/wording/en.ts';
import { NONE } from '../../src/explain/resemble/resemble.ts';
import type { Example } from './training.ts';

export const FOLDER = new URL('../../src/explain/examples/', import.meta.url).pathname;

/** Half as loud: nobody complains in the words of a manual. */
const OF_MANUAL = 0.5;

/** Lines of every file, without empty ones. */
export function exampleLines(): Example[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) =>
      readFileSync(join(FOLDER, file), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((text) => ({ text, label: file.slice(0, -'.txt'.length) })),
    );
}

/** Titles and sentences of the findings that have examples, by id: on which shelf a finding stands teaches nothing. */
export function manualLines(labels: ReadonlySet<string>): Example[] {
  return Object.entries(EN)
    .filter(([id]) => labels.has(id) && id !== NONE)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([label, { title, says }]) =>
      [title, says].map((text) => ({
        text: text.replace(/\{[^}|]*\|?([^}]*)\}/g, '$1'),
        label,
        weight: OF_MANUAL,
      })),
    );
}
