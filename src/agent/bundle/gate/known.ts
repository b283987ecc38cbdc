/**
 * @module agent/bundle/gate/known
 * What the host agent knows to be secret when a bundle is made, and what it could not read to learn more.
 */
import type { KnownValue } from '../../../redaction/known-values.ts';

export type KnownValues = {
  values: readonly (KnownValue | string)[];
  /** In words, e.g. `/etc/openclaw/openclaw.json (EACCES)`: their secrets were not searched for, and that is said. */
  unread: readonly string[];
};
