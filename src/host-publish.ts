/**
 * @module host-publish
 * Door: what makes a bundle and checks it before it may leave the host. A host agent that runs for months starts it as a
 * process of its own for each bundle, and `host.mjs bundle` and `redact` load it; the independent detector and the
 * engine for admins' own patterns are in this file alone, so what stays in memory carries no scanner.
 */
import { fileURLToPath } from 'node:url';
import { bundleCheck } from './agent/bundle/check.ts';
import { searchForLeaks } from './agent/bundle/gate/gate.ts';
import { makeBundleWith } from './agent/bundle/make-bundle.ts';
import type { CommandEnd } from './agent/bundle/redact-command.ts';
import { serveBundle } from './agent/bundle/serve-bundle.ts';
import { BUILD } from './build.ts';

export { redactCommand } from './agent/bundle/redact-command.ts';
export { BUILD } from './build.ts';

const makeBundle = makeBundleWith({
  version: BUILD.version,
  gate: (file) => searchForLeaks(file, { values: [], unread: [] }),
});

type Flags = Readonly<Record<string, unknown>> & { stateDir: string; show(text: string): void };

/** `host.mjs bundle`, and `host.mjs bundle check FILE`. */
export async function bundleCommand(words: readonly string[], flags: Flags): Promise<CommandEnd> {
  const [verb, file] = words;
  if (verb === 'check' && file !== undefined && words.length === 2) return bundleCheck(file, flags);
  const message =
    verb === undefined
      ? 'bundle makes none from here yet. Nothing was done.'
      : `bundle does not know “${words.join(' ')}”. Nothing was done.`;
  return { code: 2, complaint: { message, hint: 'Example: node host.mjs bundle check bundle.tar.gz' } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serveBundle(BUILD, makeBundle);
