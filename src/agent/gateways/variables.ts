/**
 * @module agent/gateways/variables
 * `${NAME}` in a configuration, filled in as OpenClaw does (2026.9.6, environment): a workspace or a log file may be
 * named so, and the words themselves are no path.
 */
import { join } from 'node:path';
import { dotenvLines } from '../host/env-lines.ts';
import type { HostPort } from '../host/host-port.ts';
import { recordAt } from './config-file.ts';
import type { Env } from './places.ts';

/** Two dollars mean the words themselves. */
const REFERENCE = /\$(\$?)\{([A-Z_][A-Z0-9_]*)\}/g;

/** What texts may grow by; a long value that is named ten thousand times has no end. Characters. */
const MOST_GROWTH = 1024 * 1024;
type Room = { characters: number };
const room = (): Room => ({ characters: MOST_GROWTH });

/** A variable that is not set or empty stays as it is written, and so does a text for which there is no room any more. */
export function filledIn(text: string, env: Env, left = room()): string {
  // Counted before it is written.
  for (const [, , name = ''] of text.matchAll(REFERENCE)) left.characters -= env[name]?.length ?? 0;
  if (left.characters < 0) return text;
  return text.replace(REFERENCE, (whole, literal: string, name: string) =>
    literal ? whole.slice(1) : env[name] || whole,
  );
}

/** Where a credential is named matters, and not only what it is. */
const AS_WRITTEN = new Set(['auth', 'remote']);

function allFilledIn(value: object, env: Env, left: Room, under = ''): Record<string, unknown> {
  const filled = (one: unknown, key: string): unknown => {
    if (typeof one === 'string') return filledIn(one, env, left);
    if (Array.isArray(one)) return one.map((each) => filled(each, ''));
    if (typeof one !== 'object' || one === null) return one;
    return under === 'gateway' && AS_WRITTEN.has(key) ? one : allFilledIn(one, env, left, key);
  };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, key)]));
}

/** The state's `.env`; empty where there is none or it may not be read. */
export async function dotenvAt(host: HostPort, path: string): Promise<Record<string, string>> {
  const text = await host.read(path, { maxBytes: 256 * 1024 });
  return text.ok && text.value !== null ? dotenvLines(text.value) : {};
}

/** What `env.vars` of a configuration sets where nothing else does. */
export const varsOf = (config: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(recordAt(config, 'env.vars')).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  );

/**
 * A configuration as a gateway with this environment reads it. Texts of `gateway.auth` and `gateway.remote` stay as
 * they are written.
 */
export async function filledConfig(
  host: HostPort,
  config: Record<string, unknown>,
  stateDir: string,
  env: Env,
): Promise<Record<string, unknown>> {
  const dotenv = await dotenvAt(host, join(stateDir, '.env'));
  return allFilledIn(config, { ...varsOf(config), ...dotenv, ...env }, room());
}
