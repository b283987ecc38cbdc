/** A finding is one card: adding one on a fact that is known touches one file of src and one of the tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES, type RuleId } from '../../src/diagnosis/cards/index.ts';
import { EN } from '../../src/diagnosis/wording/en.ts';
import { sourceFiles } from './source-files.ts';

const ids = RULES.map(({ id }) => id);
const sorted = (list: Iterable<string>): string[] => [...list].sort();

const room = sourceFiles().filter(({ path }) => path.startsWith('diagnosis/'));
const inCards = (path: string): boolean => path.startsWith('diagnosis/cards/');

/** Area → ids that are defined there. */
const defined = new Map(
  room
    .filter(({ path }) => inCards(path))
    .map(({ path, text }) => [
      path.slice('diagnosis/cards/'.length, -'.ts'.length),
      [...text.matchAll(/^ {2}(?:card\(\{\s+id: |fault\(|refusal\()'([\w-]+)'/gm)].map(
        ([, id]) => id as string,
      ),
    ])
    .filter((entry): entry is [string, string[]] => (entry[1]?.length ?? 0) > 0),
);

const CASES = new URL('../diagnosis/cases/', import.meta.url);
/** Area → ids that have their rows there. */
const rows = new Map(
  readdirSync(CASES)
    .filter((name) => name !== 'case.ts' && name !== 'index.ts')
    .map((name) => [
      name.slice(0, -'.ts'.length),
      [...readFileSync(new URL(name, CASES), 'utf8').matchAll(/^ {2}'([\w-]+)': /gm)].map(
        ([, id]) => id as string,
      ),
    ]),
);

/** About single findings on purpose; a new finding needs none of these. */
const SPEAKS_OF_FINDINGS =
  /^diagnosis\/(?:complaint\/|known-defects\/|(?:classify|contradictions|layers)\.ts$)/;

describe('a finding', () => {
  it('is defined once, on one card', () => {
    expect(sorted([...defined.values()].flat())).toEqual(sorted(ids));
  });

  it('has its rows once, in the file of the same name', () => {
    const list = (of: Map<string, string[]>) =>
      sorted([...of].flatMap(([area, all]) => all.map((id) => `${area}: ${id}`)));
    expect(list(rows)).toEqual(list(defined));
  });

  it('is named by no table beside the cards', () => {
    const known: ReadonlySet<string> = new Set(ids);
    const tables = room
      .filter(({ path }) => !inCards(path) && !SPEAKS_OF_FINDINGS.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/'([\w-]+)'/g)]
          .filter(([, word]) => known.has(word as string))
          .map(([, id]) => `${path}: ${id}`),
      );
    expect(tables).toEqual([]);
  });

  it('takes its words from its card', () => {
    for (const { id, says } of RULES) expect(EN[id as RuleId]).toBe(says.en);
  });

  it('is alone in no family: a name that is spelled otherwise would part relatives', () => {
    const members = new Map<string, number>();
    for (const family of RULES.flatMap(({ families }) => families ?? []))
      members.set(family, (members.get(family) ?? 0) + 1);
    expect([...members].filter(([, count]) => count < 2)).toEqual([]);
  });
});
