/**
 * @module agent/recovery/repairs/remove-unknown-key
 * A file that OpenClaw refuses for keys that this release does not know, or for a word that it has replaced by another:
 * those keys go, or get the word of today; an address that is no address becomes the one that is in force. No other key
 * that it knows is touched, and every issue must be of these kinds.
 */
import { onlyRetired } from '../../../evidence/retired-keys.ts';
import { denied } from '../../../runbooks/denied.ts';
import { listenerOn } from '../../host/listeners.ts';
import { type PlannedEdit, planEdits, stageEdits } from '../config-change.ts';
import { type MayTouch, valueAt } from '../config-value.ts';
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

/** What OpenClaw knows below `gateway.auth` (2026.9.6): none of it is a misspelt key. */
const KNOWN = ['mode', 'token', 'password', 'allowTailscale', 'identityScopes', 'rateLimit', 'trustedProxy'];

/** It takes away a key below the credential that is in force nowhere, and changes none. */
const mayTouch: MayTouch = ({ path: [section, auth, key], after }) =>
  section === 'gateway' &&
  auth === 'auth' &&
  key !== undefined &&
  after === undefined &&
  !KNOWN.includes(key);

const LOOPBACK = /^(?:127\.|::1$|\[::1\]$|::ffff:127\.|localhost$)/;

/**
 * What a running gateway itself tells of where it listens, for a value that is no such thing. Where none runs, the
 * narrowest one; a port is not made up.
 */
async function whereItListens(sight: Sight, path: string): Promise<string | number | undefined> {
  const { host, target } = sight.site;
  const main = target.processes.ok ? target.processes.value[0] : undefined;
  if (path === 'gateway.port') return main && target.root === '' ? main.lock?.port : undefined;
  if (path !== 'gateway.bind' || sight.site.denied.some((each) => each.startsWith('gateway.')))
    return undefined;
  if (!target.processes.ok || target.container) return undefined;
  if (main === undefined) return 'loopback';
  const open = await listenerOn(host, target.port, [main.pid]);
  const addresses = open.ok ? (open.value?.addresses ?? []) : [];
  return addresses.length > 0 && addresses.every((each) => LOOPBACK.test(each)) ? 'loopback' : undefined;
}

async function look(sight: Sight): Promise<Looked> {
  const { config, site } = sight;
  if (config.value === null) return doesNotApply('config.unreadable');
  const judged = await config.judged();
  if (!judged.ok) return { applies: false, because: judged.because };
  if (judged.valid) return doesNotApply('config.valid');
  const planned: PlannedEdit[] = [];
  const inForce: PlannedEdit[] = [];
  for (const issue of judged.issues) {
    const replaced = REPLACED[issue.path];
    const now = valueAt(config.value, issue.path.split('.'));
    const word = typeof now === 'string' ? replaced?.[now] : undefined;
    const unknown = unknownKeys(issue);
    const listens =
      word === undefined && unknown === null ? await whereItListens(sight, issue.path) : undefined;
    if (listens !== undefined) {
      // It narrows or says what is so; that it is a denied key matters no more.
      inForce.push({ path: issue.path.split('.'), before: now, after: listens });
    } else if (word !== undefined) planned.push({ path: issue.path.split('.'), before: now, after: word });
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
  const all = [...planned, ...inForce];
  const keys = all.map(({ path }) => path.join('.')).join(', ');
  const looked = await planEdits(sight, all, {
    because: 'unknown-key.removed',
    params: { keys },
    command: ['openclaw', 'doctor', '--fix'],
    mayTouch,
  });
  if (!looked.applies) return looked;
  const words = judged.issues.map(({ path, message }) => `${path || '<root>'}: ${message}`);
  // What a retired key said may have moved elsewhere, and nobody but its author knows.
  const lost = onlyRetired(words) ? [because('unknown-key.setting-lost', { keys }, site)] : [];
  const narrowed = inForce.some(({ after }) => after === 'loopback') ? [because('bind.now-loopback')] : [];
  const cautions = [...lost, ...narrowed, ...looked.cautions];
  return { ...looked, cautions };
}

export const removeUnknownKey: Repair = { id: 'remove-unknown-key', mayTouch, look, stage: stageEdits };
