/**
 * @module agent/recovery/tells-of-file
 * Whether a gateway speaks of the configuration that is on the disk. A busy one has not seen a new file for seconds, and
 * calls the older one applied (2026.9.6, observed). It hides secrets, so that those are not compared.
 */
import JSON5 from 'json5';
import { isRecord } from './config-value.ts';

const HIDDEN = '__OPENCLAW_REDACTED__';

function same(saved: unknown, told: unknown): boolean {
  if (typeof told === 'string' && told.includes(HIDDEN)) return saved !== undefined;
  if (isRecord(saved) && isRecord(told)) {
    const keys = new Set([...Object.keys(saved), ...Object.keys(told)]);
    return [...keys].every((key) => same(saved[key], told[key]));
  }
  if (Array.isArray(saved) && Array.isArray(told))
    return saved.length === told.length && saved.every((each, n) => same(each, told[n]));
  return JSON.stringify(saved) === JSON.stringify(told);
}

/** `raw` as `config.get` gives it. What cannot be compared is not held against it. */
export function tellsOfFile(raw: string | null | undefined, saved: Record<string, unknown> | null): boolean {
  if (raw == null || saved === null) return true;
  try {
    return same(saved, JSON5.parse(raw));
  } catch {
    return true; // Its own words are no JSON5: an older release may give another form.
  }
}
