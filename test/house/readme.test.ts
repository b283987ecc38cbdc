/** What stands in documents is so: the findings are today's, README is a page, and each path in it leads somewhere. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../infra/commands.mjs';
import { FINDINGS_FILE, findingsPage } from '../../infra/findings.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DOCUMENTS = ['README.md', 'SECURITY.md', '.github/CONTRIBUTING.md', 'test/bench/README.md'];

it('FINDINGS.md has the findings of today (npm run findings)', () => {
  expect(readFileSync(FINDINGS_FILE, 'utf8')).toBe(findingsPage());
});

it('README is a page of at most 10 kB', () => {
  expect(Buffer.byteLength(readFileSync(join(ROOT, 'README.md')))).toBeLessThanOrEqual(10_240);
});

describe.each(DOCUMENTS)('%s', (name) => {
  const text = readFileSync(join(ROOT, name), 'utf8');

  it('names only files that are there', () => {
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) =>
      join(dirname(name), path),
    );
    const named = [...text.matchAll(/(?<![\w/.-])((?:src|test|infra|\.github)\/[\w./-]+\w)/g)]
      .map(([, path = '']) => path)
      .filter((path) => !/NAME|AREA|ROOM|FINDING/.test(path));
    expect([...linked, ...named].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names only commands that there are', () => {
    const run = [...text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, command = '']) => command);
    expect(run.filter((command) => !Object.hasOwn(commands, command))).toEqual([]);
  });
});
