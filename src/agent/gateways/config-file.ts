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

/** A larger one is written by nobody who wants to run a gateway. */
const MOST_BYTES = 1024 * 1024;
/**
 * What one look may spend on parsing, in bytes: a host's files may be many and include each other. JSON5 takes many
 * times as long as JSON.
 */
const MOST_PARSED = 16 * 1024 * 1024;
const JSON5_COSTS = 4;
const spent = new WeakMap<HostPort, { left: number }>();

/** A look has parsed enough; nothing is wrong with the file. */
export class OverBudget extends Error {}

function spend(host: HostPort, bytes: number): void {
  const budget = spent.get(host) ?? { left: MOST_PARSED };
  spent.set(host, budget);
  budget.left -= bytes;
  if (bytes > MOST_BYTES * JSON5_COSTS || budget.left < 0) throw new OverBudget();
}

/** Parses a configuration as OpenClaw does. @throws SyntaxError, and OverBudget when this look has parsed enough. */
export function parseWithin(host: HostPort, text: string): unknown {
  if (text.length > MOST_BYTES) throw new OverBudget();
  spend(host, text.length);
  try {
    return JSON.parse(text);
  } catch {
    spend(host, text.length * JSON5_COSTS);
    return JSON5.parse(text);
  }
}

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

/** Whether anything in it is to be put in place or left out. @throws SyntaxError when it is too deep. */
function asksForMore(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > DEEPEST) throw new SyntaxError('deeper than anybody writes');
  let asks = false;
  for (const [key, part] of Object.entries(value)) {
    if (key === '$include' || FORBIDDEN.has(key)) asks = true;
    if (asksForMore(part, depth + 1)) asks = true;
  }
  return asks;
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
    const text = await host.read(path, { maxBytes: MOST_BYTES + 1 });
    // An absolute path may be one of a container's own.
    const wanted = !isAbsolute(file);
    if (wanted && text.ok && text.value === null) budget.lacks ??= `${file} is not there`;
    if (!text.ok || text.value === null) continue;
    try {
      below = merge(
        below,
        await included(host, parseWithin(host, text.value), dirname(path), budget, depth + 1),
      );
    } catch (cause) {
      // A broken part is left out as if it were not there; the file itself is judged by its own parse.
      if (!(cause instanceof SyntaxError || cause instanceof OverBudget)) throw cause;
      if (wanted && cause instanceof SyntaxError) budget.lacks ??= `${file} cannot be parsed`;
    }
  }
  const entries = await Promise.all(
    Object.entries(own).map(
      async ([key, part]) => [key, await included(host, part, folder, budget, depth + 1)] as const,
    ),
  );
  return merge(below, Object.fromEntries(entries));
}

const TOO_LARGE = 'it was not parsed: it, or all that was to be parsed in this look, is too large';

/** Reads and parses; never throws, and never quotes the file in a reason. */
export async function readConfigFile(host: HostPort, path: string): Promise<ConfigFile> {
  const stat = await host.stat(path);
  const mtimeMs = stat.ok && stat.value ? stat.value.mtimeMs : null;
  const tooLarge = { path, file: 'readable', parse: null, why: TOO_LARGE, value: {}, mtimeMs } as const;
  if (stat.ok && stat.value?.kind === 'file' && stat.value.size > MOST_BYTES) return tooLarge;
  const text = await host.read(path, { maxBytes: MOST_BYTES });
  if (!text.ok) {
    const file = stat.ok && stat.value && stat.value.kind !== 'file' ? 'not-a-file' : 'unreadable';
    return { path, file, why: text.why, parse: null, value: {}, mtimeMs };
  }
  if (text.value === null) return { path, file: 'missing', parse: null, value: {}, mtimeMs: null };
  const broken = { path, file: 'readable', parse: 'broken', value: {}, mtimeMs } as const;
  try {
    const parsed = parseWithin(host, text.value);
    if (!isRecord(parsed)) return broken;
    if (!asksForMore(parsed)) return { path, file: 'readable', parse: 'ok', value: parsed, mtimeMs };
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
  } catch (cause) {
    if (cause instanceof OverBudget) return tooLarge;
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
