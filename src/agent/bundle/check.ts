/**
 * @module agent/bundle/check
 * `host.mjs bundle check FILE`: whether a bundle is what it says it is, and whether a secret is in it, for whoever got
 * one or is about to send one.
 */
import type { CommandEnd } from './redact-command.ts';

export async function bundleCheck(
  _file: string,
  _flags: Readonly<Record<string, unknown>>,
): Promise<CommandEnd> {
  return { code: 2, complaint: { message: 'bundle check is not there yet.', hint: 'Nothing was done.' } };
}
