/**
 * @module agent/config-file
 * Reads one openclaw.json as OpenClaw does (JSON5), and says apart: not there, not allowed, not parseable.
 */
import JSON5 from 'json5';
import type { HostPort } from './host-port.ts';

export type ConfigFile = {
  path: string;
  file: 'readable' | 'missing' | 'unreadable';
  why?: string;
  parse: 'ok' | 'broken' | null;
  /** The parsed value, `{}` when there is none. */
  value: Record<string, unknown>;
  /** Epoch ms of the last write; null when it cannot be told. */
  mtimeMs: number | null;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export async function readConfigFile(host: HostPort, path: string): Promise<ConfigFile> {
  const [text, stat] = await Promise.all([host.read(path, { maxBytes: 4 * 1024 * 1024 }), host.stat(path)]);
  const mtimeMs = stat.ok && stat.value ? stat.value.mtimeMs : null;
  if (!text.ok) return { path, file: 'unreadable', why: text.why, parse: null, value: {}, mtimeMs };
  if (text.value === null) return { path, file: 'missing', parse: null, value: {}, mtimeMs: null };
  try {
    const parsed: unknown = JSON5.parse(text.value);
    const value = isRecord(parsed) ? parsed : {};
    return { path, file: 'readable', parse: isRecord(parsed) ? 'ok' : 'broken', value, mtimeMs };
  } catch {
    // The parser's message may quote the file, secrets and all: only the fact is kept.
    return { path, file: 'readable', parse: 'broken', value: {}, mtimeMs };
  }
}

/** The value at a dotted path, or undefined. */
export function at(config: unknown, path: string): unknown {
  let value = config;
  for (const key of path.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

export function textAt(config: unknown, path: string): string | null {
  const value = at(config, path);
  return typeof value === 'string' ? value : null;
}

export function recordAt(config: unknown, path: string): Record<string, unknown> {
  const value = at(config, path);
  return isRecord(value) ? value : {};
}
