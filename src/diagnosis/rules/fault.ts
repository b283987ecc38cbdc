/**
 * @module diagnosis/rules/fault
 * The short form of a rule for work that fails on a healthy gateway: one line of a table is one cause that
 * a sign names.
 */
import type { FactName } from '../../evidence/dictionary.ts';
import type { Condition } from '../condition.ts';
import type { Fix, Remediation } from '../finding.ts';
import { rule } from '../rule.ts';
import { sign } from './shapes.ts';

type Row = {
  signs: readonly [FactName, ...string[]];
  severity?: 2 | 3 | 4;
  remediation?: Remediation;
  fromText?: number;
  decisive?: Condition;
  hints?: readonly Condition[];
  supporting?: readonly Condition[];
  contradicting?: readonly Condition[];
  checks: readonly string[];
  fixes: readonly Fix[];
  suppresses?: readonly string[];
  quietInLog?: true;
  passes?: true;
  params?: Readonly<Record<string, FactName>>;
};

/** One rule of the work layer. */
export function fault<const Id extends string>(id: Id, row: Row) {
  const [fact, ...words] = row.signs;
  const { hints, supporting, contradicting, suppresses } = row;
  return rule({
    id,
    layer: 'work',
    severity: row.severity ?? 3,
    remediation: row.remediation ?? 'operator-manual',
    decisive: row.decisive ? { either: [sign(fact, ...words), row.decisive] } : sign(fact, ...words),
    fromText: row.fromText ?? 0.66,
    params: { reason: 'schedule.reason', ...row.params },
    checks: row.checks,
    fixes: row.fixes,
    ...(hints ? { hints } : {}),
    ...(supporting ? { supporting } : {}),
    ...(contradicting ? { contradicting } : {}),
    ...(suppresses ? { suppresses } : {}),
    ...(row.quietInLog ? { quietInLog: true } : {}),
    ...(row.passes ? { passes: true } : {}),
  });
}
