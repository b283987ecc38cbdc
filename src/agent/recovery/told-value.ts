/**
 * @module agent/recovery/told-value
 * One value of a configuration as people may read it: a secret as its keyed fingerprint, so that two can be compared and
 * none can be used.
 */
import type { Because, Change } from '../../protocol/recovery.ts';
import { isSecretPath } from '../../redaction/secret-paths.ts';
import type { Site } from './site.ts';

const LONGEST = 200;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it says where a secret is, and not the secret itself. */
const isReference = (value: unknown): boolean =>
  (typeof value === 'string' && /^\$\{[A-Z_][A-Z0-9_]*\}$/.test(value)) ||
  (isRecord(value) && typeof value.source === 'string' && typeof value.id === 'string');

const SENTINEL = '__OPENCLAW_REDACTED__';

type Teller = Pick<Site, 'fingerprint' | 'redactor'>;

function withPrints(path: readonly string[], value: unknown, teller: Teller): unknown {
  if (value === SENTINEL || isReference(value)) return value;
  if (Array.isArray(value)) return value.map((each, n) => withPrints([...path, String(n)], each, teller));
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, withPrints([...path, key], each, teller)]),
    );
  const secret = isSecretPath(path.filter((part, n) => n === 0 || !/^\d+$/.test(part)));
  if (secret === undefined || (typeof value !== 'string' && typeof value !== 'number')) return value;
  return `fingerprint ${teller.fingerprint(String(value))}`;
}

/** Null for a value that is not there. */
export function toldValue(path: readonly string[], value: unknown, teller: Teller): string | null {
  if (value === undefined) return null;
  const told = withPrints(path, value, teller);
  const text = typeof told === 'string' ? told : JSON.stringify(told);
  return teller.redactor.text(text).slice(0, LONGEST);
}

/** What stands for a value of which nobody knows whether it is a secret. */
export const hiddenValue = (value: unknown, { fingerprint }: Teller): string =>
  `fingerprint ${fingerprint(typeof value === 'string' ? value : JSON.stringify(value))}`;

/** A change of one key, as people see it beforehand. */
export const keyChange = (
  path: readonly string[],
  before: unknown,
  after: unknown,
  teller: Teller,
): Change => ({
  what: teller.redactor.text(path.join('.')).slice(0, LONGEST),
  before: toldValue(path, before, teller),
  after: toldValue(path, after, teller),
});

/** A code with its values, each one redacted and no longer than people read. */
export function because(code: string, params: Record<string, string> = {}, teller?: Teller): Because {
  const told = Object.entries(params).map(([name, value]) => [
    name,
    (teller ? teller.redactor.text(value) : value).slice(0, 500),
  ]);
  return { code, params: Object.fromEntries(told) };
}
