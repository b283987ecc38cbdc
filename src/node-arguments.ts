/**
 * @module node-arguments
 * What a person typed behind the name of one of our commands. A key or a token is base64url, and one in 64 begins with "-":
 * it is a word all the same, for whoever copied a line that we had printed would be told of an option that is not there.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A digest, a key's thumbprint, a join token (RFC 4648 §5: "-" is a character like others); no option is as long. */
const KEY_WITH_DASH = /^-[\w-]{42}(?:\.|$)/;
/** Nobody can type it: an argument ends at it (execve(2)). */
const MARK = '\0';

const hide = (word: string): string => (KEY_WITH_DASH.test(word) ? MARK + word : word);
const show = (word: string): string => (word.startsWith(MARK) ? word.slice(1) : word);
const shown = (value: unknown): unknown =>
  typeof value === 'string' ? show(value) : Array.isArray(value) ? value.map(shown) : value;

/** Options and words; throws a TypeError with a sentence of Node's for what is neither. */
export function typedArguments(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
  allowPositionals: boolean,
): { values: Record<string, unknown>; words: string[] } {
  const parsed = parseArgs({ args: args.map(hide), options, strict: true, allowPositionals });
  const values = Object.fromEntries(
    Object.entries(parsed.values).map(([name, value]) => [name, shown(value)]),
  );
  return { values, words: parsed.positionals.map(show) };
}
