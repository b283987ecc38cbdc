/**
 * @module redaction/known-values
 * The secrets a host agent can know beforehand: those in the gateway's configuration and in an environment.
 * References to secrets (`{ source, provider, id }`, `${GW_TOKEN}`) are none and stay readable.
 */
import { isGenerated } from './env-maps.ts';
import { isHarmless, isPasswordLike, isTokenLike } from './harmless-values.ts';
import { judgeName } from './key-names.ts';
import { longRuns } from './runs.ts';
import { isSecretPath } from './secret-paths.ts';
import type { Kind, Span } from './span.ts';
import { findVendorShapes } from './vendor-finder.ts';

/** A secret somebody holds. `path` is where it was found; its last name tells what kind of secret it is. */
export type KnownValue = { value: string; path?: string; kind?: Kind };

/** A known value that is fit to be searched for. */
export type FitValue = { value: string; kind: Kind };

/** Shorter values are no needles: they would wipe words and numbers. */
const SHORTEST = 6;
/** What gateways write all day: a password that is one of these is masked where its name stands, and not everywhere. */
const WORDS_OF_LOGS = new Set(
  'closed connect connected connection session sessions message messages channel channels restart restarted reload reloaded loopback health healthy listening process plugin plugins agents workspace request response started starting stopped timeout timed-out telegram whatsapp discord signal browser network address reason version status handshake heartbeat error errors warning unauthorized internal'.split(
    ' ',
  ),
);
/** Longer ones are documents, not secrets; what secrets they hold has names of its own. */
const LONGEST = 65_536;
/** A secret and the dotted path or variable name where it was found. */
export type CollectedSecret = { path: string; value: string };

/** Deeper configuration is not walked. */
const DEEPEST = 64;

/** The secrets in a parsed openclaw.json. Never throws; cycles end at depth 64. */
export function collectSecretsFromConfig(config: unknown): CollectedSecret[] {
  const secrets: CollectedSecret[] = [];
  walk(config, [], secrets);
  return secrets;
}

/** The secrets in a process environment, by name, by shape, and in the addresses it holds. */
export function collectSecretsFromEnv(env: Readonly<Record<string, string | undefined>>): CollectedSecret[] {
  const secrets: CollectedSecret[] = [];
  for (const [name, value] of Object.entries(env)) if (value) take([name], value, secrets);
  return secrets;
}

/** Three words or more and nothing else: no setting of OpenClaw's is written so (2026.9.6). */
const PHRASE = /^\p{L}[\p{L}\p{N}'-]*(?: [\p{L}\p{N}'-]+){2,}$/u;
const SHORTEST_UNNAMED = 8;

/**
 * The secrets in a file that is kept for secrets (`.env` of OpenClaw): those that an environment shows, and under
 * whatever name a value that somebody made up or a generator drew, or a phrase. Settings of one word, addresses, paths,
 * models and times are none.
 */
export function collectSecretsFromDotenv(
  env: Readonly<Record<string, string | undefined>>,
): CollectedSecret[] {
  const named = collectSecretsFromEnv(env);
  const known = new Set(named.map(({ path }) => path));
  const madeUp = (value: string): boolean =>
    value.length >= SHORTEST_UNNAMED &&
    (PHRASE.test(value) || (!value.includes(' ') && (isTokenLike(value) || isPasswordLike(value)))) &&
    !isHarmless(value, 'password');
  const unnamed = Object.entries(env).flatMap(([path, value = '']) =>
    !known.has(path) && madeUp(value) ? [{ path, value }] : [],
  );
  return [...named, ...unnamed];
}

function walk(node: unknown, path: readonly string[], secrets: CollectedSecret[]): void {
  if (path.length > DEEPEST) return;
  if (typeof node === 'string') take(path, node, secrets);
  else if (typeof node === 'number') {
    if (node >= 100_000 && isSecretPath(path)?.strength === 'secret')
      secrets.push({ path: path.join('.'), value: String(node) });
  } else if (Array.isArray(node))
    node.forEach((item, i) => {
      walk(item, [...path, String(i)], secrets);
    });
  else if (typeof node === 'object' && node !== null && !isReference(node)) {
    for (const [name, value] of Object.entries(node)) walk(value, [...path, name], secrets);
  }
}

/** OpenClaw's SecretRef: where a secret is kept, not the secret. */
function isReference(node: object): boolean {
  const { source, id } = node as Record<string, unknown>;
  return typeof source === 'string' && typeof id === 'string';
}

function take(path: readonly string[], value: string, secrets: CollectedSecret[]): void {
  const place = isSecretPath(path.filter((part, i) => i === 0 || !/^\d+$/.test(part)));
  const dotted = path.join('.');
  if (
    place &&
    !isHarmless(value, place.kind) &&
    (place.strength === 'generated'
      ? isGenerated(value)
      : place.strength === 'secret' || isTokenLike(value) || isPasswordLike(value))
  ) {
    secrets.push({ path: dotted, value });
    return;
  }
  const userinfo = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/@:]*:([^\s/]+)@/i.exec(value)?.[1];
  if (userinfo && !isHarmless(userinfo, 'password')) secrets.push({ path: dotted, value: userinfo });
  const shapes: Span[] = [];
  const read = value.slice(0, 8_192);
  findVendorShapes(read, shapes, longRuns(read));
  for (const { start, end } of shapes) secrets.push({ path: dotted, value: value.slice(start, end) });
}

/** The values that are fit to be searched for: long enough, and no word that programs use. */
export function fitValues(known: Iterable<KnownValue | string>): FitValue[] {
  const fit = new Map<string, Kind>();
  for (const entry of known) {
    const { value, path, kind } =
      typeof entry === 'string' ? { value: entry, path: undefined, kind: undefined } : entry;
    const trimmed = value.trim();
    const own = kind ?? (path === undefined ? 'secret' : judgeName(path).kind);
    if (trimmed.length < SHORTEST || trimmed.length > LONGEST) continue;
    // What the admins name is masked, however ordinary it looks.
    if (own !== 'private' && (isHarmless(trimmed, 'password') || WORDS_OF_LOGS.has(trimmed.toLowerCase())))
      continue;
    if (!fit.has(trimmed)) fit.set(trimmed, own);
    const userinfo = /^[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/@:]*:([^\s/]{4,})@/i.exec(trimmed)?.[1];
    if (userinfo && !fit.has(userinfo)) fit.set(userinfo, 'password');
  }
  return [...fit].map(([value, kind]) => ({ value, kind }));
}
