/**
 * @module host-publish
 * Door: what makes, searches and opens bundles. A host agent that runs for months starts it as a process of its own for
 * each bundle, and `host.mjs bundle` and `redact` load it; the independent detector and the engine for admins' own
 * patterns are in this file alone.
 */
import { bundleCheck } from './agent/bundle/check.ts';
import type { CommandEnd } from './agent/bundle/redact-command.ts';

export { searchForLeaks } from './agent/bundle/gate/gate.ts';
export { redactCommand } from './agent/bundle/redact-command.ts';
export { BUILD } from './build.ts';
export { publishRedactor } from './redaction/publish.ts';

type Flags = Readonly<Record<string, unknown>> & { stateDir: string; show(text: string): void };

/** `host.mjs bundle`, and `host.mjs bundle check FILE`. */
export async function bundleCommand(words: readonly string[], flags: Flags): Promise<CommandEnd> {
  const [verb, file] = words;
  if (verb === 'check' && file !== undefined && words.length === 2) return bundleCheck(file, flags);
  const message =
    verb === undefined
      ? 'Bundles are not made yet.'
      : `bundle does not know “${words.join(' ')}”. Nothing was done.`;
  return { code: 2, complaint: { message, hint: 'Example: node host.mjs bundle check bundle.tar.gz' } };
}
