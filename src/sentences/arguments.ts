/**
 * @module sentences/arguments
 * What a text in ICU MessageFormat wants to be told, read from the text by the compiler: a sentence cannot be said
 * without its numbers, nor with a name that it does not have.
 */
import type { Span } from './span.ts';

/** What can stand in a sentence; spans keep their style. */
export type Value = string | number | Span | readonly Span[];

/** Names of styles (icu.ts), which no argument can have. */
export type StyleName = 'b' | 'code';

/** `{ n: number; host: Value }` of `{n, plural, one {# job} other {# jobs}} on {host}`. */
export type Arguments<Text extends string> = {
  [Found in Scan<Text> as Found[0]]: Found[0] extends StyleName ? never : Found[1];
};

/**
 * Walks from brace to brace. Braces take turns: one in text opens an argument, one in an argument opens text
 * again (a plural's or a select's branch), and each that closes goes back.
 */
type Scan<
  Text extends string,
  InText extends boolean = true,
  Found extends [string, unknown] = never,
> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${string}`
    ? Text extends `${infer _}}${infer Rest}`
      ? Scan<Rest, InText extends true ? false : true, Found>
      : Found
    : InText extends true
      ? Scan<After, false, Found | Argument<After>>
      : Scan<After, true, Found>
  : Found;

/** The argument that opens here: `n, plural, one {…`, `state, select, …` or `host}…`. */
type Argument<After extends string> = After extends `${infer Head}}${string}`
  ? Head extends `${infer Name}, plural,${string}`
    ? [Name, number]
    : Head extends `${infer Name}, number${string}`
      ? [Name, number]
      : Head extends `${infer Name}, select,${string}`
        ? [Name, string]
        : [Head, Value]
  : never;
