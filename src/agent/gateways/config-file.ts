/**
 * @module agent/gateways/config-file
 * Reads one openclaw.json as OpenClaw does (JSON5), and says apart: not there, not allowed, no file, not parseable.
 */
import { dirname, isAbsolute, resolve } from 'node:path';
import JSON5 from 'json5';
import type { HostPort } from '../host/host-port.ts';

export type ConfigFile = {
  path: string;
  /** `not-a-file`: a directory above all, as an engine makes one where a mounted file is not there. */
  file: 'readable' | 'missing' | 'unreadable' | 'not-a-file';
  why?: string;
  parse: 'ok' | 'broken' | null;
  /** A file that it includes and OpenClaw would refuse it for, in words. */
  lacks?: string;
  /** The parsed value, `{}` when there is none. */
  value: Record<string, unknown>;
  /** Epoch ms of the last write; null when it cannot be told. */
  mtimeMs: number | null;
};

const MOST_BYTES = 4 * 1024 * 1024;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MOST_INCLUDES = 32;
/** Deeper configuration is called broken: nobody writes it, and the stack is not endless. */
const DEEPEST = 200;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function merge(below: unknown, above: unknown): unknown {
  if (!isRecord(below) || !isRecord(above)) return above;
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above))
    if (!FORBIDDEN.has(key)) merged[key] = Object.hasOwn(below, key) ? merge(below[key], value) : value;
  return merged;
}

/** Puts `$include: "file" | ["file", …]` in place; what stands beside it wins (OpenClaw 2026.9.6, configuration). */
async function included(
  host: HostPort,
  value: unknown,
  folder: string,
  budget: { left: number; lacks?: string },
  depth = 0,
): Promise<unknown> {
  if (!isRecord(value)) return value;
  if (depth > DEEPEST) throw new SyntaxError('deeper than anybody writes');
  const { $include: files, ...own } = value;
  let below: unknown = {};
  for (const file of [files].flat()) {
    if (typeof file !== 'string' || budget.left-- <= 0) continue;
    const path = resolve(folder, file);
    const text = await host.read(path, { maxBytes: MOST_BYTES });
    // An absolute path may be one of a container's own.
    const wanted = !isAbsolute(file);
    if (wanted && text.ok && text.value === null) budget.lacks ??= `${file} is not there`;
    if (!text.ok || text.value === null) continue;
    try {
      below = merge(below, await included(host, JSON5.parse(text.value), dirname(path), budget, depth + 1));
    } catch (cause) {
      // A broken part is left out as if it were not there; the file itself is judged by its own parse.
      if (!(cause instanceof SyntaxError)) throw cause;
      if (wanted) budget.lacks ??= `${file} cannot be parsed`;
    }
  }
  const entries = await Promise.all(
    Object.entries(own).map(
      async ([key, part]) => [key, await included(host, part, folder, budget, depth + 1)] as const,
    ),
  );
  return merge(below, Object.fromEntries(entries));
}

/** Reads and parses; never throws, and never quotes the file in a reason. */
export async function readConfigFile(host: HostPort, path: string): Promise<ConfigFile> {
  const [text, stat] = await Promise.all([host.read(path, { maxBytes: MOST_BYTES }), host.stat(path)]);
  const mtimeMs = stat.ok && stat.value ? stat.value.mtimeMs : null;
  if (!text.ok) {
    const file = stat.ok && stat.value && stat.value.kind !== 'file' ? 'not-a-file' : 'unreadable';
    return { path, file, why: text.why, parse: null, value: {}, mtimeMs };
  }
  if (text.value === null) return { path, file: 'missing', parse: null, value: {}, mtimeMs: null };
  const broken = { path, file: 'readable', parse: 'broken', value: {}, mtimeMs } as const;
  try {
    const parsed: unknown = JSON5.parse(text.value);
    if (!isRecord(parsed)) return broken;
    const budget: { left: number; lacks?: string } = { left: MOST_INCLUDES };
    const value = await included(host, parsed, dirname(path), budget);
    const { lacks } = budget;
    return {
      path,
      file: 'readable',
      parse: 'ok',
      ...(lacks === undefined ? {} : { lacks }),
      value: isRecord(value) ? value : {},
      mtimeMs,
    };
  } catch {
    // The parser's message may quote the file, secrets and all: only the fact is kept.
    return broken;
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
