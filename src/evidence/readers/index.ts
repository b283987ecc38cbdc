/**
 * @module evidence/readers
 * The one list of readers. Each is pure and total: strange text gives no facts, never an exception, and every
 * pattern is bounded, so that a hostile paste costs no more than an honest one.
 */
import type { Fact } from '../../protocol/evidence.ts';
import type { LineReader, ReadContext, Reader } from '../reader.ts';
import { commandJson } from './command-json.ts';
import { commandText } from './command-text.ts';
import { configSnippet } from './config-snippet.ts';
import { connectLog } from './connect-log.ts';
import { modelFailures } from './model-failures.ts';
import { regularCuts } from './regular-cuts.ts';
import { signs } from './signs.ts';
import { startRefusal } from './start-refusal.ts';
import { supervisors } from './supervisors.ts';

/** Readers of what programs say. What people say is read in explain/, apart. */
export const READERS: readonly Reader[] = [
  connectLog,
  regularCuts,
  startRefusal,
  commandJson,
  commandText,
  configSnippet,
  supervisors,
  modelFailures,
  signs,
];
/** Those that need no more than a line at a time. */
export const LINE_READERS: readonly LineReader[] = [
  connectLog,
  regularCuts,
  startRefusal,
  commandText,
  modelFailures,
  signs,
];
/** Those that need the whole text: what a command printed as JSON, settings, a supervisor's page. */
export const WHOLE_READERS: readonly Reader[] = [commandJson, configSnippet, supervisors];

/** All facts that the readers find in one text. */
export function readAll(text: string, context: ReadContext): Fact[] {
  return READERS.flatMap((reader) => reader.read(text, context));
}
