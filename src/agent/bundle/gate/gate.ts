/**
 * @module agent/bundle/gate/gate
 * The leak gate: the finished file is opened again and searched before anybody may have it. It runs in a thread that
 * can be ended, and whatever goes wrong with it is a refusal.
 */
import type { GateWord } from '../../../protocol/bundle.ts';
import type { KnownValue } from '../../../redaction/known-values.ts';

/** What the host agent knows to be secret, and what it could not read to learn more. */
export type KnownValues = {
  values: readonly (KnownValue | string)[];
  /** In words, e.g. `/etc/openclaw/openclaw.json (EACCES)`: their secrets were not searched for, and that is said. */
  unread: readonly string[];
};

export type GateOptions = {
  /** The admins' own rules as they stand in their file: what they name must not be in the bundle either. */
  rules?: { path: string; text: string } | null;
  /** Milliseconds after which the gate has not passed. */
  limitMs?: number;
};

/** Searches a packed bundle (tar.gz, not encrypted yet). Never throws: what cannot be searched is refused. */
export async function searchForLeaks(
  _file: Uint8Array,
  _known: KnownValues,
  _options: GateOptions = {},
): Promise<GateWord> {
  return { passed: false, hits: [], because: { code: 'gate.failed', params: { why: 'not built yet' } } };
}
