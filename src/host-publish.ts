/**
 * @module host-publish
 * Door: what makes a bundle and checks it before it may leave the host. A host agent that runs for months starts it as a
 * process of its own for each bundle, and `host.mjs bundle` and `redact` load it; the independent detector and the
 * engine for admins' own patterns are in this file alone, so what stays in memory carries no scanner.
 */
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { bundleCheck } from './agent/bundle/check.ts';
import { bundleDiff } from './agent/bundle/diff-command.ts';
import { searchForLeaks } from './agent/bundle/gate/gate.ts';
import type { Looking } from './agent/bundle/look.ts';
import { makeBundleWith } from './agent/bundle/make-bundle.ts';
import { makeCommand } from './agent/bundle/make-command.ts';
import { rulesThatHold } from './agent/bundle/own-rules-file.ts';
import type { CommandEnd } from './agent/bundle/redact-command.ts';
import { serveBundle } from './agent/bundle/serve-bundle.ts';
import { joinedName } from './agent/channel/keys.ts';
import { BUILD } from './build.ts';
import type { Because } from './protocol/recovery.ts';

export { redactCommand } from './agent/bundle/redact-command.ts';
export { BUILD } from './build.ts';

const makeBundle = makeBundleWith({
  version: BUILD.version,
  nameOf: (stateDir) => joinedName(stateDir) ?? hostname(),
  looking: lookWith,
  rules: rulesThatHold,
  gate: (file, known, rules) => searchForLeaks(file, known, { rules: rules?.source ?? null }),
});

/** The looks and the rules, from the files beside this one. */
async function lookWith(): Promise<Looking> {
  const [{ collect }, diagnosing] = await Promise.all([
    import('./host-collect.ts'),
    import('./host-diagnosis.ts'),
  ]);
  return {
    collect,
    reason: diagnosing.becauseText,
    triage(evidence, startedAt, durationMs) {
      const diagnosis = diagnosing.classify([...evidence], startedAt.getTime() + durationMs);
      return diagnosing.report({ host: hostname(), startedAt, durationMs, diagnosis });
    },
  };
}

const saying = async (because: Because): Promise<string> =>
  (await import('./host-diagnosis.ts')).becauseText(because);

type Flags = Readonly<Record<string, unknown>> & { stateDir: string; show(text: string): void };

/** `host.mjs bundle`, `host.mjs bundle check FILE`, and `host.mjs bundle diff A B`. */
export async function bundleCommand(words: readonly string[], flags: Flags): Promise<CommandEnd> {
  const [verb, file, other] = words;
  if (verb === undefined) return makeCommand(makeBundle, flags, saying);
  if (verb === 'check' && file !== undefined && words.length === 2) return bundleCheck(file, flags, saying);
  if (verb === 'diff' && file !== undefined && other !== undefined && words.length === 3)
    return bundleDiff(file, other, flags);
  const message = `bundle does not know “${words.join(' ')}”. Nothing was done.`;
  return { code: 2, complaint: { message, hint: 'Example: node host.mjs bundle check bundle.tar.gz' } };
}

// The gate's thread runs this same file.
if (isMainThread && process.argv[1] === fileURLToPath(import.meta.url)) serveBundle(BUILD, makeBundle);
