/**
 * @module agent/recovery/repairs/remove-unknown-key
 * A file that OpenClaw refuses for keys that this release does not know, or for a word that it has replaced by another:
 * those keys go, or get the word of today. No key that it knows is touched, and every issue must be of these kinds.
 */
import { onlyRetired } from '../../../evidence/retired-keys.ts';
import { denied } from '../../../runbooks/denied.ts';
import { type PlannedEdit, planEdits, stageEdits } from '../config-change.ts';
import { valueAt } from '../config-value.ts';
import { issueWords } from '../openclaw-judges.ts';
import { unknownKeys } from '../refused-keys.ts';
import { doesNotApply, type Looked, type Repair, type Sight } from '../repair.ts';
import { because } from '../told-value.ts';

/** Words that `openclaw doctor --fix` itself replaces (2026.9.6, observed). */
const REPLACED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'gateway.reload.mode': { hot: 'hybrid', restart: 'hybrid' },
};

const hasCredential = (config: unknown): boolean =>
  ['token', 'password'].some((kind) => valueAt(config, ['gateway', 'auth', kind]) !== undefined);

/** A misspelt key below `gateway.auth` is in force nowhere; without it the credential that is there must still be there. */
function whyNot(path: readonly string[], config: unknown, extra: readonly string[]): string | null {
  const pattern = denied(path, extra);
  if (pattern === null) return null;
  const misspelt = pattern === 'gateway.auth.*' && path.length > 2 && hasCredential(config);
  return misspelt ? null : pattern;
}

async function look(sight: Sight): Promise<Looked> {
  const { config, site } = sight;
  if (config.value === null) return doesNotApply('config.unreadable');
  const judged = await config.judged();
  if (!judged.ok) return { applies: false, because: judged.because };
  if (judged.valid) return doesNotApply('config.valid');
  const planned: PlannedEdit[] = [];
  for (const issue of judged.issues) {
    const replaced = REPLACED[issue.path];
    const now = valueAt(config.value, issue.path.split('.'));
    const word = typeof now === 'string' ? replaced?.[now] : undefined;
    const unknown = unknownKeys(issue);
    if (word !== undefined) planned.push({ path: issue.path.split('.'), before: now, after: word });
    else if (unknown === null)
      return doesNotApply('config.refused-otherwise', { issues: issueWords([issue], site) });
    else
      for (const path of unknown)
        planned.push({ path, before: valueAt(config.value, path), after: undefined, hidden: true });
  }
  for (const { path, before } of planned) {
    // A part of the file that is included is not in it, and lists are not cut.
    if (before === undefined) return doesNotApply('config.key-in-include', { key: path.join('.') });
    const pattern = whyNot(path, config.value, site.denied);
    if (pattern !== null) return doesNotApply('rollback.denied', { key: path.join('.'), pattern });
  }
  const keys = planned.map(({ path }) => path.join('.')).join(', ');
  const looked = await planEdits(sight, planned, {
    because: 'unknown-key.removed',
    params: { keys },
    command: ['openclaw', 'doctor', '--fix'],
  });
  if (!looked.applies) return looked;
  const words = judged.issues.map(({ path, message }) => `${path || '<root>'}: ${message}`);
  // What a retired key said may have moved elsewhere, and nobody but its author knows.
  const cautions = onlyRetired(words) ? [because('unknown-key.setting-lost', { keys }, site)] : [];
  return { ...looked, cautions };
}

export const removeUnknownKey: Repair = { id: 'remove-unknown-key', look, stage: stageEdits };
