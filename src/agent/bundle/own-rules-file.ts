/**
 * @module agent/bundle/own-rules-file
 * The admins' own redactions, read anew for each bundle: beside the policy, and like it trusted only where nobody else
 * may write.
 */
import { dirname, join } from 'node:path';
import { type OwnRules, type RulesReading, readRules } from '../../redaction/own-rules.ts';
import { readAdminsFile } from '../admins-file.ts';
import { NotBegun } from '../operation.ts';

const NAME = 'redactions.toml';
const USUAL_FOLDER = '/etc/openclaw-host-agent';

/** What names the file: itself, or the policy that it stands beside. */
export type RulesPlace = { rules?: string | undefined; policy?: string | undefined };

/** The rules that hold; null where there is no such file and none was named. Never throws. */
export function readRulesFile({ rules, policy }: RulesPlace): RulesReading | null {
  const path = rules ?? join(policy === undefined ? USUAL_FOLDER : dirname(policy), NAME);
  const file = readAdminsFile('The redactions', path);
  if (file.ok) return readRules(file.text, path);
  return file.absent && rules === undefined ? null : { ok: false, why: file.why, hint: file.hint };
}

/** The same for whoever makes a bundle. @throws NotBegun while they are broken: what they meant to hide would leave. */
export function rulesThatHold(place: RulesPlace): OwnRules | null {
  const reading = readRulesFile(place);
  if (reading === null) return null;
  if (reading.ok) return reading.rules;
  throw new NotBegun({ code: 'gate.rules-broken', params: { why: reading.why } });
}
