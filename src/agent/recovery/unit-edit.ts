/**
 * @module agent/recovery/unit-edit
 * Takes a credential's flag out of the command in a service definition, or gives one line of an environment file another
 * value. Everything else stays byte for byte, and what systemd would read is compared before anybody gets the text.
 */
import { isDeepStrictEqual } from 'node:util';
import { readUnit } from '../gateways/unit-text.ts';
import { dotenvLines } from '../host/env-lines.ts';

/** `--token X` or `--token=X` with the blanks before it; the value may be quoted. */
const flagPattern = (flag: string): RegExp =>
  new RegExp(`[ \\t]+--${flag}(?:=|[ \\t]+)(?:"[^"\\n]*"|'[^'\\n]*'|[^\\s"'\\\\]+)`);

function argvWithout(argv: readonly string[], flag: string): string[] {
  const left: string[] = [];
  for (let n = 0; n < argv.length; n++) {
    const word = argv[n] ?? '';
    if (word === `--${flag}`) n++;
    else if (!word.startsWith(`--${flag}=`)) left.push(word);
  }
  return left;
}

/** The definition without the flag in its command; null where it cannot be taken out alone. */
export function withoutFlag(text: string, flag: 'token' | 'password'): string | null {
  let changed = 0;
  const now = text.replace(/^[ \t]*ExecStart[ \t]*=(?:[^\n\\]|\\\r?\n|\\.)*/gm, (command) => {
    const bare = command.replace(flagPattern(flag), '');
    if (bare !== command) changed++;
    return bare;
  });
  if (changed !== 1) return null;
  const [before, after] = [readUnit([text]), readUnit([now])];
  const same = isDeepStrictEqual(
    { ...after, argv: argvWithout(before.argv, flag) },
    { ...before, argv: after.argv },
  );
  return same && isDeepStrictEqual(after.argv, argvWithout(before.argv, flag)) ? now : null;
}

/** The `.env` of a state with another value for a name that stands in it once; null where that cannot be done alone. */
export function withValue(text: string, name: string, value: string): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || /[\s"'`#$\\]/.test(value)) return null;
  const line = new RegExp(
    `^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=[ \\t]*)(["']?)([^"'\\r\\n#]*?)\\2([ \\t]*(?:#[^\\r\\n]*)?)(?=\\r?$)`,
    'gm',
  );
  if ([...text.matchAll(line)].length !== 1) return null;
  const now = text.replace(
    line,
    (_, head: string, quote: string, _old: string, tail: string) => `${head}${quote}${value}${quote}${tail}`,
  );
  const { [name]: set, ...others } = dotenvLines(now);
  const { [name]: _was, ...before } = dotenvLines(text);
  return set === value && isDeepStrictEqual(others, before) ? now : null;
}
