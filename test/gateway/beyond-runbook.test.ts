/** What counts as beyond every runbook are faults of which a recovery is asked at all. */
import { expect, it } from 'vitest';
import { RULES } from '../../src/diagnosis/cards/index.ts';
import { BEYOND } from './beyond-runbook.ts';
import { faults } from './faults/index.ts';

const MENDABLE = ['restart+validate', 'config-rollback', 'credential-rotate'];
const isMendable = (id: string | undefined): boolean =>
  MENDABLE.includes(RULES.find((rule) => rule.id === id)?.remediation ?? '');

it('names planted faults of the classes that are acted on', () => {
  const asked = faults.filter(({ accepted }) => isMendable(accepted[0])).map(({ name }) => name);
  expect(Object.keys(BEYOND).filter((name) => !asked.includes(name))).toEqual([]);
});
