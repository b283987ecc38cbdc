/**
 * What there are kinds of is listed once. A second list somewhere else would have to be found by whoever adds a kind;
 * the compiler asks for everything that a new kind needs.
 */
import { describe, expect, it } from 'vitest';
import { LAYERS } from '../../src/diagnosis/finding.ts';
import { FREEZE_KINDS } from '../../src/freezes/notifier.ts';
import { FreezeState } from '../../src/freezes/record.ts';
import { JobState } from '../../src/incidents/job.ts';
import { NOTICE_KINDS } from '../../src/incidents/notifier.ts';
import { ClosedWhy, RunState } from '../../src/incidents/record.ts';
import { Person } from '../../src/outbox/person.ts';
import { OPERATIONS } from '../../src/protocol/operations.ts';
import { OBJECT_KINDS } from '../../src/storage/objects.ts';
import { sourceFiles } from './source-files.ts';

const LISTS: [what: string, members: readonly string[], owner: string][] = [
  ['objects', OBJECT_KINDS, 'storage/objects.ts'],
  ['messages', NOTICE_KINDS, 'incidents/notifier.ts'],
  ['messages of a freeze', FREEZE_KINDS, 'freezes/notifier.ts'],
  ['states of a freeze', FreezeState.options, 'freezes/record.ts'],
  ['people', Person.shape.via.options, 'outbox/person.ts'],
  ['states of a run', RunState.options, 'incidents/record.ts'],
  ['states of a job', JobState.options, 'incidents/job.ts'],
  ['ways of being closed', ClosedWhy.options, 'incidents/record.ts'],
  ['layers', LAYERS, 'diagnosis/finding.ts'],
];

/** Files that name all of them one after the other, as a list or a union does. */
function listing(members: readonly string[]): string[] {
  const all = new RegExp(members.map((one) => `['"]${one}['"]`).join('[\\s,|]+'));
  return sourceFiles()
    .filter(({ text }) => all.test(text))
    .map(({ path }) => path);
}

describe('each kind is listed once:', () => {
  it.each(LISTS)('%s', (_what, members, owner) => {
    expect(members.length).toBeGreaterThan(1);
    expect(listing(members)).toEqual([owner]);
  });
});

it('an operation has its terms in one file, and what it does on the host in another', () => {
  const rooms = /^(?:protocol|agent\/host-operations)/;
  for (const op of Object.keys(OPERATIONS)) {
    const key = new RegExp(`^ +'?${op}'?: (?:\\{|\\()`, 'm');
    const files = sourceFiles().filter(({ path, text }) => rooms.test(path) && key.test(text));
    expect(files.map(({ path }) => path).sort(), op).toEqual([
      'agent/host-operations.ts',
      'protocol/operations.ts',
    ]);
  }
});
