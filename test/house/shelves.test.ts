/** A list and the folder it stands for agree, and no rule waits for a fact that nobody gives. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SOURCES } from '../../src/agent/bundle/sources/index.ts';
import { PROBES } from '../../src/agent/probes/index.ts';
import { VERBS } from '../../src/conversation/verbs/index.ts';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { factsOf } from '../../src/diagnosis/condition.ts';
import { META_IDS } from '../../src/diagnosis/finding.ts';
import { EN } from '../../src/diagnosis/wording/en.ts';
import { COMPLAINT_GIVES } from '../../src/evidence/complaint/complaint-evidence.ts';
import { DICTIONARY } from '../../src/evidence/dictionary.ts';
import { READERS } from '../../src/evidence/readers/index.ts';
import { SPEECH_READERS } from '../../src/explain/readers.ts';
import { faults } from '../gateway/faults/index.ts';
import { SRC } from './source-files.ts';

/** Words kept for facts that no probe gives yet; rules that ask for them have other ways to be sure. */
const NOT_YET: readonly string[] = [
  // Needs the bot's clock beside the host's, from the session's own greeting.
  'host.clock.offset-ms',
];

const given = new Set<string>([
  ...[...PROBES, ...READERS, ...SPEECH_READERS].flatMap(({ gives }) => [...gives]),
  // Said by the person who asks.
  ...COMPLAINT_GIVES,
  // Named beside a pasted report.
  'text.version',
  'text.kind',
]);

const inFolder = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .map((name) => name.slice(0, -3))
    .sort();

describe('a list and its folder agree:', () => {
  it('probes', () => {
    expect(PROBES.map(({ id }) => id).sort()).toEqual(inFolder(join(SRC, 'agent/probes')));
  });

  it('sources of a bundle', () => {
    expect(SOURCES.map(({ id }) => id).sort()).toEqual(inFolder(join(SRC, 'agent/bundle/sources')));
  });

  it('verbs', () => {
    const listed = VERBS.map(({ verb }) => verb).filter((verb) => verb !== 'help');
    expect(listed.sort()).toEqual(inFolder(join(SRC, 'conversation/verbs')));
  });

  it('demo faults', () => {
    const folder = new URL('../gateway/faults/', import.meta.url).pathname;
    expect(faults.map(({ name }) => name).sort()).toEqual(inFolder(folder));
  });
});

describe('the dictionary of facts', () => {
  it('has every fact that a probe or reader gives', () => {
    expect([...given].filter((fact) => !(fact in DICTIONARY))).toEqual([]);
  });

  it('has no fact that nobody gives', () => {
    expect(Object.keys(DICTIONARY).filter((fact) => !given.has(fact))).toEqual([...NOT_YET]);
  });
});

describe('a rule', () => {
  it('waits for no fact that nobody gives', () => {
    const waiting = RULES.flatMap((rule) =>
      [rule.decisive, ...(rule.supporting ?? []), ...(rule.contradicting ?? []), ...(rule.hints ?? [])]
        .flatMap(factsOf)
        .filter((fact) => !given.has(fact) && !NOT_YET.includes(fact))
        .map((fact) => `${rule.id}: ${fact}`),
    );
    expect(waiting).toEqual([]);
  });

  it('has words, an id of its own, and suppresses only rules that exist', () => {
    const ids = RULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(EN).sort()).toEqual([...ids, ...META_IDS].sort());
    const known = new Set<string>(ids);
    expect(RULES.flatMap((rule) => rule.suppresses ?? []).filter((id) => !known.has(id))).toEqual([]);
  });
});
