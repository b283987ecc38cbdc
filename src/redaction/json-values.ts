/**
 * @module redaction/json-values
 * Redaction of data: a string below a name that announces a secret goes as a whole, every other string is read as
 * text, and so are keys, since maps are keyed by tokens too.
 */
import { isGenerated } from './env-maps.ts';
import { isHarmless, isPasswordLike, isTokenLike } from './harmless-values.ts';
import { isSecretPath } from './secret-paths.ts';
import type { Kind } from './span.ts';

export type JsonTools = {
  text(input: string): string;
  write(kind: Kind, value: string): string;
};

/** Deeper data is not walked: nobody writes it by hand, and the stack is not endless. */
const DEEPEST = 200;

/** A copy of the JSON value with its strings redacted. Anything below depth 200 becomes `‹secret›`. */
export function redactJson(json: unknown, tools: JsonTools): unknown {
  return walk(json, tools, [], 0);
}

function walk(json: unknown, tools: JsonTools, path: readonly string[], depth: number): unknown {
  if (typeof json === 'string') return redactString(json, tools, path);
  if (typeof json !== 'object' || json === null) return redactNumber(json, tools, path);
  if (depth >= DEEPEST) return tools.write('secret', '');
  if (Array.isArray(json)) return json.map((item) => walk(item, tools, path, depth + 1));
  const copy: [string, unknown][] = [];
  const taken = new Set<string>();
  for (const [name, value] of Object.entries(json)) {
    let shown = tools.text(name);
    while (taken.has(shown)) shown += '′';
    taken.add(shown);
    copy.push([shown, walk(value, tools, [...path, announced(json, name) ?? name], depth + 1)]);
  }
  // not assignments: a key may be `__proto__`
  return Object.fromEntries(copy);
}

/** In `{ name: 'GW_TOKEN', value: '…' }` the value is announced by its neighbour. */
function announced(object: object, name: string): string | undefined {
  if (name !== 'value') return undefined;
  const { name: own, key, header } = object as Record<string, unknown>;
  return [own, key, header].find((label): label is string => typeof label === 'string');
}

function redactString(value: string, tools: JsonTools, path: readonly string[]): string {
  const secret = isSecretPath(path);
  if (!secret || /[‹›]/.test(value) || isHarmless(value, secret.kind)) return tools.text(value);
  if (secret.strength === 'generated' && !isGenerated(value)) return tools.text(value);
  if (secret.strength === 'weak' && !isTokenLike(value) && !isPasswordLike(value)) return tools.text(value);
  return /\s/.test(value) && !/\d/.test(value) && value.length > 64
    ? tools.text(value)
    : tools.write(secret.kind, value);
}

/** A number can be a password: 6 digits and more below a password's name. */
function redactNumber(value: unknown, tools: JsonTools, path: readonly string[]): unknown {
  if (typeof value !== 'number' || value < 100_000) return value;
  const secret = isSecretPath(path);
  return secret?.strength === 'secret' && (secret.kind === 'password' || secret.kind === 'code')
    ? tools.write(secret.kind, String(value))
    : value;
}
